"""Everything that waits for the reader's posts in one list, to which one message a day leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.permissions import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.scopes import ME, in_scope
from sightline.casework.escalation.straight_rules import straight_rules
from sightline.casework.posts.services import posts_held
from sightline.casework.worklist.pages import WorkLine
from sightline.casework.worklist.selectors import work_lines
from sightline.escalation import State


@dataclass(frozen=True, slots=True)
class DayList:
    """Everything that waits for the reader's posts, the most urgent first; never cut short."""

    lines: tuple[WorkLine, ...]
    now: str


def read_day_list(session: ReaderSession) -> DayList:
    """Everything that waits for the reader's posts: straight lines first, then urgent, then by the end of its time."""
    with audited(session, action="read_day_list") as trail:
        refuse_elected(session.actor)
        held = posts_held(session, on=clock.today())
        straight = Case(
            When(rule_id__in=straight_rules(), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        found = in_scope(actor=session.actor, scope=ME, held=held).open().exclude(state=State.ACTING)
        items: Sequence[Item] = list(found.order_by(straight, "-urgency", "answer_by", "item_id"))
        lines = work_lines(session, items=items, held=held)
        trail.add("item", [line.item.item_id for line in lines])
        trail.add("person", [line.person.person_id for line in lines if line.person and line.person.person_id])
        return DayList(lines, clock.now_at())


def own_day_lists(session: ReaderSession, about_ids: Sequence[str]) -> set[str]:
    """Which notices of a daily list the account is still told of: all, while something waits for its posts."""
    held = posts_held(session, on=clock.today()) if about_ids else ()
    waits = bool(held) and in_scope(actor=session.actor, scope=ME, held=held).open().exists()
    return set(about_ids) if waits else set()
