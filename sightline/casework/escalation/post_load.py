"""How many items came to a post on a day, beside what it can answer. Nothing is dropped or refused by this."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.pages import Overload, PostKey
from sightline.casework.posts.models import Post
from sightline.escalation import SHARED, Stage, ceiling_of, read_ladder, read_ladders
from sightline.model.when import LONDON, london_day, moment
from sightline.rulebook.calendar import read_calendar

LIST_AT = time(8)
DAYS_LOOKED_AT = 7
Holders = Mapping[tuple[str, str, str], Collection[int]]


def key_of(*, ladder: str, stage: Stage, organisation: str, posts: Holders | None = None) -> PostKey:
    """The post to which an item of a ladder and a body comes at a stage: the body's own where it has one."""
    belongs_to = read_ladder(ladder).rung(stage).belongs_to
    found = read_holders(ladder=belongs_to, stage=stage) if posts is None and organisation else posts or {}
    own = bool(organisation) and (belongs_to, stage, organisation) in found
    return PostKey(belongs_to, stage, organisation if own else "")


def is_over(*, key: PostKey, at: str) -> bool:
    """Whether more came to a post on the day of a moment, up to it, than its holders can answer."""
    day = london_day(at)
    ceiling = limit_of(key=key, day=day)
    if ceiling is None:
        return False
    steps = Step.objects.filter(stage=key.stage, done_at__gte=moment(day, time.min), done_at__lte=at)
    if key.ladder in _with_own_posts(key.stage):
        steps = steps.filter(item__ladder=key.ladder)
    if key.organisation:
        steps = steps.filter(item__organisation=key.organisation)
    return steps[: int(ceiling) + 1].count() > ceiling


def limit_of(*, key: PostKey, day: date, posts: Holders | None = None) -> float | None:
    """What the holders of a post can answer on a working day, together; None where nobody has decided that."""
    ceiling = ceiling_of(stage=key.stage, day=day)
    return None if ceiling is None else ceiling * holders_of(key, posts)


def holders_of(key: PostKey, posts: Holders | None = None) -> int:
    """How many hold the post; one at least, so that an empty post has a ceiling too."""
    found = read_holders(ladder=key.ladder, stage=key.stage) if posts is None else posts
    return len(found.get((key.ladder, key.stage, key.organisation), ())) or 1


def read_holders(**of: str) -> Holders:
    """Who holds each post, by ladder, stage and body; nobody where it is empty. Of all, or of those asked for."""
    found: dict[tuple[str, str, str], set[int]] = {}
    rows = Post.objects.filter(**of).values_list("ladder", "stage", "organisation", "holder_id")
    for ladder, stage, organisation, holder in rows:
        found.setdefault((ladder, stage, organisation), set()).update({holder} if holder else ())
    return found


def list_at(*, now: str) -> str:
    """When the next daily list goes out: at 8am, London time."""
    day = london_day(now)
    early = datetime.fromisoformat(now).astimezone(LONDON).time() < LIST_AT
    return moment(day if early else day + timedelta(days=1), LIST_AT)


def find_overloads(*, now: str) -> tuple[Overload, ...]:
    """The posts to which more came on one of the last seven days than they can answer, the fullest first."""
    today = london_day(now)
    first = today - timedelta(days=DAYS_LOOKED_AT - 1)
    came: dict[PostKey, Counter[date]] = {}
    rows = Step.objects.filter(done_at__gte=moment(first, time.min), done_at__lte=now)
    keys: dict[tuple[str, str, str], PostKey] = {}
    posts = read_holders()
    for stage, done_at, *of in rows.values_list("stage", "done_at", "item__ladder", "item__organisation").iterator():
        ladder, organisation = of
        known = (ladder, stage, organisation)
        if known not in keys:
            keys[known] = key_of(ladder=ladder, stage=Stage(stage), organisation=organisation, posts=posts)
        came.setdefault(keys[known], Counter())[london_day(done_at)] += 1
    days = max(1, sum(read_calendar().is_working_day(first + timedelta(days=n)) for n in range(DAYS_LOOKED_AT)))
    found = [one for one in (_overload(key, counted, days, today, posts) for key, counted in came.items()) if one]
    waiting = _count_waiting() if found else {}
    full = (replace(one, open=_waiting_for(one.key, waiting)) for one in found)
    return tuple(sorted(full, key=lambda one: (-one.most / one.ceiling, one.key.id)))


def _overload(key: PostKey, counted: Counter[date], days: int, today: date, posts: Holders) -> Overload | None:
    ceiling = limit_of(key=key, day=today, posts=posts)
    most_on, most = max(counted.items(), key=lambda one: (one[1], one[0]))
    if ceiling is None or most <= ceiling:
        return None
    return Overload(key, most, most_on, sum(counted.values()), days, 0, holders_of(key, posts), ceiling)


def _count_waiting() -> dict[tuple[str, str, str], int]:
    """How many items are open at each stage of a ladder and body, with one query for all posts."""
    rows = Item.objects.open().values_list("stage", "ladder", "organisation").annotate(number=Count("pk")).order_by()
    return {(stage, ladder, organisation): number for stage, ladder, organisation, number in rows}


def _waiting_for(key: PostKey, waiting: Mapping[tuple[str, str, str], int]) -> int:
    """How many of them wait for a post: of its stage, of its ladder where that has such posts, and of its body."""
    of_ladder = key.ladder in _with_own_posts(key.stage)
    return sum(
        number
        for (stage, ladder, organisation), number in waiting.items()
        if stage == key.stage
        and (not of_ladder or ladder == key.ladder)
        and (not key.organisation or organisation == key.organisation)
    )


def _with_own_posts(stage: Stage) -> Iterable[str]:
    """The ladders of which a stage is their own: the partnership's stages answer for the items of every ladder."""
    return [
        name
        for name, ladder in read_ladders().items()
        if name != SHARED and any(rung.stage is stage and rung.belongs_to == name for rung in ladder.rungs)
    ]
