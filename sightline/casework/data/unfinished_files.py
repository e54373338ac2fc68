"""Files that an ingest began and did not take in: it died, or is at work now, or the file was refused."""

from dataclasses import replace
from typing import TypedDict

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.pages import ReceivedFileLine
from sightline.casework.data.runs import lock_is_free
from sightline.model.errors import BadInput
from sightline.store import Workspace
from sightline.store.batches import close_batch
from sightline.store.begun_batches import (
    BEGUN,
    REFUSED,
    FileReceipt,
    is_whole,
    list_file_receipts,
    list_unfinished,
    note_states,
)

UNFINISHED, READING = "unfinished", "reading"
GIVE_AGAIN = "Import not finished: run the same 'sightline ingest' command again."
LEFT = "Its import was started but not finished. The operator then left it out."
TAKE_LATER = "To import it at any time, run 'sightline ingest'."


class NotReadRow(TypedDict):
    """What is shown of a row or file that could not be read."""

    batch: int
    source_file: str
    sheet: str
    source_row: int
    code: str
    reason: str
    what_to_do: str


def list_not_taken(workspace: Workspace) -> list[ReceivedFileLine]:
    """A line for each such file. For a page that is audited by its own selector."""
    found = list_file_receipts(workspace)
    nobody_works = lock_is_free(workspace) if found else True
    return [_as_line(receipt, nobody_works) for receipt in found]


def list_refused(workspace: Workspace) -> list[NotReadRow]:
    """Each file that was refused, as a line of the table of rejects."""
    return [
        {"batch": receipt.batch, "source_file": receipt.source_file, "sheet": "", "source_row": 0,
         "code": receipt.code, "reason": receipt.reason, "what_to_do": receipt.what_to_do}
        for receipt in list_file_receipts(workspace) if receipt.state == REFUSED
    ]  # fmt: skip


def _as_line(receipt: FileReceipt, nobody_works: bool) -> ReceivedFileLine:
    reason, what_to_do = receipt.reason, receipt.what_to_do
    state = REFUSED
    if receipt.state == BEGUN:
        state = UNFINISHED if nobody_works else READING
        reason, what_to_do = "", GIVE_AGAIN if nobody_works else ""
    return ReceivedFileLine(
        receipt.batch, receipt.source_file, "", "", receipt.agency, False, receipt.at, 0, 0, 0, 0, 0, 0,
        state=state, reason=reason, what_to_do=what_to_do,
    )  # fmt: skip


def leave_file(session: ReaderSession, *, workspace: Workspace, name: str) -> int:
    """Say that a file of an interrupted ingest is not to be taken in; how many receipts that settled.

    BadInput where no file of that name was begun and not finished. Its batch is closed once nothing in it is open.
    """
    with audited(session, action="leave_file") as trail:
        check_files(actor=session.actor)
        now = clock.now_at()
        with workspace.lock(owner=session.actor.reader.username, doing="receipts", now=now):
            found = [each for each in list_unfinished(workspace) if each.source_file == name]
            if not found:
                raise BadInput(
                    "No file with that name has an unfinished import.",
                    code="not_begun",
                    what_to_do="See the names with 'sightline receipts'.",
                )
            for each in found:
                left = replace(each, state=REFUSED, at=now, code="left", reason=LEFT, what_to_do=TAKE_LATER)
                note_states(workspace, each.batch, [left])
                if is_whole(workspace, each.batch):
                    close_batch(workspace, each.batch, now=now)
        trail.add("named", [each.file_id for each in found])
    return len(found)
