"""A holder's refusal to share a record of which another agency may not know: a line of the ledger for each record.

The line names who refused. Its receiving agency is empty: a holder is asked once, whichever agencies must answer.
"""

from collections.abc import Iterable
from datetime import date

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Follow
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import SHARE
from sightline.casework.escalation.models import Item
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import NOT_SHARED, SharingWay
from sightline.model.nouns import Role

ACTION = "refuse_to_share"


def make_refusal_ready(actor: Actor, item: Item) -> Follow:
    """What a refusal to share adds to the ledger with its audit row."""
    reader = actor.reader
    lines = [
        SharedRecord(
            way=SharingWay.REFUSED,
            action=ACTION,
            username=reader.username,
            role=reader.role,
            record_id=hash_id(row.record_id),
            from_agency=row.agency,
            from_organisation=row.organisation,
            layout=row.layout,
            restricted=row.restricted,
            reason=NOT_SHARED,
        )
        for row in item.basis.all()
    ]

    def append(rows: list[AuditEntry]) -> None:
        for line in lines:
            line.at, line.audit_row = rows[0].at, rows[0].sequence
        SharedRecord.objects.bulk_create(lines, ignore_conflicts=True)

    return append


def governance_accounts(session: ReaderSession, item: Item, on: date) -> Iterable[str]:
    """Who learns of each step of such a request: information governance of its holder and of the partnership.

    Not that of another agency: it may not know that there is such a record. None where an item is about something else.
    """
    del session, on
    if item.source != SHARE:
        return ()
    theirs = Account.active.filter(role=Role.INFORMATION_GOVERNANCE, agency__in=("", item.agency))
    return theirs.values_list("username", flat=True)
