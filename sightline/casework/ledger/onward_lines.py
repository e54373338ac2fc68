"""Lines of the ledger for requests to pass a record on: that somebody asked, and that its agency refused.

They name who asked as the reader, whoever writes the line.
"""

from dataclasses import dataclass

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Follow
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharedPart, SharingWay
from sightline.casework.ledger.terms import find_terms
from sightline.model.visibility import Scope


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, as which role and post, for which body, and what the records are asked for."""

    username: str
    role: str
    agency: str
    organisation: str
    post: str = ""
    purpose: str = ""


def asker_of(reason: str, username: str, agency: str, organisation: str) -> Asker:
    """Who asked, as the line of their request has them; `reason` is its word."""
    row = SharedRecord.objects.filter(way=SharingWay.ASKED, reason=reason).order_by("pk").first()
    said = (row.role, agency, organisation, row.post, row.purpose) if row else ("", agency, organisation)
    return Asker(username, *said)


def make_onward_line_ready(
    session: ReaderSession,
    *,
    way: SharingWay,
    action: str,
    asker: Asker,
    record_id: str,
    whose: Scope,
    agreement: str,
    reason: str,
) -> Follow:
    """What a request, or its refusal, adds to the ledger with its audit row, on the terms of its agreement now."""
    terms = find_terms(session, [whose])
    is_same = terms.agreement == agreement
    line = SharedRecord(
        way=way,
        action=action,
        username=asker.username,
        role=asker.role,
        to_agency=asker.agency,
        to_organisation=asker.organisation,
        record_id=hash_id(record_id),
        from_agency=whose.agency,
        from_organisation=whose.organisation,
        layout=whose.layout,
        restricted=whose.restricted,
        agreement=agreement,
        agreement_version=terms.agreement_version if is_same else "",
        lawful_basis=terms.lawful_basis if is_same else "",
        part=SharedPart.RECORD,
        post=asker.post,
        purpose=asker.purpose,
        reason=reason,
    )

    def append(rows: list[AuditEntry]) -> None:
        line.at, line.audit_row = rows[0].at, rows[0].sequence
        SharedRecord.objects.bulk_create([line], ignore_conflicts=True)

    return append
