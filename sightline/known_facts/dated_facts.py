"""One dated fact of one row, with the days on which it was known: what every conclusion is counted from.

`known_until` ends a fact that a corrected version took away. It does not end because time passes.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.model.visibility import Scope

EVER = date.max


@dataclass(frozen=True, slots=True, order=True)
class DatedFact:
    """One dated fact of one row, as long as it was known: from a day, until a corrected version took its place."""

    source_file: str
    source_row: int
    row_id: str
    name: str = field(repr=False)
    known_from: date
    known_until: date = EVER
    record_id: str = ""
    agency: str = ""
    restricted: bool = False
    organisation: str = ""
    layout: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where the row stands: file, then row."""
        return (self.source_file, self.source_row)

    @property
    def scope(self) -> Scope:
        """What decides who sees it."""
        return Scope(self.agency, self.organisation, self.layout, self.restricted)
