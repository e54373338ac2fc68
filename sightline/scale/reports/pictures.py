"""The facts of two pictures of a count: who is on which lists, and what each method gives. Small numbers are hidden."""

from collections.abc import Sequence
from datetime import date

from sightline.pictures.counts.facts import Overlap, OverlapStory, RangeStory, ShownMethod
from sightline.pictures.trend_facts import ShownNumber
from sightline.scale.reports.wording import STATUS, in_all, limits
from sightline.scale.results import MethodResult, MethodStatus, Range
from sightline.scale.small_numbers import FEWEST_SHOWN, hide_small, show
from sightline.scale.tables import OverlapTable


def order_overlaps(table: OverlapTable) -> list[tuple[int, str]]:
    """Each combination that anybody is on, and how many: those that are shown by number, then those that are hidden.

    Hidden ones stand in the order of the lists: their place must not say how many they are.
    """
    hidden = hide_small(table)
    filled = [cell for cell in range(len(table.counts)) if table.counts[cell] > 0]
    shown = sorted((cell for cell in filled if cell not in hidden), key=lambda cell: -table.counts[cell])
    return [(cell, f"{table.counts[cell]:,.0f}") for cell in shown] + [
        (cell, hidden[cell]) for cell in filled if cell in hidden
    ]


def places_of(cell: int, lists: int) -> tuple[int, ...]:
    """The lists of a combination, by place."""
    return tuple(place for place in range(lists) if cell >> place & 1)


def tell_overlaps(table: OverlapTable, *, key: str, about: str, up_to: date | None) -> OverlapStory:
    """Of a table in which somebody is on a list."""
    hidden = hide_small(table)
    overlaps = [
        Overlap(places_of(cell, table.t), ShownNumber(said, None if cell in hidden else round(table.counts[cell])))
        for cell, said in order_overlaps(table)
    ]
    return OverlapStory(key, about, table.lists, tuple(overlaps), up_to)


def tell_range(
    results: Sequence[MethodResult], *, key: str, about: str, observed: int, found: Range | None, up_to: date | None
) -> RangeStory:
    """What each method gives; no number of one that people are not shown."""
    seen = ShownNumber(show(observed), None if 0 < observed < FEWEST_SHOWN else observed)
    limits_found = (found.lower, found.upper) if found else None
    return RangeStory(key, about, tuple(map(_row, results)), seen, limits_found, up_to)


def _row(one: MethodResult) -> ShownMethod:
    number, lower, upper = (one.n, one.lower, one.upper) if one.is_shown else (None, None, None)
    return ShownMethod(
        one.method, number, lower, upper, one.status is MethodStatus.ESTIMATE, in_all(one), limits(one),
        STATUS[one.status], one.because,
    )  # fmt: skip
