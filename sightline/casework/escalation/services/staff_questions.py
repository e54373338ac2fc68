"""Asks the designated officer whether an action is about the member of staff of the same name, and keeps the answer.

A name alone moves nothing: the action stays with who answers it until the officer says yes. An action that left its
line because of an address or telephone goes back where the officer says that it is another person.
"""

from dataclasses import replace

from django.db import transaction

from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import STAFF_QUESTION, calendar, close_by_fact, lock_item, open_item
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.rights import right_to
from sightline.casework.escalation.services.item_moves import candidate_as, move_item
from sightline.casework.insiders.item_conflicts import (
    accounts_in_conflict,
    agency_of_answerer,
    certain_of,
    keep_conflicts,
    remove_conflict,
)
from sightline.casework.insiders.pages import InsiderEntryKind
from sightline.casework.insiders.writer import INSIDERS, InsiderDraft
from sightline.casework.journal.draft import read_words
from sightline.escalation import CONDUCT, Urgency, read_escalation_rules
from sightline.model.calendar import Unit
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.model.when import london_day
from sightline.translation.messages import lazy as _

ABOUT = _("An action names a person with the name of who must answer it, or of someone close to them. Is it them?")
SAME, OTHER = InsiderEntryKind.SAME_PERSON, InsiderEntryKind.OTHER_PERSON


def ask_about_staff(session: ReaderSession, *, item: Item, account_id: int, agency: str, now: str) -> None:
    """Ask the designated officer whether an action is about the holder of an account, unless asked before.

    In the caller's transaction. The question is hidden from that account.
    """
    rule = read_escalation_rules()[STAFF_QUESTION]
    candidate = replace(
        candidate_as(session, item),
        rule_id=STAFF_QUESTION,
        rule_version=rule.version,
        source=STAFF_QUESTION,
        due_at=now,
        about=ABOUT,
        about_id=item.item_id,
        opened_as=question_about(item.item_id, account_id),
        about_professional=True,
        about_agency=agency,
        straight=False,
        late=False,
        known_from="",
        sentence={},
        arrived_at=now,
        deadline_at=reply_by(asked_at=now),
        urgent=True,
        opened_by="",
        ladder="",
    )
    keep_conflicts(candidate.item_id, {account_id: ("name",)})
    open_item(session, candidate=candidate, opened_at=now, now=now)


def reply_by(*, asked_at: str) -> str:
    """The last moment for the designated officer to answer."""
    days = read_escalation_rules()[STAFF_QUESTION].value_at("working_days", london_day(asked_at))
    return calendar().due_at(started=asked_at, amount=int(days), unit=Unit.WORKING_DAYS)


def question_about(item_id: str, account_id: int) -> str:
    """The id of the question whether an action is about the holder of an account."""
    return make_id("item", STAFF_QUESTION, item_id, str(account_id))


def may_answer_about_staff(session: ReaderSession, *, item: Item) -> tuple[InsiderEntryKind, ...]:
    """What the account may answer of an action: of a question both, of an action that was moved that it is another."""
    if item.closed_at or item.ladder not in CONDUCT or item.reassigned:
        return ()
    if right_to(session, item=item, on=clock.today()).stage is None:
        return ()
    if item.source == STAFF_QUESTION:
        return (SAME, OTHER)
    return (OTHER,) if accounts_in_conflict(item.item_id) else ()


def answer_about_staff(session: ReaderSession, *, item_id: str, answer: str, words: str) -> None:
    """Keep whether it is the member of staff: yes takes the action off the line, no leaves it or gives it back."""
    with INSIDERS.hold(session, action="answer_about_staff", subject_id=item_id) as trail:
        item, now = lock_item(item_id), clock.now_at()
        if item is None:
            raise NotHere
        choices = may_answer_about_staff(session, item=item)
        if not choices:
            raise Refused(
                _("This needs no answer from you."),
                code="out_of_place",
                what_to_do=_("Open the action again: a colleague may have answered."),
            )
        if answer not in choices:
            raise Usage(_("The answer is missing."), code="no_answer", what_to_do=_("Choose an answer."))
        said, kind = read_words(words), InsiderEntryKind(answer)
        of_question = item.source == STAFF_QUESTION
        asked_id = item.about_id if of_question else item_id
        for account in _accounts_of(item):
            draft = InsiderDraft(kind=kind, words=said, about=asked_id, account=account)
            INSIDERS.write(session, subject=None, draft=draft, trail=trail)
            if kind is OTHER:
                remove_conflict(asked_id, account.pk)
            else:
                keep_conflicts(asked_id, {account.pk: ("name",)})
        if of_question:
            close_by_fact(session, item_id=item_id, record_id="", now=now)
        _follow(session, asked_id, trail, now=now)


def _accounts_of(item: Item) -> list[Account]:
    """Whose account a question asks about; of a moved action all that it is hidden from."""
    accounts = list(Account.objects.filter(pk__in=accounts_in_conflict(item.item_id)).order_by("pk"))
    if item.source == STAFF_QUESTION:
        return [one for one in accounts if question_about(item.about_id, one.pk) == item.item_id]
    return accounts


def _follow(session: ReaderSession, item_id: str, trail: Trail, *, now: str) -> None:
    """Move the action to where it belongs now, if it is elsewhere."""
    item = lock_item(item_id)
    if item is None or item.closed_at:
        return
    certain = certain_of(item_id)
    if item.ladder in CONDUCT and not certain:
        before = Item.objects.filter(rule_id=item.rule_id, record_id=item.record_id, about_id=item.about_id)
        kept = before.filter(reassigned=True).order_by("pk").first() or item
        closed_as = move_item(
            session,
            item=item,
            now=now,
            about_agency=None,
            urgent=kept.urgency == Urgency.URGENT,
            straight=kept.straight,
        )
        trail.add("item", [item_id, closed_as])
    elif item.ladder not in CONDUCT:
        leave_line(session, item=item, accounts=certain, now=now)


def leave_line(session: ReaderSession, *, item: Item, accounts: tuple[int, ...], now: str) -> str:
    """Open a locked action for the designated officer where one of these accounts answers it; the id of the closed."""
    agency = agency_of_answerer(accounts, ladder=item.ladder, organisation=item.organisation, at=now)
    if agency is None:
        return ""
    with transaction.atomic():
        closed_as = move_item(session, item=item, now=now, about_agency=agency, urgent=True)
        trail = Trail(details={"by": "insiders"})
        trail.add("item", [closed_as, item.item_id])
        append_entry(actor=session.actor, action="leave_line", trail=trail)
    return closed_as


def read_staff_question(session: ReaderSession, *, item_id: str) -> tuple[InsiderEntryKind, ...]:
    """What the reader may answer about the staff of an action; NotHere where they may not know of it."""
    with audited(session, action="read_staff_question") as trail:
        trail.add("item", [item_id])
        item = Item.objects.filter(item_id=item_id).first()
        if item is None:
            raise NotHere
        return may_answer_about_staff(session, item=item)
