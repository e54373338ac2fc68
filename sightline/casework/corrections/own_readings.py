"""Finds in the audit log who of the holder's own body read a record: the sharing ledger has other bodies alone."""

from collections.abc import Iterator, Mapping

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.named_rows import rows_naming
from sightline.casework.audit.page_rows import DONE, acts_of
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.corrections.pages import CorrectionRecipient
from sightline.casework.corrections.recipients import Showing
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.ledger.people_lines import way_of
from sightline.model.visibility import Scope

RECORD = "record:"


def find_own_readings(holders: Mapping[str, Scope]) -> Iterator[Showing]:
    """Each reading of one of these records by an account of the agency that holds it. One pass over the log."""
    by_name = {f"{RECORD}{hash_id(one)}": one for one in holders}
    if not by_name:
        return
    agencies = {one.agency for one in holders.values()}
    accounts = {one.username: one for one in Account.objects.filter(agency__in=agencies)}
    rows = rows_naming(AuditEntry.objects.filter(outcome=DONE, username__in=accounts), by_name)
    for row in rows.order_by("sequence").iterator():
        account = accounts[row.username]
        for act in acts_of(action=row.action, ids=row.ids, details=row.details):
            read = [by_name[one] for one in act.ids if one in by_name]
            own = tuple(one for one in read if holders[one].agency == account.agency)
            if own:
                left = way_of(act.action, DONE, leaves=False) == SharingWay.LEFT
                reader = CorrectionRecipient(
                    account.username, account.agency, account.organisation, row.at, left, record_ids=own
                )
                yield Showing(reader, row.sequence)
