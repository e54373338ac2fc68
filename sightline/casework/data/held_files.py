"""Files that are held because of their columns: what an import would do, and a person's yes to one of them.

A yes is a decision about the bytes of one file. It names them by their hash, and counts whenever they are imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import acting_account
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_files
from sightline.casework.core.session import ReaderSession
from sightline.escalation import check_words
from sightline.model.errors import Usage
from sightline.store import Workspace
from sightline.store.arrivals import Arriving
from sightline.store.begun_batches import file_ids
from sightline.store.files import sha256_of

if TYPE_CHECKING:
    from sightline.ingest.preview import SheetPreview

COLUMNS_ACCEPTED = "columns_accepted"


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What an import of one file would do; `without_agreement` are its layouts that no agreement in force covers."""

    name: str = field(repr=False)
    sheets: "tuple[SheetPreview, ...]"
    without_agreement: tuple[str, ...]


def preview_files(
    session: ReaderSession, *, workspace: Workspace, paths: Sequence[Path], agency: str = "", organisation: str = "",
    mapping: Path | None = None, received_on: date | None = None,
) -> list[FilePreview]:  # fmt: skip
    """What an import of these files would do. Nothing is kept, so no agreement is needed; those missing are named."""
    from sightline import ingest  # not at the top: a web process reads no file
    from sightline.ingest.preview import PreviewedFile, preview_file

    with audited(session, action="preview_files") as trail:
        check_files(actor=session.actor)
        files = ingest.find_files(paths, limits=ingest.read_limits(workspace)).files
        trail.add("named", file_ids([one.name for one in files], agency=agency, organisation=organisation))
        policy = policy_in_force(workspace.root, on=clock.today())
        received_at = received_on.isoformat() if received_on else clock.now_at()
        found = []
        for one in files:
            said = PreviewedFile(
                workspace,
                one.path,
                one.name,
                received_at,
                one.member,
                agency,
                organisation,
                mapping,
                clock.today(),
                one.attached,
            )
            sheets = tuple(preview_file(said))
            kinds = [(sheet.receipt.agency, sheet.receipt.mapping) for sheet in sheets if sheet.receipt.mapping]
            missing = [layout for whose, layout in kinds if policy.cover(agency=whose, layout=layout) is None]
            found.append(FilePreview(one.name, sheets, tuple(dict.fromkeys(missing))))
        trail.details = {"files": len(found), "held": sum(any(one.faults for one in file.sheets) for file in found)}
    return found


def accept_columns(session: ReaderSession, *, files: Sequence[Arriving], reason: str) -> int:
    """Decide that one file is imported although its columns are above the limits; the decision's number.

    A person with an account decides, and says why.
    """
    with audited(session, action="accept_columns") as trail:
        check_files(actor=session.actor)
        acting_account(actor=session.actor)
        words = check_words(reason, today=clock.today(), part="why")
        if len(files) != 1 or files[0].member:
            raise Usage("You accept one file at a time.", code="one_file", what_to_do="Name one file, and no archive.")
        actor, body = session.actor, {"file_sha": sha256_of(files[0].path)}
        with transaction.atomic(durable=True):
            row = hash_chain.append(
                Decision, kind=COLUMNS_ACCEPTED, by=actor.reader.username, os_name=actor.os_name, why=words, body=body
            )
            trail.add("decision", [str(row.sequence)])
            trail.details = body
            append_entry(actor=actor, action="accept_columns", trail=trail)
    return row.sequence


def list_accepted() -> frozenset[str]:
    """The SHA-256 of each file that a person said yes to. For an import, which checks and audits."""
    return frozenset(row.body["file_sha"] for row in Decision.objects.of_kind(COLUMNS_ACCEPTED))
