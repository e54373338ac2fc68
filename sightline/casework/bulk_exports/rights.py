"""Who exports whole lists, and who agrees to it: a named person of information governance, never whoever asked.

It is governance of the body whose account asked, or of the partnership.
"""

from sightline.casework.accounts.governance_scope import decides_about
from sightline.casework.accounts.rights import check_named_person
from sightline.casework.audit.rights import check_audit, keeps_to_agency
from sightline.casework.bulk_exports.pages import ExportRequest
from sightline.casework.bulk_exports.requests import no_request
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_files, check_people
from sightline.model.errors import Refused
from sightline.model.exports.lists import AUDIT_ENTRIES, AUDIT_FILES, INQUIRY, READERSHIP, SHARING_LEDGER
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

REJECTS = "rejects"
OF_GOVERNANCE = (SHARING_LEDGER, READERSHIP, INQUIRY, AUDIT_ENTRIES, *AUDIT_FILES)


def governs(*, actor: Actor, request: ExportRequest) -> bool:
    """Whether the account is of governance of the body whose account asked, or of the partnership."""
    of_asker = {"agency": request.agency, "organisation": request.organisation}
    return actor.reader.role is Role.INFORMATION_GOVERNANCE and decides_about(actor=actor, **of_asker)


def sees(*, actor: Actor, request: ExportRequest) -> bool:
    """Whether the account sees the request: the operator does without its words, and all who read its words."""
    return actor.reader.role is Role.OPERATOR or reads_words(actor=actor, request=request)


def reads_words(*, actor: Actor, request: ExportRequest) -> bool:
    """Whether the account reads what people typed: governance of whoever asked, and whoever asked. Not the operator."""
    return governs(actor=actor, request=request) or request.asked_by == actor.reader.username


def may_export(*, actor: Actor, table: str) -> bool:
    """Whether the account may export that list."""
    try:
        check_exports(actor=actor, table=table)
    except Refused:
        return False
    return True


def check_exports(*, actor: Actor, table: str) -> None:
    """Refused where the account may not export that list."""
    if table in AUDIT_FILES:
        check_audit(actor=actor)
        check_whole_audit(actor=actor)
    elif table == REJECTS:
        check_files(actor=actor)
    else:
        check_people(actor=actor)
    if table in OF_GOVERNANCE and actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can export the sharing ledger, audit log, decisions or looks at a child."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )


def check_whole_audit(*, actor: Actor) -> None:
    """Refused for information governance of one agency: a chain can only leave whole, with entries of all agencies."""
    if keeps_to_agency(actor=actor):
        raise Refused(
            _("Only information governance of the partnership can export the audit log or the decisions."),
            code="not_for_agency",
            what_to_do=_("Ask the partnership's information governance. Read your agency's entries on the page."),
        )


def may_decide(*, actor: Actor, request: ExportRequest) -> bool:
    """Whether the account may agree to this request, or refuse it."""
    own = request.asked_by == actor.reader.username
    return governs(actor=actor, request=request) and actor.account_id is not None and not own


def check_decides(*, actor: Actor, request: ExportRequest, password: str) -> Account:
    """The account that decides; Refused where it is not of information governance, or asked for this itself."""
    if actor.reader.role is not Role.INFORMATION_GOVERNANCE:
        raise Refused(
            _("Only information governance can agree to a bulk export."),
            code="not_for_role",
            what_to_do=_("Ask information governance."),
        )
    if not reads_words(actor=actor, request=request):
        raise no_request()
    named = check_named_person(actor=actor, password=password)
    if named.username == request.asked_by:
        raise Refused(
            _("A second person must agree to a bulk export, not the person who asked."),
            code="same_person",
            what_to_do=_("Ask another person of information governance."),
        )
    return named
