"""What a first page counts first, in the order of danger: missing, overdue, arrived late, not acknowledged, new.

Each count is of what the reader could open. Overdue is counted by the true deadline, never by the time to answer.
"""

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.clocks.rows import find_row
from sightline.casework.clocks.selectors import lines_due, lines_of_clocks, with_people
from sightline.casework.escalation.engine import CLOCK
from sightline.casework.escalation.querysets import ARRIVED_IN_TIME
from sightline.casework.escalation.scopes import AGENCY, ME, in_scope
from sightline.casework.home.pages import Danger, MissingPart, News, Waiting
from sightline.casework.home.panels import SHOWN, Desk, count_of_agency
from sightline.model.nouns import Agency, ClockState
from sightline.store.serve_conclusions import ClocksWanted

MOST_COUNTED = 100


def count_danger(desk: Desk, *, missing: MissingPart, news: News, waiting: Waiting, unacknowledged: int = 0) -> Danger:
    """The five counts, and the deadlines of the reader's agency that have been over the longest.

    The partnership's own people have no agency's deadlines: theirs are the actions that are with them.
    """
    agency = desk.session.actor.reader.agency
    of_agency = agency not in ("", Agency.PARTNERSHIP)
    over, more = _over(desk, agency) if of_agency else ([], False)
    asked = _asked_of(desk, [one.clock_id for one in over]) if of_agency else []
    overdue = [one for one in over if not one.arrived_late]
    listed = sorted([*overdue, *_lines_of(desk, asked[:SHOWN])], key=lambda one: one.due_at)[:SHOWN]
    desk.trail.add("clock", [one.clock_id for one in (*over, *listed)])
    desk.trail.add("person", [one.person_id for one in (*over, *listed) if one.person_id])
    return Danger(
        missing=sum(line.status.is_missing for line in missing.now if line.status) + missing.more,
        is_missing_known=bool(missing.status and missing.status.is_known),
        overdue=len(overdue) + len(asked) if of_agency else waiting.counts.overdue,
        arrived_late=len(over) - len(overdue) if of_agency else waiting.counts.arrived_late,
        unacknowledged=unacknowledged,
        new=len(news.concerns) + len(news.answered) + news.added,
        has_more=more,
        lines=tuple(listed),
        late_lines=tuple(one for one in over if one.arrived_late)[:SHOWN],
        agency=agency if of_agency else "",
        others=max(0, len(overdue) + len(asked) - waiting.counts.overdue) if of_agency else 0,
        actions=count_of_agency(desk) if of_agency and waiting.scope == ME else None,
    )


def _over(desk: Desk, agency: str) -> tuple[list[ClockLine], bool]:
    """Deadlines of the reader's agency that have passed and that nobody answered, the longest ago first."""
    wanted = ClocksWanted(agency=agency, open_only=True, without_backlog=True, due_before=desk.now)
    lines, after = lines_due(desk.session, wanted=wanted, size=MOST_COUNTED)
    return [one for one in lines if one.state is ClockState.BREACHED or one.waits_late(desk.now)], bool(after)


def _asked_of(desk: Desk, counted: list[str]) -> list[str]:
    """Overdue clocks of another agency that the reader's was told of and has not answered, the longest ago first."""
    items = in_scope(actor=desk.session.actor, scope=AGENCY, held=desk.held).open()
    over = items.filter(ARRIVED_IN_TIME, source=CLOCK, deadline_at__lt=desk.now).exclude(about_id__in=counted)
    found = over.order_by("deadline_at", "pk").values_list("about_id", flat=True)[:MOST_COUNTED]
    return list(dict.fromkeys(found))


def _lines_of(desk: Desk, clock_ids: list[str]) -> tuple[ClockLine, ...]:
    rows = [row for one in clock_ids if (row := find_row(desk.session, clock_id=one))]
    return with_people(desk.session, lines_of_clocks(desk.session, rows)) if rows else ()
