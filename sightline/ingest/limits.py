"""How much a received file may hold. `[ingest]` in sightline.toml changes any of them for one workspace.

The numbers are far above any extract seen: they keep one damaged or hostile file from stopping the others.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Any

from sightline.model.errors import Usage
from sightline.store.workspace import SETTINGS_FILE, Workspace
from sightline.workbooks.limits import WorkbookLimits

SECTION = "ingest"
LOWEST, HIGHEST = 1, 1 << 50


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file: of its bytes; of a CSV's rows, columns and characters in a row; of a workbook."""

    file_bytes: int = 4 << 30
    csv_rows: int = 20_000_000
    csv_columns: int = 2_000
    csv_row_characters: int = 8_000_000
    workbook: WorkbookLimits = field(default_factory=WorkbookLimits)


OWN = tuple(each.name for each in fields(Limits) if each.name != "workbook")
OF_WORKBOOK = {f"workbook_{each.name}": each.name for each in fields(WorkbookLimits)}


def read_limits(workspace: Workspace) -> Limits:
    """The limits of a workspace; Usage where its settings name one that there is not, or that is no number."""
    if not (workspace.root / SETTINGS_FILE).is_file():
        return Limits()
    written: Any = workspace.settings().get(SECTION, {})
    if not isinstance(written, dict):
        raise _bad(SECTION)
    for name, value in written.items():
        if name not in (*OWN, *OF_WORKBOOK) or type(value) is not int or not LOWEST <= value <= HIGHEST:
            raise _bad(f"{SECTION}.{name}")
    own = {name: value for name, value in written.items() if name in OWN}
    of_workbook = {OF_WORKBOOK[name]: value for name, value in written.items() if name in OF_WORKBOOK}
    return replace(Limits(workbook=WorkbookLimits(**of_workbook)), **own)


def _bad(name: str) -> Usage:
    return Usage(
        f"The setting '{name}' in {SETTINGS_FILE} is not one that Sightline knows, or is not a whole number above 0.",
        code="bad_settings",
        what_to_do="Correct or remove it. The limits are listed in docs/errors-ingest.md.",
    )
