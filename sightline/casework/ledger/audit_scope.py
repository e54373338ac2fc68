"""Which entries of the audit log information governance of one agency reads: of its accounts and of its records.

Later looks at a record have no line in the sharing ledger. So an entry is found by the records that it names, which the
ledger says are the agency's. What nobody of another agency was ever shown is in entries of its own accounts alone.
"""

from django.db import connection
from django.db.models import QuerySet

from sightline.casework.audit.rights import keeps_to_agency
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry

OWN = "SELECT username FROM casework_account WHERE agency = %s"
OF_OWN = "SELECT 'account:' || id FROM casework_account WHERE agency = %s"
LINE = "SELECT 1 FROM casework_sharedrecord AS line WHERE line.from_agency = %s"
EACH = {"sqlite": "json_each", "postgresql": "jsonb_array_elements_text"}
RECORD = "record:"


def keep_to_agency(actor: Actor, rows: "QuerySet[AuditEntry]") -> "QuerySet[AuditEntry]":
    """Those of these entries that the account reads: all, but for information governance of one agency."""
    if not keeps_to_agency(actor=actor):
        return rows
    ids = f"{EACH[connection.vendor]}(casework_auditentry.ids) AS value"
    begins = len(RECORD) + 1
    where = (
        f"(casework_auditentry.username IN ({OWN})"
        f" OR EXISTS ({LINE} AND line.audit_row = casework_auditentry.sequence)"
        f" OR EXISTS (SELECT 1 FROM {ids} WHERE value IN ({OF_OWN})"
        f" OR (value LIKE '{RECORD}%%' AND EXISTS ({LINE} AND line.record_id = substr(value, {begins})))))"
    )
    return rows.extra(where=[where], params=[actor.reader.agency] * 4)  # noqa: S610 - made here, with parameters
