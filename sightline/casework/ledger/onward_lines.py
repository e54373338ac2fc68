"""Lines of the ledger for requests to pass a record on: that somebody asked, and that its agency refused.

They name who asked as the reader, whoever writes the line.
"""

from dataclasses import dataclass

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Follow
from sightline.casework.core.models import AuditEntry
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.model.visibility import Scope


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, as which role, for which body."""

    username: str
    role: str
    agency: str
    organisation: str


def make_onward_line_ready(
    *, way: SharingWay, action: str, asker: Asker, record_id: str, whose: Scope, agreement: str, reason: str
) -> Follow:
    """What a request, or its refusal, adds to the ledger with its audit row."""
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
        reason=reason,
    )

    def append(rows: list[AuditEntry]) -> None:
        line.at, line.audit_row = rows[0].at, rows[0].sequence
        SharedRecord.objects.bulk_create([line], ignore_conflicts=True)

    return append
