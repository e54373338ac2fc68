"""Erases rows that came in sealed rolls: their keys, what was opened of them, and their lines in the sealed bytes.

What was opened goes last: as long as it is there, the next try finds everything again.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sightline.ingest.closed_rows import close_rows
from sightline.ingest.erasure.received_rows import RowsToCut, cells_of_original, cut_into, has_each
from sightline.ingest.limits import Limits
from sightline.ingest.opened_rows import each_sealed, read_sealed
from sightline.ingest.parts import SOURCE_ROWS
from sightline.ingest.wording import Cells
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.erasure import destroy_bytes, erase_sealed_rows
from sightline.sealing.received_bytes import seal_bytes
from sightline.sealing.roll_keys import RollKeys
from sightline.sealing.sealed_rows import SealedRows
from sightline.store.arrivals import nameless_file
from sightline.store.batches import BatchFile, list_parts
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.files import sha256_of, write_whole
from sightline.store.received_files import SEALED_ROWS, find_cut, find_sealed
from sightline.store.workspace import Workspace

ORIGINAL = SOURCE_ROWS.get_field_index("original")
Content = tuple[str, str]


def find_sealed_cells(
    workspace: Workspace, *, handles: Collection[str], keys: RollKeys
) -> Mapping[BatchFile, list[Cells]]:
    """What these rows say in each file that has them sealed; a file that only saw them again has them too."""
    said: dict[Content, Cells] = {}
    sighted: dict[BatchFile, list[Content]] = defaultdict(list)
    for part in list_parts(workspace):
        path = part.folder / SEALED_ROWS
        if path.is_file():
            with closing(SealedRows(path)) as rows:
                for row in rows.take(handles):
                    if not row.is_erased:
                        (stored,) = read_sealed(row, keys=keys).said["source_row"]
                        said[row.handle, row.content] = cells_of_original(stored[ORIGINAL])
        table = pq.read_table(part.path("sighting"), columns=["row_id", "content"], partitioning=None)
        kept = table.filter(pc.is_in(table.column(0), value_set=_texts(handles)))
        for content in zip(*(column.to_pylist() for column in kept.columns), strict=True):
            sighted[part].append(content)
    return {part: [said[one] for one in contents if one in said] for part, contents in sighted.items()}


def cut_sealed(
    workspace: Workspace, *, file_sha: str, rows: RowsToCut, limits: Limits, keys: RollKeys, for_erasure: str
) -> bool:
    """Seal a received file again without these rows; whether each was found. Else nothing of its bytes is kept."""
    path, cut_before = find_sealed(workspace, file_sha), workspace.received / "sealed-cut.json"
    known = json.loads(cut_before.read_text(encoding="ascii")) if cut_before.is_file() else {}
    if path and known.get(path.name) == for_erasure:
        return True
    folder = workspace.received
    size = path.stat().st_size if path else 0
    with nameless_file(folder, size=size) as plain, nameless_file(folder, size=size) as left:
        if path:
            _open_into(plain, path, file_sha=file_sha, keys=keys)
        is_whole = cut_into(plain, left, rows=rows, limits=limits, folder=workspace.batches) if path else True
        destroy_bytes(workspace, file_sha=file_sha)
        seal_bytes(workspace, source=left, sha256=sha256_of(left), file_sha=file_sha, keys=keys)
    again = find_sealed(workspace, file_sha)
    write_whole(cut_before, json.dumps({**known, **({again.name: for_erasure} if again else {})}))
    return is_whole


def find_each_sealed(workspace: Workspace, *, file_sha: str, rows: RowsToCut, limits: Limits, keys: RollKeys) -> bool:
    """Whether a sealed file has each of these rows, so that its other bytes are kept. Nothing is written."""
    path = find_sealed(workspace, file_sha)
    if path is None or path.stat().st_size == 0:
        return True
    with nameless_file(workspace.received, size=path.stat().st_size) as plain:
        _open_into(plain, path, file_sha=file_sha, keys=keys)
        return has_each(plain, rows=rows, limits=limits, folder=workspace.batches)


def _open_into(plain: Path, sealed: Path, *, file_sha: str, keys: RollKeys) -> None:
    with plain.open("wb") as stream:
        for piece in RowCipher(keys.rows).open_file(sealed, place=file_sha):
            stream.write(piece)


def is_sealed_file(workspace: Workspace, file_sha: str) -> bool:
    """Whether a received file is kept sealed, or was until an erasure that died took its bytes away."""
    in_the_clear = (workspace.received / file_sha).is_file() or find_cut(workspace, file_sha)
    return not in_the_clear


def list_sealed(workspace: Workspace, register: ErasureRegister) -> set[str]:
    """The handles of the rows here that nobody opened and that are in the register: none once all are gone."""
    if not register.has(ErasedKind.SEALED):
        return set()
    return {one for rows in each_sealed(workspace) for one in rows.handles() if register.holds(ErasedKind.SEALED, one)}


def forget_sealed(workspace: Workspace, *, handles: Collection[str], keys: RollKeys) -> None:
    """Destroy the keys of these rows, then take away what was opened of them."""
    erase_sealed_rows(workspace, handles=handles)
    close_rows(workspace, handles=handles, keys=keys)


def _texts(handles: Collection[str]) -> pa.Array:
    return pa.array(sorted(handles), pa.string())
