"""How much a received file may hold. `[ingest]` in sightline.toml changes any of them for one workspace.

The numbers are far above any extract seen: they keep one damaged or hostile file from stopping the others.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Annotated

import msgspec

from sightline.rulebook.schema import Written
from sightline.rulebook.settings import read_part
from sightline.store.workspace import SETTINGS_FILE, Workspace
from sightline.workbooks.limits import WorkbookLimits

SECTION = "ingest"
LOWEST, HIGHEST = 1, 1 << 50


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: its bytes; a CSV's rows, columns and characters in a row; a workbook; an archive."""

    file_bytes: int = 4 << 30
    archive_files: int = 1_000
    archive_bytes: int = 4 << 30
    csv_rows: int = 20_000_000
    csv_columns: int = 2_000
    csv_row_characters: int = 8_000_000
    workbook: WorkbookLimits = field(default_factory=WorkbookLimits)


OWN = tuple(each.name for each in fields(Limits) if each.name != "workbook")
OF_WORKBOOK = {f"workbook_{each.name}": each.name for each in fields(WorkbookLimits)}
Bound = Annotated[int, msgspec.Meta(ge=LOWEST, le=HIGHEST)]
WrittenLimits = msgspec.defstruct(
    "WrittenLimits", [(name, Bound | None, None) for name in (*OWN, *OF_WORKBOOK)], bases=(Written,), frozen=True
)


def read_limits(workspace: Workspace) -> Limits:
    """The limits of a workspace; Usage where its settings name one that there is not, or that is no number."""
    if not (workspace.root / SETTINGS_FILE).is_file():
        return Limits()
    said = msgspec.structs.asdict(read_part(WrittenLimits, workspace.settings(), SECTION))
    own = {name: said[name] for name in OWN if said[name] is not None}
    of_workbook = {field: said[name] for name, field in OF_WORKBOOK.items() if said[name] is not None}
    return replace(Limits(workbook=WorkbookLimits(**of_workbook)), **own)
