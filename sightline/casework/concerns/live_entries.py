"""Concerns that the served snapshot does not hold yet: in the chronology at once, read by the rooms' own functions.

A concern is never shown twice. The snapshot says through which number it holds them all; only those above that number
are added to a page, each with the very line that the next run will give it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar

import pyarrow as pa

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.rows import cells_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.same_person.answer_history import UNDONE
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.services import KeptTexts
from sightline.model.nouns import HandlingMarking
from sightline.model.rows.analysis import ChronologyRow
from sightline.model.rows.people import ServedChronologyLine, ServedCountedEntries
from sightline.model.schema import CHRONOLOGY, RESOLVED, THING
from sightline.model.visibility import Reader, Visibility
from sightline.sharing import can_see
from sightline.store import DuckDBEngine
from sightline.store.engine import Engine, arrow_schema
from sightline.store.snapshot_reader import EntryQuery, SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

if TYPE_CHECKING:
    from sightline.ingest.rows.one_row import OneRow

ENTERED_HERE = "Entered in Sightline"


EntryRow = TypeVar("EntryRow", bound=ServedChronologyLine)


class EnteredEntry(ServedChronologyLine):
    """A line of a concern that the snapshot does not hold yet."""

    concern_id: str


def entries_above(
    session: ReaderSession, *, snapshot: Snapshot, store: SnapshotReader, person_id: str, reader: Reader
) -> list[EnteredEntry]:
    """The lines of a person's chronology that the snapshot does not hold yet, of concerns that the reader may see."""
    waiting = [
        one for one in concerns_above(session, snapshot) if one.about_mention_id and may_see(session, one, reader)
    ]
    undone = undone_answers(session) if waiting else frozenset()
    people = store.people_of(mention_ids=sorted({one.about_mention_id for one in waiting}))
    about = [one for one in waiting if people.get(one.about_mention_id) == person_id and one.sequence not in undone]
    return sorted((entry_of(session, one) for one in about), key=_place)


def concerns_above(session: ReaderSession, snapshot: Snapshot | None) -> list[Concern]:
    """The concerns that a snapshot does not hold yet, in the order they were entered."""
    through = held_through(snapshot) if snapshot else 0
    rows = Concern.objects.entered_after(through)
    return list(session.once(("concerns_above", through), lambda: tuple(rows)))


@lru_cache(maxsize=64)
def held_through(snapshot: Snapshot) -> int:
    """The number through which a snapshot holds every concern; a finished one never changes."""
    return int(snapshot.manifest().get("live_through", 0))


def undone_answers(session: ReaderSession) -> frozenset[int]:
    """Numbers of answers that were undone: a concern's tie to the person who was chosen is one of them."""
    return session.once("undone_answers", lambda: _undone_answers(session))


def _undone_answers(session: ReaderSession) -> frozenset[int]:
    return frozenset(body["undoes"] for body in session.decisions.of_kind(UNDONE).values_list("body", flat=True))


def may_see(session: ReaderSession, concern: Concern, reader: Reader | None = None) -> bool:
    """Whether the one filter lets the session's reader, or another one, see it."""
    return can_see(reader=reader or session.actor.reader, item=visibility_of(session, concern))


def visibility_of(session: ReaderSession, concern: Concern) -> Visibility:
    """What the filter reads of it, as the record in the snapshot will say, and restricted where a person decided so."""
    restricted = is_restricted(session, concern)
    markings = (str(HandlingMarking.RESTRICTED),) if restricted else ()
    return Visibility(concern.agency, concern.organisation, concern.layout, restricted, markings)


def is_restricted(session: ReaderSession, concern: Concern) -> bool:
    """Whether its author sent it so, or somebody restricted the record that it is."""
    return concern.restricted or concern.record_id in session.restricted


def find_visibility(session: ReaderSession, record_ids: Iterable[str]) -> dict[str, Visibility]:
    """What the filter reads of records of the snapshot, or of concerns that no run has taken in."""
    wanted = set(record_ids)
    entered = {one.record_id: visibility_of(session, one) for one in Concern.objects.filter(record_id__in=wanted)}
    return entered | visibility_of_records(session, sorted(wanted))


def entry_of(session: ReaderSession, concern: Concern) -> EnteredEntry:
    """Its line of the chronology: made once from what was sent, then kept beside it."""
    if concern.entry is None:
        concern.entry = _make_entry(session, concern)
        Concern.objects.filter(pk=concern.pk).update(entry=concern.entry)
    entry: EnteredEntry = redact_said(session, concern.entry, mention_ids=mentions_of(concern))
    restricted = entry["restricted"] or int(is_restricted(session, concern))
    return {
        **entry,
        "restricted": restricted,
        "cursor": f"{entry['sort_key']} {entry['entry_id']}",
        "concern_id": concern.concern_id,
    }


KEPT = KeptTexts(
    TextSource.CONCERN,
    lambda: set(Concern.objects.values_list("concern_id", flat=True)),
    lambda concern_id: cells_of(Concern.objects.get(pk=concern_id)).values(),
)


def is_entered(line: ServedChronologyLine) -> TypeGuard[EnteredEntry]:
    """Whether a line of a chronology is of a concern that no run has taken in."""
    return "concern_id" in line


def _make_entry(session: ReaderSession, concern: Concern) -> dict[str, object]:
    from sightline import chronology  # not at the top: most pages have no line to make

    engine = DuckDBEngine(threads=1)
    try:
        write_tables(session, engine=engine, concern=concern)
        chronology.build(engine=engine)
        names = ", ".join(CHRONOLOGY.column_names)
        sql = f"SELECT {names} FROM chronology WHERE person_id = ? LIMIT 1"
        (row,) = read_rows(engine, ChronologyRow, sql, [concern.mention_id])
        return {name: _plain(value) for name, value in row.items() if name not in ("person_id", "markings")}
    finally:
        engine.close()


def write_tables(session: ReaderSession, *, engine: Engine, concern: Concern) -> None:
    """The tables that a run would write of this concern alone; each mention stands for itself."""
    row = read_source(session, concern)
    row.write(engine=engine)
    resolved = [
        {"mention_id": one["mention_id"], "person_id": one["mention_id"] if one["entity_kind"] == "person" else None,
         "thing_id": None if one["entity_kind"] == "person" else one["mention_id"]}
        for one in row.mentions
    ]  # fmt: skip
    engine.write(RESOLVED, pa.Table.from_pylist(resolved, schema=arrow_schema(RESOLVED)))
    engine.write(THING, arrow_schema(THING).empty_table())


def mentions_of(concern: Concern) -> tuple[str, ...]:
    """The mentions of the child whom it is about."""
    return tuple(filter(None, (concern.mention_id, concern.about_mention_id)))


def shown_cells(session: ReaderSession, concern: Concern, *, corrected_at: str = "") -> dict[str, str]:
    """The row, heading -> text, without what is protected: what is read, shown and compared of it."""
    cells: dict[str, str] = redact_said(
        session, cells_of(concern, corrected_at=corrected_at), mention_ids=mentions_of(concern)
    )
    return cells


def read_source(session: ReaderSession, concern: Concern) -> "OneRow":
    """The concern as the row that a run takes in, with its facts and mentions, without what is protected."""
    from sightline.ingest.rows.one_row import read_row  # not at the top: most pages read no row

    first = Concern.objects.by_id(concern.corrects) if concern.corrects else None
    return read_row(
        mapping_id=concern.layout, cells=shown_cells(session, concern, corrected_at=first.entered_at if first else ""),
        agency=concern.agency, organisation=concern.organisation, received_at=concern.entered_at,
        source_file=ENTERED_HERE,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """Days as text, as the pages' store has them."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def fitting(rows: Iterable[EntryRow], query: EntryQuery) -> list[EntryRow]:
    """Those of the lines that a query is for, whatever its page."""
    return [
        row for row in rows
        if (not query.agencies or row["agency"] in query.agencies)
        and (not query.kinds or row["kind"] in query.kinds or row["layout"] in query.kinds)
        and (not query.from_on or row["sort_key"] >= query.from_on)
        and (not query.to_on or row["sort_key"] < query.to_on + "U")
        and (not query.words_only or row["childs_words"])
    ]  # fmt: skip


def merge(
    held: Sequence[ServedChronologyLine], added: Sequence[EnteredEntry], query: EntryQuery
) -> list[ServedChronologyLine]:
    """One page of both in order: lines of the snapshot after the cursor, and those of `added` that come after it."""
    sort_key, _, entry_id = query.after.partition(" ")
    after = (sort_key, entry_id)
    later = [
        row for row in added
        if not query.after or (_place(row) > after if query.oldest_first else _place(row) < after)
    ]  # fmt: skip
    return sorted([*held, *later], key=_place, reverse=not query.oldest_first)[: query.size]


def count_rows(rows: Iterable[EnteredEntry]) -> list[ServedCountedEntries]:
    """The lines as counts by agency, kind and month, as the snapshot has its own."""
    return [
        {"agency": row["agency"], "organisation": row["organisation"], "kind": row["kind"], "entries": 1,
         "month": row["sort_key"][:7] if row["occurred_from"] else ""}
        for row in rows
    ]  # fmt: skip


def _place(row: ServedChronologyLine) -> tuple[str, str]:
    return row["sort_key"], row["entry_id"]
