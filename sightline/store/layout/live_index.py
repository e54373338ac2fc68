"""Lays out the live index in `serve.sqlite`: what linking compared of each profile, and the keys that lead to it.

Keys are hashed with the workspace's own secret, as linking hashed homes and phones, so they can be compared and not
read. A profile has one line for each visibility of its mentions; what a reader may not see is never compared. Sealed
identities are not in the index at all.
"""

import sqlite3
from dataclasses import dataclass, field

from sightline.model.schema import COMPARED
from sightline.model.serve_tables.catalogue import declared
from sightline.store.engine import DuckDBEngine
from sightline.store.serve.rows import create_tables
from sightline.store.sql.sql_steps import Fragment, SqlSteps

TABLES = ("live_profile", "live_key", "live_check")
SQL = SqlSteps(__name__)
SEES = "agency, organisation, layout, restricted, sealed"
FIELDS = tuple(column.name for column in COMPARED.columns if column.name not in COMPARED.key)[1:]
FIGURES, HASH_FIGURES = 16, 15
BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class LiveKeys:
    """The workspace's secret, and for each rule the expressions over `compared` on which profiles agree.

    Rules of `numbers` need no forename or birth date; the others do.
    """

    secret: str = field(repr=False)
    numbers: dict[str, tuple[str, ...]]
    others: dict[str, tuple[str, ...]]


def fill_live(*, connection: sqlite3.Connection, engine: DuckDBEngine, keys: LiveKeys) -> dict[str, str]:
    """Make the tables of the live index; the query that fills each of them. `people` is a step of `layout`."""
    connection.executescript(create_tables(*declared(TABLES)))
    engine.connection.execute("SET VARIABLE live_secret = ?", [keys.secret]).fetchall()
    fields = Fragment(", ".join(f"any_value(c.{name}) AS {name}" for name in FIELDS))
    engine.make("live_line", SQL.fill("live_line", fields=fields))
    body = ", ".join(f"CAST({name} AS VARCHAR)" for name in FIELDS)
    return {
        "live_profile": f"""SELECT place, profile_id, person_id, mention_id, {SEES}, protected,
            CAST(first_seen_on AS VARCHAR), to_json([{body}]) FROM live_line ORDER BY place""",
        "live_key": _keys(keys),
        "live_check": f"SELECT left(sha256(getvariable('live_secret')), {FIGURES})",
    }


def _keys(keys: LiveKeys) -> str:
    comparable = "first_name IS NOT NULL AND birth_date IS NOT NULL"
    queries = []
    for rule, parts in (keys.numbers | keys.others).items():
        condition = "true" if rule in keys.numbers else comparable
        known = " AND ".join(f"({part}) IS NOT NULL" for part in parts)
        words = f", '{BETWEEN}', ".join(f"CAST({part} AS VARCHAR)" for part in parts)
        hashed = f"sha256(concat(getvariable('live_secret'), '{rule}{BETWEEN}', {words}))"
        queries.append(
            f"SELECT CAST('0x' || left({hashed}, {HASH_FIGURES}) AS BIGINT) AS key_hash, place "
            f"FROM live_line WHERE {condition} AND {known}"
        )
    return f"SELECT DISTINCT key_hash, place FROM ({' UNION ALL '.join(queries)}) ORDER BY key_hash, place"
