"""Leaves out names that look clear in open records alone, because sealed rows name somebody else of that name.

The very SQL that says which names are clear is run again in memory, with the people of sealed rows among the
bearers. Nothing of them reaches the tables of the run but which names are not clear.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, TypedDict

import pyarrow as pa

from sightline.linkage.live.name_keys import alike_key, whole_key
from sightline.linkage.questions.namesakes import read_namesake_rules
from sightline.linkage.uniqueness.sealed_names import SealedNames, SealedPerson, bearers_of, read_profiles
from sightline.store import DuckDBEngine, Engine
from sightline.store.sql.rows import read_rows

# What that SQL reads: of clear names alone, and of everybody who bears one.
OPEN = {
    "bearer": """FROM bearer WHERE person_id IN (SELECT person_id FROM bearer SEMI JOIN clear_name USING (name))""",
    "namesake": "SELECT name, person_id, mention_id, occurred_on, slot FROM namesake SEMI JOIN clear_name USING (name)",
    "mention": """SELECT mention_id, source_role, agency FROM mention
        WHERE mention_id IN (SELECT mention_id FROM namesake SEMI JOIN clear_name USING (name))""",
}
BEARERS = "SELECT person_id FROM bearer SEMI JOIN clear_name USING (name)"
FORMS = """SELECT DISTINCT first_name, last_name, near_names FROM bearer SEMI JOIN clear_name USING (name)
    WHERE first_name IS NOT NULL AND last_name IS NOT NULL ORDER BY ALL"""
# Whoever is known by a sealed row is known.
KNOWN = "SELECT * REPLACE (bool_or(known) OVER (PARTITION BY person_id) AS known) FROM bearer"
STILL_CLEAR = """
SELECT name FROM clear_name WHERE name NOT IN (
    SELECT name FROM bearer_name WHERE NOT like_name GROUP BY name HAVING count(DISTINCT person_id) > {most_bearers}
)
"""
DOUBTED = pa.schema([("person_a", pa.string()), ("person_b", pa.string())])


class NameFormRow(TypedDict):
    """A clear name as its bearers write it."""

    first_name: str
    last_name: str
    near_names: str | None


def leave_out_shared(*, engine: Engine, sealed: SealedNames, sql_of: Mapping[str, str]) -> None:
    """Take from `clear_name` the names that are not clear once sealed rows count.

    `sql_of` is the SQL of `bearer_name`, `unlike` and `clear_name`, in that order.
    """
    people = _find_people(engine, sealed)
    if not people:
        return
    with closing(DuckDBEngine(threads=1)) as private:
        private.connection.execute("SET temp_directory = ''").fetchall()  # so nothing of it is written to the disk
        for name, sql in OPEN.items():
            rows = engine.query(sql)
            private.load(name, pa.concat_tables([rows, _rows_of(name, people, rows.schema)]))
        private.make("bearer", KNOWN)
        private.load("doubted", pa.Table.from_pylist(_apart(people), schema=DOUBTED))
        private.make("judged", "SELECT 0 AS profile_a, 0 AS profile_b, '' AS verdict LIMIT 0")
        private.make("person_of_profile", "SELECT 0 AS profile_id, '' AS person_id LIMIT 0")
        for name, sql in sql_of.items():
            private.make(name, sql)
        clear = private.query(STILL_CLEAR.format(most_bearers=read_namesake_rules().most_bearers))
    engine.load("still_clear", clear)
    engine.make("clear_name", "SELECT * FROM clear_name SEMI JOIN still_clear USING (name)")
    engine.make("still_clear", "SELECT NULL AS nothing LIMIT 0")


def _find_people(engine: Engine, sealed: SealedNames) -> list[SealedPerson]:
    texts: set[str] = set()
    for one in read_rows(engine, NameFormRow, FORMS):
        first, last = one["first_name"], one["last_name"]
        near = {first, *filter(None, (one["near_names"] or "").split("|"))}
        texts |= {alike_key(first, last), *(whole_key(name, last) for name in near)}
    return sealed.find(texts, open_profiles=read_profiles(engine, people=BEARERS)) if texts else []


def _rows_of(table: str, people: Sequence[SealedPerson], schema: pa.Schema) -> pa.Table:
    if table == "bearer":
        return bearers_of(people, schema)
    rows: list[dict[str, Any]] = [
        {"mention_id": f"sealed {place}", "name": one.name, "person_id": one.person_id,
         "occurred_on": one.said["occurred_on"], "slot": one.said["slot"].partition("#")[0],
         "source_role": one.said["source_role"], "agency": one.said["agency"]}
        for place, one in enumerate(people) if one.name
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def _apart(people: Sequence[SealedPerson]) -> list[dict[str, str]]:
    pairs = {tuple(sorted((one.person_id, other))) for one in people for other in one.apart}
    return [{"person_a": a, "person_b": b} for a, b in sorted(pairs)]
