"""A holder's refusal to share a record of which another agency may not know: a line of the ledger for each record.

The line names who refused, the reason of the list, and the agency that must answer: one line for each. That is empty of
an action that was opened before Sightline kept it. Governance of that agency is not shown the line.
"""

from collections.abc import Iterable
from datetime import date

from sightline.casework.accounts.governance_scope import decides_about
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Follow
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SHARE
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import NOT_SHARED, REFUSE_TO_SHARE, SharedPart, SharingWay
from sightline.casework.ledger.terms import find_terms, post_of, purpose_of
from sightline.model.nouns import Role
from sightline.model.visibility import Scope


def make_refusal_ready(session: ReaderSession, item: Item, reason: str) -> Follow:
    """What a refusal to share adds to the ledger with its audit row; `reason` is one of the list."""
    post, to = post_of(session.actor), item.for_agencies or [""]
    lines = [_make_line(session, row, agency, reason) for row in item.basis.all() for agency in to]

    def append(rows: list[AuditEntry]) -> None:
        for line in lines:
            line.at, line.audit_row, line.post = rows[0].at, rows[0].sequence, post
        SharedRecord.objects.bulk_create(lines, ignore_conflicts=True)

    return append


def _make_line(session: ReaderSession, row: ItemBasis, to_agency: str, reason: str) -> SharedRecord:
    """The refused record, on the terms of the agreement that covers it now."""
    reader, whose = session.actor.reader, Scope(row.agency, row.organisation, row.layout, row.restricted)
    terms = find_terms(session, [whose])
    return SharedRecord(
        way=SharingWay.REFUSED,
        action=REFUSE_TO_SHARE,
        part=SharedPart.RECORD,
        username=reader.username,
        role=reader.role,
        purpose=purpose_of(session.actor, {}),
        record_id=hash_id(row.record_id),
        to_agency=to_agency,
        from_agency=row.agency,
        from_organisation=row.organisation,
        layout=row.layout,
        restricted=row.restricted,
        agreement=terms.agreement,
        agreement_version=terms.agreement_version,
        lawful_basis=terms.lawful_basis,
        reason=f"{NOT_SHARED}:{reason}",
    )


def governance_accounts(session: ReaderSession, item: Item, on: date) -> Iterable[str]:
    """Who learns of each step of such a request: information governance of its holder and of the partnership.

    Not that of another body: it may not know that there is such a record. None where an item is about something else.
    """
    del on
    if item.source != SHARE:
        return ()
    shared, rows = session.actor.shared, list(item.basis.all())
    found = Account.active.filter(role=Role.INFORMATION_GOVERNANCE).order_by("username")
    actors = [actor_for_account(one, shared=shared) for one in found]
    return [
        one.reader.username
        for one in actors
        if any(
            decides_about(actor=one, agency=row.agency, organisation=row.organisation, layout=row.layout)
            for row in rows
        )
    ]
