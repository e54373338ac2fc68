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
NAMED = {
    "sqlite": ("json_each(casework_auditentry.ids) AS named", "substr(named.value, 8)"),
    "postgresql": ("jsonb_array_elements_text(casework_auditentry.ids) AS named(value)", "substr(named.value, 8)"),
}


def keep_to_agency(actor: Actor, rows: "QuerySet[AuditEntry]") -> "QuerySet[AuditEntry]":
    """Those of these entries that the account reads: all, but for information governance of one agency."""
    if not keeps_to_agency(actor=actor):
        return rows
    ids, record_id = NAMED[connection.vendor]
    where = (
        f"(casework_auditentry.username IN ({OWN})"
        f" OR EXISTS ({LINE} AND line.audit_row = casework_auditentry.sequence)"
        f" OR EXISTS (SELECT 1 FROM {ids} WHERE named.value IN ({OF_OWN})"
        f" OR (named.value LIKE 'record:%%' AND EXISTS ({LINE} AND line.record_id = {record_id}))))"
    )
    return rows.extra(where=[where], params=[actor.reader.agency] * 4)  # noqa: S610 - made here, with parameters
