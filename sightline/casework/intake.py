"""Takes agencies' files in: one command is one batch, under the workspace's lock.

A newcomer would get this wrong: a file that cannot be read is no error here. It stands in the rejects, the other files
are taken, and the report says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.casework import clock
from sightline.casework.actors import Actor
from sightline.casework.audit import Trail, audited
from sightline.casework.permissions import check_files
from sightline.model.errors import BadInput, Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch

if TYPE_CHECKING:
    from sightline.ingest import Receipt

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The receipts of one command, one a file or sheet."""

    batch: int
    receipts: "tuple[Receipt, ...]"

    @property
    def has_rejects(self) -> bool:
        """True where a row, a sheet or a whole file could not be read."""
        return any(receipt.rows_rejected or not receipt.mapping for receipt in self.receipts)


def ingest_files(
    *,
    actor: Actor,
    workspace: Workspace,
    paths: Sequence[Path],
    agency: str = "",
    organisation: str = "",
    mapping: Path | None = None,
    received_on: date | None = None,
    progress: Progress = SILENT,
) -> IngestReport:
    """Take in files, or the CSV and Excel files directly in folders. BadInput where there is none."""
    with audited(actor=actor, action="ingest") as trail:
        check_files(actor=actor)
        files = list_paths(paths)
        now = clock.now_at()
        received_at = read_received(received_on, today=clock.today()) or now
        with workspace.lock(owner=actor.reader.username, doing="ingest", now=now):
            batch = open_batch(workspace)
            receipts = _take(workspace, files, batch, received_at, agency, organisation, mapping, progress)
            close_batch(workspace, batch, now=clock.now_at())
        _note(trail, batch, receipts)
    return IngestReport(batch, receipts)


def _take(
    workspace: Workspace,
    files: list[Path],
    batch: int,
    received_at: str,
    agency: str,
    organisation: str,
    mapping: Path | None,
    progress: Progress,
) -> "tuple[Receipt, ...]":
    from sightline import ingest  # not at the top: a web process, which only reads, does without it

    receipts: list[Receipt] = []
    for path in files:
        receipts += ingest.take_file(
            workspace=workspace,
            path=path,
            batch=batch,
            received_at=received_at,
            agency=agency,
            organisation=organisation,
            mapping_file=mapping,
            progress=progress,
        )
    return tuple(receipts)


def _note(trail: Trail, batch: int, receipts: "tuple[Receipt, ...]") -> None:
    trail.add("file", [receipt.file_sha for receipt in receipts])
    trail.details = {
        "batch": batch,
        "rows_read": sum(receipt.rows_read for receipt in receipts),
        "rows_taken": sum(receipt.rows_taken for receipt in receipts),
        "rows_rejected": sum(receipt.rows_rejected for receipt in receipts),
    }


def list_paths(paths: Sequence[Path]) -> list[Path]:
    """The files meant, sorted by name so that their order in the command does not matter."""
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found |= {each for each in path.iterdir() if each.is_file() and each.suffix.lower() in ENDINGS}
        elif path.is_file():
            found.add(path)
        else:
            raise BadInput(
                "There is no such file or folder.", code="no_such_file", where=path.name, what_to_do="Check the path."
            )
    if not found:
        raise BadInput(
            "No CSV or Excel file is there.",
            code="no_files",
            where=", ".join(path.name for path in paths),
            what_to_do="Name files that end in .csv or .xlsx, or the folder that they are directly in.",
        )
    return sorted(found, key=lambda path: (path.name, str(path)))


def read_received(received_on: date | None, *, today: date) -> str:
    """The given day as a when, empty where none is given; Usage where it has not come yet."""
    if received_on is not None and received_on > today:
        raise Usage(
            "A file cannot be received on a day that has not come yet.",
            code="received_later",
            what_to_do="Give the day on which it came, or leave --received out.",
        )
    return received_on.isoformat() if received_on else ""
