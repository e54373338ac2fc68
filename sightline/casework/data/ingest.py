"""Takes agencies' files in: one command is one batch, under the workspace's lock.

A file that cannot be read is no error here: it is listed among the rejects or refused, the other files are taken, and
the report says so. Before the first byte is read, an audit row and a receipt of each file say that it was begun.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.agreements import EmergencyPass, Policy
from sightline.casework.agreements.trial import decide_where_invented
from sightline.casework.audit.trail import DONE, Trail, audited, write_entry
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import (
    find_not_shared,
    policy_in_force,
    settle_kind,
    takes_invented,
)
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.disk import disk_full_said, is_disk_full
from sightline.casework.data.held_files import accept_columns, list_accepted
from sightline.casework.disclosures.services import let_in, take_back_unused
from sightline.casework.papers.gate import check_papers
from sightline.casework.retention.gate import refuse_unfinished
from sightline.casework.rolls.sealer import make_sealer
from sightline.model.errors import SightlineError, Usage
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.arrivals import Arriving
from sightline.store.batches import close_batch
from sightline.store.begun_batches import (
    BEGUN,
    REFUSED,
    TAKEN,
    FileReceipt,
    choose_batch,
    file_ids,
    is_whole,
    note_states,
    remove_left_over,
)
from sightline.store.erasures import read_register

if TYPE_CHECKING:
    from sightline.ingest import Receipt, UnreadFile
    from sightline.ingest.rows.roll_rows import RollSealer

logger = logging.getLogger(__name__)
UNFORESEEN = "unforeseen"
NO_AGREEMENT = "no_agreement"
FAILED = "Sightline failed on this file."
SEND_LINES = "Run the command again. If it fails again, send the lines above to your operator."


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The receipts of one command, one a file or sheet, and the files of which nothing was received.

    `passed_over` names what lies in its folders and archives and is not read: nobody may think it was taken.
    """

    batch: int
    receipts: "tuple[Receipt, ...]"
    refused: tuple[FileReceipt, ...] = ()
    passed_over: "tuple[UnreadFile, ...]" = ()

    @property
    def has_rejects(self) -> bool:
        """True where a row, a sheet or a whole file could not be read."""
        return bool(self.refused) or any(receipt.rows_rejected or not receipt.mapping for receipt in self.receipts)

    @property
    def without_agreement(self) -> tuple[FileReceipt, ...]:
        """Files that no agreement in force covers."""
        return tuple(receipt for receipt in self.refused if receipt.code == NO_AGREEMENT)

    @property
    def has_failed(self) -> bool:
        """True where Sightline itself failed on a file."""
        return any(receipt.code == UNFORESEEN for receipt in self.refused)


@dataclass(frozen=True, slots=True)
class Command:
    """What one command said of its files, how each of them came along so far, and under what."""

    workspace: Workspace
    agency: str
    organisation: str
    mapping: Path | None
    received_at: str
    batch: int
    agreed_on: date | None
    emergency: EmergencyPass | None
    sealer: "RollSealer | None" = field(repr=False)
    receipts: "list[Receipt]" = field(default_factory=list)
    refused: list[FileReceipt] = field(default_factory=list)
    ended: list[FileReceipt] = field(default_factory=list)


def ingest_files(
    session: ReaderSession,
    *,
    workspace: Workspace,
    paths: Sequence[Path],
    agency: str = "",
    organisation: str = "",
    mapping: Path | None = None,
    received_on: date | None = None,
    agreed_on: date | None = None,
    emergency: str = "",
    accept: str = "",
    progress: Progress = SILENT,
) -> IngestReport:
    """Import files, and those in folders and archives. BadInput where there is none.

    A file that no agreement in force covers is refused. `agreed_on` is the day that counts for that; else it
    is the day on which each file is reached, which may be the next one where a command passes midnight. The day is
    for rehearsals, which keep nothing and need no papers. Else all is refused where real data lacks a paper.
    `emergency`: why one file is let in without an agreement. `accept`: why one is imported that its columns hold.
    """
    from sightline import ingest  # not at the top: a web process, which only reads, does without it

    with audited(session, action="ingest") as trail:
        check_files(actor=session.actor)
        if agreed_on is None:
            check_papers(workspace)
        refuse_unfinished(workspace)
        is_one_alone = bool(emergency or accept)  # a person decides about the bytes of one file
        found = ingest.find_files(paths, limits=ingest.read_limits(workspace), with_attached=not is_one_alone)
        files = found.files
        now = clock.now_at()
        received_at = read_received(received_on, today=clock.today()) or now
        ingest.choose_mappings(agency=agency, mapping_file=mapping, workspace=workspace)
        # Before any file, agreements that cannot be used are refused.
        policy_in_force(workspace.root, on=agreed_on or clock.today())
        with (
            workspace.lock(owner=session.actor.reader.username, doing="ingest", now=now),
            disk_full_said(workspace.root),
        ):
            decide_where_invented(session.actor, root=workspace.root)
            settle_kind(workspace.root, with_papers=workspace.asks_for_papers)
            remove_left_over(workspace)
            ids = file_ids([one.name for one in files], agency=agency, organisation=organisation)
            batch = choose_batch(workspace, ids)
            sealer = make_sealer(workspace)
            if accept:
                accept_columns(session, files=files, reason=accept)
            let = _let_in(session, files, emergency) if emergency else None
            command = Command(workspace, agency, organisation, mapping, received_at, batch, agreed_on, let, sealer)
            begun = _begin(session, command, files, ids)
            for source, receipt in zip(files, begun, strict=True):
                _take(command, source, receipt, progress)
            if let and command.refused:
                take_back_unused(session, emergency=let)
            if is_whole(workspace, batch):
                close_batch(workspace, batch, now=clock.now_at())
        _note(trail, command)
    return IngestReport(batch, tuple(command.receipts), tuple(command.refused), tuple(found.passed_over))


def _let_in(session: ReaderSession, files: Sequence[Arriving], reason: str) -> EmergencyPass:
    if len(files) != 1 or files[0].member:
        raise Usage("An emergency lets in one file.", code="one_file", what_to_do="Name one file, and no archive.")
    return let_in(session, path=files[0].path, reason=reason)


def _policy(command: Command) -> Policy:
    """What is in force now; in an emergency with the one file, and with what was shared before and is no more."""
    root, day = command.workspace.root, command.agreed_on or clock.today()
    policy = policy_in_force(root, on=day)
    if command.emergency is None:
        return policy
    taken_back = find_not_shared(root, on=day).taken_back
    held = policy.held | {(one.agency, one.layout) for one in taken_back}
    return replace(policy, emergency=command.emergency, held=held)


def _begin(
    session: ReaderSession, command: Command, files: Sequence[Arriving], ids: Sequence[str]
) -> list[FileReceipt]:
    """Audit that these files are begun, and give each a receipt, before a byte of any is read."""
    from sightline.ingest.rows.telling_cells import neutral_name

    trail = Trail(details={"batch": command.batch, "files": len(files)})
    trail.add("named", ids)
    write_entry(session, action="ingest_began", trail=trail, outcome=DONE)
    now, register = clock.now_at(), read_register(command.workspace.root)
    names = [neutral_name(one.name, register) for one in files]
    begun = [
        FileReceipt(command.batch, file_id, name, command.agency, command.organisation, BEGUN, now)
        for name, file_id in zip(names, ids, strict=True)
    ]
    note_states(command.workspace, command.batch, begun)
    return begun


def _take(command: Command, source: Arriving, begun: FileReceipt, progress: Progress) -> None:
    """Take one file in, and note how it ended. Only a full disk, or the end of this process, stops the others."""
    from sightline import ingest

    policy: Policy | None = None
    try:
        policy = _policy(command)
        receipts = ingest.take_file(
            workspace=command.workspace,
            path=source.path,
            member=source.member,
            attached=source.attached,
            attached_as=source.attached_as,
            batch=command.batch,
            received_at=command.received_at,
            agency=command.agency,
            organisation=command.organisation,
            mapping_file=command.mapping,
            policy=policy,
            sealer=command.sealer,
            holds_invented=takes_invented(command.workspace.root),
            accepted=list_accepted(),
            today=clock.today(),
            progress=progress,
        )
        command.receipts.extend(receipts)
        under = list_agreements(policy, receipts)
        agreements = tuple(dict.fromkeys(agreement for _, _, agreement in under))
        ended = replace(begun, state=TAKEN, at=clock.now_at(), agreements=agreements, under=under)
    except Exception as error:
        if is_disk_full(error, command.workspace.root):
            raise
        ended = _refuse(begun, error)
        command.refused.append(ended)
    ended = replace(ended, policy=policy.version if policy else "")
    command.ended.append(ended)
    note_states(command.workspace, command.batch, [ended])


def list_agreements(policy: Policy, receipts: "Sequence[Receipt]") -> tuple[tuple[str, str, str], ...]:
    """Agency, layout and agreement of each sheet of a file; of one that came in an emergency, that."""
    emergency = policy.emergency.emergency_id if policy.emergency else ""
    found = [(one, policy.cover(agency=one.agency, layout=one.mapping)) for one in receipts if one.mapping]
    return tuple(dict.fromkeys((one.agency, one.mapping, by.id if by else emergency) for one, by in found))


def _refuse(begun: FileReceipt, error: Exception) -> FileReceipt:
    """The receipt of a file of which nothing was received."""
    if isinstance(error, SightlineError):
        code, reason, what_to_do = error.code, error.what, error.what_to_do
    else:
        logger.error("a file could not be imported", exc_info=error)
        code, reason = UNFORESEEN, f"{FAILED} ({type(error).__name__})"
        what_to_do = SEND_LINES
    return replace(begun, state=REFUSED, at=clock.now_at(), code=code, reason=reason, what_to_do=what_to_do)


def _note(trail: Trail, command: Command) -> None:
    receipts = command.receipts
    trail.add("file", [receipt.file_sha for receipt in receipts])
    trail.add("named", [receipt.file_id for receipt in command.refused])
    trail.details = {
        "batch": command.batch,
        "rows_read": sum(receipt.rows_read for receipt in receipts),
        "rows_taken": sum(receipt.rows_taken for receipt in receipts),
        "rows_rejected": sum(receipt.rows_rejected for receipt in receipts),
        "rows_sealed": sum(receipt.rows_sealed for receipt in receipts),
        "files_refused": len(command.refused),
        "policy_versions": sorted({one.policy for one in command.ended if one.policy}),
        "agreements": sorted({each for one in command.ended for each in one.agreements}),
    }


def read_received(received_on: date | None, *, today: date) -> str:
    """The given day as a when, empty where none is given; Usage where it has not come yet."""
    if received_on is not None and received_on > today:
        raise Usage(
            "A file cannot be received on a future day.",
            code="received_later",
            what_to_do="Give the day on which it came, or leave --received out.",
        )
    return received_on.isoformat() if received_on else ""
