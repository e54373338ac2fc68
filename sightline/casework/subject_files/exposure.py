"""Which thing a mention is of, and what the records show around a person or thing before and after a day.

Ids alone are given unfiltered, from the analysis file. What is counted for a reader is counted over the connections
that stand for this reader, as on the pages of networks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Literal, TypedDict

from sightline.casework.core.session import ReaderSession
from sightline.casework.subject_files.models import Kind, SubjectFile
from sightline.casework.subject_files.pages.files import BeforeAndAfter, Contacts
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.rows.groups import ServedShownGroup
from sightline.model.rows.networks import ServedSeenConnection
from sightline.model.visibility import RowFilter
from sightline.store import DuckDBEngine
from sightline.store.serve.networks import supported
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.sql.rows import read_rows

BEFORE_AND_AFTER = 90  # days


@contextmanager
def analysis(session: ReaderSession) -> Iterator[DuckDBEngine | None]:
    """The analysis file of the current snapshot; None before the first run."""
    snapshot = session.snapshot
    if snapshot is None:
        yield None
        return
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        yield engine
    finally:
        engine.close()


class ThingOfMentionRow(TypedDict):
    """A mention, and the vehicle, phone or place that it is of."""

    mention_id: str
    thing_id: str


class RecordOfMentionRow(TypedDict):
    """A mention, and its record."""

    mention_id: str
    record_id: str


def things_of(session: ReaderSession, mention_ids: Sequence[str]) -> dict[str, str]:
    """Which vehicle, phone or place each mention is of. Ids alone."""
    if not mention_ids:
        return {}
    with analysis(session) as opened:
        if opened is None:
            return {}
        sql = "SELECT mention_id, thing_id FROM resolved WHERE thing_id IS NOT NULL AND list_contains(?, mention_id)"
        rows = read_rows(opened, ThingOfMentionRow, sql, [list(mention_ids)])
    return {row["mention_id"]: row["thing_id"] for row in rows}


def mentions_of_thing(session: ReaderSession, thing_id: str) -> dict[str, str]:
    """Every mention of a thing, and its record, the oldest first. Ids alone."""
    with analysis(session) as opened:
        if opened is None:
            return {}
        rows = read_rows(
            opened,
            RecordOfMentionRow,
            "SELECT mention_id, record_id FROM mention JOIN resolved USING (mention_id) WHERE thing_id = ? "
            "ORDER BY batch, mention_id",
            [thing_id],
        )
    return {row["mention_id"]: row["record_id"] for row in rows}


def groups_of(store: SnapshotReader, pattern_keys: Sequence[str], sight: RowFilter) -> dict[str, ServedShownGroup]:
    """The groups of which these were recognised, by what was recognised, as they hold for this reader."""
    instances = {key: store.patterns.one(instance_key=key, sight=sight) for key in pattern_keys}
    wanted = {key: row["group_id"] for key, row in instances.items() if row and row["group_id"]}
    groups = {row["group_id"]: row for row in store.networks.groups(sight=sight)} if wanted else {}
    return {key: groups[group_id] for key, group_id in wanted.items() if group_id in groups}


def before_and_after(
    session: ReaderSession, *, file: SubjectFile, person_id: str, is_child: bool, started_on: date
) -> BeforeAndAfter | None:
    """What visible records show around whom a file is about before and after a day; None where no day came after it.

    Of a group they are counted over its members, without those who are set aside; of a child, over the adults and
    things that the child stands with. Either stretch is ninety days; both are cut to the days that have come since.
    """
    with session.open_current() as opened:
        as_at = date.fromisoformat(opened[0].manifest()["as_at"]) if opened else started_on
        if opened is None or as_at <= started_on:
            return None
        ids = _counted(session, opened[1], file, person_id)
        near, end = opened[1].networks.around(ids=ids, sight=session.sight), _end(is_child)
        rows = [row for row in near if row["is_child"] and row[end] in ids]
    days = min(BEFORE_AND_AFTER, (as_at - started_on).days)
    before = (started_on - timedelta(days=days), started_on - timedelta(days=1))
    after = (started_on, started_on + timedelta(days=days - 1))
    return BeforeAndAfter(
        days, _count(rows, *before), _count(rows, *after), _count(rows, started_on, as_at), days < BEFORE_AND_AFTER
    )


def _end(is_child: bool) -> Literal["person_id", "entity_id"]:
    """At which end of a connection those stand who are counted: a child, or what children stand with."""
    return "person_id" if is_child else "entity_id"


def _counted(session: ReaderSession, store: SnapshotReader, file: SubjectFile, person_id: str) -> list[str]:
    """Around whom or what is counted: the person, the thing, or the members of the group."""
    if file.kind != Kind.GROUP:
        return [person_id] if person_id else sorted(set(things_of(session, file.mention_ids).values()))
    groups = groups_of(store, [file.pattern_key], session.sight)
    members = [row["member_id"] for group in groups.values() for row in store.networks.members(group=group)]
    return sorted(set(members) - set_aside(session, store=store).hidden)


def _count(rows: Sequence[ServedSeenConnection], first_on: date, last_on: date) -> Contacts:
    inside = list(supported(row for row in rows if first_on.isoformat() <= row["occurred_on"] <= last_on.isoformat()))
    children, records = {row["person_id"] for row in inside}, {row["record_id"] for row in inside}
    newest = max((row["occurred_on"] for row in inside), default="")
    return Contacts(first_on, last_on, len(children), len(records), date.fromisoformat(newest) if newest else None)
