"""Posts over their ceiling, for the executive: how much came, what they can answer, and what was decided. No child."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Value, When

from sightline.casework.audit.trail import audited
from sightline.casework.ceilings.load import DAYS_LOOKED_AT, Overload, find_overloads
from sightline.casework.ceilings.services import ANSWERED, MAY_ANSWER, check_may_answer, key_from
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import ME, in_scope, refuse_elected
from sightline.casework.posts.services import posts_held
from sightline.casework.straight_line.rules import straight_rules
from sightline.casework.worklist.pages import WorkLine
from sightline.casework.worklist.selectors import work_lines
from sightline.escalation import State

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What somebody decided about a post over its ceiling."""

    at: str
    by: str
    ladder: str
    post: str
    kind: str
    who: str
    by_when: date
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OverPage:
    """Every post over its ceiling, and the newest decisions. `days`: how many days are looked at."""

    over: tuple[Overload, ...]
    changes: tuple[ChangeLine, ...]
    days: int


@dataclass(frozen=True, slots=True)
class DayList:
    """Everything that waits for the reader's posts, the most urgent first; never cut short."""

    lines: tuple[WorkLine, ...]
    now: str


def list_over(*, actor: Actor) -> OverPage:
    """The posts over their ceiling; Refused for all who do not decide about staffing and rules."""
    with audited(actor=actor, action="list_over_ceiling"):
        check_may_answer(actor)
        return OverPage(find_overloads(now=clock.now_at()), _changes(), DAYS_LOOKED_AT)


def count_over(*, actor: Actor) -> int:
    """How many posts are over, for a first page that is audited by its own selector; 0 for all who do not decide."""
    return len(find_overloads(now=clock.now_at())) if actor.reader.role in MAY_ANSWER else 0


def read_day_list(*, actor: Actor) -> DayList:
    """Everything that waits for the reader's posts: straight lines first, then urgent, then by the end of its time."""
    with audited(actor=actor, action="read_day_list") as trail:
        refuse_elected(actor)
        held = posts_held(account_id=actor.account_id, on=clock.today())
        straight = Case(
            When(rule_id__in=straight_rules(), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        found = in_scope(actor=actor, scope=ME, held=held).filter(closed_at=None).exclude(state=State.ACTING)
        items: Sequence[Item] = list(found.order_by(straight, "-urgency", "answer_by", "item_id"))
        lines = work_lines(actor=actor, items=items, held=held)
        trail.add("item", [line.item.item_id for line in lines])
        trail.add("person", [line.person.person_id for line in lines if line.person and line.person.person_id])
        return DayList(lines, clock.now_at())


def own_day_lists(actor: Actor, about_ids: Sequence[str]) -> set[str]:
    """Which notices of a daily list the account is still told of: all, while something waits for its posts."""
    held = posts_held(account_id=actor.account_id, on=clock.today()) if about_ids else ()
    waits = bool(held) and in_scope(actor=actor, scope=ME, held=held).filter(closed_at=None).exists()
    return set(about_ids) if waits else set()


def over_told(actor: Actor, about_ids: Sequence[str]) -> set[str]:
    """Which of these posts are over their ceiling now, for those who decide about it."""
    if not about_ids or actor.reader.role not in MAY_ANSWER:
        return set()
    return {one.key.id for one in find_overloads(now=clock.now_at())} & set(about_ids)


def _changes() -> tuple[ChangeLine, ...]:
    rows = Decision.objects.filter(kind=ANSWERED).order_by("-sequence")[:MOST_CHANGES]
    return tuple(
        ChangeLine(
            at=row.at,
            by=row.by,
            ladder=key_from(row.body).ladder,
            post=key_from(row.body).post,
            kind=row.body["kind"],
            who=row.body["who"],
            by_when=date.fromisoformat(row.body["by_when"]),
            words=row.why,
        )
        for row in rows
    )
