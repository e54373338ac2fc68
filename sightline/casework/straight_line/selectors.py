"""The picture of a straight line: told, passed on, claimed, strategy discussion and each stage, with their times."""

from collections.abc import Iterable, Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import calendar, ladder_of, read_state_at
from sightline.casework.escalation.meeting_facts import held_meetings
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.rights import basis_of_items, find_item, find_right
from sightline.casework.escalation.selectors import happened_to, steps_of
from sightline.casework.escalation.step_lines import post_in_words
from sightline.casework.escalation.straight_rules import discussion_due, is_straight
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.straight_line.models import Telling
from sightline.casework.straight_line.pages import (
    StraightLine,
    StraightLineEvent,
    StraightLineEventKind,
    StraightLineProgress,
)
from sightline.casework.straight_line.services import start_of
from sightline.escalation import Happening, Stage, State
from sightline.model.errors import OurFault

DISCUSSIONS = ("strategy_discussion", "complex_abuse")
END_OF_TIME = "9999-12-31T00:00:00Z"
NO_CLAIM, SECOND = (Happening.NOBODY, Happening.DUE, Happening.FACT), 2
ORDER = {what: number for number, what in enumerate(StraightLineEventKind)}


def read_straight_line(session: ReaderSession, *, item_id: str) -> StraightLine | None:
    """The picture of an item; None where it is on no straight line; NotHere where the account may not know of it."""
    with audited(session, action="read_straight_line") as trail:
        refuse_elected(session.actor)
        trail.add("item", [item_id])
        item = find_item(session, item_id)
        if item is None or not _shown(session, [item]):
            raise NotHere
        if not is_straight(item):
            return None
        others = Item.objects.filter(rule_id=item.rule_id, record_id=item.record_id, reassigned=False)
        others = others.exclude(pk=item.pk).order_by("agency", "pk")
        beside = [one for one in _shown(session, others) if one.mention_ids == item.mention_ids]
        beside = beside if item.record_id or item.mention_ids else []  # what names nobody is by itself
        trail.add("item", [one.item_id for one in beside])
        now = clock.now_at()
        events = [
            StraightLineEvent(
                StraightLineEventKind.ARRIVED, StraightLineProgress.DONE, item.arrived_at or item.opened_at
            ),
            *_discussion(session, item, beside, now),
            *_stages(session, item),
        ]
        told = _tellings_of([item, *beside])
        said, steps = happened_to(session, [item, *beside]), steps_of(session, [item, *beside])
        for one in (item, *beside):
            is_passed_on = any(step.number == SECOND for step in steps[one.pk])
            claim = next((event for event in said[one.pk] if event.kind not in NO_CLAIM), None)
            events += _telling(session, one, told[one.pk], claim, is_passed_on=is_passed_on, now=now)
        return StraightLine(
            item.agency, tuple(sorted(events, key=lambda event: (event.at, ORDER[event.what], event.agency)))
        )


def _shown(session: ReaderSession, items: Iterable[Item]) -> list[Item]:
    """Those of these items that the account may know of."""
    held = posts_held(session, on=clock.today())
    found = list(items)
    basis = basis_of_items(session, found)
    rights = ((item, find_right(session, item=item, held=held, basis=basis[item.pk])) for item in found)
    return [item for item, right in rights if right is not None]


def _tellings_of(items: Sequence[Item]) -> dict[int, list[Telling]]:
    """Who was told of each of these items, by its key, with one query."""
    found: dict[int, list[Telling]] = {item.pk: [] for item in items}
    for one in Telling.objects.filter(item__in=items).order_by("number"):
        found[one.item_id].append(one)
    return found


def _telling(
    session: ReaderSession,
    item: Item,
    tellings: Sequence[Telling],
    claim: ItemEvent | None,
    *,
    is_passed_on: bool,
    now: str,
) -> Iterable[StraightLineEvent]:
    """Who was told, who claimed it, or when it goes to the next."""
    for one in tellings:
        yield StraightLineEvent(
            StraightLineEventKind.TOLD,
            StraightLineProgress.DONE,
            one.at,
            item.agency,
            tuple(one.told),
            one.holding,
            one.why,
        )
    if claim is not None:
        yield StraightLineEvent(
            StraightLineEventKind.CLAIMED, StraightLineProgress.DONE, claim.at, item.agency, (claim.by,)
        )
    elif item.closed_at is None and tellings and not is_passed_on:
        yield StraightLineEvent(
            StraightLineEventKind.UNCLAIMED, StraightLineProgress.NOW, max(now, tellings[-1].pass_at), item.agency
        )
    elif item.closed_at is None and not tellings and start_of(session, item) > now:
        yield StraightLineEvent(
            StraightLineEventKind.WAITS, StraightLineProgress.NEXT, start_of(session, item), item.agency
        )


def _discussion(session: ReaderSession, item: Item, beside: Iterable[Item], now: str) -> Iterable[StraightLineEvent]:
    """The strategy discussion: held, or due; a fact that closed the item is the agency's own record of one."""
    ids = {item.item_id, *(one.item_id for one in beside)}
    held = sorted(
        one.held_at
        for one in held_meetings(session)
        if one.kind in DISCUSSIONS
        and one.held_at >= item.opened_at
        and (
            one.item_id in ids
            or (item.person_id and one.person_id == item.person_id)
            or item.record_id in one.record_ids
        )
    )
    if held:
        yield StraightLineEvent(StraightLineEventKind.DISCUSSION, StraightLineProgress.DONE, held[0])
    elif item.state != State.CLOSED:
        due = discussion_due(rule_id=item.rule_id, arrived_at=item.opened_at, calendar=calendar())
        if not due:
            return
        yield StraightLineEvent(
            StraightLineEventKind.DISCUSSION,
            StraightLineProgress.MISSED if due < now else StraightLineProgress.NEXT,
            due,
        )


def _stages(session: ReaderSession, item: Item) -> Iterable[StraightLineEvent]:
    """Each stage that it came to, and those to which it would come if nobody answers; and that it is closed."""
    ladder = ladder_of(item)
    worked, happened = steps_of(session, [item])[item.pk], happened_to(session, [item])[item.pk]
    for row in worked[1:]:
        post = post_in_words(ladder, Stage(row.stage))
        yield StraightLineEvent(
            StraightLineEventKind.STAGE,
            StraightLineProgress.DONE,
            row.due_at,
            item.agency,
            tuple(row.told),
            stage=row.stage,
            post=post,
        )
    if item.closed_at is not None:
        yield StraightLineEvent(
            StraightLineEventKind.CLOSED,
            StraightLineProgress.DONE,
            item.closed_at,
            item.agency,
            why="fact" if any(event.kind == Happening.FACT for event in happened) else "",
        )
        return
    try:
        later = read_state_at(item=item, until=END_OF_TIME, rows=happened).steps[len(worked) :]
    except OurFault:  # past the last year of the bank holidays that are kept
        return
    for step in later:
        post = post_in_words(ladder, step.stage)
        yield StraightLineEvent(
            StraightLineEventKind.STAGE,
            StraightLineProgress.NEXT,
            step.due_at,
            item.agency,
            stage=step.stage.value,
            post=post,
        )
