"""Which rows of an open snapshot tell of records that a reader is told today: shared, and not restricted since.

A row that is one record's says its agency and layout. What was concluded from several records is told only while each
of them is shared. A test holds that every table is named here.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sightline.model.visibility import NotShared


class RestsOnRows(NamedTuple):
    """The rows of another table on which a row rests, by the columns that are the same in both."""

    table: str
    columns: tuple[tuple[str, str], ...]


IN_RECORD = frozenset(
    {"entry", "entry_count", "said", "question_said", "record", "record_row", "record_naming", "search_key",
     "search_text", "question_side", "proposal_side", "noted_naming", "stated_start", "around", "beside",
     "place_person", "thing_said", "arrival", "missing_episode", "missing_return", "thing_naming", "sign",
     "live_profile", "key_fact", "worth_reading", "worth_checking", "same_event_side"}
)  # fmt: skip
INSTANCE = (("instance_key", "instance_key"), ("view_no", "view_no"))
GROUP = (("group_id", "group_id"), ("view_no", "view_no"))
TOGETHER = (("together_id", "together_id"), ("view_no", "view_no"))
RESTING = {
    "search_text_person": RestsOnRows("search_text", (("place", "place"),)),
    "question": RestsOnRows("question_side", (("question_id", "question_id"),)),
    "proposal": RestsOnRows("proposal_side", (("proposal_id", "proposal_id"),)),
    "clock": RestsOnRows("clock_basis", (("conclusion_id", "clock_id"),)),
    "unanswered": RestsOnRows("unanswered_basis", (("conclusion_id", "question_id"),)),
    "recognised": RestsOnRows("recognised_basis", INSTANCE),
    "recognised_person": RestsOnRows("recognised_basis", INSTANCE),
    "network_group": RestsOnRows("network_group_basis", GROUP),
    "network_group_member": RestsOnRows("network_group_basis", GROUP),
    "network_together": RestsOnRows("network_together_basis", TOGETHER),
}
BOTH_RECORDS = "join_reason"
# On what a conclusion rests is read behind it, and must be whole: else it would be told to whoever sees a part of that.
# The others are read behind a row of a table above, keep an address protected, or count all data until the next run.
KEPT_WHOLE = frozenset(
    {"clock_basis", "unanswered_basis", "recognised_basis", "network_group_basis", "network_together_basis",
     "around_copy", "sign_person", "live_key", "live_check", "judgement", "protected", "protected_person",
     "protected_record", "as_of", "summary", "delay_month", "delay_agency", "delay_agency_month", "arrived_through",
     "missing_file"}
)  # fmt: skip


def conditions_of(not_shared: NotShared) -> Iterator[tuple[str, str]]:
    """By table, a condition over its rows; none where everything is shared."""
    if not not_shared.kinds:
        return
    own, under = _of_kinds(not_shared), _of_kinds(not_shared, of="under.")
    for table in sorted(IN_RECORD):
        yield table, own
    yield BOTH_RECORDS, " AND ".join(_of_kinds(not_shared, of=side) for side in ("a_", "b_"))
    for table, rests in RESTING.items():
        same = " AND ".join(f"under.{theirs} = {table}.{own}" for theirs, own in rests.columns)
        yield table, f"NOT EXISTS (SELECT 1 FROM main.{rests.table} AS under WHERE {same} AND NOT ({under}))"


def _of_kinds(not_shared: NotShared, *, of: str = "") -> str:
    """The condition with its texts in it, because a view takes no parameters."""
    sql, texts = not_shared.shown(of=of)
    parts = sql.split("?")
    quoted = ["'" + one.replace("'", "''") + "'" for one in texts]
    return "".join(part + text for part, text in zip(parts, [*quoted, ""], strict=True))


@dataclass(frozen=True, slots=True)
class RestatedRows:
    """Lines of people that were made anew without restricted records: of whom they are, and all of them by table."""

    whose: Sequence[str]
    rows: Mapping[str, Sequence[tuple[object, ...]]] = field(repr=False)


HIDDEN = "(SELECT record_id FROM temp.restricted_record)"
BY_RECORD = f"record_id IS NULL OR record_id NOT IN {HIDDEN}"
# What is made from many records is made anew without the restricted ones, for those whom they name: by whose it is.
RESTATED = {
    "said": "person_id", "question_said": "half_id", "entry_count": "person_id", "join_reason": "person_id",
    "search_key": "person_id",
}  # fmt: skip
OTHERWISE = {
    "entry": f"json_extract(body, '$.record_id') NOT IN {HIDDEN}",
    "live_profile": (
        f"mention_id NOT IN (SELECT mention_id FROM main.record_naming WHERE record_id IN {HIDDEN})"
    ),
}  # fmt: skip


def keep_restricted(connection: sqlite3.Connection, restricted: frozenset[str], restated: RestatedRows) -> None:
    """Make the working tables that the conditions read, and those that stand beside the tables of `RESTATED`."""
    connection.execute("CREATE TEMP TABLE restricted_record (record_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE restated (whose TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.restricted_record VALUES (?)", [(one,) for one in restricted])
    connection.executemany("INSERT INTO temp.restated VALUES (?)", [(one,) for one in restated.whose])
    for table in RESTATED:
        connection.execute(f"CREATE TEMP TABLE {table}_restated AS SELECT * FROM main.{table} WHERE 0")
        places = ", ".join("?" * len(connection.execute(f"SELECT * FROM main.{table} WHERE 0").description))
        connection.executemany(f"INSERT INTO temp.{table}_restated VALUES ({places})", restated.rows[table])


def conditions_of_restricted() -> Iterator[tuple[str, str]]:
    """By table, a condition over its rows."""
    for table in sorted(IN_RECORD.difference(RESTATED)):
        yield table, OTHERWISE.get(table, BY_RECORD)
    for table, column in RESTATED.items():
        yield table, f"{table}.{column} NOT IN (SELECT whose FROM temp.restated)"
    for table, rests in RESTING.items():
        same = " AND ".join(f"under.{theirs} = {table}.{own}" for theirs, own in rests.columns)
        yield (
            table,
            f"NOT EXISTS (SELECT 1 FROM main.{rests.table} AS under WHERE {same} AND under.record_id IN {HIDDEN})",
        )
