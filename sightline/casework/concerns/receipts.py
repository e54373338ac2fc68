"""Who opened a concern first, and who received it, in each agency: noted once, also when a page is opened."""

from sightline.casework.concerns.models import Concern, ConcernReceipt, ReceiptKind
from sightline.casework.concerns.pages.concerns import (
    ReceiptLine,
)
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, acting_account


def note_receipt(actor: Actor, concern: Concern, kind: ReceiptKind) -> ReceiptLine | None:
    """Note the first opening, or receiving, in the reader's agency; nothing for a reader of no agency."""
    if not actor.reader.agency or actor.account_id is None:
        return None
    account = acting_account(actor=actor)
    noted, _ = ConcernReceipt.objects.get_or_create(
        concern=concern, kind=kind, agency=actor.reader.agency,
        defaults={"by": account.username, "post": account.post, "at": clock.now_at()},
    )  # fmt: skip
    return receipt_line(noted)


def receipt_line(row: ConcernReceipt) -> ReceiptLine:
    """A receipt as pages show it."""
    return ReceiptLine(row.kind, row.agency, row.by, row.post, row.at)
