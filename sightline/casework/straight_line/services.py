"""Tells whoever is on duty of an item on the straight line, and passes it on while nobody claims it.

Telling needs no memory of the last tick: each telling follows from the item, the rota and the tellings before, at its
true moment. A person on duty is told once a duty. Claimed is what somebody acknowledged or answered.
"""

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent, Step
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.straight_rules import is_straight, passed_at, straight_rules, told_from
from sightline.casework.insiders.item_conflicts import names_hidden_from
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.duty import OnDuty, duties_of, on_duty
from sightline.casework.posts.services.posts import deputies_at, holders_at
from sightline.casework.straight_line.events import happened_at, is_missing
from sightline.casework.straight_line.models import OwnHolding, Telling, ToldWhy
from sightline.escalation import Happening, State, read_ladder
from sightline.model.errors import SightlineError
from sightline.model.when import london_day

logger = logging.getLogger(__name__)
FIRST_TELLING = 1_000  # notices of tellings are numbered above those of an item's steps


@dataclass(frozen=True, slots=True)
class DutyRecipients:
    """Those who are told together, and since when they hold the post so; empty where it is no duty with hours."""

    holding: str
    usernames: tuple[str, ...]
    since_at: str = ""
    until_at: str = ""


def first_told(session: ReaderSession, *, item: Item) -> tuple[str, ...]:
    """Whom the first telling of an item goes to; empty where nobody can be told."""
    chain = _chain(item, start_of(session, item))
    return chain[0].usernames if chain else ()


def start_of(session: ReaderSession, item: Item) -> str:
    """When the item is told first: on arrival, or at the next 8am for an old event at night.

    Where the snapshot cannot be read, nobody knows how old the event is: it is told on arrival.
    """
    try:
        return told_from(
            arrived_at=item.opened_at, happened_at=happened_at(session, item), missing=is_missing(session, item)
        )
    except (SightlineError, sqlite3.Error, OSError) as error:
        logger.error("the event of an item could not be dated: %s", type(error).__name__)
        return item.opened_at


def tell_all(session: ReaderSession, *, now: str) -> int:
    """Tell what is to be told by now, item by item; how many tellings. What fails of one item stops no other."""
    made = 0
    for item_id in list(_waiting(now).values_list("item_id", flat=True)):
        try:
            made += tell(session, item_id=item_id, now=now)
        except SightlineError as error:
            logger.error("item %s could not be told: %s", item_id, error.code)
    return made


def tell(session: ReaderSession, *, item_id: str, now: str) -> int:
    """Tell one item to whoever is to know of it by now; how many tellings are new."""
    made = 0
    with transaction.atomic():
        item = Item.objects.select_for_update().filter(item_id=item_id).first()
        if item is None or item.closed_at or not is_straight(item):
            return 0
        before = list(Telling.objects.filter(item=item).order_by("number"))
        if claimed_at(item):
            return 0
        while (new := _next(session, item, before, now)) is not None:
            new.save()
            notify(
                usernames=new.told,
                kind=NoticeKind.CAME,
                about_id=item.item_id,
                occasion=FIRST_TELLING + new.number,
                at=now,
            )
            before.append(new)
            made += 1
        if made:
            trail = Trail(details={"tellings": [f"{one.number} {one.holding} {one.at}" for one in before[-made:]]})
            trail.add("item", [item.item_id])
            append_entry(actor=session.actor, action="tell_item", trail=trail)
    return made


def claimed_at(item: Item) -> str:
    """When somebody first said that they deal with it, or answered; empty where nobody has."""
    first = claims_of(item).order_by("at", "pk").first()
    return first.at if first else ""


def claims_of(item: Item | OuterRef) -> QuerySet[ItemEvent]:
    """What people said to an item: the first of it claims the item."""
    return ItemEvent.objects.filter(item=item).exclude(kind__in=(Happening.NOBODY.value, Happening.DUE.value))


def _waiting(now: str) -> ItemQuerySet:
    """The items that nobody has claimed: those not told yet, and those at their first post that are passed on by now.

    An item whose first post was empty has gone up at once: there is nobody to tell.
    """
    last = Telling.objects.filter(item=OuterRef("pk")).order_by("-number").values("pass_at")[:1]
    empty = Step.objects.filter(item=OuterRef("pk"), number=1, told=[])
    found = Item.objects.open().filter(rule_id__in=straight_rules(), reassigned=False, begins="")
    found = found.filter(~Exists(empty), ~Exists(claims_of(OuterRef("pk")))).annotate(last=Subquery(last))
    second = Step.objects.filter(item=OuterRef("pk"), number=2)
    at_first = Q(last__lte=now, state=State.WAITING.value) & ~Exists(second)
    return found.filter(Q(last=None) | at_first).order_by("opened_at", "pk")


def _next(session: ReaderSession, item: Item, before: Sequence[Telling], now: str) -> Telling | None:
    """The telling that comes next, if its moment has come; None where nobody new is to be told by now."""
    if not before:
        at = start_of(session, item)
        chain = _chain(item, at) if at <= now else ()
        return _telling(item, 1, chain[0], ToldWhy.ARRIVED, at, now) if chain else None
    last = before[-1]
    for at in _moments(item, after=last.pass_at, now=now):
        for one in _chain(item, at):
            if not _knows(one, before):
                why = ToldWhy.UNCLAIMED if at == last.pass_at else ToldWhy.CAME_ON_DUTY
                return _telling(item, last.number + 1, one, why, at, now)
    return None


def _telling(item: Item, number: int, whom: DutyRecipients, why: ToldWhy, at: str, now: str) -> Telling:
    """Passed on after the time that the rule says, or when the duty ends, if that is before."""
    pass_at = passed_at(told_at=at)
    if whom.until_at and at < whom.until_at < pass_at:
        pass_at = whom.until_at
    return Telling(
        item=item, number=number, holding=whom.holding, why=why, told=list(whom.usernames), at=at, pass_at=pass_at,
        done_at=max(at, now),
    )  # fmt: skip


def _moments(item: Item, *, after: str, now: str) -> list[str]:
    """The moments up to now at which somebody new may be told: when it is passed on, and when duties begin after."""
    if after > now:
        return []
    duties = duties_of(ladder=item.ladder, organisation=item.organisation, from_at=after, to_at=now)
    later = (one.since_at for one in duties if one.since_at > after)
    return [after, *sorted(set(later))]


def _chain(item: Item, at: str) -> tuple[DutyRecipients, ...]:
    """Who can be told at a moment, in order: those on duty, then the post's own holder, then its deputy."""
    duty = on_duty(ladder=item.ladder, organisation=item.organisation, at=at)
    groups = [
        _together([one for one in duty if one.holding is each]) for each in dict.fromkeys(x.holding for x in duty)
    ]
    day, ladder = london_day(at), read_ladder(item.ladder)
    first, body = ladder.first, item.organisation
    own = (
        DutyRecipients(OwnHolding.HOLDER, holders_at(ladder=ladder, stage=first, organisation=body, on=day)),
        DutyRecipients(OwnHolding.DEPUTY, deputies_at(ladder=ladder, stage=first, organisation=body)),
    )
    conflicted = names_hidden_from(item.item_id)
    but = (
        replace(one, usernames=tuple(name for name in one.usernames if name not in conflicted))
        for one in (*groups, *own)
    )
    return tuple(one for one in but if one.usernames)


def _together(duties: Sequence[OnDuty]) -> DutyRecipients:
    names = tuple(dict.fromkeys(one.username for one in duties))
    return DutyRecipients(
        duties[0].holding.value, names, max(one.since_at for one in duties), min(x.until_at for x in duties)
    )


def _knows(whom: DutyRecipients, before: Iterable[Telling]) -> bool:
    """Whether each of them was told already: during this duty, or at all where it is no duty with hours."""
    told = {name for one in before if one.at >= whom.since_at for name in one.told}
    return set(whom.usernames) <= told
