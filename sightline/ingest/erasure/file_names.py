"""Gives files another name where theirs says what erased rows said: in import summaries, rejects and journals."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.ingest.rows.telling_cells import NEUTRAL, neutral_name
from sightline.model.schema import REJECT
from sightline.store.batches import JOURNAL, RECEIPTS, list_parts
from sightline.store.erasures import ErasedKind, ErasureRegister
from sightline.store.files import BEING_WRITTEN, fsync, write_whole
from sightline.store.workspace import Workspace

COLUMN = "source_file"


def rename_files(workspace: Workspace, register: ErasureRegister) -> int:
    """Put neutral names in place of such names, again and again with the same result; how many files had one."""
    if not register.has(ErasedKind.CELL):
        return 0
    renamed = 0
    for part in list_parts(workspace):
        renamed += _rename_in(part.path(RECEIPTS), register)
        if part.path(REJECT.name).is_file():
            _rename_in(part.path(REJECT.name), register)
    for path in sorted(workspace.batches.glob(f"[0-9]*/{JOURNAL}")):
        _rename_in_journal(path, register)
    return renamed


def list_renamed(workspace: Workspace, register: ErasureRegister) -> list[str]:
    """The neutral names that files have."""
    if not register.has(ErasedKind.CELL):
        return []
    names = {one for part in list_parts(workspace) for one in _names_in(part.path(RECEIPTS))}
    return sorted(one for one in names if one.startswith(NEUTRAL))


def _names_in(path: Path) -> list[str]:
    found: list[str] = pq.read_table(path, columns=[COLUMN], partitioning=None)[0].to_pylist()
    return found


def _rename_in(path: Path, register: ErasureRegister) -> bool:
    """Whether a table of a file had such a name, and now has another."""
    table = pq.read_table(path, partitioning=None)
    before = table.column(COLUMN).to_pylist()
    after = [neutral_name(one, register) for one in before]
    if after == before:
        return False
    place = table.schema.get_field_index(COLUMN)
    partial = path.with_name(f"{path.name}{BEING_WRITTEN}")
    column = pa.array(after, table.schema.field(place).type)
    pq.write_table(table.set_column(place, table.schema.field(place), column), partial, compression="zstd")
    fsync(partial)
    partial.rename(path)
    fsync(path.parent)
    return True


def _rename_in_journal(path: Path, register: ErasureRegister) -> None:
    """A line that cannot be read may have anything, and says nothing: it goes."""
    before = path.read_text(encoding="utf-8", errors="replace")
    lines = [_rename_in_line(line, register) for line in before.splitlines() if line]
    after = "".join(f"{line}\n" for line in lines if line)
    if after != before:
        write_whole(path, after)
        path.chmod(0o600)


def _rename_in_line(line: str, register: ErasureRegister) -> str:
    try:
        said = json.loads(line)
        name = said[COLUMN]
    except (ValueError, TypeError, KeyError):
        return ""
    new = neutral_name(name, register)
    if new == name:
        return line
    return json.dumps({key: each.replace(name, new) if isinstance(each, str) else each for key, each in said.items()})
