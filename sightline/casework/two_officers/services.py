"""Asks for a second officer, confirms or declines, and shows one record once.

What is shown is written as shown before it is read: whoever closes the page has used it up.
"""

from datetime import date

from sightline.casework.accounts.governance_scope import holders_of_records
from sightline.casework.accounts.rights import check_signed_in_again
from sightline.casework.audit.trail import OPENED_BY, audited, note_typed
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_words
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify
from sightline.casework.posts.call_backs import read_call_back
from sightline.casework.protection.free_text import Texts
from sightline.casework.protection.services import ReceivedRow
from sightline.casework.two_officers.actions import HOLDER, REVIEW, open_review, tell_holder
from sightline.casework.two_officers.hidden_records import find_sealed, protecting_agency, read_rows
from sightline.casework.two_officers.models import OfficersEntry
from sightline.casework.two_officers.pages import (
    HiddenKind,
    OfficersAsk,
    OfficersEntryKind,
    OfficersOutcome,
    OfficersState,
    ShownOnce,
)
from sightline.casework.two_officers.requests import OfficersRequest, is_of_holder, line_of, may_review, need_request
from sightline.casework.two_officers.rights import check_reviews, check_takes_part, officers_on_duty
from sightline.casework.two_officers.writer import OFFICERS, OfficersDraft
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency
from sightline.sharing.two_officers import officers_value
from sightline.store.search.reader import name_words
from sightline.translation.messages import lazy as _

FEWEST_WORDS = 2
REASON = "two_officers"


def ask_second_officer(session: ReaderSession, *, ask: OfficersAsk, signed_in_at: str, device: str) -> str:
    """Ask a second officer to see one record with; the request's id. Every other officer on duty gets a notice.

    Whether there is such a record of a sealed identity is not looked up yet: asking tells nothing.
    """
    with OFFICERS.hold(session, action="ask_second_officer") as trail:
        check_takes_part(actor=session.actor)
        _check_strong(signed_in_at)
        _check_device(device)
        note_typed(session, action="ask_second_officer", trail=trail, name=ask.name)
        draft = _draft_of(session, ask, device)
        entry = OFFICERS.write(session, subject=None, draft=draft, trail=trail)
        others = [one.username for one in officers_on_duty(at=entry.at) if one.username != entry.by]
        notify(usernames=dict.fromkeys(others), kind=NoticeKind.OFFICER, about_id=entry.entry_id, at=entry.at)
    return entry.entry_id


def answer_request(
    session: ReaderSession,
    *,
    entry_id: str,
    agrees: bool,
    signed_in_at: str = "",
    device: str = "",
    began_strong: bool = False,
) -> None:
    """Confirm a request as the second officer, or decline it. Another account, on duty, on a device of its own.

    `began_strong`: its sign-in began with a second step. The second step is repeated for this request, after it came.
    """
    with OFFICERS.hold(session, action="answer_second_officer", subject_id=entry_id) as trail:
        check_takes_part(actor=session.actor)
        now = clock.now_at()
        found = need_request(session, entry_id=entry_id, at=now)
        _check_second(session, found, now)
        if agrees:
            _check_began_strong(began_strong=began_strong)
            _check_strong(signed_in_at if signed_in_at >= found.row.at else "")
            _check_own_device(found, device)
        kind = OfficersEntryKind.CONFIRMED if agrees else OfficersEntryKind.DECLINED
        draft = OfficersDraft(kind=kind, about=entry_id, agency=found.row.agency, device=device if agrees else "")
        OFFICERS.write(session, subject=None, draft=draft, trail=trail)


def show_once(session: ReaderSession, *, entry_id: str) -> ShownOnce:
    """The record, for the first officer, once: the use is written first, and the reading is audited by itself."""
    with OFFICERS.hold(session, action="use_second_officer", subject_id=entry_id) as trail:
        now = clock.now_at()
        found = need_request(session, entry_id=entry_id, at=now)
        if found.row.by != session.actor.reader.username:
            raise NotHere
        if found.state(at=now) is not OfficersState.CONFIRMED:
            raise Refused(
                _("This record cannot be shown: it was shown before, or the time is over."),
                code="not_confirmed",
                what_to_do=_("Ask again, or call the agency that holds the record."),
            )
        record_id = _record_of(session, found.row)
        draft = OfficersDraft(
            kind=OfficersEntryKind.SHOWN, about=entry_id, agency=found.row.agency,
            record_ids=(record_id,) if record_id else (),
        )  # fmt: skip
        entry = OFFICERS.write(session, subject=None, draft=draft, trail=trail)
        whose = holders_of_records(session, [record_id]).get(record_id) if record_id else None
        action_id = tell_holder(
            session, entry, organisation=whose.organisation if whose else "", officers=found.took_part
        )
        trail.add("item", [open_review(session, entry), action_id])
    second = found.confirmed.by if found.confirmed else ""
    rows: tuple[ReceivedRow, ...] = ()
    with audited(session, action="read_with_second_officer") as trail:
        trail.add("two_officers", [entry_id])
        trail.details = {OPENED_BY: REASON, "second_officer": second}
        if record_id:
            trail.add("record", [record_id])
            rows = read_rows(record_id=record_id)
    after = need_request(session, entry_id=entry_id, at=now)
    call = read_call_back(found.row.agency)
    return ShownOnce(line_of(session, after, at=now, duty=()), rows, call.post, call.phone)


def look_at_request(session: ReaderSession, *, entry_id: str) -> None:
    """Say for the agency that holds the record that it has looked at what two officers saw: its action closes."""
    with OFFICERS.hold(session, action="look_at_two_officers", subject_id=entry_id) as trail:
        found = need_request(session, entry_id=entry_id, at=clock.now_at())
        if found.seen is not None or not is_of_holder(session, found):
            raise NotHere
        draft = OfficersDraft(kind=OfficersEntryKind.SEEN, about=entry_id, agency=found.row.agency)
        entry = OFFICERS.write(session, subject=None, draft=draft, trail=trail)
        HOLDER.close(session, entry_id, now=entry.at)


def review_request(session: ReaderSession, *, entry_id: str, outcome: str, why: str) -> None:
    """Say whether the reason was enough: information governance, of what was shown, once."""
    with OFFICERS.hold(session, action="review_two_officers", subject_id=entry_id) as trail:
        check_reviews(actor=session.actor)
        found = need_request(session, entry_id=entry_id, at=clock.now_at())
        if not may_review(session, found):
            raise Refused(
                _("You cannot review this: nothing was shown, it was reviewed before, or you took part."),
                code="out_of_place",
                what_to_do=_(
                    "Open it again. Another person of information governance can review what you took part in."
                ),
            )
        if outcome not in list(OfficersOutcome):
            raise Usage(_("The answer is missing."), code="no_outcome", what_to_do=_("Choose an answer."))
        draft = OfficersDraft(
            kind=OfficersEntryKind.REVIEWED, about=entry_id, word=outcome, words=read_words(why, part="why"),
            agency=found.row.agency,
        )  # fmt: skip
        entry = OFFICERS.write(session, subject=None, draft=draft, trail=trail)
        REVIEW.close(session, entry_id, now=entry.at)


def _draft_of(session: ReaderSession, ask: OfficersAsk, device: str) -> OfficersDraft:
    """The request, checked: a record that the reader opens and that protects something, or a child's full name."""
    words = read_words(ask.why, part="why")
    if ask.kind is HiddenKind.PROTECTED_ADDRESS:
        agency = protecting_agency(session, record_id=ask.record_id)
        if not agency:
            raise NotHere
        return OfficersDraft(
            kind=OfficersEntryKind.ASKED, word=ask.kind, words=words, agency=agency, device=device,
            record_ids=(ask.record_id,),
        )  # fmt: skip
    if ask.agency not in list(Agency):
        raise Usage(_("The agency is missing."), code="no_agency", what_to_do=_("Choose the agency that holds it."))
    if len(name_words(ask.name)) < FEWEST_WORDS or ask.born is None:
        raise Usage(
            _("The full name or the birth date is missing."),
            code="no_name",
            what_to_do=_("Enter the first name, the last name and the birth date that the record has."),
        )
    return OfficersDraft(
        kind=OfficersEntryKind.ASKED, word=ask.kind, words=words, agency=ask.agency, device=device,
        who=ask.name, what=ask.born.isoformat(),
    )  # fmt: skip


def _record_of(session: ReaderSession, row: OfficersEntry) -> str:
    """The record to show; empty where there is none of that name."""
    if row.word == HiddenKind.PROTECTED_ADDRESS:
        record_id = str(row.record_ids[0])
        return record_id if protecting_agency(session, record_id=record_id) else ""
    said = Texts(session, [row.text_sha]).of(row.text_sha)
    if not said.who:
        return ""
    return find_sealed(session, agency=row.agency, name=said.who, born=date.fromisoformat(said.what))


def _check_device(device: str) -> None:
    """Refused where the browser keeps nothing that tells it from another one."""
    if not device:
        raise Refused(
            _("Sightline cannot recognise this browser."),
            code="no_device",
            what_to_do=_("Sign in again with cookies allowed, then ask again."),
        )


def _check_strong(signed_in_at: str) -> None:
    check_signed_in_again(at=signed_in_at, minutes=officers_value("sign_in_minutes", on=clock.today()))


def _check_began_strong(*, began_strong: bool) -> None:
    """Refused where the sign-in did not begin with the account's second step: one may have been set up since."""
    if not began_strong:
        raise Refused(
            _("You signed in without a second step."),
            code="weak_sign_in",
            what_to_do=_("Sign out. On your own device, sign in with your password and your second step."),
        )


def _check_second(session: ReaderSession, found: OfficersRequest, now: str) -> None:
    """Refused where it is one's own, or does not wait any more."""
    if found.row.by == session.actor.reader.username:
        raise Refused(
            _("Another officer must confirm this."), code="own_request", what_to_do=_("Call an officer on duty.")
        )
    if found.state(at=now) is not OfficersState.WAITING:
        raise Refused(
            _("This request has ended, or an officer has confirmed it."),
            code="not_waiting",
            what_to_do=_("Ask the first officer to ask again."),
        )


def _check_own_device(found: OfficersRequest, device: str) -> None:
    """Refused where the second officer sits at a browser in which the first one asked or confirmed, now or before."""
    if not device or device in OfficersEntry.objects.devices_of(found.row.by):
        raise Refused(
            _("The second officer must confirm on a device of their own."),
            code="same_device",
            what_to_do=_("Sign in on your own telephone or computer, then open this request."),
        )
