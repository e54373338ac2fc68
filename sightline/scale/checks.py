"""How far the number moves when the table is a little other than it is: a list less, two as one, links missed.

None of these is an estimate. They show what the estimate hangs on; where it moves far, it should not be relied on,
whatever its interval says.
"""

import math
from collections.abc import Iterator
from itertools import accumulate

import numpy as np

from sightline.scale.methods.chao import estimate_unseen
from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import fit_model, main_effects
from sightline.scale.methods.stepwise import choose_stepwise
from sightline.scale.results import TableCheck
from sightline.scale.tables import (
    Floats,
    OverlapTable,
    count_bits,
    leave_out_empty,
    leave_out_list,
    look_within,
    merge_lists,
)

SHARES_OF_LINKS = (0.05, 0.1)
SHARES_OF_LISTINGS = (0.6, 0.7, 0.8, 0.9, 1.0)
FEWEST_WITHIN = 5


def check_table(*, table: OverlapTable) -> list[TableCheck]:
    """All checks of a table that has two lists or more."""
    checks = [_check("as it is", "", table)]
    if table.t > 2:
        checks += [
            _check("without a list", f"without {name}", leave_out_list(table, place))
            for place, name in enumerate(table.lists)
        ]
        checks += [_check("two lists as one", table.name(*pair), merge_lists(table, *pair)) for pair in table.pairs]
        checks += _within_lists(table)
    checks += _months(table)
    checks += _links(table)
    checks += [
        _check("fewer listings", f"{share:.0%} of the listings", _with(table, thin_listings(table, share)))
        for share in SHARES_OF_LISTINGS
    ]
    return checks


def quick_numbers(table: OverlapTable) -> tuple[float | None, float | None, float | None]:
    """How many in all by independent lists, by Chao, and stepwise; None where a method gives nothing."""
    table = leave_out_empty(table)
    if table.t < 2:
        return None, None, None
    seen = float(table.counts.sum())
    sizes = count_bits(table.t)
    once, twice = (float(table.counts[sizes == size].sum()) for size in (1, 2))
    unseen, _ = estimate_unseen(once=once, twice=twice, occasions=table.t)
    chao = seen + unseen if twice and once >= 1 else None
    if check_model(table.counts, table.t, main_effects(table.t)) is not Verdict.GOOD:
        return None, chao, None
    independent = seen + fit_model(table.counts, table.t, main_effects(table.t)).unseen
    chosen = choose_stepwise(table.counts, table.t).fit
    return independent, chao, seen + chosen.unseen if chosen and math.isfinite(chosen.unseen) else None


def miss_links(table: OverlapTable, share: float) -> Floats:
    """What the table would look like if this share of the people on several lists were each taken for two people.

    One of the lists that such a person is on, each as likely as another, then counts somebody of its own.
    """
    counts = table.counts.copy()
    sizes = count_bits(table.t)
    for cell in np.flatnonzero((sizes > 1) & (table.counts > 0)):
        places = [place for place in range(table.t) if int(cell) >> place & 1]
        moved = share * table.counts[cell]
        counts[cell] -= moved
        for place in places:
            counts[1 << place] += moved / len(places)
            counts[int(cell) & ~(1 << place)] += moved / len(places)
    return np.asarray(counts)


def find_links(table: OverlapTable, share: float) -> Floats:
    """What the table would look like if this share of all true links had been missed, and were now found.

    What was taken for two people becomes one again, as far as there are two who could be.
    """
    counts = table.counts.copy()
    sizes = count_bits(table.t)
    for cell in np.flatnonzero((sizes > 1) & (table.counts > 0)):
        places = [place for place in range(table.t) if int(cell) >> place & 1]
        missed = share / (1 - share) * table.counts[cell] / len(places)
        for place in places:
            alone, rest = 1 << place, int(cell) & ~(1 << place)
            joined = min(missed, counts[alone], counts[rest])
            counts[[alone, rest]] -= joined
            counts[cell] += joined
    return np.asarray(counts)


def thin_listings(table: OverlapTable, share: float) -> Floats:
    """The table to be expected if each listing of a person had been made with this chance alone."""
    counts = table.counts
    for place in range(table.t):
        bit = 1 << place
        on = (np.arange(len(counts)) & bit) > 0
        kept = np.where(on, counts * share, counts)
        lost = np.where(on, counts * (1 - share), 0.0)
        kept[~on] += lost[on]
        counts = kept
    thinned: Floats = np.array(counts)
    thinned[0] = 0
    return thinned


def _check(kind: str, what: str, table: OverlapTable, truth: int | None = None) -> TableCheck:
    return TableCheck(kind, what, float(table.counts.sum()), *quick_numbers(table), truth)


def _with(table: OverlapTable, counts: Floats) -> OverlapTable:
    return OverlapTable(table.lists, counts)


def _within_lists(table: OverlapTable) -> Iterator[TableCheck]:
    """Each list taken as all there are: how many of them would be estimated from the other lists?"""
    for place, name in enumerate(table.lists):
        within = leave_out_empty(look_within(table, place))
        if within.observed >= FEWEST_WITHIN:
            yield _check("within a list", f"of those on {name}", within, round(table.on(place)))


def _months(table: OverlapTable) -> Iterator[TableCheck]:
    if len(table.by_month) < 2:
        return
    for month, counts in table.by_month.items():
        yield _check("without a month", f"without {month}", _with(table, table.counts - counts))
    heaped = accumulate(table.by_month.values(), np.add)
    for month, counts in zip(table.by_month, heaped, strict=True):
        yield _check("as data grew", f"up to {month}", _with(table, np.asarray(counts)))


def _links(table: OverlapTable) -> Iterator[TableCheck]:
    for share in SHARES_OF_LINKS:
        yield _check("links", f"{share:.0%} more of the links missed", _with(table, miss_links(table, share)))
        yield _check("links", f"{share:.0%} of the missed links found", _with(table, find_links(table, share)))
