"""Reads what an account of an agency is asked about a possible missed opportunity, and what it has said."""

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.agency_accounts import need_account
from sightline.casework.reviews.histories import ReviewHistory, load_reviews
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.agency_accounts import AskedAccount, AskedAccountPage
from sightline.casework.reviews.pages.terms import ReviewEntryKind

K = ReviewEntryKind


def list_asked(session: ReaderSession) -> tuple[AskedAccount, ...]:
    """What the account is asked by open reviews, the newest first."""
    with audited(session, action="list_agency_accounts") as trail:
        check_people(actor=session.actor)
        asked = [
            (found, row) for found in load_reviews() if found.closed is None
            for row in found.entries.of(K.ACCOUNT_ASKED) if is_asked(session, row)
        ]  # fmt: skip
        trail.add("learning_review_entry", [row.entry_id for _, row in asked])
        return tuple(sorted((need_account(session, *one) for one in asked), key=lambda one: one.at, reverse=True))


def read_asked(session: ReaderSession, *, asked_id: str) -> AskedAccountPage:
    """One request; NotHere for everybody but the account that is asked."""
    with audited(session, action="read_agency_account") as trail:
        trail.add("learning_review_entry", [asked_id])
        check_people(actor=session.actor)
        found, row = need_asked_entry(session, asked_id=asked_id)
        trail.add("record", row.record_ids)
        return AskedAccountPage(need_account(session, found, row), may_reply=found.closed is None)


def need_asked_entry(session: ReaderSession, *, asked_id: str) -> tuple[ReviewHistory, ReviewEntry]:
    """A request and its review; NotHere for everybody but the account that is asked."""
    for found in load_reviews():
        for row in found.entries.of(K.ACCOUNT_ASKED):
            if row.entry_id == asked_id and is_asked(session, row):
                return found, row
    raise NotHere


def is_asked(session: ReaderSession, row: ReviewEntry) -> bool:
    """Whether it is the account that is asked, and still of that agency and organisation."""
    reader, account_id = session.actor.reader, session.actor.account_id
    if account_id is None or row.account_id != account_id or reader.agency != row.agency:
        return False
    organisation = Texts(session, [row.text_sha]).of(row.text_sha).who
    return organisation in ("", reader.agency, reader.organisation)
