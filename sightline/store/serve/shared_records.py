"""Which rows of an open snapshot tell of records that a reader is told today: shared, and not restricted since.

A row that is one record's says its agency and layout. What was concluded from several records is told only while each
of them is shared. A test holds that every table is named here.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sightline.model.visibility import NotShared

KINDS = (
    "CREATE TEMP TABLE kind_not_shared (kind TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE kind_shared_by_itself (kind TEXT PRIMARY KEY) WITHOUT ROWID",
)
OF_KINDS = (
    "{row}{side}agency || ' ' || {row}{side}layout NOT IN (SELECT kind FROM temp.kind_not_shared) "
    "AND ({row}{side}agency || ' ' || substr({row}{side}layout, 1, instr({row}{side}layout || '/', '/') - 1) "
    "NOT IN (SELECT kind FROM temp.kind_not_shared) "
    "OR {row}{side}agency || ' ' || {row}{side}layout IN (SELECT kind FROM temp.kind_shared_by_itself))"
)


class RestsOnRows(NamedTuple):
    """The rows of another table on which a row rests, by the columns that are the same in both."""

    table: str
    columns: tuple[tuple[str, str], ...]


IN_RECORD = frozenset(
    {"entry", "entry_count", "said", "question_said", "record", "record_row", "record_naming", "search_key",
     "search_text", "question_side", "proposal_side", "noted_naming", "stated_start", "around", "beside",
     "place_person", "thing_said", "arrival", "missing_episode", "missing_return", "thing_naming", "sign",
     "live_profile", "key_fact", "worth_reading", "worth_checking"}
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
    """By table, a condition over its rows in the tables of `KINDS`; none where everything is shared."""
    if not not_shared.kinds:
        return
    for table in sorted(IN_RECORD):
        yield table, OF_KINDS.format(row="", side="")
    yield BOTH_RECORDS, " AND ".join(OF_KINDS.format(row="", side=side) for side in ("a_", "b_"))
    for table, rests in RESTING.items():
        same = " AND ".join(f"under.{theirs} = {table}.{own}" for theirs, own in rests.columns)
        yield (
            table,
            f"NOT EXISTS (SELECT 1 FROM main.{rests.table} AS under WHERE {same} "
            f"AND NOT ({OF_KINDS.format(row='under.', side='')}))",
        )


HIDDEN = "(SELECT record_id FROM temp.restricted_record)"
BY_RECORD = f"record_id IS NULL OR record_id NOT IN {HIDDEN}"
# How many restricted records of one list name the person.
OF_PERSON = (
    "(SELECT count(*) FROM temp.restricted_naming AS one WHERE one.person_id = {table}.person_id "
    "AND one.agency = {table}.{side}agency AND one.organisation = {table}.{side}organisation "
    "AND one.layout = {table}.{side}layout)"
)
OTHERWISE = {
    "entry": f"json_extract(body, '$.record_id') NOT IN {HIDDEN}",
    "entry_count": (
        "NOT EXISTS (SELECT 1 FROM main.entry AS one WHERE one.person_id = entry_count.person_id "
        "AND one.agency = entry_count.agency AND one.kind = entry_count.kind "
        f"AND json_extract(one.body, '$.record_id') IN {HIDDEN} AND entry_count.month IN ('', "
        "substr(coalesce(json_extract(one.body, '$.occurred_from'), ''), 1, 7), "
        "substr(coalesce(json_extract(one.body, '$.occurred_to'), ''), 1, 7)))"
    ),
    "said": f"records > {OF_PERSON}".replace("{side}", "").replace("{table}", "said"),
    "live_profile": (
        f"mention_id NOT IN (SELECT mention_id FROM main.record_naming WHERE record_id IN {HIDDEN})"
    ),
    "join_reason": " AND ".join(
        f"{OF_PERSON} = 0".replace("{side}", side).replace("{table}", "join_reason") for side in ("a_", "b_")
    ),
}  # fmt: skip


def keep_restricted(connection: sqlite3.Connection, restricted: frozenset[str]) -> None:
    """Make the working tables that the conditions read."""
    connection.execute("CREATE TEMP TABLE restricted_record (record_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.restricted_record VALUES (?)", [(one,) for one in restricted])
    connection.execute(
        "CREATE TEMP TABLE restricted_naming AS SELECT DISTINCT person_id, agency, organisation, layout, record_id "
        f"FROM main.record_naming WHERE record_id IN {HIDDEN}"
    )


def conditions_of_restricted() -> Iterator[tuple[str, str]]:
    """By table, a condition over its rows."""
    for table in sorted(IN_RECORD | OTHERWISE.keys()):
        yield table, OTHERWISE.get(table, BY_RECORD)
    for table, rests in RESTING.items():
        same = " AND ".join(f"under.{theirs} = {table}.{own}" for theirs, own in rests.columns)
        yield (
            table,
            f"NOT EXISTS (SELECT 1 FROM main.{rests.table} AS under WHERE {same} AND under.record_id IN {HIDDEN})",
        )
