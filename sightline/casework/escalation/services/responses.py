"""Takes what people say to an item: that they have it, their answer, that an answer was seen, that they do not agree.

The decision carries ids and the hash of the words; the words themselves stand in AnswerText. And an answer closes
nothing: somebody else, further up, must have seen it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Follow, Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import (
    CLINICIAN_YES,
    CLOCK,
    DATA_BREACH,
    DATA_COMPLAINT,
    MATCH,
    OF_BLIND_ASKS,
    OF_EMERGENCIES,
    OF_NAMED_ADULTS,
    OF_OFFICERS,
    OF_SENTENCES,
    ONWARD,
    PATTERN,
    PROPOSED_MATCH,
    QUESTION,
    RESTRICTION,
    SHARE,
    STAFF_QUESTION,
    calendar,
    events_of,
    ladder_of,
    lock_item,
    open_item,
    recompute_state,
    straight_from,
)
from sightline.casework.escalation.models import Item, ItemEvent
from sightline.casework.escalation.rights import ItemRight, right_to
from sightline.casework.escalation.sources import find_answered
from sightline.casework.protection.free_text import keep_text, plain_hash
from sightline.casework.rule_switches.selectors import answered_by_meeting
from sightline.escalation import (
    AGREEMENT_DUE,
    COMPLAINT_ANSWER,
    CONCLUSION_DISPUTE,
    CORRECTION_ACKNOWLEDGED,
    DATA_REQUESTED,
    EMERGENCY_DISCLOSURE,
    RECORD_DISPUTE,
    REQUEST_PAUSED,
    CheckedAnswer,
    Event,
    Happening,
    ResponseKind,
    Stage,
    Urgency,
    check_answer,
    check_words,
    refusal_of,
)
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

SENTENCE_READ = "sentence_read"
KINDS = {
    Happening.ACKNOWLEDGED: "acknowledged",
    Happening.ACTION_DONE: "action_done",
    Happening.AGREED: "seen_by_next",
    Happening.NOT_AGREED: "seen_by_next",
    Happening.READ: SENTENCE_READ,
    Happening.CANNOT_TELL: SENTENCE_READ,
    Happening.CORRECTED: SENTENCE_READ,
    **{Happening(form): "answered" for form in ResponseKind},
}
OF_ITEMS, OF_QUESTIONS = (ResponseKind.ACT, ResponseKind.NOT_PROCEED), tuple(ResponseKind)
# What a holder's refusal to share adds to the ledger, with its audit row.
SHARE_REFUSED: Registry[Callable[[ReaderSession, Item, str], Follow]] = Registry("refusals to share")
REFUSALS = {
    "out_of_place": (_("This cannot be done at this stage."), _("Open it again: a colleague may have answered since.")),
    "own_answer": (_("You cannot review your own answer."), _("Another person in the next stage must review it.")),
    "from_below": (_("The next stage must review this answer."), _("Tell them what you know.")),
}


@dataclass
class HeldItem:
    """A held item, what the account may do with it, and the trail of what is done."""

    item: Item
    right: ItemRight
    trail: Trail
    now: str
    action: str = "answer_item"

    @property
    def stage(self) -> Stage:
        """The stage at which the account acts; Refused where it only reads."""
        if self.right.stage is None:
            raise Refused(
                _("Only the agency responsible for this can answer it."),
                code="not_theirs",
                what_to_do=_(
                    "If you do not agree with what is done, record that you do not agree. "
                    "The responsible agency will see it."
                ),
            )
        return self.right.stage


def acknowledge_item(session: ReaderSession, *, item_id: str) -> int:
    """Say that one is dealing with the item. The deadline does not change. The number of the decision."""
    with held_item(session, item_id=item_id, action="acknowledge_item") as held:
        return _happen(session, held, Happening.ACKNOWLEDGED)


def answer_item(session: ReaderSession, *, item_id: str, form: Mapping[str, Any]) -> int:
    """Answer: what, who and by when; or why not, by a reason from the list and in words. The decision's number."""
    with held_item(session, item_id=item_id, action="answer_item") as held:
        checked = check_answer(form, today=clock.today(), forms=forms_of(held.item))
        return give_answer(session, held, checked)


def answer_clock(session: ReaderSession, *, clock_id: str, form: Mapping[str, Any]) -> str:
    """Answer a clock, also before it is over. The answer is an item from then on; its id."""
    return _answer_about(session, "answer_clock", clock_id, form, OF_ITEMS, CLOCK)


def answer_question(session: ReaderSession, *, question_id: str, form: Mapping[str, Any]) -> str:
    """Answer a question that no record answers: what was found, or a new date. The id of its item."""
    return _answer_about(session, "answer_question", question_id, form, OF_QUESTIONS, QUESTION)


def answer_pattern(session: ReaderSession, *, instance_key: str, form: Mapping[str, Any]) -> str:
    """Answer what was recognised, also before it climbs. The id of its item."""
    return _answer_about(session, "answer_pattern", instance_key, form, None, PATTERN)


def forms_of(item: Item) -> tuple[ResponseKind, ...]:
    """The forms in which an item can be answered. What waits for a meeting takes no action, only a reason.

    Sentences, possible matches and what is about the use of data are answered on pages of their own.
    """
    if item.source == PATTERN and answered_by_meeting(item.rule_id):
        return (ResponseKind.NOT_PROCEED,)
    if item.source in (
        *OF_SENTENCES,
        *OF_EMERGENCIES,
        *OF_BLIND_ASKS,
        *OF_NAMED_ADULTS,
        RESTRICTION,
        CLINICIAN_YES,
        ONWARD,
        *OF_OFFICERS,
        STAFF_QUESTION,
        MATCH,
        PROPOSED_MATCH,
    ) or item.rule_id in (
        DATA_BREACH,
        DATA_COMPLAINT,
        COMPLAINT_ANSWER,
        CORRECTION_ACKNOWLEDGED,
        RECORD_DISPUTE,
        CONCLUSION_DISPUTE,
        DATA_REQUESTED,
        REQUEST_PAUSED,
        AGREEMENT_DUE,
        EMERGENCY_DISCLOSURE,
    ):
        return ()
    return OF_QUESTIONS if item.source == QUESTION else OF_ITEMS


def see_answer(session: ReaderSession, *, item_id: str, agrees: bool, why: str = "") -> int:
    """Say that one has seen an answer from below, and whether one agrees; not agreeing needs its reason in words."""
    with held_item(session, item_id=item_id, action="see_answer") as held:
        words = check_words(why, today=clock.today()) if why.strip() or not agrees else ""
        kind = Happening.AGREED if agrees else Happening.NOT_AGREED
        text = keep_text(words=words) if words else ""
        return _happen(session, held, kind, text=text, plain=words, body={"agrees": agrees})


def finish_action(session: ReaderSession, *, item_id: str, words: str) -> int:
    """Say, in words, that what was to be done is done. The next stage sees it."""
    with held_item(session, item_id=item_id, action="mark_action_done") as held:
        said = check_words(words, today=clock.today())
        text = keep_text(words=said)
        return _happen(session, held, Happening.ACTION_DONE, text=text, plain=said)


@contextmanager
def held_item(session: ReaderSession, *, item_id: str, action: str) -> Iterator[HeldItem]:
    """The item of one service, audited."""
    with audited(session, action=action) as trail, holding(session, item_id=item_id, trail=trail) as held:
        held.action = action
        yield held


@contextmanager
def holding(session: ReaderSession, *, item_id: str, trail: Trail) -> Iterator[HeldItem]:
    """The item under its lock, brought to this moment; NotHere where the account may not know of it."""
    with transaction.atomic():
        item = lock_item(item_id)
        if item is None:
            raise NotHere
        now = max(clock.now_at(), item.worked_through)
        recompute_state(session, item=item, now=now)
        right = right_to(session, item=item, on=clock.today())
        trail.add("item", [item.item_id])
        yield HeldItem(item, right, trail, now)


def give_answer(session: ReaderSession, held: HeldItem, checked: CheckedAnswer) -> int:
    """Keep a whole answer to a held item, within the caller's transaction; the decision's number."""
    text = keep_text(words=checked.words, what=checked.what, who=checked.who)
    body = {
        "form": checked.form.value,
        "reason": checked.reason,
        "by_when": checked.by_when.isoformat() if checked.by_when else "",
        "asked_on": checked.asked_on.isoformat() if checked.asked_on else "",
    }
    return _happen(
        session,
        held,
        Happening(checked.form),
        checked=checked,
        text=text,
        plain=checked.words or checked.what,
        body=body,
    )


def take_reading(
    session: ReaderSession, held: HeldItem, *, is_settled: bool, answer: str, body: Mapping[str, Any]
) -> int:
    """Keep how a sentence was read, within the caller's transaction; the decision's number.

    A settled reading (yes or no) closes the item. Any other asks the next stage.
    """
    kind = Happening.READ if is_settled else Happening.CANNOT_TELL
    return _happen(session, held, kind, reason=answer, body={"answer": answer, **body})


def take_correction(session: ReaderSession, held: HeldItem, *, answer: str, words: str, body: Mapping[str, Any]) -> int:
    """Keep a later answer to a sentence in the place of an earlier one, with its reason; the decision's number."""
    text, said = keep_text(words=words), {"answer": answer, **body}
    return _happen(session, held, Happening.CORRECTED, reason=answer, text=text, plain=words, body=said)


def _happen(
    session: ReaderSession,
    held: HeldItem,
    kind: Happening,
    *,
    checked: CheckedAnswer | None = None,
    reason: str = "",
    text: str = "",
    plain: str = "",
    body: Mapping[str, Any] | None = None,
) -> int:
    """Let it happen, if it can: decision, event, how the item stands now, and the audit, all or none."""
    item, by = held.item, session.actor.reader.username
    event = Event(
        kind=kind,
        at=held.now,
        stage=held.stage,
        by=by,
        by_when=checked.by_when if checked else None,
        again=kind is Happening.NOT_PROCEED and was_not_proceeded(item=item),
    )
    _check(item, event)
    decision = hash_chain.append(
        Decision,
        kind=KINDS[kind],
        by=by,
        os_name=session.actor.os_name,
        body={
            "about": item.source,
            "about_id": item.about_id,
            "item_id": item.item_id,
            "rule_id": item.rule_id,
            "record_id": item.record_id,
            "mention_ids": item.mention_ids,
            "stage": held.stage.value,
            "at": held.now,
            "text_sha256": text,
            **(body or {}),
        },
    )
    ItemEvent.objects.create(
        item=item,
        kind=kind.value,
        at=held.now,
        stage=held.stage.value,
        by=by,
        by_when=event.by_when,
        reason=checked.reason if checked else reason,
        again=event.again,
        record_id=item.record_id,
        text_sha=text,
        plain_sha=plain_hash(plain),
        decision=decision.sequence,
    )
    recompute_state(session, item=item, now=held.now)
    held.trail.add("decision", [str(decision.sequence)])
    if item.source == SHARE and kind is Happening.NOT_PROCEED:
        said = checked.reason if checked else reason
        held.trail.follows += [make_ready(session, item, said) for make_ready in SHARE_REFUSED.all()]
    append_entry(actor=session.actor, action=held.action, trail=held.trail)
    return decision.sequence


def _check(item: Item, event: Event) -> None:
    """Refused, saying why, where this cannot happen to the item as it stands."""
    code = refusal_of(
        event=event,
        opened_at=item.opened_at,
        ladder=ladder_of(item),
        urgency=Urgency(item.urgency),
        calendar=calendar(),
        events=events_of(item),
        arrived_at=straight_from(item),
    )
    if code:
        what, what_to_do = REFUSALS.get(code, REFUSALS["out_of_place"])
        raise Refused(what, code=code, what_to_do=what_to_do)


def was_not_proceeded(*, item: Item) -> bool:
    """Whether the same record was not proceeded with before, on another item.

    What two agencies are each asked of one thing is asked once of each: the reason of the other is not a second one.
    """
    if not item.record_id:
        return False
    before = ItemEvent.objects.filter(kind=Happening.NOT_PROCEED.value, record_id=item.record_id)
    asked_of_others = Item.objects.filter(source=item.source, about_id=item.about_id).exclude(agency=item.agency)
    return before.exclude(item=item).exclude(item__in=asked_of_others if item.about_id else []).exists()


def _answer_about(
    session: ReaderSession,
    action: str,
    about_id: str,
    form: Mapping[str, Any],
    forms: tuple[ResponseKind, ...] | None,
    kind: str,
) -> str:
    """Answer a clock, a question or a pattern: its item, opened by this answer where none stands."""
    with audited(session, action=action) as trail:
        checked = check_answer(form, today=clock.today(), forms=forms or tuple(ResponseKind))
        candidate = find_answered(session, kind=kind, about_id=about_id)
        if candidate is None:
            raise NotHere
        now = clock.now_at()
        with transaction.atomic(durable=True):
            open_item(session, candidate=candidate, opened_at=now, now=now)
            with holding(session, item_id=candidate.item_id, trail=trail) as held:
                checked = checked if forms else check_answer(form, today=clock.today(), forms=forms_of(held.item))
                give_answer(session, held, checked)
    return candidate.item_id
