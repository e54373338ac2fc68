"""Asks to pass records on, and keeps what the agency that holds them says."""

from datetime import date, timedelta

from sightline.casework.audit.trail import Follow
from sightline.casework.bulk_exports.services import check_purpose
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_name, read_words
from sightline.casework.ledger.onward_lines import Asker, asker_of, make_onward_line_ready
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.onward_requests.actions import REPLY, ask_holder
from sightline.casework.onward_requests.asking_terms import AskedAgreement, suspension_of
from sightline.casework.onward_requests.histories import need_history
from sightline.casework.onward_requests.models import OnwardEntry
from sightline.casework.onward_requests.pages import NewOnward, OnwardEntryKind, OnwardReply
from sightline.casework.onward_requests.rights import check_asks_onward, check_replies_onward
from sightline.casework.onward_requests.selectors import need_asked, people_on
from sightline.casework.onward_requests.writer import ONWARD_REQUESTS, OnwardDraft
from sightline.escalation import ONWARD_REQUEST, read_escalation_rules
from sightline.model.errors import Refused, Usage
from sightline.model.visibility import Scope
from sightline.translation.messages import lazy as _

K = OnwardEntryKind
ASKS, REFUSES = "ask_to_pass_on", "refuse_to_pass_on"
REASON = "onward:"  # before the id of the request, so that each has its lines in the ledger


def ask_to_pass_on(session: ReaderSession, *, request: NewOnward) -> str:
    """Ask the agency that holds a record whether kinds of records of a person may be passed on; the request's id.

    A yes is for the receiver, the purpose and the kinds that the request names. Usage where one of them is missing.
    """
    with ONWARD_REQUESTS.hold(session, action=ASKS) as trail:
        account = acting_account(actor=session.actor)
        check_asks_onward(actor=session.actor)
        found = need_asked(session, record_id=request.record_id)[1]
        people = people_on(session, record_id=request.record_id)
        if request.person_id not in people:
            raise NotHere
        reader, mention_id = session.actor.reader, people[request.person_id][0]
        draft = OnwardDraft(
            kind=K.ASKED,
            words=read_words(request.words),
            who=read_name(request.to, missing=_("Enter who would get the records.")),
            record_ids=(request.record_id,),
            agency=found.whose.agency,
            organisation=found.whose.organisation,
            to_agency=reader.agency,
            to_organisation=reader.organisation,
            mention_id=mention_id,
            agreement=found.agreement_id,
            kinds=_read_kinds(request, found),
            purpose=check_purpose(request.purpose),
        )
        entry = ONWARD_REQUESTS.write(session, subject=None, draft=draft, trail=trail)
        trail.add("item", [ask_holder(session, entry)])
        body, purpose = (reader.agency, reader.organisation), entry.purpose
        asker = Asker(account.username, account.role, *body, account.post, purpose)
        trail.follows.append(_make_line(session, SharingWay.ASKED, ASKS, entry, found.whose, asker))
    return entry.entry_id


def reply_to_onward_request(session: ReaderSession, *, request_id: str, reply: OnwardReply) -> str:
    """Keep a yes with its last day, a no with its reason, or that a yes is withdrawn; the id of the entry.

    A no is a line of the ledger. A yes cannot be given while the agreement is suspended: the request is kept.
    """
    with ONWARD_REQUESTS.hold(session, action="reply_to_onward_request", subject_id=request_id) as trail:
        found = need_history(session, request_id=request_id)
        asked = found.asked
        check_replies_onward(session, asked)
        if reply.kind not in found.choices():
            raise Refused(
                _("The request has an answer already."),
                code="out_of_place",
                what_to_do=_("Open the request again: a colleague may have acted since."),
            )
        until = _read_until(asked, reply)
        draft = OnwardDraft(
            kind=reply.kind,
            words=read_words(reply.words),
            about=request_id,
            on_day=until,
            record_ids=tuple(asked.record_ids),
            agency=asked.agency,
            organisation=asked.organisation,
            to_agency=asked.to_agency,
            to_organisation=asked.to_organisation,
            mention_id=asked.mention_id,
            agreement=asked.agreement,
            kinds=tuple(asked.kinds),
            purpose=asked.purpose,
        )
        entry = ONWARD_REQUESTS.write(session, subject=None, draft=draft, trail=trail)
        REPLY.close(session, request_id, now=entry.at)
        if reply.kind is K.REFUSED:
            trail.follows.append(_refusal(session, asked))
    return entry.entry_id


def _read_kinds(request: NewOnward, found: AskedAgreement) -> tuple[str, ...]:
    """The kinds of records that are asked for: some of those that the agreement covers."""
    kinds = tuple(one for one in found.kinds if one in request.kinds)
    if not kinds or len(kinds) < len(set(request.kinds)):
        raise Usage(
            _("The records that they would get are missing, or are not of this agreement."),
            code="no_kinds",
            what_to_do=_("Choose one or more kinds of records."),
        )
    return kinds


def _read_until(asked: OnwardEntry, reply: OnwardReply) -> date | None:
    """The last day of a yes; None of any other answer. Refused while the agreement is suspended."""
    if reply.kind is not K.AGREED:
        return None
    suspended, contact = suspension_of(asked.agreement)
    if suspended:
        raise Refused(
            _("The agreement for these records is suspended, so nobody can agree now. The request is kept."),
            code="suspended",
            what_to_do=_("Call %(contact)s, or refuse with a reason.") % {"contact": contact},
        )
    today = clock.today()
    most = int(read_escalation_rules()[ONWARD_REQUEST].value_at("most_days", today))
    if reply.until is None or not today <= reply.until <= today + timedelta(days=most):
        raise Usage(
            _("The last day is missing, has passed or is too far ahead."),
            code="no_day",
            what_to_do=_("Enter a day from today on, at most %(days)s days ahead.") % {"days": most},
        )
    return reply.until


def _refusal(session: ReaderSession, asked: OnwardEntry) -> Follow:
    record_id = asked.record_ids[0]
    with session.open_current() as opened:
        held = opened[1].holders_of(record_ids=[record_id]) if opened else {}
    whose = held.get(record_id, Scope(asked.agency, asked.organisation, "", restricted=False))
    asker = asker_of(f"{REASON}{asked.entry_id}", asked.by, asked.to_agency, asked.to_organisation)
    return _make_line(session, SharingWay.REFUSED, REFUSES, asked, whose, asker)


def _make_line(
    session: ReaderSession, way: SharingWay, action: str, entry: OnwardEntry, whose: Scope, asker: Asker
) -> Follow:
    return make_onward_line_ready(
        session, way=way, action=action, asker=asker, record_id=entry.record_ids[0], whose=whose,
        agreement=entry.agreement, reason=f"{REASON}{entry.entry_id}",
    )  # fmt: skip
