"""The parts that first pages are put together from: what waits, what is new, clocks, who is missing.

A part reads nothing but through the visibility filter and the rights to items, and notes in the trail what it showed.
Nothing here sorts children: items by urgency and time, all else by time or name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from django.db.models import Q

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.clocks.pages import ClockLine
from sightline.casework.clocks.selectors import MOST_COUNTED, known_over, lines_due_of_each, wanted_overdue
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import ConcernLine
from sightline.casework.concerns.rights import is_author, visible_concerns
from sightline.casework.concerns.selectors.concerns import lines_of_concerns
from sightline.casework.concerns.subjects import summaries
from sightline.casework.core import clock
from sightline.casework.core.house_reader import LAYOUT, PROFESSIONAL_LAYOUT
from sightline.casework.core.models import Assignment
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import ItemEvent, Step
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.scopes import AGENCY, ME, in_scope, untold_deadlines
from sightline.casework.escalation.selectors import SAID, lines_of
from sightline.casework.home.pages.news import NewSince
from sightline.casework.home.pages.parts import ArrivalLine, ChildNews, ClocksPart, News, Waiting, WorkCounts
from sightline.casework.home.services import note_look
from sightline.casework.posts.services.posts import HeldPost, posts_held
from sightline.casework.worklist.pages import WorkLine
from sightline.casework.worklist.selectors.work import work_lines
from sightline.model.visibility import RowFilter
from sightline.model.when import utc_text
from sightline.sharing import can_see_people
from sightline.store.serve.clocks import ClocksWanted
from sightline.store.snapshot_reader import SnapshotReader

SHOWN, MOST_NEW, MOST_PEOPLE = 5, 500, 500
HOURS_OVER = 48
Overdue = tuple[tuple[ClockLine, ...], bool]
NONE_OVER: Overdue = ((), False)


@dataclass(frozen=True, slots=True)
class HomeDesk:
    """Who looks, at what, since when things are new to them, and the trail of what they are shown.

    `through` is the last batch that the snapshot holds.
    """

    session: ReaderSession
    store: SnapshotReader | None
    sight: RowFilter
    held: tuple[HeldPost, ...]
    through: int
    since: NewSince
    now: str
    trail: Trail


@contextmanager
def at_desk(session: ReaderSession, *, action: str) -> Iterator[HomeDesk]:
    """One look at a first page, audited as `action`: the snapshot, the posts held, and since when things are new."""
    with audited(session, action=action) as trail, session.open_current() as opened:
        store = opened[1] if opened else None
        through = store.arrivals.through() if store else 0
        yield HomeDesk(
            session=session,
            store=store,
            sight=session.sight,
            held=posts_held(session, on=clock.today()),
            through=through,
            since=note_look(actor=session.actor, through=through),
            now=clock.now_at(),
            trail=trail,
        )


def own_scope(desk: HomeDesk) -> str:
    """The list that is the reader's own: of their posts, or, where they hold none, of their agency."""
    has_agency = bool(desk.session.actor.reader.agency) and can_see_people(reader=desk.session.actor.reader)
    return ME if desk.held or not has_agency else AGENCY


def list_waiting(desk: HomeDesk, *, scope: str, source: str = "", size: int = SHOWN) -> Waiting:
    """What waits on one list: overdue by the deadline first, the longest ago, then by the time to answer."""
    found = in_scope(actor=desk.session.actor, scope=scope, held=desk.held).open()
    if source:
        found = found.filter(source=source)
    hidden = untold_deadlines(desk.session.actor)
    lately = Q(pk__in=Step.objects.filter(done_at__gte=desk.since.at).values("item"))
    numbers = found.count_times(desk.now, untold=hidden, came=lately)
    came = numbers.pop("came")
    counts = WorkCounts(**numbers)
    lines = item_lines(desk, found.longest_over_first(desk.now, untold=hidden)[:size]) if counts.total else ()
    return Waiting(scope, lines, counts, came)


def count_of_agency(desk: HomeDesk) -> WorkCounts:
    """The open actions that the reader's agency answers, whoever they are with."""
    found = in_scope(actor=desk.session.actor, scope=AGENCY, held=desk.held).open()
    return WorkCounts(**found.count_times(desk.now, untold=untold_deadlines(desk.session.actor)))


def list_answered_by_others(desk: HomeDesk, *, scope: str, size: int = SHOWN + 1) -> tuple[WorkLine, ...]:
    """Items of a list to which others said something since the last look, the latest first."""
    said = ItemEvent.objects.filter(at__gte=desk.since.at, kind__in=SAID).exclude(by=desk.session.actor.reader.username)
    found = in_scope(actor=desk.session.actor, scope=scope, held=desk.held).filter(pk__in=said.values("item"))
    return item_lines(desk, found.order_by("-pk")[:size])


def item_lines(desk: HomeDesk, found: ItemQuerySet) -> tuple[WorkLine, ...]:
    """These items as lines, noted in the trail."""
    lines = work_lines(desk.session, items=list(found), held=desk.held)
    desk.trail.add("item", [line.item.item_id for line in lines])
    desk.trail.add("person", [line.person.person_id for line in lines if line.person and line.person.person_id])
    return lines


def concern_lines(desk: HomeDesk, concerns: Iterable[Concern]) -> tuple[ConcernLine, ...]:
    """These concerns as lines, noted in the trail. Give none that may not be seen."""
    lines = lines_of_concerns(desk.session, list(concerns))
    desk.trail.add("concern", [line.concern_id for line in lines])
    return lines


def new_concerns(desk: HomeDesk, *, size: int = SHOWN + 1) -> tuple[ConcernLine, ...]:
    """Concerns that others sent since the last look and that may be seen, the newest first."""
    newest_first = Concern.objects.order_by("-sequence")[:MOST_NEW]
    new = takewhile(lambda one: one.entered_at >= desk.since.at, newest_first)
    seen = [one for one in visible_concerns(desk.session, new) if not is_author(desk.session.actor, one)]
    return concern_lines(desk, seen[:size])


def new_records(desk: HomeDesk) -> tuple[ArrivalLine, ...]:
    """Records of the agencies' files that came since the last look, by agency and kind; concerns are told apart."""
    if desk.store is None:
        return ()
    rows = desk.store.arrivals.counts(after=desk.since.through, sight=desk.sight)
    own = (LAYOUT, PROFESSIONAL_LAYOUT)
    return tuple(ArrivalLine(**row) for row in rows if not row["kind"].startswith(own))


def clocks_that_end(desk: HomeDesk, *, lists: Sequence[Sequence[str]]) -> tuple[list[ClocksPart], Overdue]:
    """Open clocks that the reader's agency answers, a list for each of these sets of rules (an empty one: all rules).

    A list has what is over since lately or not yet over, the least time left first. What is over for longer is in the
    other part: the deadlines of the agency that are known to be over.
    """
    agency = desk.session.actor.reader.agency
    if not agency:
        return [ClocksPart()] * len(lists), NONE_OVER
    lately = utc_text(datetime.fromisoformat(desk.now) - timedelta(hours=HOURS_OVER))
    near = ClocksWanted(agency=agency, due_from=lately, open_only=True, without_backlog=True)
    asked = [(replace(near, rule_ids=tuple(rule_ids)), SHOWN) for rule_ids in lists]
    over = (wanted_overdue(desk.session, agency=agency), MOST_COUNTED)
    *ends, late = lines_due_of_each(desk.session, asked=[*asked, over])
    for lines, _ in ends:
        desk.trail.add("clock", [line.clock_id for line in lines])
        desk.trail.add("person", [line.person_id for line in lines if line.person_id])
    return [ClocksPart(lines, bool(more)) for lines, more in ends], known_over(late)


def news_of(desk: HomeDesk, *, scope: str, people: Callable[[], Iterable[str]]) -> News:
    """What came since the last look: concerns, what others said, records; and whom of `people` records are about.

    Who they are is asked only where records came.
    """
    concerns, answered = new_concerns(desk), list_answered_by_others(desk, scope=scope)
    return News(
        since=desk.since,
        concerns=concerns[:SHOWN],
        more_concerns=len(concerns) > SHOWN,
        answered=answered[:SHOWN],
        more_answered=len(answered) > SHOWN,
        children=_children(desk, people()) if desk.through > desk.since.through else (),
        records=new_records(desk) if desk.through > desk.since.through else (),
    )


def _children(desk: HomeDesk, people: Iterable[str]) -> tuple[ChildNews, ...]:
    """Those of these people about whom records came, by name."""
    among = sorted({one for one in people if one})[:MOST_PEOPLE]
    if desk.store is None or not among:
        return ()
    kinds: dict[str, list[tuple[str, int]]] = {}
    for row in desk.store.arrivals.people(after=desk.since.through, sight=desk.sight, among=among):
        kinds.setdefault(row["person_id"], []).append((row["kind"], row["records"]))
    found = summaries(desk.store, kinds, desk.sight)
    desk.trail.add("person", found)
    lines = [ChildNews(person, tuple(kinds[person_id])) for person_id, person in found.items()]
    return tuple(sorted(lines, key=lambda line: (line.person.name.casefold(), line.person.person_id)))


def people_on_list(desk: HomeDesk, *, scope: str) -> set[str]:
    """People whom open items of a list are about, of those of which all may be seen, and whom the reader works with."""
    listed = in_scope(actor=desk.session.actor, scope=scope, held=desk.held).open().exclude(person_id="")
    items = list(listed.next_to_answer_first()[:MOST_PEOPLE])
    shown = lines_of(desk.session, items=items, held=desk.held)
    return {line.person_id for line in shown if line.person_id} | _own_people(desk)


def _own_people(desk: HomeDesk) -> set[str]:
    """Whom the reader is lead worker for today, and whom their own concerns are about."""
    today, account = clock.today(), desk.session.actor.account_id
    if desk.store is None or account is None:
        return set()
    given = Assignment.objects.filter(account_id=account, from_on__lte=today)
    given = given.filter(Q(to_on=None) | Q(to_on__gte=today))
    sent = Concern.objects.of_account(account).exclude(about_mention_id="").newest_first()[:MOST_NEW]
    mentions = [*given.values_list("mention_id", flat=True), *(one.about_mention_id for one in sent)]
    return set(desk.store.people_of(mention_ids=mentions).values())
