"""Imports what agencies put into a drop folder: one file at a time, and no file twice or lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.casework.core import clock
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.ingest import ingest_files
from sightline.model.errors import BadInput
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.drop_folders import (
    DroppedFile,
    DroppedFiles,
    find_dropped,
    remove,
    set_aside,
    state_of,
    take,
)

if TYPE_CHECKING:
    from sightline.casework.data.ingest import IngestReport
    from sightline.ingest import Receipt

NOTHING_READ = "no_files"  # of an archive in which nothing is read


@dataclass(frozen=True, slots=True)
class DroppedFileEnd:
    """What became of a file: the sums of its rows, or why it was set aside, and where it is now.

    `sheets_unread` are kept in the workspace: no mapping reads them, or they are of a kind that is not read.
    `is_still_written`: its bytes changed while it was imported. It is imported again the next time.
    """

    name: str = field(repr=False)
    rows_read: int = 0
    rows_taken: int = 0
    rows_rejected: int = 0
    sheets_unread: int = 0
    why: tuple[str, ...] = field(default=(), repr=False)
    moved_to: str = field(default="", repr=False)
    is_still_written: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether each row and file of it was imported."""
        return not (self.why or self.rows_rejected or self.sheets_unread or self.is_still_written)


def list_dropped(session: ReaderSession, *, folder: Path, settled_seconds: int) -> DroppedFiles:
    """The files of a drop folder that are to be imported, in their order. Refused without the right to files.

    A file counts as sent once nobody changed it for so many seconds; with 0, at once. BadInput where there is no
    such folder.
    """
    check_files(actor=session.actor)
    now = datetime.fromisoformat(clock.now_at()).timestamp()
    before = now - settled_seconds if settled_seconds else math.inf
    return find_dropped(folder.resolve(), settled_before=before)


def import_dropped(
    session: ReaderSession, *, workspace: Workspace, dropped: DroppedFile, progress: Progress = SILENT
) -> DroppedFileEnd:
    """Take a file from its drop folder and import it. It is removed where the workspace holds what was in it.

    Else it is set aside, with why. BadInput where it cannot be moved. Refused, and the file stays taken, where the
    whole import is: another command is at work, or papers are missing.
    """
    check_files(actor=session.actor)
    one = take(dropped)
    before = state_of(one)
    report: IngestReport | None = None
    try:
        report = ingest_files(
            session, workspace=workspace, paths=[one.path], agency=one.agency, organisation=one.organisation,
            progress=progress,
        )  # fmt: skip
        why = _why_not(report)
    except BadInput as error:
        if error.code != NOTHING_READ:
            raise
        why = (f"{error.what} {error.what_to_do}",)
    end = _sum_up(dropped.name, report.receipts if report else ())
    if state_of(one) != before:
        return replace(end, is_still_written=True)
    if why:
        return replace(end, why=why, moved_to=set_aside(one, why="\n".join((*why, ""))))
    remove(one)
    return end


def _sum_up(name: str, receipts: "Sequence[Receipt]") -> DroppedFileEnd:
    return DroppedFileEnd(
        name,
        rows_read=sum(one.rows_read for one in receipts),
        rows_taken=sum(one.rows_taken for one in receipts),
        rows_rejected=sum(one.rows_rejected for one in receipts),
        sheets_unread=sum(not one.mapping for one in receipts),
    )


def _why_not(report: "IngestReport") -> tuple[str, ...]:
    """Of what the workspace holds nothing, why; empty where it holds everything that was in the file."""
    refused = [f"{one.source_file}: {one.reason} {one.what_to_do}" for one in report.refused]
    passed = [f"{one.name}: {one.reason} {one.what_to_do}" for one in report.passed_over]
    return (*refused, *passed)
