"""Patterns and urgent questions that are backlog: complete before the go-live of each agency they are based on.

They open no item. They belong to the backlog of the agencies that must answer them, like its clocks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sightline.casework.clocks.escalates import chunks
from sightline.casework.core.house_reader import THE_HOUSE, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import PATTERN, QUESTION
from sightline.casework.escalation.models import Item
from sightline.casework.go_live.backlog import GoLiveDays, go_live_days, was_complete_before
from sightline.casework.patterns.escalates import TIME
from sightline.casework.patterns.growth import find_answerable
from sightline.casework.people.selectors import may_open
from sightline.casework.rule_switches.selectors import read_answered_by
from sightline.escalation import State
from sightline.model.rows.patterns import ServedRecognisedBasis
from sightline.model.rows.questions import ServedUnansweredRecord
from sightline.model.visibility import NotShared, RowFilter, Visibility
from sightline.model.when import london_day
from sightline.store.serve.questions import QuestionsWanted
from sightline.store.snapshot_reader import SnapshotReader, open_store
from sightline.store.snapshots import Snapshot

MOST = 1_000_000
STANDS = (State.ACTING.value, State.TO_BE_SEEN.value, State.CLOSED.value)


@dataclass(frozen=True, slots=True)
class BacklogConclusion:
    """A pattern or question of backlog and an agency that must answer it. `known_on`: when it was complete."""

    source: str
    about_id: str
    rule_id: str
    agency: str
    known_on: date


def count_conclusions(session: ReaderSession) -> dict[str, Counter[str]]:
    """How many patterns and questions of backlog wait, by agency and source: counts, for an audited page."""
    found: dict[str, Counter[str]] = {}
    for one in waiting_conclusions(session):
        found.setdefault(one.agency, Counter())[one.source] += 1
    return found


def waiting_conclusions(session: ReaderSession) -> tuple[BacklogConclusion, ...]:
    """As the house: patterns and questions of backlog that their agency has not answered, the oldest first."""
    found = backlog_conclusions(session)
    if not found:
        return ()
    items = Item.objects.filter(source__in=(PATTERN, QUESTION), state__in=STANDS)
    answered = set(items.values_list("about_id", "agency"))
    return tuple(one for one in found if (one.about_id, one.agency) not in answered)


def seen_conclusions(session: ReaderSession, *, agency: str) -> tuple[BacklogConclusion, ...]:
    """Those that an agency has not answered, of which the reader may see the whole; for an audited page."""
    asked = tuple(one for one in waiting_conclusions(session) if one.agency == agency)
    if not asked or session.snapshot is None:
        return ()
    reader = session.actor.reader
    cut_to = session.sight if reader.needs_reason else None
    seen = _read_seen(
        session.snapshot, session.withdrawn, session.sight, cut_to, reader.not_shared, session.hidden, agency
    )
    return tuple(one for one in asked if (one.source, one.about_id) in seen)


@lru_cache(maxsize=64)
def _read_seen(
    snapshot: Snapshot, withdrawn: frozenset[str], sight: RowFilter, cut_to: RowFilter | None, not_shared: NotShared,
    restricted: frozenset[str], agency: str,
) -> frozenset[tuple[str, str]]:  # fmt: skip
    """Which patterns, and urgent questions to an agency, a reader may see in one snapshot, which never changes.

    The snapshot is cut as for the reader's session, by all that it depends on.
    """
    with open_store(
        snapshot.serve_file, withdrawn=withdrawn, cut_to=cut_to, not_shared=not_shared, restricted=restricted
    ) as store:
        wanted = QuestionsWanted(agency=agency, urgent_only=True)
        questions = store.unanswered.listed(wanted=wanted, sight=sight, after=0, size=MOST)
        rows = store.patterns.must_seen(sight=sight)
        people = store.patterns.people_of(rows=rows)
        opens = {one: may_open(store, one, sight) for one in {one for those in people.values() for one in those}}
    seen = {(PATTERN, key) for key, those in people.items() if all(opens[one] for one in those)}
    return frozenset(seen | {(QUESTION, row["question_id"]) for row in questions})


def backlog_conclusions(session: ReaderSession) -> tuple[BacklogConclusion, ...]:
    """As the house: every pattern and urgent question of backlog, answered or not, once for each agency it asks."""
    days = go_live_days(session)
    snapshot = session.snapshot if days else None
    return _read_conclusions(snapshot, session.withdrawn, tuple(sorted(days.items()))) if snapshot else ()


@lru_cache(maxsize=8)
def _read_conclusions(
    snapshot: Snapshot, withdrawn: frozenset[str], days: tuple[tuple[tuple[str, str], date], ...]
) -> tuple[BacklogConclusion, ...]:
    """Of one snapshot, which never changes, by the rules withdrawn and the go-live days in force."""
    lives: GoLiveDays = dict(days)
    with open_store(snapshot.serve_file, withdrawn=withdrawn) as store:
        found = [*_patterns(store, lives), *_questions(store, lives)]
    return tuple(sorted(found, key=lambda one: (one.known_on, one.about_id, one.agency)))


def _patterns(store: SnapshotReader, days: GoLiveDays) -> Iterator[BacklogConclusion]:
    """Those that wait for time to pass are left out: the clock on the same record asks for the answer."""
    rows = [row for row in store.patterns.must() if row["completed_by"] != TIME]
    basis: dict[str, list[ServedRecognisedBasis]] = {}
    for one in store.patterns.basis(rows=rows, sight=THE_HOUSE):
        basis.setdefault(one["instance_key"], []).append(one)
    for row in rows:
        key = row["instance_key"]
        if find_answerable(store=store, row=row, basis=basis.get(key, []), days=days) is None:
            for agency in read_answered_by(row["pattern_id"]):
                yield BacklogConclusion(PATTERN, key, row["pattern_id"], agency, london_day(row["first_true_on"]))


def _questions(store: SnapshotReader, days: GoLiveDays) -> Iterator[BacklogConclusion]:
    reader, seen = store.unanswered, dict[str, list[Visibility]]()
    rows = reader.listed(wanted=QuestionsWanted(urgent_only=True), sight=THE_HOUSE, after=0, size=MOST)
    for part in chunks([row["question_id"] for row in rows]):
        seen |= _by_question(reader.basis(question_ids=part, sight=THE_HOUSE))
    for row in rows:
        key, day = row["question_id"], london_day(row["raised_on"])
        if was_complete_before(day=day, seen=seen.get(key, []), days=days):
            yield BacklogConclusion(QUESTION, key, row["rule_id"], row["agency"], day)


def _by_question(rows: Iterable[ServedUnansweredRecord]) -> dict[str, list[Visibility]]:
    found: dict[str, list[Visibility]] = {}
    for row in rows:
        found.setdefault(row["conclusion_id"], []).append(visibility(row))
    return found
