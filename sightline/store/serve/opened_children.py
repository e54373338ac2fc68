"""Cuts an open snapshot down, before anything is read, to a reader's children, to what is shared and undisputed.

Each table that says something of somebody is covered by a view of the same name, which every later query reads
instead. So no reading function can forget it, and no query is asked a row. A test holds that each table is named here.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from sightline.model.visibility import NotShared, RowFilter
from sightline.store.serve.disputed_records import LEFT_OUT
from sightline.store.serve.own_people import OPENED, find_own_people
from sightline.store.serve.shared_records import (
    RESTATED,
    RestatedRows,
    conditions_of,
    conditions_of_restricted,
    keep_restricted,
)
from sightline.store.sql.cut_connection import CutConnection

OWN = f"({OPENED})"
# The record names one of them.
NAMES_ONE = (
    "EXISTS (SELECT 1 FROM main.record_naming AS own_naming WHERE own_naming.record_id = {table}.record_id "
    f"AND own_naming.person_id IN {OWN})"
)
OF_PERSON, OF_RECORD = f"person_id IN {OWN}", NAMES_ONE
OF_BOTH = f"person_id IN {OWN} AND entity_id IN {OWN}"
OF_PERSON_OR_RECORD = f"(person_id IN {OWN} OR (person_id IS NULL AND {NAMES_ONE}))"
ALL_OF = (
    "EXISTS (SELECT 1 FROM main.{members} AS one WHERE {same}) AND NOT EXISTS (SELECT 1 FROM main.{members} AS one "
    f"WHERE {{same}} AND {{is_person}}one.{{member}} NOT IN {OWN})"
)
RECOGNISED = ALL_OF.format(
    members="recognised_person",
    member="person_id",
    is_person="",
    same="one.instance_key = recognised.instance_key AND one.view_no = recognised.view_no",
)
GROUP = ALL_OF.format(
    members="network_group_member",
    member="member_id",
    is_person="one.member_kind IN ('child', 'adult') AND ",
    same="one.group_id = network_group.group_id AND one.view_no = network_group.view_no",
)
BOTH_SIDES = (
    "NOT EXISTS (SELECT 1 FROM main.{table}_side AS one WHERE one.{table}_id = {table}.{table}_id "
    f"AND one.person_id NOT IN {OWN})"
)
CUT: dict[str, str] = {
    **dict.fromkeys(
        ("entry", "entry_count", "said", "join_reason", "search_key", "search_text_person", "unanswered", "around",
         "recognised_person", "key_fact", "missing_return", "sign_person", "worth_checking", "live_profile",
         "place_person", "question_side"), OF_PERSON,
    ),
    **dict.fromkeys(
        ("record", "record_row", "record_naming", "search_text", "noted_naming", "beside", "thing_said", "arrival",
         "thing_naming", "sign", "worth_reading", "same_event_side"), OF_RECORD,
    ),
    **dict.fromkeys(("clock", "missing_episode", "proposal_side"), OF_PERSON_OR_RECORD),
    "question_said": f"half_id IN (SELECT question_id || ' ' || side FROM main.question_side WHERE {OF_PERSON})",
    "question": BOTH_SIDES,
    "proposal": BOTH_SIDES,
    "recognised": RECOGNISED,
    "network_group": GROUP,
    "network_together": OF_BOTH,
}  # fmt: skip
# Read only behind a row of a table above (the records that a conclusion rests on), or of nobody: counts and ids.
# A conclusion is told only to whoever sees all that it rests on, so what it rests on must not be cut.
WHOLE = frozenset(
    {"clock_basis", "stated_start", "unanswered_basis", "recognised_basis", "network_group_basis",
     "network_group_member", "network_together_basis", "around_copy", "as_of", "summary", "judgement", "delay_month",
     "delay_agency", "delay_agency_month", "arrived_through", "missing_file", "live_key", "live_check", "protected",
     "protected_person", "protected_record"}
)  # fmt: skip


def cut_snapshot(
    connection: CutConnection,
    *,
    cut_to: RowFilter | None,
    not_shared: NotShared,
    disputed: frozenset[str] = frozenset(),
    restricted: frozenset[str] = frozenset(),
    restated: RestatedRows | None = None,
) -> None:
    """Cover the tables of this connection, so that it holds what is shared, and of a reader's children alone.

    `cut_to`: the sight of a reader who needs a reason; none where the reader opens everybody. `disputed`: records that
    are left out of what nobody must answer. `restricted`: records that this reader may not see any more; `restated`:
    what is made anew without them.
    """
    if cut_to is None and not not_shared.kinds and not disputed and not restricted:
        return
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("BEGIN")  # never ended: what is made is in memory, and one commit a view would cost
    conditions: dict[str, list[str]] = defaultdict(list)
    if cut_to is not None:
        _find_children(connection, cut_to)
        for table, condition in CUT.items():
            conditions[table].append(condition.replace("{table}", table))
    if not_shared.kinds:
        for table, condition in conditions_of(not_shared):
            conditions[table].append(condition)
    if disputed:
        _keep_disputed(connection, disputed)
        for table, condition in LEFT_OUT.items():
            conditions[table].append(condition.replace("{table}", table))
    if restricted and restated:
        keep_restricted(connection, restricted, restated)
        for table, condition in conditions_of_restricted():
            conditions[table].append(condition)
    there = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    covered = {table: " AND ".join(f"({one})" for one in conditions[table]) for table in there.intersection(conditions)}
    connection.cover(
        {
            table: f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {condition}"
            + (_add_restated(table, conditions[table][:-1]) if restated and table in RESTATED else "")
            for table, condition in covered.items()
        }
    )


def _add_restated(table: str, others: Sequence[str]) -> str:
    """The lines that were made anew, by every condition but the last, which takes the old ones out."""
    where = f" WHERE ({') AND ('.join(others)})" if others else ""
    return f" UNION ALL SELECT * FROM temp.{table}_restated AS {table}{where}"


def _find_children(connection: sqlite3.Connection, sight: RowFilter) -> None:
    connection.execute("CREATE TEMP TABLE opened_child (person_id TEXT PRIMARY KEY) WITHOUT ROWID")
    own, whose = find_own_people(sight=sight)
    connection.execute(f"INSERT OR IGNORE INTO temp.opened_child {own}", whose)


def _keep_disputed(connection: sqlite3.Connection, disputed: frozenset[str]) -> None:
    connection.execute("CREATE TEMP TABLE disputed_record (record_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.disputed_record VALUES (?)", [(one,) for one in disputed])
