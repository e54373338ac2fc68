"""Enters a complaint about the use of data, and keeps what information governance does about it."""

from datetime import date

from sightline.casework.complaints.actions import ASKED, acknowledge_by, ask_governance, reply_deadline
from sightline.casework.complaints.histories import need_history
from sightline.casework.complaints.models import ComplaintEntry
from sightline.casework.complaints.pages import (
    ComplaintDecision,
    ComplaintEntryKind,
    ComplaintOutcome,
    ComplaintState,
    NewComplaint,
)
from sightline.casework.complaints.rights import check_settles
from sightline.casework.complaints.writer import COMPLAINTS, ComplaintDraft
from sightline.casework.core.actor import acting_account
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import DATA_COMPLAINT
from sightline.casework.journal.draft import read_account, read_name, read_recent_day, read_words
from sightline.casework.named_adults.letters import check_letter
from sightline.casework.named_adults.pages import LetterKind
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.protection.free_text import Texts
from sightline.escalation import COMPLAINT_ANSWER
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

OWNER_NOTICE = 10_000  # notices of an owner are numbered above those of an action's steps

WHY_NOT = {
    ComplaintState.TO_ACKNOWLEDGE: _("Nobody has acknowledged the complaint yet."),
    ComplaintState.TO_REPLY: _("The complaint is acknowledged already."),
    ComplaintState.ANSWERED: _("The complaint is answered already."),
}


def enter_complaint(session: ReaderSession, *, complaint: NewComplaint) -> str:
    """Keep a complaint and ask information governance to acknowledge it; the complaint's id."""
    with COMPLAINTS.hold(session, action="enter_complaint") as trail:
        acting_account(actor=session.actor)
        words, received_on = complaint.words.strip(), read_recent_day(complaint.received_on)
        if not words:
            raise Usage(_("The complaint is empty."), code="no_words", what_to_do=_("Say what the complaint is about."))
        draft = ComplaintDraft(
            kind=ComplaintEntryKind.MADE,
            words=words,
            who=read_name(complaint.who, missing=_("Enter who complains.")),
            what=complaint.reach.strip(),
            on_day=received_on,
        )
        entry = COMPLAINTS.write(session, subject=None, draft=draft, trail=trail)
        due_at = acknowledge_by(received_on=received_on)
        trail.add("item", [ask_governance(session, entry, rule_id=DATA_COMPLAINT, due_at=due_at)])
    return entry.entry_id


def settle_complaint(session: ReaderSession, *, complaint_id: str, decision: ComplaintDecision) -> str:
    """Keep what information governance did about a complaint; the id of the entry."""
    with COMPLAINTS.hold(session, action="settle_complaint", subject_id=complaint_id) as trail:
        check_settles(actor=session.actor)
        found = need_history(session, complaint_id=complaint_id)
        if decision.kind not in found.choices():
            raise Refused(
                WHY_NOT[found.state],
                code="out_of_place",
                what_to_do=_("Open the complaint again: a colleague may have acted since."),
            )
        draft = _draft_of(complaint_id, decision, not_before=found.acknowledged_on or found.received_on)
        if decision.kind is not ComplaintEntryKind.OWNED:
            to = decision.letter
            who = Texts(session, [found.made.text_sha]).of(found.made.text_sha).who
            check_letter(session, to=to, kind=LetterKind.COMPLAINT, on_day=draft.on_day, trail=trail, written=(who,))
        entry = COMPLAINTS.write(session, subject=None, draft=draft, trail=trail)
        _follow(session, entry)
        if entry.owner:
            _notify_owner(entry, rule_id=DATA_COMPLAINT if found.acknowledged_on is None else COMPLAINT_ANSWER)
    return entry.entry_id


def _follow(session: ReaderSession, entry: ComplaintEntry) -> None:
    """Close the action that is done, and open the next."""
    if entry.kind == ComplaintEntryKind.ACKNOWLEDGED and entry.on_day:
        ASKED[DATA_COMPLAINT].close(session, entry.about, now=entry.at)
        due_at = reply_deadline(acknowledged_on=entry.on_day)
        ask_governance(session, entry, rule_id=COMPLAINT_ANSWER, due_at=due_at)
    elif entry.kind == ComplaintEntryKind.ANSWERED:
        ASKED[COMPLAINT_ANSWER].close(session, entry.about, now=entry.at)


def _read_owner(username: str) -> str:
    """The account that is to own it; Refused where it is none of information governance, for it could not open it."""
    account = read_account(username)
    if account.role != Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only an account of information governance can own a complaint."),
            code="no_account",
            what_to_do=_("Enter the user name of a colleague in information governance."),
        )
    return account.username


def _notify_owner(entry: ComplaintEntry, *, rule_id: str) -> None:
    """Tell the new owner, unless they named themselves, by the action that is open now."""
    if entry.owner != entry.by:
        notify(
            usernames=[entry.owner],
            kind=NoticeKind.CAME,
            about_id=ASKED[rule_id].item_id(entry.about),
            occasion=OWNER_NOTICE + entry.pk,
            at=entry.at,
        )


def _draft_of(complaint_id: str, decision: ComplaintDecision, *, not_before: date) -> ComplaintDraft:
    """What was done, checked: an owner has an account, a letter its day, an answer its outcome and its reason."""
    if decision.kind is ComplaintEntryKind.OWNED:
        return ComplaintDraft(kind=decision.kind, about=complaint_id, owner=_read_owner(decision.owner))
    on_day = read_recent_day(decision.on_day)
    if on_day < not_before:
        raise Usage(_("The day is before the complaint or its acknowledgement."), code="no_day",
                    what_to_do=_("Check the day."))  # fmt: skip
    if decision.kind is ComplaintEntryKind.ACKNOWLEDGED:
        return ComplaintDraft(kind=decision.kind, about=complaint_id, on_day=on_day)
    if decision.outcome not in list(ComplaintOutcome):
        raise Usage(_("The outcome is missing."), code="no_outcome", what_to_do=_("Choose what the answer says."))
    words = read_words(decision.words)
    return ComplaintDraft(kind=decision.kind, about=complaint_id, on_day=on_day, word=decision.outcome, words=words)
