"""Erases sealed rows: destroys the key of each and the hashes that it was found by, in every file that has it.

What stays is that there was a row. Three things are the caller's: rows that are open, which are in tables of their own;
the sealed copy of the received file, which has the row too (`destroy_bytes`); and that no later file brings it again.
"""

import os
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from sightline.model.errors import OurFault
from sightline.sealing.sealed_rows import MOST_ASKED
from sightline.store.batches import BatchFile, list_parts
from sightline.store.checksums import hash_file
from sightline.store.files import BEING_WRITTEN, fsync, write_whole
from sightline.store.received_files import ROWS_HASH, SEALED_ROWS, find_sealed, list_rows_hashes
from sightline.store.workspace import Workspace

FORGET = "UPDATE sealed_row SET wrapped = x'', sealed = x'' WHERE handle IN (?) AND length(wrapped) > 0"
PURGE = """
DELETE FROM link_hash WHERE subject NOT IN (SELECT subject FROM sealed_row WHERE length(wrapped) > 0)
"""


def erase_sealed_rows(workspace: Workspace, *, handles: Collection[str]) -> int:
    """Destroy the keys of these rows in every file; how many rows of files were erased.

    A handle is `RollKeys.handle` of the row's id. No key of the workspace is needed. The caller holds the workspace's
    lock. Erasing what is erased changes nothing. OurFault where a file's sealed rows are damaged.
    """
    wanted = sorted(set(handles))
    return sum(_erase(part, wanted) for part in list_parts(workspace) if (part.folder / SEALED_ROWS).is_file())


def destroy_bytes(workspace: Workspace, *, file_sha: str) -> bool:
    """Remove the sealed copy of a received file, and with it its key; whether there was one.

    The file is then missing for whoever checks received files: the caller says which were erased.
    """
    path = find_sealed(workspace, file_sha)
    if path is None:
        return False
    path.unlink()
    fsync(workspace.received)
    return True


def _erase(part: BatchFile, handles: list[str]) -> int:
    """Write the file anew without the keys. Both hashes are beside it while one file takes the other's place."""
    path = part.folder / SEALED_ROWS
    try:
        if not _holds(path, handles):
            return 0
    except sqlite3.DatabaseError:
        raise _damaged(part) from None
    before = hash_file(path)
    if before not in list_rows_hashes(part.folder):
        raise _damaged(part)
    partial = part.folder / f"{SEALED_ROWS}{BEING_WRITTEN}"
    erased = _write_without(path, partial, handles)
    after = hash_file(partial)
    write_whole(part.folder / ROWS_HASH, f"{before}\n{after}")
    partial.rename(path)
    fsync(part.folder)
    write_whole(part.folder / ROWS_HASH, after)
    return erased


def _damaged(part: BatchFile) -> OurFault:
    return OurFault(
        "Sealed rows are damaged, so none of them can be erased.",
        code="sealed_damaged",
        where=f"{part.batch}:{part.file_sha}",
        what_to_do="Put the file back from a backup.",
    )


def _holds(path: Path, handles: list[str]) -> bool:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return any(
            connection.execute(
                f"SELECT 1 FROM sealed_row WHERE length(wrapped) > 0 AND handle IN ({_places_for(some)}) LIMIT 1", some
            ).fetchone()
            for some in _portions(handles)
        )


def _write_without(path: Path, partial: Path, handles: list[str]) -> int:
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path)) as before, closing(sqlite3.connect(partial)) as connection:
        before.backup(connection)
        connection.executescript("PRAGMA secure_delete = ON; PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY;")
        erased = sum(
            connection.execute(FORGET.replace("(?)", f"({_places_for(some)})"), some).rowcount
            for some in _portions(handles)
        )
        connection.execute(PURGE)
        connection.commit()
        connection.execute("VACUUM")
    return erased


def _portions(handles: list[str]) -> list[list[str]]:
    return [handles[at : at + MOST_ASKED] for at in range(0, len(handles), MOST_ASKED)]


def _places_for(some: list[str]) -> str:
    return ", ".join("?" * len(some))
