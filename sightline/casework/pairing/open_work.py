"""Finds what is open about the people of a join or a split: shown before anybody says yes.

Actions, deadlines and other possible matches go on after the decision, but about another page. Agencies that were told
of one person were not told of the other. All of it is what the reader may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from sightline.casework.audit.trail import Trail
from sightline.casework.clocks.pages import ClockLine
from sightline.casework.clocks.rows import entered_rows
from sightline.casework.clocks.selectors import lines_of_clocks
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemSource, Step
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.pairing.pages import AddressLine, OpenWork
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.same_person.answer_history import read_answers
from sightline.casework.same_person.pages.questions import QuestionLine
from sightline.casework.same_person.selectors.questions import questions_still_open
from sightline.escalation import State
from sightline.model.rows.clocks import ServedClock
from sightline.model.visibility import PROTECTED_WORDS
from sightline.store.serve.clocks import ClocksWanted
from sightline.store.snapshot_reader import SnapshotReader

MOST_ITEMS, MOST_CLOCKS, MOST_MATCHES = 200, 100, 50
ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class WorkAbout:
    """The people of a decision, and the patterns and groups that are based on their records."""

    people: tuple[str, ...]
    patterns: tuple[RecognisedLine, ...]


def find_open_work(session: ReaderSession, *, store: SnapshotReader, about: WorkAbout, trail: Trail) -> OpenWork:
    """What is open about these people today, noted in the trail of the page that shows it."""
    lines = _list_items(session, about)
    addresses, protected = _list_addresses(session, store, about.people)
    work = OpenWork(
        actions=tuple(one for one in lines if one.state != State.CLOSED),
        deadlines=_list_deadlines(session, store, about.people),
        matches=_list_matches(session, store, about.people),
        informed_agencies=_list_informed(lines),
        addresses=addresses,
        has_protected=protected,
    )
    trail.add("item", [one.item_id for one in lines])
    trail.add("clock", [one.clock_id for one in work.deadlines])
    trail.add("question", [one.question_id for one in work.matches])
    return work


def _list_items(session: ReaderSession, about: WorkAbout) -> tuple[ItemLine, ...]:
    """The items about these people, the newest first, of which the reader may see every record."""
    patterns = [one.instance_key for one in about.patterns]
    found = Item.objects.filter(Q(person_id__in=about.people) | Q(source=ItemSource.PATTERN, about_id__in=patterns))
    items = list(found.order_by("-pk")[:MOST_ITEMS])
    return tuple(one for one in lines_of(session, items=items, held=posts_held(session, on=clock.today())) if one.shown)


def _list_informed(lines: Iterable[ItemLine]) -> tuple[str, ...]:
    """The agencies of which somebody was told of one of these items, open or closed."""
    reached = Step.objects.filter(item__item_id__in=[one.item_id for one in lines]).exclude(told=[])
    by_item = set(reached.values_list("item__item_id", flat=True))
    return tuple(sorted({one.agency for one in lines if one.agency and one.item_id in by_item}))


def _list_deadlines(session: ReaderSession, store: SnapshotReader, people: Sequence[str]) -> tuple[ClockLine, ...]:
    """The deadlines of these people that nothing has stopped, the first due first."""
    rows: list[ServedClock] = [row for row in entered_rows(session) if row["person_id"] in people]
    for person_id in people:
        wanted = ClocksWanted(person_id=person_id, open_only=True)
        rows += store.conclusions.clocks(wanted=wanted, sight=session.sight, size=MOST_CLOCKS)
    lines = (one for one in lines_of_clocks(session, rows) if one.is_open)
    return tuple(sorted(lines, key=lambda one: (one.deadline_at, one.clock_id)))


def _list_matches(session: ReaderSession, store: SnapshotReader, people: Sequence[str]) -> tuple[QuestionLine, ...]:
    """The possible matches about one of these people and somebody else that nobody has answered."""
    found = questions_still_open(store, read_answers(), people, session.sight, most=MOST_MATCHES)
    return tuple(one for one in found if not {one.a.person_id, one.b.person_id} <= set(people) or one.together)


def _list_addresses(
    session: ReaderSession, store: SnapshotReader, people: Sequence[str]
) -> tuple[tuple[AddressLine, ...], bool]:
    """Every address that visible records give, with who gives it; and whether one of them is protected."""
    given: dict[str, set[str]] = {}
    for row in store.said(person_ids=list(people), sight=session.sight):
        if row["what"] == ADDRESS:
            given.setdefault(row["value"], set()).add(row["agency"])
    protected = any(PROTECTED_WORDS in value for value in given)
    shown = (AddressLine(value, tuple(sorted(agencies))) for value, agencies in sorted(given.items()))
    return tuple(one for one in shown if PROTECTED_WORDS not in one.text), protected
