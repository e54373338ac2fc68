"""What a wide table is made of, whatever its form: a heading for each column, and rows of texts and days.

Its agencies have a letter and a colour, so that a reader who sees no colours reads the letter.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

GridValue = str | date
# Letters and dark colours on which white is read: at least 4.5 to 1.
COLOURS = {
    "CS": "590235", "PO": "2666F0", "SC": "825818", "HE": "028464", "YS": "2F109C", "HO": "232D08", "LI": "4A6074",
    "PA": "3D3D3D",
}  # fmt: skip
OTHER_COLOUR = "505A5F"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its heading, how wide it is beside the others, and whether it holds an agency's letters."""

    heading: str
    width: int
    has_letters: bool = False


@dataclass(frozen=True, slots=True)
class GridDocument:
    """A wide table. `header` is on each page and says how safe it must be kept; `preface` says who made it and why.

    `own_rows` are the places of rows whose words are Sightline's own, and no agency's. `watermark` is on each page, and
    is the first line: who exported it, when and what for.
    """

    title: str = field(repr=False)
    header: str
    preface: tuple[str, ...] = field(repr=False)
    made_by: str
    made_at: datetime
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[GridValue, ...], ...] = field(repr=False)
    own_rows: frozenset[int] = frozenset()
    watermark: str = field(default="", repr=False)


def shown_value(value: GridValue) -> str:
    """A value as text: a day as `22 May 2016`."""
    return value if isinstance(value, str) else f"{value.day} {value:%B %Y}"
