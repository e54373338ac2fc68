"""Asks an agency for its own account of a possible missed opportunity, and records what it says.

Only the account that was asked answers, and only for its own agency. Nothing is taken back: a later account is added.
"""

from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import need_records, read_account, read_name, read_words
from sightline.casework.people.selectors import may_open_record
from sightline.casework.reviews.histories import check_open, need_review
from sightline.casework.reviews.pages.agency_accounts import REPLIES, AgencyReply, NewAgencyAccount
from sightline.casework.reviews.pages.terms import ReviewEntryKind
from sightline.casework.reviews.selectors.agency_accounts import need_asked_entry
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.model.errors import Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.review.opportunities.findings import OpportunityMoment
from sightline.sharing import can_see_people
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


def ask_agency(session: ReaderSession, *, review_id: str, moment: OpportunityMoment, username: str, words: str) -> str:
    """Ask an account of the agency for its account of a moment of an open review; the id of the entry."""
    with REVIEWS.hold(session, action="ask_agency_account", subject_id=review_id) as trail:
        check_people(actor=session.actor)
        found = need_review(session, review_id=review_id)
        check_open(found)
        draft = ReviewDraft(
            kind=K.ACCOUNT_ASKED,
            review_id=review_id,
            about=moment.moment_id,
            agency=moment.agency,
            account=_read_of_agency(username, moment.agency, moment.organisation),
            from_on=moment.known_on,
            to_on=moment.due_on,
            record_ids=moment.record_ids,
            what=f"{moment.kind.label}. {moment.says}",
            who=moment.organisation,
            words=read_words(words),
        )
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def give_account(session: ReaderSession, *, asked_id: str, account: NewAgencyAccount) -> str:
    """Give an agency's account to a review that asked for it; the id of the entry."""
    with REVIEWS.hold(session, action="give_agency_account") as trail:
        check_people(actor=session.actor)
        found, asked = need_asked_entry(session, asked_id=asked_id)
        check_open(found)
        if account.word not in REPLIES:
            raise Usage(_("The reply is missing."), code="no_word", what_to_do=_("Choose what your agency says."))
        draft = ReviewDraft(
            kind=K.ACCOUNT_GIVEN,
            review_id=found.review_id,
            about=asked_id,
            agency=asked.agency,
            word=account.word,
            who=read_name(account.role, missing=_("Enter the job title of who speaks for the agency.")),
            record_ids=_read_record(session, account),
            words=read_words(account.words),
        )
        trail.details = {"reply": account.word}
        return REVIEWS.write(session, subject=None, draft=draft, trail=trail).entry_id


def _read_of_agency(username: str, agency: str, organisation: str) -> Account:
    """An open account of the agency that reads records; of the organisation, where the agency has several."""
    account = read_account(username)
    reader = Reader(account.username, Role(account.role), account.agency, account.organisation)
    if account.agency != agency or not can_see_people(reader=reader):
        raise Usage(
            _("This account is not of the agency, or does not read records."),
            code="no_account",
            what_to_do=_("Choose an account of the agency that had to act."),
        )
    if organisation not in ("", agency, account.organisation):
        raise Usage(
            _("This account is of another organisation of the agency."),
            code="no_account",
            what_to_do=_("Choose an account of %(organisation)s.") % {"organisation": organisation},
        )
    return account


def _read_record(session: ReaderSession, account: NewAgencyAccount) -> tuple[str, ...]:
    """The record that shows it: a dispute names one that the account may open."""
    record_id = account.record_id.strip().rstrip("/").split("/records/")[-1].split("/")[0]
    if account.word != AgencyReply.DISPUTE:
        return ()
    need_records((record_id,) if record_id else (), what_to_do=_("Enter the web address of the record that shows it."))
    with session.need_current() as (_snapshot, store):
        if not may_open_record(store, record_id, session.sight):
            raise Usage(
                _("No record has that web address."),
                code="no_record",
                what_to_do=_("Open the record in Sightline and copy its web address."),
            )
    return (record_id,)
