"""Under which agreements agencies' own chronologies are in a review, and who may send one.

An agency sends its own, by an account of its own: an author there, or its information governance. Where people
are real, an agreement of kind `review_chronology` must be in force; while it is not, nobody reads the rows.
"""

from sightline.casework.accounts.governance_scope import owns
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import policy_in_force, takes_invented
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import Texts
from sightline.casework.reviews.frozen_data import as_reviewer, hidden_from
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.models import ReviewEntry
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _

KIND = "review_chronology"


def own_agency(session: ReaderSession, found: ReviewHistory) -> str:
    """The agency whose chronology the account may send to this review; empty where there is none."""
    agency = session.actor.reader.agency
    sends = session.actor.account_id is not None and agency in found.opened.agencies
    return agency if sends and found.closed is None and (found.is_author(session) or found.may_agree(session)) else ""


def check_agreed(agency: str) -> None:
    """Refused where no agreement in force covers chronologies of that agency."""
    if not is_agreed(agency):
        raise Refused(
            _("No agreement in force covers your agency’s chronologies for reviews."),
            code="no_agreement",
            what_to_do=_("Draft one: sightline agreement draft %(kind)s. Ask information governance to sign it.")
            % {"kind": KIND},
        )


def is_agreed(agency: str) -> bool:
    """Whether an agreement in force covers chronologies of that agency; where everybody is invented none is needed."""
    root = current_workspace().root
    if takes_invented(root):
        return True
    return policy_in_force(root, on=clock.today()).cover(agency=agency, layout=KIND) is not None


def shown_imports(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> tuple[ReviewEntry, ...]:
    """The imports whose rows the account may read now. `leaves`: what may be passed on in a file."""
    shown = shown_senders(session, found, leaves=leaves)
    return tuple(row for row in found.imports if row.agency in shown)


def shown_senders(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> frozenset[str]:
    """The agencies whose own rows the account may read now."""
    own, kept = session.actor.reader.agency, as_reviewer(session, found, leaves=leaves).not_shared
    return frozenset(
        agency
        for agency in found.opened.agencies
        if is_agreed(agency) and (agency == own or not kept.hides(agency=agency, layout=KIND))
    )


def may_open_rows(session: ReaderSession, found: ReviewHistory, row: ReviewEntry) -> bool:
    """Whether the account reads the rows of an import: its own agency's, or those that an agreement shows it.

    Of its own body they are for who answers for it, and for authors.
    """
    if row.agency == session.actor.reader.agency and found.may_read(session):
        return True
    is_own = found.may_agree(session) and owns_rows(session, row)
    return is_own or (found.may_read(session) and row.agency in shown_senders(session, found))


def organisation_of(session: ReaderSession, row: ReviewEntry) -> str:
    """The organisation whose account sent an import; empty where its account named none."""
    return Texts(session, [row.text_sha]).of(row.text_sha).who


def owns_rows(session: ReaderSession, row: ReviewEntry) -> bool:
    """Whether the account is of the body that sent an import."""
    organisation = organisation_of(session, row)
    return owns(actor=session.actor, agency=row.agency, organisation=organisation, layout=KIND)


def may_correct_rows(session: ReaderSession, found: ReviewHistory, row: ReviewEntry) -> bool:
    """Whether the account corrects rows of an import: who answers for the body that sent it, and its own authors.

    Who answers for it may do so after the review is closed too.
    """
    is_author = found.closed is None and found.is_author(session)
    return (is_author or found.may_agree(session)) and owns_rows(session, row)


def restricted_rows(session: ReaderSession, found: ReviewHistory, *, leaves: bool = False) -> frozenset[str]:
    """The ids of rows that a person restricted from this reader, and that no holder's later yes opens to the review.

    Who answers for an agency, and reads no more of the review than that, sees what the role may see.
    """
    if not found.may_read(session):
        return session.hidden
    return hidden_from(session, found, as_reviewer(session, found, leaves=leaves))
