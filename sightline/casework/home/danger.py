"""What a first page counts first, in the order of danger: missing, overdue, arrived late, not acknowledged, new.

Each count is of what the reader could open. Overdue is counted by the true deadline, never by the time to answer.
"""

from sightline.casework.clocks.pages import one_a_thing
from sightline.casework.clocks.selectors import lines_overdue
from sightline.casework.escalation.scopes import ME
from sightline.casework.home.pages.parts import Danger, MissingPart, News, Waiting
from sightline.casework.home.panels import NONE_OVER, SHOWN, HomeDesk, Overdue, count_of_agency
from sightline.model.nouns import Agency


def count_danger(
    desk: HomeDesk,
    *,
    missing: MissingPart,
    news: News,
    waiting: Waiting,
    unacknowledged: int = 0,
    known: Overdue | None = None,
) -> Danger:
    """The five counts, and the deadlines of the reader's agency that have been over the longest.

    The partnership's own people have no agency's deadlines: theirs are the actions that are with them. `known` are the
    agency's overdue deadlines, where the page has read them already. Deadlines of one thing count once.
    """
    agency = desk.session.actor.reader.agency
    of_agency = agency not in ("", Agency.PARTNERSHIP)
    over, more = (known or overdue_of_agency(desk)) if of_agency else NONE_OVER
    overdue = one_a_thing(one for one in over if one.is_overdue)
    late = one_a_thing(one for one in over if one.came_late)
    desk.trail.add("clock", [one.clock_id for one in over])
    desk.trail.add("person", [one.person_id for one in over if one.person_id])
    return Danger(
        missing=sum(line.status.is_missing for line in missing.now if line.status) + missing.more,
        is_missing_known=bool(missing.status and missing.status.is_known),
        overdue=len(overdue) if of_agency else waiting.counts.overdue,
        arrived_late=len(late) if of_agency else waiting.counts.arrived_late,
        unacknowledged=unacknowledged,
        new=len(news.concerns) + len(news.answered) + news.added,
        has_more=more,
        lines=overdue[:SHOWN],
        late_lines=late[:SHOWN],
        agency=agency if of_agency else "",
        others=sum(not (one.item and one.item.mine) for one in overdue) if of_agency else 0,
        actions=count_of_agency(desk) if of_agency and waiting.scope == ME else None,
    )


def overdue_of_agency(desk: HomeDesk) -> Overdue:
    """The deadlines of the reader's agency that are over; none of the partnership's own people."""
    agency = desk.session.actor.reader.agency
    return NONE_OVER if agency in ("", Agency.PARTNERSHIP) else lines_overdue(desk.session, agency=agency)
