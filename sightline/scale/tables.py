"""Who was seen on which lists, as counts: the only thing that an estimate rests on.

The count of those on no list is not nought, it is what is asked for. It never stands in a table, and `counts[0]`, its
place, is always nought.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_LISTS = 12


@dataclass(frozen=True, eq=False)
class OverlapTable:
    """How many people were seen on each combination of lists.

    `counts[m]` is of those on exactly the lists whose bits stand in `m` (list 0 is bit 1, list 1 is bit 2, ...); there
    are 2 ** len(lists). `by_month` has the same for those first seen in each month, where the table is dated. Each of
    `referrals` is a list that was made from, or fed by, another: (made, from). `t` is how many lists there are.
    """

    lists: tuple[str, ...]
    counts: Floats
    by_month: Mapping[str, Floats] = field(default_factory=dict)
    referrals: tuple[tuple[str, str], ...] = ()

    @property
    def t(self) -> int:
        """How many lists there are."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """How many people are on one list or more."""
        return round(float(self.counts.sum()))

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Every two lists, by place."""
        return list(combinations(range(self.t), 2))

    def on(self, *places: int) -> float:
        """How many are on all these lists, whatever else they are on."""
        return float(self.counts[cells_on(self.t, *places)].sum())

    def name(self, *places: int) -> str:
        """The names of these lists, for a sentence."""
        return " and ".join(self.lists[place] for place in places)

    def frequencies(self) -> list[int]:
        """How many are on exactly one list, exactly two, and so on to all."""
        sizes = count_bits(self.t)
        return [round(float(self.counts[sizes == size].sum())) for size in range(1, self.t + 1)]


@dataclass(frozen=True)
class Frequencies:
    """How many people were seen once, twice and so on; `occasions` is how often they could have been, where known."""

    seen: tuple[int, ...]
    occasions: int | None = None

    @property
    def observed(self) -> int:
        """How many people were seen."""
        return sum(self.seen)


def cells_on(t: int, *places: int) -> NDArray[np.bool_]:
    """Which of the 2 ** t cells are of people on all these lists."""
    wanted = sum(1 << place for place in places)
    cells = np.arange(1 << t)
    return np.asarray((cells & wanted) == wanted, dtype=np.bool_)


def count_bits(t: int) -> NDArray[np.int64]:
    """On how many lists each of the 2 ** t cells is."""
    cells = np.arange(1 << t)
    return np.asarray(sum((cells >> place) & 1 for place in range(t)), dtype=np.int64)


def move_cells(table: OverlapTable, lists: Iterable[str], goes_to: Mapping[int, int]) -> OverlapTable:
    """The same people on other lists: bit `old` becomes bit `new`; an old list that goes nowhere is left out.

    Those who are then on no list are no longer seen.
    """
    names = tuple(lists)
    cells = np.arange(1 << table.t)
    moved = np.zeros_like(cells)
    for old, new in goes_to.items():
        moved |= ((cells >> old) & 1) << new

    def move(counts: Floats) -> Floats:
        made = np.bincount(moved, weights=counts, minlength=1 << len(names))
        made[0] = 0
        return np.asarray(made, dtype=np.float64)

    kept = tuple(pair for pair in table.referrals if set(pair) <= set(names))
    return OverlapTable(names, move(table.counts), {m: move(c) for m, c in table.by_month.items()}, kept)


def leave_out_list(table: OverlapTable, place: int) -> OverlapTable:
    """The table without one list."""
    rest = [old for old in range(table.t) if old != place]
    return move_cells(table, (table.lists[old] for old in rest), {old: new for new, old in enumerate(rest)})


def merge_lists(table: OverlapTable, first: int, second: int) -> OverlapTable:
    """The table with two lists made into one."""
    rest = [old for old in range(table.t) if old != second]
    goes_to = {old: new for new, old in enumerate(rest)}
    goes_to[second] = goes_to[first]
    names = [f"{table.lists[first]}+{table.lists[second]}" if old == first else table.lists[old] for old in rest]
    return move_cells(table, names, goes_to)


def look_within(table: OverlapTable, place: int) -> OverlapTable:
    """Of those on one list, who is on which of the others: how many there are truly is then known."""
    within = np.where(cells_on(table.t, place), table.counts, 0.0)
    return leave_out_list(OverlapTable(table.lists, within, {}, table.referrals), place)


def leave_out_empty(table: OverlapTable) -> OverlapTable:
    """The table without lists that nobody is on."""
    kept = [place for place in range(table.t) if table.on(place) > 0]
    if len(kept) == table.t:
        return table
    return move_cells(table, (table.lists[old] for old in kept), {old: new for new, old in enumerate(kept)})
