"""The phases of an erasure, in order. Each looks for what is left to do, so that it may be done again and again."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.frozen_rebuilds import list_without_erased, rebuild_frozen
from sightline.casework.data.runs import run_held
from sightline.casework.erasure.casework_rows import compact_database, erase_casework
from sightline.casework.erasure.own_models import put_out_of_force
from sightline.casework.erasure.pages import ErasureReport
from sightline.casework.erasure.reasons import reason_keys
from sightline.casework.erasure.saved_searches import forget_searches
from sightline.casework.reviews.pages.terms import RebuildReason
from sightline.model.progress import Progress
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.files import fsync


@dataclass(slots=True)
class Carrying:
    """Erasures that are being carried out: `fresh` has them alone, `register` every erasure."""

    session: ReaderSession
    workspace: Workspace
    register: ErasureRegister
    fresh: ErasureRegister
    progress: Progress
    trail: Trail
    report: ErasureReport = field(default_factory=ErasureReport)


def rename(carrying: Carrying) -> None:
    """Give received files other names where theirs say what erased rows said."""
    from sightline.ingest.erasure.file_names import rename_files

    carrying.trail.details["files_renamed"] = rename_files(carrying.workspace, carrying.fresh)


def erase_received(carrying: Carrying) -> None:
    """Take the rows out of received files and their tables."""
    from sightline.ingest.erasure.part_rows import erase_rows, list_erased  # not at the top: pages do without it

    rows = list_erased(carrying.workspace, carrying.register)
    register, progress = carrying.register, carrying.progress
    keys = find_roll_keys(carrying.workspace.root)
    found = erase_rows(
        carrying.workspace, row_ids=rows, register=register, fresh=carrying.fresh, keys=keys, progress=progress
    )
    carrying.report = ErasureReport(rows=found.rows, files=found.files, without_bytes=found.without_bytes)
    emptied = len(found.without_bytes)
    carrying.trail.details |= {"rows": found.rows, "files": found.files, "files_without_bytes": emptied}


def erase_here(carrying: Carrying) -> None:
    """Take searches, concerns, texts and examples out of the database, and models that may know them out of force."""
    register = carrying.register
    forget_searches(carrying.fresh)
    reasons = reason_keys(carrying.session, lambda record_id: register.holds(ErasedKind.RECORD, record_id))
    used = erase_casework(register, fresh=carrying.fresh, reasons=reasons)
    models = put_out_of_force(carrying.session.actor, carrying.workspace, used_examples=used)
    carrying.report = replace(carrying.report, models=models)


def make_snapshot(carrying: Carrying) -> None:
    """Make a snapshot without them and serve it."""
    run_held(
        carrying.session,
        workspace=carrying.workspace,
        as_at=clock.today(),
        trail=Trail(),
        progress=carrying.progress,
    )


def drop_snapshots(carrying: Carrying) -> None:
    """Remove every other snapshot, damaged and unfinished ones too: `sightline run --as-at` makes one again.

    Frozen data of reviews stay only where an earlier try of this erasure built them again.
    """
    current = current_snapshot(carrying.workspace)
    kept = {current.id, *list_without_erased(current)} if current else set[str]()
    for folder in carrying.workspace.snapshots.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)
    shutil.rmtree(carrying.workspace.damaged, ignore_errors=True)
    fsync(carrying.workspace.snapshots)


def rebuild_reviews(carrying: Carrying) -> None:
    """Build the frozen data of open learning reviews again without them."""
    rebuild_frozen(carrying.session, workspace=carrying.workspace, why=RebuildReason.ERASED, progress=carrying.progress)


def compact(carrying: Carrying) -> None:
    """Leave nothing in free pages or in the write-ahead log."""
    carrying.report = replace(carrying.report, server_log=compact_database())


PHASES: Mapping[str, Callable[[Carrying], None]] = {
    "file names": rename,
    "received files": erase_received,
    "casework": erase_here,
    "snapshot": make_snapshot,
    "other snapshots": drop_snapshots,
    "frozen data": rebuild_reviews,
    "database": compact,
}
