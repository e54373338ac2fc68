"""Kept files that are read again, or withdrawn, by a decision of a named person who says why.

Both say first what they would change. Pages and patterns follow with the next update; audit rows and decisions stay.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.held_files import accept_columns, list_accepted
from sightline.casework.data.ingest import list_agreements
from sightline.casework.reappraisal.arrived_corrections import tell_of_reading
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.arrivals import Arriving
from sightline.store.begun_batches import note_states

if TYPE_CHECKING:
    from sightline.ingest.rereading.readings import ReadFile
    from sightline.store.batches import BatchFile

REREAD, WITHDRAWN = "files_reread", "files_withdrawn"


@dataclass(frozen=True, slots=True)
class RereadReport:
    """The files that were read again or withdrawn, and those that rest on them; `is_kept` where that stands now."""

    files: "tuple[ReadFile, ...]"
    is_kept: bool


def reread_files(
    session: ReaderSession, *, workspace: Workspace, names: Sequence[str] = (), mapping: str = "", why: str = "",
    accept: str = "", dry_run: bool = False, progress: Progress = SILENT,
) -> RereadReport:  # fmt: skip
    """Read kept files again by the mappings in use; without names, those that are now read otherwise.

    `mapping` is a mapping's file, or the name of one in the workspace: the named files are read by it, or without
    names all that it read. `accept`: why one file is read whose columns would hold it.
    """
    from sightline.ingest.rereading.choices import choose_files, find_read_otherwise

    with audited(session, action="reread_files") as trail:
        check_files(actor=session.actor)
        words = _reason(session, why, dry_run=dry_run)
        path = _path_of(workspace, mapping)
        with workspace.lock(owner=session.actor.reader.username, doing="reread", now=clock.now_at()):
            parts = (
                choose_files(workspace, names)
                if names
                else find_read_otherwise(workspace, mapping=_name_of(path) if path else "")
            )
            if accept and not dry_run:
                accept_columns(session, files=_only(workspace, parts), reason=accept)
            files = _read_files(
                session, workspace, chosen=parts, path=path, words=words, kind=REREAD, progress=progress
            )
        trail.details = _counts(files)
        trail.add("file", [one.file_sha for one in files])
    return RereadReport(tuple(files), is_kept=bool(words) and bool(files))


def withdraw_files(
    session: ReaderSession, *, workspace: Workspace, names: Sequence[str], why: str = "", dry_run: bool = False,
    progress: Progress = SILENT,
) -> RereadReport:  # fmt: skip
    """Withdraw files that were imported by mistake, by name or batch. Their bytes stay here, and no page shows them."""
    from sightline.ingest.rereading.choices import choose_files

    with audited(session, action="withdraw_files") as trail:
        check_files(actor=session.actor)
        words = _reason(session, why, dry_run=dry_run)
        with workspace.lock(owner=session.actor.reader.username, doing="withdraw", now=clock.now_at()):
            parts = choose_files(workspace, names)
            files = _read_files(session, workspace, withdrawn=parts, words=words, kind=WITHDRAWN, progress=progress)
        trail.details = _counts(files)
        trail.add("file", [one.file_sha for one in files])
    return RereadReport(tuple(files), is_kept=bool(words) and bool(files))


def _reason(session: ReaderSession, why: str, *, dry_run: bool) -> str:
    """Why a person with an account decides; empty where nothing is kept."""
    if dry_run:
        return ""
    acting_account(actor=session.actor)
    return check_words(why, today=clock.today(), part="why")


def _path_of(workspace: Workspace, mapping: str) -> Path | None:
    if not mapping:
        return None
    saved = workspace.mappings / f"{mapping}.toml"
    path = saved if saved.is_file() else Path(mapping)
    if not path.is_file():
        raise Usage(
            f"There is no mapping '{mapping}'.",
            code="no_mapping_file",
            what_to_do="Name a TOML file, or one in the workspace's folder 'mappings' without its ending.",
        )
    return path


def _name_of(path: Path) -> str:
    from sightline.ingest.mappings.files import load_mappings

    return load_mappings(path)[0].id.partition("/")[0]


def _only(workspace: Workspace, parts: "Sequence[BatchFile]") -> list[Arriving]:
    from sightline.ingest.rereading.readings import path_of_bytes

    return [Arriving(path_of_bytes(workspace, part)) for part in parts]


def _read_files(
    session: ReaderSession, workspace: Workspace, *, words: str, kind: str, progress: Progress,
    chosen: "Collection[BatchFile]" = (), withdrawn: "Collection[BatchFile]" = (), path: Path | None = None,
) -> "list[ReadFile]":  # fmt: skip
    """Read again. The decision is written before the new readings take their place: without it nothing changes."""
    from sightline.ingest.rereading.readings import Rereading, read_again

    if not chosen and not withdrawn:
        return []
    policy = policy_in_force(workspace.root, on=clock.today())
    said = Rereading(
        workspace, policy, clock.today(), chosen=frozenset(part.name for part in chosen),
        withdrawn=frozenset(part.name for part in withdrawn), mapping_file=path, accepted=list_accepted(),
    )  # fmt: skip

    def keep(staged: Workspace, files: "list[ReadFile]") -> None:
        for one in files:
            if not one.is_withdrawn:
                under = list_agreements(policy, one.after)
                ids = tuple(dict.fromkeys(agreement for _, _, agreement in under))
                line = replace(one.journal, policy=policy.version, agreements=ids, under=under)
                note_states(staged, one.batch, [line])
        body = {"files": sorted(part.file_sha for part in (*chosen, *withdrawn))}
        actor = session.actor
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision, kind=kind, by=actor.reader.username, os_name=actor.os_name, why=words, body=body
            )
            trail = Trail(details={"files": len(files)})
            trail.add("decision", [str(row.sequence)])
            corrected = [each for one in files if not one.is_withdrawn for each in one.record_ids]
            gone = [each for one in files if one.is_withdrawn for each in one.record_ids]
            tell_of_reading(session, corrected=corrected, gone=gone, trail=trail)
            append_entry(actor=actor, action=kind, trail=trail)

    return read_again(said, keep=keep if words else None, progress=progress)


def _counts(files: "Sequence[ReadFile]") -> dict[str, int]:
    return {
        "files": sum(one.is_chosen or one.is_withdrawn for one in files),
        "resting_on_them": sum(not one.is_chosen and not one.is_withdrawn for one in files),
        "read_otherwise": sum(one.is_otherwise for one in files),
    }
