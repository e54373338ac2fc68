"""Says by which name or number the case system of an account's own body knows it, and takes that back."""

from sightline.casework.access.case_names import standing_case_names
from sightline.casework.access.models import MOST_NAME, AccessEntry
from sightline.casework.access.pages.entry_kinds import AccessEntryKind
from sightline.casework.access.rights import check_signs, may_name_account
from sightline.casework.access.writer import ACCESS, AccessDraft
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_account, read_words
from sightline.model.errors import Refused, Usage
from sightline.translation.messages import lazy as _


def give_case_name(session: ReaderSession, *, username: str, name: str, why: str) -> str:
    """Give an account of the own body the name by which its case system knows it; the entry's id."""
    with ACCESS.hold(session, action="give_case_name") as trail:
        check_signs(actor=session.actor)
        words, written = read_words(why, part="why"), " ".join(name.split())[:MOST_NAME]
        if not written:
            raise Usage(
                _("The name or number is missing."),
                code="no_name",
                what_to_do=_("Enter it as the agency’s extracts write it."),
            )
        account = read_account(username)
        if not may_name_account(actor=session.actor, account=account):
            raise Refused(
                _("You cannot give this account a name in a case system."),
                code="not_own_body",
                what_to_do=_("Ask information governance of the account’s own body. You cannot do it for yourself."),
            )
        draft = AccessDraft(kind=AccessEntryKind.CASE_NAME, words=words, what=written, account=account)
        return ACCESS.write(session, subject=None, draft=draft, trail=trail).entry_id


def end_case_name(session: ReaderSession, *, entry_id: str, why: str) -> None:
    """Take an account's name back: what extracts gave by it counts no more. NotHere for another body's."""
    with ACCESS.hold(session, action="end_case_name") as trail:
        check_signs(actor=session.actor)
        words = read_words(why, part="why")
        find_case_name(session, entry_id)
        draft = AccessDraft(kind=AccessEntryKind.ENDED, about=entry_id, words=words)
        ACCESS.write(session, subject=None, draft=draft, trail=trail)


def find_case_name(session: ReaderSession, entry_id: str) -> AccessEntry:
    """The entry of a name that an account has now; NotHere where the reader does not decide about the account."""
    for row in standing_case_names().values():
        if row.entry_id == entry_id and row.account and may_name_account(actor=session.actor, account=row.account):
            return row
    raise NotHere
