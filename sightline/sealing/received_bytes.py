"""Keeps the bytes of a roll's file sealed, before any row of it is read: no file here has them in the clear.

Such a file is known by a keyed hash: whoever has the same file, and not the key, does not see that it was received.
"""

import hashlib
from pathlib import Path

from sightline.model.errors import OurFault
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.roll_keys import RollKeys
from sightline.store.files import BEING_WRITTEN, fsync, sha256_of
from sightline.store.received_files import find_sealed, sealed_path
from sightline.store.workspace import Workspace


def seal_bytes(workspace: Workspace, *, source: Path, sha256: str, file_sha: str, keys: RollKeys) -> None:
    """Write a sealed copy of a file with this SHA-256, where there is none. It is read back before it counts.

    `file_sha` is what it is known by.
    OurFault where what is read back is not the file: the import then fails, and nothing of it is kept.
    """
    if find_sealed(workspace, file_sha):
        return
    partial, cipher = workspace.received / f"{file_sha}{BEING_WRITTEN}", RowCipher(keys.rows)
    cipher.seal_file(source, partial, place=file_sha)
    digest = hashlib.sha256()
    for piece in cipher.open_file(partial, place=file_sha):
        digest.update(piece)
    if digest.hexdigest() != sha256:
        raise OurFault("A file could not be sealed.", code="not_sealed", what_to_do="Run the command again.")
    partial.rename(sealed_path(workspace, file_sha, sealed_sha=sha256_of(partial)))
    fsync(workspace.received)
