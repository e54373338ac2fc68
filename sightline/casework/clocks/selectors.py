"""Reads clocks as they stand now: of one child, one by its id, and those of an agency that end next or are over.

The snapshot holds when a clock began and what stopped it, not how it stands. That is asked of the present moment, with
people's answers laid over it, and with the clocks of concerns that no run took in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q

from sightline import timescales
from sightline.casework.audit.trail import audited
from sightline.casework.clocks.pages import ClockLine, ClockPage, ClocksOfPerson, DueList, StatedStart, one_a_thing
from sightline.casework.clocks.rows import (
    basis_of_row,
    entered_rows,
    find_row,
    is_entered,
    items_of_records,
    rules_here,
)
from sightline.casework.concerns.clocks import stopped_by_telling
from sightline.casework.concerns.models import ReferrerFeedback
from sightline.casework.concerns.subjects import records_of, summaries
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import PROFESSIONAL_LAYOUT
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK
from sightline.casework.escalation.meeting_facts import visible_stops
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.rights import find_right
from sightline.casework.escalation.scopes import items_of_agency
from sightline.casework.escalation.selectors import answers_of, counted_as, lines_about
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import may_open
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.straight_line.arrival_rules import straight_clocks
from sightline.escalation import Happening, State, choose_ladder, read_answer_rules, read_ladder
from sightline.escalation.states import ANSWERS, BECOMES
from sightline.model.calendar import earliest_moment
from sightline.model.nouns import ClockState
from sightline.model.rows.clocks import ServedClock
from sightline.model.when import london_day
from sightline.store.serve.clocks import ClocksWanted

if TYPE_CHECKING:
    from sightline.timescales import ClockRule

PAGE, MOST_OF_A_CHILD, MOST_COUNTED = 50, 500, 100
STANDS = (State.ACTING.value, State.TO_BE_SEEN.value, State.CLOSED.value)


def list_clocks(session: ReaderSession, *, person_id: str) -> ClocksOfPerson:
    """The clocks of one child, of those of which the account may see every record."""
    with audited(session, action="list_clocks") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight, wanted = session.sight, ClocksWanted(person_id=person_id)
        with session.open_current() as opened:
            may = opened is not None and may_open(opened[1], person_id, sight)
            held = (
                opened[1].conclusions.clocks(wanted=wanted, sight=sight, size=MOST_OF_A_CHILD) if opened and may else []
            )
        entered = [row for row in entered_rows(session) if row["person_id"] == person_id] if may else []
        lines = lines_of_clocks(session, sorted([*held, *entered], key=_place))
        trail.add("clock", [line.clock_id for line in lines])
        return _grouped(lines)


def read_clock(session: ReaderSession, *, clock_id: str) -> ClockPage:
    """One clock; NotHere where there is none of which the account may see every record."""
    with audited(session, action="read_clock") as trail:
        check_people(actor=session.actor)
        trail.add("clock", [clock_id])
        row = find_row(session, clock_id=clock_id)
        if row is None:
            raise NotHere
        (line,) = with_people(session, lines_of_clocks(session, [row]))
        basis = basis_of_row(session, row=row)
        records = records_of(session, record_ids=[one.record_id for one in basis])
        item = _item_of(session.actor, row)
        trail.add("person", [line.person_id] if line.person_id else [])
        trail.add("record", [one.record_id for one in records])
        return ClockPage(
            line=line,
            records=records,
            answers=answers_of(session, item, shown=True) if item and line.item and line.item.shown else (),
            may_answer=line.is_open and _may_answer(session, line, item, basis),
            most_days=read_answer_rules().value("most_days", clock.today()),
            note=rules_here()[line.rule_id].note if line.rule_id in rules_here() else "",
            confirmed_by=rules_here()[line.rule_id].confirmed_by if line.rule_id in rules_here() else "",
            now=clock.now_at(),
        )


def list_due(session: ReaderSession, *, agency: str, over: bool = False, after: str = "", size: int = PAGE) -> DueList:
    """The clocks that an agency must answer and nothing has stopped: those that run, or, with `over`, that are over."""
    with audited(session, action="list_due") as trail:
        check_people(actor=session.actor)
        now = clock.now_at()
        running = ClocksWanted(agency=agency, open_only=True, due_from=now)
        wanted = wanted_overdue(session, agency=agency) if over else running
        lines, more = lines_due(session, wanted=wanted, after=after, size=size)
        trail.add("clock", [line.clock_id for line in lines])
        trail.add("person", [line.person_id for line in lines if line.person_id])
    if not over:
        return DueList(one_a_thing(lines), more, agency, over, now, clock.today())
    return DueList(
        one_a_thing(one for one in lines if one.is_overdue), more, agency, over, now, clock.today(),
        late=one_a_thing(one for one in lines if one.came_late),
        not_known=one_a_thing(one for one in lines if not one.is_overdue and not one.came_late),
    )  # fmt: skip


def wanted_overdue(session: ReaderSession, *, agency: str) -> ClocksWanted:
    """Which deadlines of an agency are over: its own clocks, and those of others that it was asked to answer too.

    What arrived late is over also while the time for its answer runs.
    """
    now = clock.now_at()
    asked = items_of_agency(actor=session.actor, agency=agency).open().filter(source=CLOCK, deadline_at__lt=now)
    also = tuple(asked.order_by("pk").values_list("about_id", flat=True)) if agency else ()
    return ClocksWanted(agency=agency, also=also, open_only=True, without_backlog=True, due_before=now, late_too=True)


LinesDue = tuple[tuple[ClockLine, ...], str]


def lines_overdue(session: ReaderSession, *, agency: str) -> tuple[tuple[ClockLine, ...], bool]:
    """An agency's deadlines that are known to be over, the longest ago first; whether there are more than were read.

    For a page that is audited by its own selector.
    """
    return known_over(lines_due(session, wanted=wanted_overdue(session, agency=agency), size=MOST_COUNTED))


def known_over(found: LinesDue) -> tuple[tuple[ClockLine, ...], bool]:
    """Of these lines those that are known to be over; whether there are more than were read."""
    return tuple(one for one in found[0] if one.is_overdue or one.came_late), bool(found[1])


def lines_due(session: ReaderSession, *, wanted: ClocksWanted, after: str = "", size: int = PAGE) -> LinesDue:
    """Open clocks of an agency, due within `wanted` and of its rules, the first due first; and the next page's `after`.

    For a page that is audited by its own selector.
    """
    (found,) = lines_due_of_each(session, asked=[(wanted, size)], after=after)
    return found


def lines_due_of_each(
    session: ReaderSession, *, asked: Sequence[tuple[ClocksWanted, int]], after: str = ""
) -> list[LinesDue]:
    """The same of several lists, each with its size; what people said to any of their clocks is asked once."""
    lists = [(_rows_due(session, wanted, after, size), size) for wanted, size in asked]
    rows = {row["clock_id"]: row for found, size in lists for row in found[:size]}
    shown = with_people(session, [line for line in lines_of_clocks(session, list(rows.values())) if line.is_open])
    lines = {line.clock_id: line for line in shown}
    return [
        (
            tuple(lines[row["clock_id"]] for row in found[:size] if row["clock_id"] in lines),
            _cursor(found[size - 1]) if len(found) > size else "",
        )
        for found, size in lists
    ]


def _rows_due(session: ReaderSession, wanted: ClocksWanted, after: str, size: int) -> list[ServedClock]:
    with session.open_current() as opened:
        conclusions, sight = opened[1].conclusions if opened else None, session.sight
        held = conclusions.clocks(wanted=wanted, sight=sight, after=after, size=size + 1) if conclusions else []
    entered = [row for row in entered_rows(session) if _is_wanted(row, wanted) and _cursor(row) > after]
    return sorted([*held, *entered], key=_place)


def _is_wanted(row: ServedClock, wanted: ClocksWanted) -> bool:
    """Whether a clock of a concern that no run took in is one of those that are wanted of an agency."""
    due_at = row["answer_due_at"]
    in_time = wanted.due_from <= due_at and (
        not wanted.due_before or due_at < wanted.due_before or (wanted.late_too and bool(row["arrived_late"]))
    )
    of_rules = not wanted.rule_ids or row["rule_id"] in wanted.rule_ids
    asked = row["answering_agency"] == wanted.agency or row["clock_id"] in wanted.also
    return in_time and of_rules and asked


def lines_of_clocks(session: ReaderSession, rows: Sequence[ServedClock]) -> list[ClockLine]:
    """These rows of `clock` as lines, each as it stands now with what people answered; for a page audited elsewhere."""
    rules, ids = rules_here(), [row["clock_id"] for row in rows]
    answered, feedback, items = _answered(ids), _feedback_at(rows), _lines_of_items(session, rows)
    met, stated = visible_stops(session, rows, sight=session.sight), starts_stated(session, clock_ids=ids)
    lines = []
    for row in rows:
        clock_id = row["clock_id"]
        line = _make_clock_line(row, rules.get(row["rule_id"]), _first(answered, feedback, met, clock_id=clock_id))
        lines.append(replace(line, item=items.get(clock_id), stated=stated.get(clock_id, ())))
    return lines


def starts_stated(session: ReaderSession, *, clock_ids: Sequence[str]) -> dict[str, tuple[StatedStart, ...]]:
    """What records that the account may see say of the start of these clocks, where two of the days differ.

    For a page that is audited by its own selector.
    """
    with session.open_current() as opened:
        rows = (
            opened[1].conclusions.stated_starts(clock_ids=clock_ids, sight=session.sight)
            if opened and clock_ids
            else []
        )
    stated: dict[str, list[StatedStart]] = {}
    for row in rows:
        stated.setdefault(row["clock_id"], []).append(StatedStart(row["layout"], row["stated_at"], bool(row["counts"])))
    return {
        one: tuple(those) for one, those in stated.items() if len({london_day(each.stated_at) for each in those}) > 1
    }


def _first(*when: dict[str, str], clock_id: str) -> str:
    """The first moment that one of these gives for a clock; empty where none does."""
    return min((one[clock_id] for one in when if clock_id in one), default="")


def _make_clock_line(row: ServedClock, rule: "ClockRule | None", answered_at: str) -> ClockLine:
    stopped_at = min(filter(None, (row["stopped_at"], answered_at)), key=earliest_moment, default="")
    limit = rule.limit_at(london_day(row["started_at"])) if rule else None
    return ClockLine(
        clock_id=row["clock_id"],
        rule_id=row["rule_id"],
        label=rule.rule.label if rule else row["rule_id"],
        limit=str(limit) if limit else "",
        counts_from=rule.counts_from if rule else "",
        stops=_stops(rule) if rule else (),
        agency=row["answering_agency"],
        urgent=bool(row["urgent"]),
        backlog=bool(row["backlog"]),
        state=timescales.read_state(
            due_at=row["due_at"],
            stopped_at=stopped_at or None,
            known_through=row["known_through"],
            now=clock.now_at(),
            was_due_at=row["was_due_at"],
            reached_at=row["reached_at"],
        ),
        started_at=row["started_at"],
        due_at=row["due_at"],
        stopped_at=stopped_at,
        stopped_by=(row["stopped_by_record_id"] or "") if stopped_at == row["stopped_at"] else "",
        answered_at=answered_at,
        known_through="" if row["known_through"] in (None, timescales.ALWAYS) else row["known_through"],
        record_id=row["record_id"],
        person_id=row["person_id"] or "",
        person=PersonSummary("", row["concern"].said["child"], (), ()) if is_entered(row) else None,
        arrived_late=bool(row["arrived_late"]),
        known_from=row["known_from"],
        reached_at=row["reached_at"],
        was_due_at=row["was_due_at"],
        answer_due_at=row["answer_due_at"],
        counted_with=counted_as(rule_id=row["rule_id"]),
    )


def _stops(rule: "ClockRule") -> tuple[str, ...]:
    """The kinds of record whose facts stop it, each once."""
    kinds = (
        f"{layout}/{own_type.lower()}" if own_type else layout
        for stop in rule.stops
        for layout in stop.layout
        for own_type in stop.type or ("",)
    )
    return tuple(dict.fromkeys(kinds))


def _answered(clock_ids: Sequence[str]) -> dict[str, str]:
    """When each of these clocks was answered, where the answer stands: it was not refused, nor its day let pass."""
    items = Item.objects.filter(source=CLOCK, about_id__in=list(clock_ids), state__in=STANDS)
    waiting = Item.objects.filter(source=CLOCK, about_id__in=list(clock_ids)).exclude(state__in=STANDS)
    items = items.exclude(about_id__in=waiting.values("about_id"))  # an agency that is asked has not answered
    given = ItemEvent.objects.filter(item__in=items, kind__in=[kind.value for kind in ANSWERS]).select_related("item")
    return {event.item.about_id: event.at for event in given.order_by("at", "pk")}


def _feedback_at(rows: Sequence[ServedClock]) -> dict[str, str]:
    """When the author had feedback, of those of these clocks that wait for it."""
    waiting = {row["clock_id"]: row["record_id"] for row in rows if row["rule_id"] in stopped_by_telling()}
    given = ReferrerFeedback.objects.filter(concern__record_id__in=set(waiting.values())).select_related("concern")
    at = {one.concern.record_id: one.at for one in given.order_by("-at")}
    return {clock_id: at[record_id] for clock_id, record_id in waiting.items() if record_id in at}


def with_people(session: ReaderSession, lines: Sequence[ClockLine]) -> tuple[ClockLine, ...]:
    """The lines, each with the child that it is about, as far as the account may know; for a page audited elsewhere.

    Of a child whom the account may not open, not even the id.
    """
    with session.open_current() as opened:
        wanted = {line.person_id for line in lines}
        found = summaries(opened[1], wanted, session.sight) if opened else {}
    known = {one: (one, summary) for one, summary in found.items()}
    pairs = ((line, *known.get(line.person_id, ("", line.person))) for line in lines)
    return tuple(replace(line, person_id=person_id, person=person) for line, person_id, person in pairs)


def _grouped(lines: Sequence[ClockLine]) -> ClocksOfPerson:
    in_time = [line for line in lines if not line.came_late]

    def those(state: ClockState) -> tuple[ClockLine, ...]:
        found = (line for line in in_time if line.state is state)
        return one_a_thing(line for line in found if state is ClockState.RUNNING or not line.backlog)

    return ClocksOfPerson(
        breached=those(ClockState.BREACHED),
        running=those(ClockState.RUNNING),
        not_known=those(ClockState.NOT_KNOWN),
        done=one_a_thing(line for line in lines if not line.is_open),
        backlog=one_a_thing(
            line for line in lines if line.is_open and line.backlog and line.state is not ClockState.RUNNING
        ),
        now=clock.now_at(),
        arrived_late=one_a_thing(line for line in lines if line.came_late),
    )


def _item_of(actor: Actor, row: ServedClock) -> Item | None:
    """The item of a clock: the account's own agency's where several are asked; on the straight line its record's."""
    of_record = Q(straight=True, rule_id=row["rule_id"], record_id=row["record_id"])
    found = list(Item.objects.filter(Q(about_id=row["clock_id"]) | of_record, source=CLOCK).order_by("pk"))
    return next((one for one in found if one.agency == actor.reader.agency), found[0] if found else None)


def _lines_of_items(session: ReaderSession, rows: Sequence[ServedClock]) -> dict[str, ItemLine]:
    """How the item of each of these clocks stands, of those that the account may know of."""
    of_records = {(row["rule_id"], row["record_id"]) for row in rows if row["rule_id"] in straight_clocks()}
    items = items_of_records(session, {record_id for _, record_id in of_records})
    lead: dict[tuple[str, str], str] = {(one.rule_id, one.record_id): one.about_id for one in items if one.straight}
    about: dict[str, str] = {
        row["clock_id"]: lead.get((row["rule_id"], row["record_id"]), str(row["clock_id"])) for row in rows
    }
    found = lines_about(session, about_ids=sorted(set(about.values())))
    return {clock_id: found[about_id] for clock_id, about_id in about.items() if about_id in found}


def _may_answer(session: ReaderSession, line: ClockLine, item: Item | None, basis: Sequence[ItemBasis]) -> bool:
    """Whether the account acts on the clock's item as it stands, or would on the one that its answer opens."""
    found = item or _item_to_be(line, professional=any(row.layout == PROFESSIONAL_LAYOUT for row in basis))
    held = posts_held(session, on=clock.today())
    right = find_right(session, item=found, held=held, basis=basis)
    return bool(right and right.stage) and (State(found.state), Happening.NOT_PROCEED) in BECOMES


def _item_to_be(line: ClockLine, *, professional: bool) -> Item:
    ladder = read_ladder(choose_ladder(agency=line.agency, about_professional=professional))
    return Item(
        ladder=ladder.id,
        agency=line.agency,
        record_id=line.record_id,
        person_id=line.person_id,
        stage=ladder.first.value,
        highest_stage=ladder.first.value,
        state=State.WAITING.value,
    )


def _place(row: ServedClock) -> tuple[str, str]:
    return row["answer_due_at"], row["clock_id"]


def _cursor(row: ServedClock) -> str:
    return f"{row['answer_due_at']} {row['clock_id']}"
