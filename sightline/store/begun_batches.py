"""What an ingest command set out to take in, written before it reads a byte: so that one that died is seen afterwards.

Each batch has a journal, one JSON object a line: every file of the command as begun, and later how it ended. A batch
with a file that has not ended is not closed. A file that ends in a later batch is no longer open in an earlier one.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields

from sightline.store.batches import JOURNAL, batch_folder, list_parts, next_batch
from sightline.store.files import fsync
from sightline.store.received_files import CUT, SEALED
from sightline.store.workspace import Workspace

BEGUN, TAKEN, REFUSED = "begun", "taken", "refused"
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """One file of one command, and how far it came: begun, taken, or refused with a code and what to do.

    `file_id` is a hash of its name and of what the command said of it, so that an audit row can name it.
    `policy` is the version of the agreements by which it was judged, `agreements` the ids of those that cover it.
    `under`: agency, layout and agreement of each of its sheets.
    """

    batch: int
    file_id: str
    source_file: str
    agency: str
    organisation: str
    state: str
    at: str
    code: str = ""
    reason: str = ""
    what_to_do: str = ""
    policy: str = ""
    agreements: tuple[str, ...] = ()
    under: tuple[tuple[str, str, str], ...] = ()


def file_ids(names: Sequence[str], *, agency: str, organisation: str) -> list[str]:
    """An id for each file of a command; of two files of one name the second has an id of its own."""
    times: dict[str, int] = {}
    found = []
    for name in names:
        times[name] = times.get(name, 0) + 1
        said = "\x1f".join((name, agency, organisation, str(times[name])))
        found.append(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20])
    return found


def choose_batch(workspace: Workspace, ids: Iterable[str]) -> int:
    """The batch of an interrupted command that these files go on with, else a new one."""
    wanted = set(ids)
    open_in = [receipt.batch for receipt in list_unfinished(workspace) if receipt.file_id in wanted]
    return max(open_in) if open_in else next_batch(workspace)


def note_states(workspace: Workspace, batch: int, receipts: Iterable[FileReceipt]) -> None:
    """Append lines to a batch's journal, and make them survive a power cut."""
    folder = batch_folder(workspace, batch)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / JOURNAL
    lines = "".join(json.dumps(asdict(receipt)) + "\n" for receipt in receipts)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as stream:
        if stream.seek(0, os.SEEK_END) and not _ends_whole(stream.fileno()):
            lines = "\n" + lines
        stream.write(lines.encode("ascii"))
        stream.flush()
        os.fsync(stream.fileno())
    fsync(folder)


def _ends_whole(handle: int) -> bool:
    return os.pread(handle, 1, os.fstat(handle).st_size - 1) == b"\n"


def read_journal(workspace: Workspace, batch: int) -> dict[str, FileReceipt]:
    """The last state of each file of a batch, by id. A line that was cut off in writing says nothing."""
    path = batch_folder(workspace, batch) / JOURNAL
    found: dict[str, FileReceipt] = {}
    if not path.exists():
        return found
    names = {each.name for each in fields(FileReceipt)}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            said = json.loads(line)
            named = {name: value for name, value in said.items() if name in names}
            under = tuple((agency, layout, agreement) for agency, layout, agreement in named.get("under", ()))
            receipt = FileReceipt(**named | {"agreements": tuple(named.get("agreements", ())), "under": under})
        except (ValueError, TypeError, AttributeError):
            continue
        found[receipt.file_id] = receipt
    return found


def list_file_receipts(workspace: Workspace) -> list[FileReceipt]:
    """Each file's newest receipt that is not of a taken file: begun and not ended, or refused. Oldest batch first."""
    newest: dict[str, FileReceipt] = {}
    for path in sorted(workspace.batches.glob(f"[0-9]*/{JOURNAL}")):
        newest |= read_journal(workspace, int(path.parent.name))
    return sorted((each for each in newest.values() if each.state != TAKEN), key=lambda each: (each.batch, each.at))


def list_agreed_imports(workspace: Workspace) -> dict[tuple[str, str], str]:
    """By agency and layout, the agreement under which the last file of them was imported."""
    return {(agency, layout): agreement for one in list_imports(workspace) for agency, layout, agreement in one.under}


def stamp_journals(workspace: Workspace) -> tuple[tuple[str, int], ...]:
    """The journal of each batch and when it was last written, in nanoseconds: what changes with every import."""
    found = workspace.batches.glob(f"[0-9]*/{JOURNAL}")
    return tuple(sorted((path.parent.name, path.stat().st_mtime_ns) for path in found))


def list_imports(workspace: Workspace) -> list[FileReceipt]:
    """The receipt of every file that was taken, oldest batch first."""
    return [
        receipt
        for path in sorted(workspace.batches.glob(f"[0-9]*/{JOURNAL}"))
        for receipt in read_journal(workspace, int(path.parent.name)).values()
        if receipt.state == TAKEN
    ]


def list_unfinished(workspace: Workspace) -> list[FileReceipt]:
    """The files that were begun and have not ended. While an ingest is at work, its own are among them."""
    return [receipt for receipt in list_file_receipts(workspace) if receipt.state == BEGUN]


def is_whole(workspace: Workspace, batch: int) -> bool:
    """True where every file of the batch has ended."""
    return all(receipt.state != BEGUN for receipt in read_journal(workspace, batch).values())


def remove_left_over(workspace: Workspace) -> None:
    """Remove what an ingest that died was writing, and bytes of which no batch says anything.

    The caller holds the workspace's lock.
    """
    for path in workspace.received.glob("*.partial"):
        path.unlink()
    for folder in workspace.batches.glob("[0-9]*/*.partial"):
        shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
    held = {part.file_sha for part in list_parts(workspace)}
    replaced = {path.name.partition(".")[0] for kind in (SEALED, CUT) for path in workspace.received.glob(f"*{kind}")}
    for path in workspace.received.glob("*"):
        file_sha = path.name.partition(".")[0]
        is_copied = path.name == file_sha and file_sha in replaced
        if SHA256.fullmatch(file_sha) and (file_sha not in held or is_copied):
            path.unlink()
