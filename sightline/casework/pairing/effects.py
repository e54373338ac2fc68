"""Works out what putting people together, or splitting one, changes for whom: shown before anything is decided.

Patterns and groups are not worked out again here. They are listed as what the next update works out again, because
records of these people are among the records behind them.
"""

from collections.abc import Collection, Sequence
from typing import TypedDict

from sightline.casework.audit.trail import Trail
from sightline.casework.concerns.live_entries import entries_above
from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.identity import is_put_to, list_dependants_of_identity, sees_all
from sightline.casework.pairing.open_work import WorkAbout, find_open_work
from sightline.casework.pairing.pages import Effects
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.patterns.selectors import GROUP, lines_of
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.subject_files.exposure import analysis
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.sql.rows import read_rows

SUPERVISOR = "supervisor"


class MentionIdRow(TypedDict):
    """A mention."""

    mention_id: str


def find_effects(
    session: ReaderSession,
    *,
    store: SnapshotReader,
    people: Sequence[str],
    records: int,
    keeps_page: PersonSummary | None,
    trail: Trail,
) -> Effects:
    """What a decision about these people changes, as far as the reader may know; `trail` is that of its page."""
    sight = session.sight
    lines = _recognised(session, store, people, sight)
    return Effects(
        records=records,
        patterns=tuple(one for one in lines if one.node_kind != GROUP),
        groups=tuple(one for one in lines if one.node_kind == GROUP),
        keeps_page=keeps_page,
        needs_review=_needs_review(session.actor, store, frozenset(store.mentions_of(person_ids=list(people))), sight),
        work=find_open_work(session, store=store, about=WorkAbout(tuple(people), lines), trail=trail),
        entered=_count_entered(session, store, people),
    )


def _count_entered(session: ReaderSession, store: SnapshotReader, people: Sequence[str]) -> int:
    """How many concerns about these people came after the update, of those that the reader may see."""
    snapshot = session.snapshot
    return sum(
        len(entries_above(session, snapshot=snapshot, store=store, person_id=one, reader=session.actor.reader))
        for one in dict.fromkeys(people)
        if snapshot
    )


def find_oldest(session: ReaderSession, mention_ids: Collection[str]) -> str:
    """The mention that came first: the person whom it is of keeps its id as theirs, and so the page. Empty for none."""
    with analysis(session) as opened:
        if opened is None:
            return ""
        rows = read_rows(
            opened,
            MentionIdRow,
            "SELECT mention_id FROM mention WHERE list_contains(?, mention_id) ORDER BY batch, mention_id LIMIT 1",
            [sorted(mention_ids)],
        )
    return rows[0]["mention_id"] if rows else ""


def _recognised(
    session: ReaderSession, store: SnapshotReader, people: Sequence[str], sight: RowFilter
) -> tuple[RecognisedLine, ...]:
    rows = {
        row["instance_key"]: row
        for person_id in dict.fromkeys(people)
        for row in store.patterns.of_person(person_id=person_id, sight=sight)
        if row["class"] != SUPERVISOR
    }
    return lines_of(session, store, list(rows.values()), sight)


def _needs_review(actor: Actor, store: SnapshotReader, mentions: frozenset[str], sight: RowFilter) -> tuple[str, ...]:
    """Decisions about these people that the reader made, or looks after, and may see whole."""
    return tuple(
        one.says
        for kind, one in list_dependants_of_identity(mentions)
        if is_put_to(reader=actor.reader, kind=kind, by=one.by)
        and sees_all(store=store, mention_ids=one.mention_ids, record_ids=one.record_ids, sight=sight)
    )
