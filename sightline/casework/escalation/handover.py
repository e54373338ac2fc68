"""A post changes hands, or its holder goes away or comes back: whoever answers now is told of what waits there.

Nothing of the items changes. Who was told at a step stays written with the step; this adds notices alone, each once, so
that it may be done as often as one likes.
"""

from datetime import date

from django.db.models import Count

from sightline.casework.core.models import Marker
from sightline.casework.escalation.models import Item, Step
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.models import Post
from sightline.casework.posts.services.posts import WaitingAtPosts, find_holders, holders_at
from sightline.escalation import Ladder, Stage, State, read_ladder, read_ladders
from sightline.model.when import london_day
from sightline.translation.messages import join_shown

CHANGED = "absences looked at"


def hand_over(*, ladder: str, stage: str, at: str) -> int:
    """Tell whoever answers now at a stage of a ladder of what waits there for their stage; how many notices are new."""
    return sum(_tell(one, Stage(stage), at) for one in read_ladders().values() if _belongs(one, stage, ladder))


def hand_over_absences(*, now: str) -> int:
    """The same, on the first tick of a day, for posts whose holder goes away or is back; how many notices."""
    today = london_day(now).isoformat()
    looked_at = Marker.objects.read(CHANGED)
    if looked_at == today:  # a later day was written while a clock was wrong
        return 0
    posts = Post.objects.exclude(absent_from=None).values_list("ladder", "stage").distinct()
    made = sum(hand_over(ladder=ladder, stage=stage, at=now) for ladder, stage in sorted(posts))
    Marker.objects.write(CHANGED, today)
    return made


def _belongs(ladder: Ladder, stage: str, to: str) -> bool:
    return any(rung.stage == stage and rung.belongs_to == to for rung in ladder.rungs)


def _tell(ladder: Ladder, stage: Stage, at: str) -> int:
    on, told, made = london_day(at), dict[str, tuple[str, ...]](), 0
    waiting = Item.objects.open().filter(ladder=ladder.id, stage=stage).exclude(state=State.ACTING)
    for item in waiting.order_by("pk"):
        if item.organisation not in told:
            told[item.organisation] = _answers(ladder, stage, item.organisation, on)
        made += notify(
            usernames=told[item.organisation],
            kind=NoticeKind.CAME,
            about_id=item.item_id,
            occasion=_last_step(item),
            at=at,
        )
    return made


def _answers(ladder: Ladder, stage: Stage, organisation: str, on: date) -> tuple[str, ...]:
    return holders_at(ladder=ladder, stage=stage, organisation=organisation, on=on)


def _last_step(item: Item) -> int:
    return Step.objects.of_item(item).count()


def posts_passed_over(*, on: date) -> tuple[str, ...]:
    """The posts that nobody can be told of on a day and that an open item has come to, in words."""
    missing = set()
    for ladder_id, stage, _ in stages_passed_over(on=on):
        ladder = read_ladder(ladder_id)
        posts = join_shown(", ", (seat.post for seat in ladder.rung(stage).seats))
        missing.add(f"{ladder.rule.label}: {posts}")
    return tuple(sorted(missing))


def stages_passed_over(*, on: date) -> dict[tuple[str, Stage, str], int]:
    """Ladder, stage and body where nobody can be told on a day, and how many open items have come there."""
    came = Step.objects.filter(item__closed_at=None).values("item__ladder", "item__organisation", "stage")
    found, holders = {}, find_holders(on=on)
    for row in came.annotate(items=Count("item", distinct=True)).order_by():
        ladder, stage, organisation = read_ladder(row["item__ladder"]), Stage(row["stage"]), row["item__organisation"]
        if not holders(ladder, stage, organisation):
            found[(ladder.id, stage, organisation)] = row["items"]
    return found


WAITING = WaitingAtPosts(hand_over=hand_over, passed_over=stages_passed_over)
