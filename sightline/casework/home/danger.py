"""What a first page counts first, in the order of danger: missing, overdue, arrived late, not acknowledged, new.

Each count is of what the reader could open. Overdue is counted by the true deadline, never by the time to answer.
"""

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.clocks.selectors import lines_due
from sightline.casework.home.pages import Danger, MissingPart, News
from sightline.casework.home.panels import SHOWN, Desk
from sightline.model.nouns import ClockState
from sightline.store.serve_conclusions import ClocksWanted

MOST_COUNTED = 100


def count_danger(desk: Desk, *, missing: MissingPart, news: News, unacknowledged: int) -> Danger:
    """The five counts of a reader with an agency, and the deadlines that have been over the longest."""
    over, more = _over(desk)
    overdue = [one for one in over if not one.arrived_late]
    desk.trail.add("clock", [one.clock_id for one in over])
    desk.trail.add("person", [one.person_id for one in over if one.person_id])
    return Danger(
        missing=sum(line.status.is_missing for line in missing.now if line.status) + missing.more,
        is_missing_known=bool(missing.status and missing.status.is_known),
        overdue=len(overdue),
        arrived_late=len(over) - len(overdue),
        unacknowledged=unacknowledged,
        new=len(news.concerns) + len(news.answered) + news.added,
        has_more=more,
        lines=tuple(overdue[:SHOWN]),
        late_lines=tuple(one for one in over if one.arrived_late)[:SHOWN],
    )


def _over(desk: Desk) -> tuple[list[ClockLine], bool]:
    """Deadlines of the reader's agency that have passed and that nobody answered, the longest ago first."""
    agency = desk.session.actor.reader.agency
    if not agency:
        return [], False
    wanted = ClocksWanted(agency=agency, open_only=True, without_backlog=True, due_before=desk.now)
    lines, after = lines_due(desk.session, wanted=wanted, size=MOST_COUNTED)
    return [one for one in lines if one.state is ClockState.BREACHED or one.waits_late(desk.now)], bool(after)
