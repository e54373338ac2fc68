"""Counts how well the columns of a sheet can be read, while its rows are read.

Cells are looked at by what they say, each once a chunk, so that a column of few values costs little.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sightline.ingest.dates.reader import read_birth_date, read_day
from sightline.ingest.quality.columns import ColumnQuality
from sightline.ingest.quality.limits import read_quality_rules
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.wording import without_remark
from sightline.ingest.workshop.contents import has_check_letter, has_several_people, is_age, is_nhs_number
from sightline.ingest.workshop.day_order import read_day_order

CHUNK, REMEMBERED = 4_096, 2_000
OLDEST, YEAR_OF_NOTHING = 120, 1900
Test = Callable[[str], bool]


class QualityCounter:
    """The columns of one sheet, as its accepted rows come by. No date that happened is after `today`."""

    def __init__(self, plan: RowPlan, *, sheet: str, today: date) -> None:
        self.sheet, self._today = sheet, today
        self._formats = plan.mapping.formats
        read = read_day("02/01/2000", self._formats)
        self._against = "day_first" if read is not None and read.first.month == 2 else "month_first"
        by_place = {place: name for name, place in plan.fit.places.items()}
        self._columns = {
            place: [heading, by_place.get(place, "")]
            for place, heading in enumerate(plan.fit.headings)
            if heading.strip()
        }
        self._tests = {place: self._tests_of(plan, by_place.get(place, "")) for place in self._columns}
        self._once = {plan.place(name) for name in _parts(plan, "birth_date", "nhs_number", "upn")}
        self._dates = {plan.place(name) for name in (*_days(plan), *_parts(plan, "birth_date"))}
        self._counts: dict[int, Counter[str]] = {place: Counter() for place in self._columns}
        self._values: dict[int, Counter[str]] = {place: Counter() for place in self._once if place >= 0}
        self._rows: list[list[str]] = []
        self._missing = _list_missing(plan, sheet)

    def add(self, cells: list[str]) -> None:
        """One accepted row, prepared."""
        self._rows.append(cells)
        if len(self._rows) >= CHUNK:
            self._count()

    def finish(self) -> list[ColumnQuality]:
        """Every column that has a heading, and those that the mapping knows and the sheet lacks."""
        self._count()
        return [
            *(self._column(place, heading, name) for place, (heading, name) in self._columns.items()), *self._missing
        ]  # fmt: skip

    def _column(self, place: int, heading: str, name: str) -> ColumnQuality:
        alike = max(self._values.get(place, Counter()).values(), default=0)
        counts: dict[str, Any] = dict(self._counts[place])
        counts["against"] = counts.get(self._against, 0)
        return ColumnQuality(self.sheet, heading, name, **counts, alike=alike)

    def _count(self) -> None:
        for place in self._columns:
            cells = Counter(row[place] for row in self._rows)
            cells.pop("", None)
            self._count_cells(place, cells)
            if place in self._values:
                self._remember(self._values[place], cells)
        self._rows.clear()

    def _count_cells(self, place: int, cells: Counter[str]) -> None:
        counts = self._counts[place]
        counts["filled"] += sum(cells.values())
        for name, holds in self._tests[place]:
            counts[name] += sum(count for cell, count in cells.items() if holds(cell))
        if place in self._dates:
            order = read_day_order([list(cells.elements())])
            counts["day_first"] += order.day_first
            counts["month_first"] += order.month_first

    def _remember(self, values: Counter[str], cells: Counter[str]) -> None:
        """Add what was counted; of very many values the rare ones are forgotten."""
        values.update(cells)
        if len(values) > REMEMBERED:
            kept = values.most_common(REMEMBERED // 2)
            values.clear()
            values.update(dict(kept))

    def _tests_of(self, plan: RowPlan, name: str) -> list[tuple[str, Test]]:
        """What is counted of a field: the count's name, and whether a cell belongs to it."""
        nothing = read_quality_rules().nothing
        tests: list[tuple[str, Test]] = [("empty_words", lambda cell: len(cell) < 12 and cell.casefold() in nothing)]
        if not name:
            return tests
        if name in _parts(plan, "birth_date"):
            tests += [("unread", self._is_no_birth_date), ("implausible", self._is_no_age), ("ages", is_age)]
        elif name in _days(plan):
            happened = name == plan.mapping.recorded or name in _happened(plan)
            tests += [("unread", self._is_no_day), ("implausible", self._is_future if happened else self._is_1900)]
        if name in _parts(plan, "nhs_number"):
            tests.append(("wrong_digits", lambda cell: not is_nhs_number(cell)))
        if name in _parts(plan, "upn"):
            tests.append(("wrong_digits", lambda cell: not has_check_letter(cell)))
        if name in _parts(plan, "surname", "forename", "name"):
            tests.append(("several_people", has_several_people))
        return tests

    def _is_no_birth_date(self, cell: str) -> bool:
        return not is_age(cell) and read_birth_date(cell, self._formats) is None

    def _is_no_day(self, cell: str) -> bool:
        return read_day(cell, self._formats) is None

    def _is_no_age(self, cell: str) -> bool:
        born = read_birth_date(cell, self._formats)
        return born is not None and (
            born.year <= YEAR_OF_NOTHING or born > self._today or self._today.year - born.year > OLDEST
        )

    def _is_1900(self, cell: str) -> bool:
        found = read_day(cell, self._formats)
        return found is not None and found.first.year <= YEAR_OF_NOTHING

    def _is_future(self, cell: str) -> bool:
        found = read_day(cell, self._formats)
        return found is not None and (found.first > self._today or found.first.year <= YEAR_OF_NOTHING)


def _list_missing(plan: RowPlan, sheet: str) -> list[ColumnQuality]:
    near = {one.name: one.written for one in plan.fit.renamed if one.is_likely}
    lacking = (plan.mapping.columns[name] for name in plan.fit.lacking)
    return [
        ColumnQuality(sheet, without_remark(one.heading), one.name, is_missing=True, near=near.get(one.name, ""))
        for one in lacking
    ]


def _days(plan: RowPlan) -> set[str]:
    """The fields that are read as dates, birth dates apart."""
    mapping = plan.mapping
    days = {name for fact in mapping.facts for dating in fact.dates for name in (dating.day, dating.to)}
    return {name for name in (*days, mapping.recorded, *(fact.recorded for fact in mapping.facts)) if name}


def _happened(plan: RowPlan) -> set[str]:
    """The fields whose date cannot be read without the row being refused: they say when something happened."""
    return {column.name for column in plan.mapping.columns.values() if column.essential}


def _parts(plan: RowPlan, *parts: str) -> set[str]:
    """The fields that are these parts of a person; not of a cell that is cut into several."""
    mentions: Iterable[dict[str, str]] = (one.parts for one in plan.mapping.mentions if not one.split)
    return {parts_of[part] for parts_of in mentions for part in parts if part in parts_of}
