"""What the audit log holds: each act of each row, whether it is one of a page or the row's only one."""

from typing import Any

from sightline.casework.audit.page_rows import PageAct, acts_of
from sightline.casework.core.models import AuditEntry


def acts_named(action: str, **of: Any) -> list[PageAct]:
    """The acts of one kind in rows of some account or outcome, in the order of the log."""
    return [
        act
        for row in AuditEntry.objects.filter(**of).order_by("sequence")
        for act in acts_of(action=row.action, ids=row.ids, details=row.details, reason=row.reason)
        if act.action == action
    ]
