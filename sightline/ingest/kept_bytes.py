"""Keeps the bytes of a file before anything that was read from them is written: in the clear, or sealed.

Where the file may have to be sealed, its bytes are read where no folder names them. So a process that dies leaves
nothing of them in the clear.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sightline.ingest.attachments import open_copy
from sightline.ingest.erasure.received_rows import RowsToCut, cut_into, cut_received
from sightline.ingest.limits import Limits
from sightline.sealing.erasure import destroy_bytes
from sightline.sealing.received_bytes import seal_bytes
from sightline.sealing.roll_keys import RollKeys
from sightline.store.arrivals import Arriving, NamelessCopy, nameless_file
from sightline.store.files import sha256_of
from sightline.store.workspace import Workspace


@contextmanager
def copy_bytes(
    workspace: Workspace, source: Arriving, *, limits: Limits, keys: RollKeys | None
) -> Iterator[NamelessCopy]:
    """The bytes of a file, for as long as they are read: without a name where there are keys to seal them with."""
    if keys or source.attached:
        with open_copy(source, folder=workspace.received, limits=limits) as copy:
            if not keys:
                copy.keep(workspace.received)
            yield copy
        return
    sha256 = workspace.keep(source.path, member=source.member, biggest=limits.file_bytes)
    yield NamelessCopy(workspace.received / sha256, sha256)


def list_ids(copy: NamelessCopy, keys: RollKeys | None) -> tuple[str, ...]:
    """What a file may be known by: its SHA-256, and where it is sealed a keyed hash of that."""
    return (copy.sha256, keys.file_id(copy.sha256)) if keys else (copy.sha256,)


def keep_bytes(workspace: Workspace, copy: NamelessCopy, *, keys: RollKeys | None, is_sealed: bool) -> str:
    """Keep the bytes, and say what the file is known by."""
    if keys and is_sealed:
        file_sha = keys.file_id(copy.sha256)
        seal_bytes(workspace, source=copy.path, sha256=copy.sha256, file_sha=file_sha, keys=keys)
        return file_sha
    if keys:
        copy.keep(workspace.received)
    return copy.sha256


def cut_bytes(
    workspace: Workspace, copy: NamelessCopy, *, file_sha: str, keys: RollKeys | None, limits: Limits,
    erased: Collection[tuple[str, ...]],
) -> None:  # fmt: skip
    """Keep the bytes without rows that were erased before: of a sealed file another sealed copy."""
    rows = frozenset(erased)
    cut = RowsToCut(rows, tuple(frozenset({one}) for one in rows))
    if not keys or file_sha == copy.sha256:
        cut_received(workspace, file_sha=file_sha, rows=cut, limits=limits)
        return
    with nameless_file(workspace.received, size=copy.path.stat().st_size) as left:
        cut_into(copy.path, left, rows=cut, limits=limits, folder=workspace.batches)
        destroy_bytes(workspace, file_sha=file_sha)
        seal_bytes(workspace, source=left, sha256=sha256_of(left), file_sha=file_sha, keys=keys)
