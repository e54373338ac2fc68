"""Concerns whose authors have not been told what happened, for those who must tell; and what authors were told.

Feedback on a correction is that on the concern that it corrects, as its clock is. Whoever may see a concern may tell
its author; whoever answers for it must.
"""

from collections.abc import Iterator
from itertools import islice

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.clocks import FEEDBACK
from sightline.casework.concerns.live_clocks import build_live_clocks
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.pages.concerns import FeedbackDueLine, FeedbackPage
from sightline.casework.concerns.rights import answers_for, is_author, is_front_door, visible_concerns
from sightline.casework.concerns.selectors.concerns import MOST_LISTED, lines_of_concerns
from sightline.casework.core import clock
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import LiveClock

PAGE, AT_ONCE, MOST_COUNTED = 50, 200, 500


def list_feedback_due(session: ReaderSession, *, after: int = 0, size: int = PAGE) -> FeedbackPage:
    """Whose authors are to be told, by time waiting; and the reader's own concerns with what they were told."""
    with audited(session, action="list_to_tell_back") as trail:
        check_people(actor=session.actor)
        found = list(islice(_without_feedback(session, after=after), size + 1))
        due = _due(session, found[:size])
        lines = lines_of_concerns(session, found[:size])
        own = Concern.objects.of_account(session.actor.account_id).newest_first()[:MOST_LISTED]
        mine = lines_of_concerns(session, list(own))
        trail.add("concern", [line.concern_id for line in (*lines, *mine)])
    return FeedbackPage(
        waiting=tuple(FeedbackDueLine(line, due.get(line.concern_id, "")) for line in lines),
        next_after=found[size - 1].sequence if len(found) > size else 0,
        with_feedback=tuple(line for line in mine if line.feedback),
        without_feedback=tuple(line for line in mine if not line.feedback),
        gives_feedback=gives_feedback(session),
        now=clock.now_at(),
    )


def count_feedback_due(session: ReaderSession) -> int:
    """How many authors the reader must tell, at most MOST_COUNTED. For a page that is audited by its own selector."""
    return sum(1 for _ in islice(_without_feedback(session, after=0), MOST_COUNTED))


def gives_feedback(session: ReaderSession) -> bool:
    """Whether feedback is the reader's work: the front door's, and of those who answer for a professional."""
    return is_front_door(session.actor.reader) or bool(next(_without_feedback(session, after=0), None))


def _without_feedback(session: ReaderSession, *, after: int) -> Iterator[Concern]:
    """Concerns that the reader must tell of, in the order in which they were entered."""
    waiting = Concern.objects.filter(referrerfeedback=None, corrects="").oldest_first()
    waiting = waiting if is_front_door(session.actor.reader) else waiting.filter(about_professional=True)
    while rows := list(waiting.filter(sequence__gt=after)[:AT_ONCE]):
        seen = visible_concerns(session, [one for one in rows if not one.about_professional])
        may = {one.pk for one in (*seen, *answers_for(session, rows))}
        yield from (one for one in rows if one.pk in may and not is_author(session.actor, one))
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].sequence


def _due(session: ReaderSession, concerns: list[Concern]) -> dict[str, str]:
    """When each author should have been told, by the clock that their concern started."""
    if not concerns:
        return {}
    build_live_clocks(session)
    rows = LiveClock.objects.filter(rule_id=FEEDBACK, concern__in=[one.pk for one in concerns])
    return dict(rows.values_list("concern_id", "due_at"))
