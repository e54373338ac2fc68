"""Reads items: what waits for me, for my agency, for all; and one item with its steps, answers and reasons.

A list is filtered by what every item rests on before it is cut into pages, and holders see their own items also where
they may not see the records, without child and record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, Min, Q

from sightline import timescales
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.moments import is_moment
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import OF_SENTENCES, SENTENCE_NOT_SHOWN, read_state_at
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent, Step
from sightline.casework.escalation.pages import ItemLine, ItemPage, ItemsPage, LadderCount, ResponseLine
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.rights import (
    ItemRight,
    basis_of,
    basis_of_items,
    find_item,
    find_right,
    is_read_as_so,
    reads_again,
    words_of_items,
)
from sightline.casework.escalation.scopes import ME, in_scope, visible_items
from sightline.casework.escalation.services.responses import forms_of
from sightline.casework.escalation.step_lines import make_step_lines, post_in_words
from sightline.casework.posts.call_backs import CallBack, read_call_back
from sightline.casework.posts.services.posts import HeldPost, posts_held
from sightline.casework.protection.free_text import Texts
from sightline.escalation import (
    CONDUCT,
    SHARED,
    Happening,
    ResponseKind,
    Stage,
    State,
    read_answer_rules,
    read_ladder,
)
from sightline.escalation.states import BECOMES
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ASK = _("Based on a restricted record. To ask for access, contact information governance.")
CALL = "call"
READ_AS = {"yes": _("Yes"), "no": _("No"), "cannot_tell": _("I cannot tell from this note")}
SAID = (
    *(form.value for form in ResponseKind), Happening.ACKNOWLEDGED.value, Happening.ACTION_DONE.value,
    Happening.AGREED.value, Happening.NOT_AGREED.value, Happening.READ.value, Happening.CANNOT_TELL.value,
    Happening.CORRECTED.value,
)  # fmt: skip


def list_items(
    session: ReaderSession,
    *,
    scope: str = ME,
    after: str = "",
    size: int = 50,
    person_id: str = "",
    closed: bool = False,
) -> ItemsPage:
    """Items that wait for me (`me`), that came past me (`reached`), that my agency answers, or all that I may see."""
    with audited(session, action="list_items") as trail:
        refuse_elected(session.actor)
        today, held = clock.today(), posts_held(session, on=clock.today())
        found = in_scope(actor=session.actor, scope=scope, held=held).filter(closed_at__isnull=not closed)
        if person_id:  # of one child only what is shown: else the list would tell whom a hidden item is about
            found = found.filter(person_id=person_id, pk__in=visible_items(session.actor))
        total = found.count()
        page = list(_after(found, after).next_to_answer_first()[: size + 1])
        lines = lines_of(session, items=page[:size], held=held)
        trail.add("item", [line.item_id for line in lines])
        trail.details = {"scope": scope, "on": today.isoformat(), "total": total}
        more = f"{page[size - 1].answer_by} {page[size - 1].item_id}" if len(page) > size else ""
    return ItemsPage(lines, total, more)


def read_item(session: ReaderSession, *, item_id: str) -> ItemPage:
    """One item; NotHere where there is none that the account may know of. Read once by a page that only reads."""
    return session.once(("item", session.actor.reader.username, item_id), lambda: _read_item(session, item_id))


def _read_item(session: ReaderSession, item_id: str) -> ItemPage:
    with audited(session, action="read_item") as trail:
        refuse_elected(session.actor)
        item = find_item(session, item_id)
        if item is None:
            raise NotHere
        trail.add("item", [item_id])
        held = posts_held(session, on=clock.today())
        basis = sorted(basis_of(session, item), key=lambda row: row.record_id)
        right = find_right(session, item=item, held=held, basis=basis)
        if right is None:
            raise NotHere
        if right.sees_basis:
            trail.add("record", [row.record_id for row in basis])
        return _page(session, item, right, basis)


def count_items(session: ReaderSession) -> tuple[LadderCount, ...]:
    """Counts and delays by ladder, for elected members and everybody.

    What is about a professional counts as the partnership's, so that no count shows that there is such a thing in one
    agency.
    """
    with audited(session, action="count_items"):
        now, high = clock.now_at(), [stage.value for stage in Stage if stage.rank >= Stage.CHIEF_OFFICER.rank]
        rows = (
            Item.objects.open()
            .values("ladder")
            .annotate(
                open=Count("pk"),
                overdue=Count("pk", filter=Q(answer_by__lt=now)),
                high=Count("pk", filter=Q(highest_stage__in=high)),
                oldest=Min("opened_at"),
            )
        )
        return _add_up(rows)


def lines_about(session: ReaderSession, *, about_ids: Sequence[str]) -> dict[str, ItemLine]:
    """How the items of these clocks or questions stand, by the clock's or question's id; those that may be known of.

    What several agencies answer has an item for each, see `every_line_about`: an open one stands for them, the reader's
    agency's before another's. For a page that is audited by its own selector.
    """
    found = every_line_about(session, about_ids=about_ids)
    own = session.actor.reader.agency
    return {
        one: max(reversed(lines), key=lambda line: (line.state != State.CLOSED, line.agency == own))
        for one, lines in found.items()
    }


def every_line_about(session: ReaderSession, *, about_ids: Sequence[str]) -> dict[str, list[ItemLine]]:
    """Every item about each of these that may be known of, the oldest first. For a page audited by its own selector."""
    held = posts_held(session, on=clock.today())
    items = list(Item.objects.filter(about_id__in=list(about_ids)).order_by("opened_at", "pk"))
    about = {item.item_id: item.about_id for item in items}
    found: dict[str, list[ItemLine]] = {}
    for line in lines_of(session, items=items, held=held):
        found.setdefault(about[line.item_id], []).append(line)
    return found


def _after(found: ItemQuerySet, after: str) -> ItemQuerySet:
    answer_by, _, item_id = after.partition(" ")
    if not is_moment(answer_by):
        return found
    return found.filter(Q(answer_by__gt=answer_by) | Q(answer_by=answer_by, item_id__gt=item_id))


def lines_of(session: ReaderSession, *, items: Sequence[Item], held: Sequence[HeldPost]) -> tuple[ItemLine, ...]:
    """The lines of a page, of those items that may be known of; the basis of all of them in one query."""
    by_item = basis_of_items(session, items)
    rights = ((item, find_right(session, item=item, held=held, basis=by_item[item.pk])) for item in items)
    known = [(item, right) for item, right in rights if right is not None]
    calls = {asks: read_call_back(asks) for asks in sorted({right.asks for _, right in known if right.asks})}
    return tuple(line_of(item, right, calls) for item, right in known)


def line_of(item: Item, right: ItemRight, calls: Mapping[str, CallBack] | None = None) -> ItemLine:
    """One line; without child and record where what it rests on may not be seen. `calls`: whom to call at an agency."""
    line, shown = _outline(item, right), right.sees_basis
    if right.asks:
        call = (calls or {}).get(right.asks) or read_call_back(right.asks)
        return _line_of_call(line, right, call)
    return replace(
        line,
        rule_id=item.rule_id,
        source=item.source,
        about=item.about if shown or item.source not in OF_SENTENCES else str(SENTENCE_NOT_SHOWN),
        agency=item.agency,
        shown=shown,
        record_id=item.record_id if shown else "",
        person_id=item.person_id if shown else "",
        ask="" if shown else ASK,
        put_back_at=item.put_back_at or "",
        known_from=item.known_from,
        arrived_at=item.arrived_at or "",
        due_at=item.deadline_at or "",
        straight=item.straight,
        counted_with=counted_as(rule_id=item.rule_id),
    )


@cache
def counted_as(*, rule_id: str) -> str:
    """As which rule of deadlines it counts, where several count as one thing; empty where it counts by itself."""
    return timescales.find_counted_with(timescales.load_clock_rules()).get(rule_id, "")


def _outline(item: Item, right: ItemRight) -> ItemLine:
    """What is told of an item whatever its reader may see: where it stands and by when, never of what it is."""
    return ItemLine(
        item_id=item.item_id,
        rule_id="",
        source="",
        about="",
        agency="",
        ladder=item.ladder,
        urgency=item.urgency,
        state=item.state,
        stage=item.stage,
        post=post_in_words(read_ladder(item.ladder), Stage(item.stage)),
        opened_at=item.opened_at,
        answer_by=item.answer_by,
        shown=False,
        mine=right.holds_post and right.stage is not None and right.stage.value == item.stage,
        overdue=item.closed_at is None and item.answer_by < clock.now_at(),
        closed_at=item.closed_at or "",
    )


def _line_of_call(line: ItemLine, right: ItemRight, call: CallBack) -> ItemLine:
    """What is told of an item whose record may not be seen: which agency to call, whom, on which telephone, by when."""
    whom = right.contact or ", ".join(part for part in (call.post, call.phone) if part)
    no_more, asked = _("Based on records that %(agency)s no longer shares"), _("%(agency)s asks you to call")
    return replace(
        line,
        source=CALL,
        about=(no_more if right.no_longer_shares else asked) % {"agency": right.asks},
        ask=_("Call %(post)s.") % {"post": whom} if whom else ASK,
    )


def _page(session: ReaderSession, item: Item, right: ItemRight, basis: Sequence[ItemBasis]) -> ItemPage:
    ladder, state = read_ladder(item.ladder), State(item.state)
    may = {what: right.stage is not None and (state, what) in BECOMES for what in Happening}
    item_state = read_state_at(
        item=item, until=max(clock.now_at(), item.worked_through), rows=happened_to(session, [item])[item.pk]
    )
    above = right.stage is not None and right.stage.rank >= item_state.stage.rank
    return ItemPage(
        line=line_of(item, right),
        steps=()
        if right.asks
        else make_step_lines(
            ladder,
            steps_of(session, [item])[item.pk],
            about_id=item.item_id,
            events=happened_to(session, [item])[item.pk],
        ),
        answers=() if right.asks else answers_of(session, item, shown=right.sees_basis),
        record_ids=tuple(row.record_id for row in basis) if right.sees_basis else (),
        may_acknowledge=may[Happening.ACKNOWLEDGED],
        may_answer=may[Happening.NOT_PROCEED] and bool(forms_of(item)),
        may_see=may[Happening.AGREED] and above and item_state.answered_by != session.actor.reader.username,
        may_finish=may[Happening.ACTION_DONE],
        forms=tuple(form.value for form in forms_of(item)),
        of_sentence=item.source in OF_SENTENCES,
        asked_no_more=item.source in OF_SENTENCES
        and state is State.CLOSED
        and all(event.kind != Happening.READ for event in happened_to(session, [item])[item.pk]),
        may_correct=may[Happening.CORRECTED]
        and item.source in OF_SENTENCES
        and reads_again(item=item, stage=right.stage)
        and is_read_as_so(happened_to(session, [item])[item.pk]),
        may_read=may[Happening.READ] and item.source in OF_SENTENCES and reads_again(item=item, stage=right.stage),
    )


def happened_to(session: ReaderSession, items: Iterable[Item]) -> dict[int, list[ItemEvent]]:
    """The events of each of these items, by its key, in order; in a session that only reads none is asked of twice."""
    kept: dict[int, list[ItemEvent]] = session.once("item_events", dict)
    wanted = [item.pk for item in items]
    missing = {key: list[ItemEvent]() for key in wanted if key not in kept}
    for row in ItemEvent.objects.filter(item__in=list(missing)).order_by("at", "pk") if missing else ():
        missing[row.item_id].append(row)
    kept.update(missing)
    return {key: kept[key] for key in wanted}


def steps_of(session: ReaderSession, items: Iterable[Item]) -> dict[int, list[Step]]:
    """The steps of each of these items that were worked, by its key, in order; read as above."""
    kept: dict[int, list[Step]] = session.once("item_steps", dict)
    wanted = [item.pk for item in items]
    missing = {key: list[Step]() for key in wanted if key not in kept}
    for row in Step.objects.filter(item__in=list(missing)).order_by("number") if missing else ():
        missing[row.item_id].append(row)
    kept.update(missing)
    return {key: kept[key] for key in wanted}


def answers_of(session: ReaderSession, item: Item, *, shown: bool) -> tuple[ResponseLine, ...]:
    """What was said to an item, in order. Words only where what it rests on may be seen."""
    events = [event for event in happened_to(session, [item])[item.pk] if event.kind in SAID]
    texts = Texts(session, (event.text_sha for event in events if shown))
    said = {event.pk: words_of_items(texts, [item], event.text_sha) for event in events}
    reasons = read_answer_rules().reasons
    return tuple(
        ResponseLine(
            sequence=event.decision or 0,
            kind=event.kind,
            at=event.at,
            by=event.by,
            stage=event.stage,
            reason=event.reason,
            reason_words=reasons[event.reason].label
            if event.reason in reasons
            else READ_AS.get(event.reason, event.reason),
            by_when=event.by_when,
            words=said[event.pk].words,
            what=said[event.pk].what,
            who=said[event.pk].who,
            repeated=count_repeats(event),
        )
        for event in events
    )


def count_repeats(event: ItemEvent) -> int:
    """How many other items were given the same words."""
    if not event.plain_sha:
        return 0
    same = ItemEvent.objects.filter(plain_sha=event.plain_sha).exclude(item=event.item)
    return same.values("item").distinct().count()


def _add_up(rows: Iterable[Mapping[str, Any]]) -> tuple[LadderCount, ...]:
    sums: dict[str, LadderCount] = {}
    for row in rows:
        name = SHARED if row["ladder"] in CONDUCT else row["ladder"]
        before = sums.get(name, LadderCount(name, 0, 0, 0, None))
        days: list[date] = [day for day in (before.oldest_opened_on, london_day(row["oldest"])) if day]
        sums[name] = LadderCount(
            name,
            before.open + row["open"],
            before.overdue + row["overdue"],
            before.with_chief_officer_or_above + row["high"],
            min(days),
        )
    return tuple(sums[name] for name in sorted(sums))
