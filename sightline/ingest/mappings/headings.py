"""Chooses the mapping of a sheet by its headings, and says what is missing where none fits.

A remark in brackets may be there or not, on either side, and a file may have columns that a mapping does not know; they
are kept with the row as it came.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.renamed_headings import RenamedHeading, find_renamed
from sightline.ingest.wording import bare_heading, plain_heading, without_remark
from sightline.model.errors import BadInput

MARKING_HEADING = "sightline marking"
LOOKED_AT = 25


@dataclass(frozen=True, slots=True)
class HeadingFit:
    """How a mapping lies on a row of headings: the column of each field, and the headings that it misses.

    `lacking` are the fields of further columns that are not there, and that a file may lack.
    """

    mapping: Mapping
    at_row: int
    headings: tuple[str, ...]
    places: dict[str, int]
    missing: tuple[str, ...]
    lacking: tuple[str, ...] = ()

    @property
    def covered(self) -> int:
        """How many headings it knows."""
        return len(self.places)

    @property
    def renamed(self) -> tuple[RenamedHeading, ...]:
        """The headings of the file that probably are those of columns that are not there."""
        return find_renamed(columns=self.mapping.columns, places=self.places, headings=self.headings)


def choose_mapping(*, top: Sequence[Sequence[str]], mappings: Sequence[Mapping], sheet: str) -> HeadingFit:
    """The mapping that fits the first rows of a sheet; BadInput where none does, or two do equally well.

    A workspace's own mapping reads only what none that ships fits, or none that ships fits whole and as well.
    """
    rows = [_Row(at_row, tuple(cells)) for at_row, cells in enumerate(top[:LOOKED_AT])]
    whole = [fit for row in rows for fit in _fits_of_row(row, mappings, sheet, whole=True) if fit.covered]
    if not whole:
        raise _none_fits([fit for row in rows for fit in _fits_of_row(row, mappings, sheet) if fit.covered])
    shipped, own = (_best([fit for fit in whole if fit.mapping.is_own is is_own]) for is_own in (False, True))
    chosen = own if not shipped or _reads_as_well(own, shipped) else shipped
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


def _best(fits: Sequence[HeadingFit]) -> list[HeadingFit]:
    """Those that know most headings."""
    most = max((fit.covered for fit in fits), default=0)
    return [fit for fit in fits if fit.covered == most]


def _reads_as_well(own: Sequence[HeadingFit], shipped: Sequence[HeadingFit]) -> bool:
    """Whether a workspace's own mapping knows as many headings as one that ships, and that one lacks a column."""
    return bool(own) and own[0].covered >= shipped[0].covered and all(fit.lacking for fit in shipped)


class _Row:
    """The headings of one row, for looking up: their places by what they say, with and without remark."""

    def __init__(self, at_row: int, headings: tuple[str, ...]) -> None:
        self.at_row, self.headings = at_row, headings
        self.plain: dict[str, list[int]] = {}
        self.bare: dict[str, list[int]] = {}
        for place, heading in enumerate(headings):
            if heading.strip() and len(heading) < 1000:
                self.plain.setdefault(plain_heading(heading), []).append(place)
                self.bare.setdefault(bare_heading(heading), []).append(place)
        self._alike: dict[re.Pattern[str], frozenset[int]] = {}

    def alike(self, pattern: re.Pattern[str]) -> frozenset[int]:
        """The places of headings that a pattern finds, looked for once: mappings have many patterns in common."""
        if pattern not in self._alike:
            found = (at for heading, at in self.plain.items() if pattern.search(heading))
            self._alike[pattern] = frozenset(chain.from_iterable(found))
        return self._alike[pattern]


def _fits_of_row(row: _Row, mappings: Sequence[Mapping], sheet: str, *, whole: bool = False) -> Iterator[HeadingFit]:
    """How mappings lie on a row that has two headings at least; with `whole`, those that miss nothing."""
    if len(row.plain) < 2:
        return
    for mapping in mappings:
        if row.at_row <= mapping.title_rows and (mapping.sheet is None or not sheet or mapping.sheet.search(sheet)):
            fit = _lay(mapping, row, whole=whole)
            if fit:
                yield fit


def lay_mapping(mapping: Mapping, headings: Sequence[str]) -> HeadingFit:
    """How a mapping lies on headings that were read by it before, whichever of them are missing now."""
    fit = _lay(mapping, _Row(0, tuple(headings)), whole=False)
    return fit or HeadingFit(mapping, 0, tuple(headings), {}, ())


def _lay(mapping: Mapping, row: _Row, *, whole: bool) -> HeadingFit | None:
    """How a mapping lies on a row; with `whole` None as soon as a column that it must have is missing."""
    places: dict[str, int] = {}
    for column in mapping.columns.values():
        found = row.plain.get(plain_heading(column.heading)) or row.bare.get(bare_heading(column.heading)) or []
        if len(found) == 1:
            places[column.name] = found[0]
        elif whole and not column.optional and not column.also:
            return None
    taken = set(places.values())
    for column in mapping.columns.values():
        if column.name not in places and column.also:
            close = frozenset[int]().union(*map(row.alike, column.also)) - taken
            if len(close) == 1:
                (places[column.name],) = close
                taken |= close
            elif whole and not column.optional:
                return None
    absent = [column for column in mapping.columns.values() if column.name not in places]
    missing = tuple(column.heading for column in absent if not column.optional)
    return HeadingFit(
        mapping, row.at_row, row.headings, places, missing, tuple(column.name for column in absent if column.optional)
    )


def _none_fits(fits: Sequence[HeadingFit]) -> BadInput:
    nearest = max(fits, key=lambda fit: (2 * fit.covered - len(fit.mapping.columns), fit.covered), default=None)
    if nearest is None:
        return BadInput(
            "No row of headings in this file matches a mapping.",
            code="no_mapping",
            what_to_do="Run 'sightline map FILE': it drafts a mapping for this layout.",
        )
    missing = ", ".join(f"'{without_remark(heading)}'" for heading in nearest.missing)
    needed = {column.name for column in nearest.mapping.columns.values() if not column.optional}
    meant = "".join(f" {one.question}" for one in nearest.renamed if one.name in needed)
    return BadInput(
        f"No mapping fits the headings. The nearest is '{nearest.mapping.id}', which also needs a column for each of "
        f"{missing}.{meant}",
        code="no_mapping",
        what_to_do="Run 'sightline map FILE': it shows what each column would become. Or ask for those columns.",
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
