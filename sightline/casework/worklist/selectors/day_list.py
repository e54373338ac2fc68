"""Everything that waits for the reader's posts in one list, to which one message a day leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Q, Value, When

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.scopes import ME, in_scope, untold_deadlines
from sightline.casework.escalation.straight_rules import straight_rules
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.worklist.pages import WorkLine
from sightline.casework.worklist.selectors.work import work_lines
from sightline.escalation import State


@dataclass(frozen=True, slots=True)
class DayList:
    """Everything that waits for the reader's posts, the most urgent first; never cut short."""

    lines: tuple[WorkLine, ...]
    now: str


def read_day_list(session: ReaderSession) -> DayList:
    """Everything for the reader's posts: overdue first, then straight lines, urgent, and by the end of its time."""
    with audited(session, action="read_day_list") as trail:
        refuse_elected(session.actor)
        held = posts_held(session, on=clock.today())
        over = Q(deadline_at__lt=clock.now_at()) & ~untold_deadlines(session.actor)
        place = Case(When(over, then=Value(0)), When(rule_id__in=straight_rules(), then=Value(1)), default=Value(2))
        since = Case(When(over, then=F("deadline_at")))
        found = in_scope(actor=session.actor, scope=ME, held=held).open().exclude(state=State.ACTING)
        items: Sequence[Item] = list(found.order_by(place, since, "-urgency", "answer_by", "item_id"))
        lines = work_lines(session, items=items, held=held)
        trail.add("item", [line.item.item_id for line in lines])
        trail.add("person", [line.person.person_id for line in lines if line.person and line.person.person_id])
        return DayList(lines, clock.now_at())


def own_day_lists(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Which notices of a daily list the account is still told of: all, while something waits for its posts."""
    held = posts_held(session, on=clock.today()) if about_ids else ()
    waits = bool(held) and in_scope(actor=session.actor, scope=ME, held=held).open().exists()
    return set(about_ids) if waits else set()
