"""How much one workbook may hold, and how much the process that reads it may use."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20
EXCEL_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """Each is checked while the file is read, before more is kept of it.

    `rows` is the highest row number of a filled cell, `cells` counts filled rows times used columns of one sheet.
    """

    rows: int = EXCEL_ROWS
    columns: int = 1_024
    cells: int = 50_000_000
    cell_length: int = 1_000_000
    sheets: int = 200
    shared_strings: int = 2_000_000
    shared_characters: int = 100_000_000
    parts: int = 10_000
    unpacked_bytes: int = 1024 * MEBIBYTE
    output_bytes: int = 2048 * MEBIBYTE
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 600
    wall_seconds: int = 1_800
