"""Chooses the mapping of a sheet by its headings, and says what is missing where none fits.

A remark in brackets may be there or not, on either side, and a file may have columns that a mapping does not know; they
are kept with the row as it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.ingest.mapping import Mapping
from sightline.ingest.wording import bare_heading, plain_heading, without_remark
from sightline.model.errors import BadInput

MARKING_HEADING = "sightline marking"
LOOKED_AT = 25


@dataclass(frozen=True, slots=True)
class Fit:
    """How a mapping lies on a row of headings: the column of each field, and the headings that are missing."""

    mapping: Mapping
    at_row: int
    headings: tuple[str, ...]
    places: dict[str, int]
    missing: tuple[str, ...]

    @property
    def covered(self) -> int:
        """How many headings it knows."""
        return len(self.places)


def choose_mapping(*, top: Sequence[Sequence[str]], mappings: Sequence[Mapping], sheet: str) -> Fit:
    """The mapping that fits the first rows of a sheet; BadInput where none does, or two do equally well."""
    fits = [
        fit
        for at_row, cells in enumerate(top[:LOOKED_AT])
        for fit in _fits_of_row(at_row, cells, mappings, sheet)
        if fit.covered
    ]
    whole = [fit for fit in fits if not fit.missing]
    if not whole:
        raise _none_fits(fits)
    best = max(fit.covered for fit in whole)
    chosen = [fit for fit in whole if fit.covered == best]
    first_row = min(fit.at_row for fit in chosen)
    chosen = [fit for fit in chosen if fit.at_row == first_row]
    if len({fit.mapping.id for fit in chosen}) > 1:
        names = " and ".join(sorted(fit.mapping.id for fit in chosen))
        raise BadInput(
            f"The headings fit {names} equally well.",
            code="ambiguous_mapping",
            what_to_do="Say which it is with --mapping FILE or --agency AGENCY.",
        )
    return chosen[0]


def _fits_of_row(at_row: int, cells: Sequence[str], mappings: Sequence[Mapping], sheet: str) -> list[Fit]:
    headings = tuple(cells)
    index = _Index(headings)
    if index.filled < 2:
        return []
    return [
        _lay(mapping, at_row, headings, index)
        for mapping in mappings
        if at_row <= mapping.title_rows and (mapping.sheet is None or not sheet or mapping.sheet.search(sheet))
    ]


class _Index:
    """The headings of one row, for looking up."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.plain: dict[str, list[int]] = {}
        self.bare: dict[str, list[int]] = {}
        for place, heading in enumerate(headings):
            if heading.strip() and len(heading) < 1000:
                self.plain.setdefault(plain_heading(heading), []).append(place)
                self.bare.setdefault(bare_heading(heading), []).append(place)
        self.filled = len(self.plain)


def _lay(mapping: Mapping, at_row: int, headings: tuple[str, ...], index: _Index) -> Fit:
    places: dict[str, int] = {}
    taken: set[int] = set()
    for column in mapping.columns.values():
        found = index.plain.get(plain_heading(column.heading)) or index.bare.get(bare_heading(column.heading)) or []
        if len(found) == 1:
            places[column.name] = found[0]
            taken.add(found[0])
    for column in mapping.columns.values():
        if column.name not in places and column.also:
            close = {
                place
                for heading, at in index.plain.items()
                for place in at
                if place not in taken and any(pattern.search(heading) for pattern in column.also)
            }
            if len(close) == 1:
                places[column.name] = close.pop()
                taken.add(places[column.name])
    missing = tuple(c.heading for c in mapping.columns.values() if c.name not in places and not c.optional)
    return Fit(mapping, at_row, headings, places, missing)


def _none_fits(fits: Sequence[Fit]) -> BadInput:
    nearest = max(fits, key=lambda fit: (fit.covered - len(fit.missing), fit.covered), default=None)
    if nearest is None:
        return BadInput(
            "No row of headings was found that any mapping knows.",
            code="no_mapping",
            what_to_do="Write a mapping for this layout (docs/reference/mappings.md) and name it with --mapping FILE.",
        )
    missing = ", ".join(f"'{without_remark(heading)}'" for heading in nearest.missing)
    return BadInput(
        f"No mapping fits the headings. The nearest is '{nearest.mapping.id}', which also wants one column each for "
        f"{missing}.",
        code="no_mapping",
        what_to_do="Ask the agency for the missing columns, or map this layout (docs/reference/mappings.md) and "
        "name it with --mapping FILE.",
    )


def marking_place(headings: Sequence[str]) -> int | None:
    """The column of Sightline Marking, which any layout may carry."""
    for place, heading in enumerate(headings):
        if bare_heading(heading) == MARKING_HEADING:
            return place
    return None


def is_heading_again(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """True where a row repeats the headings, as joined-up extracts do."""
    return [plain_heading(cell) for cell in cells] == [plain_heading(heading) for heading in headings]
