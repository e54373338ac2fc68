"""Files that an ingest began and did not take in: it died, or is at work now, or the file was refused."""

from typing import Any

from sightline.casework.reading import FileLine
from sightline.casework.runs import lock_is_free
from sightline.store import Workspace
from sightline.store.begun import BEGUN, REFUSED, FileReceipt, list_file_receipts

UNFINISHED, READING = "unfinished", "reading"
GIVE_AGAIN = "Begun, not finished: give the same 'sightline ingest' command again."


def list_not_taken(workspace: Workspace) -> list[FileLine]:
    """A line for each such file. For a page that is audited by its own selector."""
    found = list_file_receipts(workspace)
    nobody_works = lock_is_free(workspace) if found else True
    return [_as_line(receipt, nobody_works) for receipt in found]


def list_refused(workspace: Workspace) -> list[dict[str, Any]]:
    """Each file that was refused, as a line of the table of rejects."""
    return [
        {"batch": receipt.batch, "source_file": receipt.source_file, "sheet": "", "source_row": 0,
         "code": receipt.code, "reason": receipt.reason, "what_to_do": receipt.what_to_do}
        for receipt in list_file_receipts(workspace) if receipt.state == REFUSED
    ]  # fmt: skip


def _as_line(receipt: FileReceipt, nobody_works: bool) -> FileLine:
    reason, what_to_do = receipt.reason, receipt.what_to_do
    state = REFUSED
    if receipt.state == BEGUN:
        state = UNFINISHED if nobody_works else READING
        reason, what_to_do = "", GIVE_AGAIN if nobody_works else ""
    return FileLine(
        receipt.batch, receipt.source_file, "", "", receipt.agency, False, receipt.at, 0, 0, 0, 0, 0, 0,
        state=state, reason=reason, what_to_do=what_to_do,
    )  # fmt: skip
