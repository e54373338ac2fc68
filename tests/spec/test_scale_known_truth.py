"""Drawn populations whose true number is known: the bound stays below it, and the range of small ones reaches it."""

from collections.abc import Sequence

import numpy as np
import pytest

from sightline.scale.estimates import _averaged, _independent, _unlike, find_bound
from sightline.scale.methods.chao import estimate_chao
from sightline.scale.methods.chao_by_list import estimate_by_list
from sightline.scale.refusals import find_upper, reach_too_far
from sightline.scale.reports.wording import say_result
from sightline.scale.results import Estimate, MethodResult, MethodStatus, Range
from sightline.scale.tables import OverlapTable, leave_out_empty

DRAWN = 30


def draw(
    chance: np.random.Generator, people: int, chances: Sequence[float], *, spread: float, odds: float
) -> OverlapTable:
    """Who is on which list. `spread`: of people's log-odds; `odds`: of the second list for those on the first."""
    base = np.log(np.array(chances) / (1 - np.array(chances)))[None, :] + chance.normal(0, spread, size=(people, 1))
    on = np.zeros((people, len(chances)), dtype=np.int64)
    for place in range(len(chances)):
        own = base[:, place] + (np.log(odds) * on[:, 0] if place == 1 else 0.0)
        on[:, place] = chance.random(people) < 1 / (1 + np.exp(-own))
    counts = np.bincount(on @ (1 << np.arange(len(chances))), minlength=1 << len(chances)).astype(np.float64)
    counts[0] = 0
    return leave_out_empty(OverlapTable(tuple("ABCDEF"[: len(chances)]), counts))


@pytest.mark.parametrize(
    ("people", "chances", "spread", "odds"),
    [
        (1000, (0.4, 0.05, 0.05, 0.03), 0.0, 1.0),  # one large list and three small
        (250, (0.4, 0.05, 0.05, 0.03), 0.0, 1.0),
        (250, (0.3, 0.3, 0.05), 0.0, 0.25),  # two lists that keep people off each other
        (1000, (0.15, 0.12, 0.1, 0.08), 1.0, 1.0),  # people who differ
    ],
)
def test_the_bound_is_not_above_the_truth(people: int, chances: Sequence[float], spread: float, odds: float) -> None:
    tables = [
        draw(np.random.default_rng([number, people]), people, chances, spread=spread, odds=odds)
        for number in range(DRAWN)
    ]
    above = [find_bound([estimate_by_list(table=one)], one.observed) > people for one in tables]
    assert sum(above) <= 1  # limits that hold 95 times in 100
    assert any(find_bound([estimate_by_list(table=one)], one.observed) > one.observed for one in tables)


def test_the_old_formula_calls_itself_a_bound_and_lies_above_where_one_list_is_large() -> None:
    tables = [
        draw(np.random.default_rng(one), 1000, (0.4, 0.05, 0.05, 0.03), spread=0.0, odds=1.0) for one in range(10)
    ]
    assert sum((estimate_chao(table=one).lower or 0) > 1000 for one in tables) >= 5


def quick(table: OverlapTable) -> list[MethodResult]:
    """The methods that draw nothing."""
    return [_independent(table), _averaged(table), _unlike(table), estimate_by_list(table=table)]


def test_the_range_of_a_small_population_whose_people_differ_reaches_the_truth() -> None:
    """Without what so small a table cannot exclude, the upper limit lies below the truth in many."""
    answers = [
        quick(draw(np.random.default_rng([7, one]), 250, (0.25, 0.2, 0.15, 0.15), spread=1.0, odds=1.0))
        for one in range(DRAWN)
    ]
    before = [max(one.upper or 0 for one in some if one.stands) < 250 for some in answers]
    after = [find_upper(some) < 250 for some in answers]
    assert sum(before) >= 4
    assert sum(after) <= 2


def test_what_would_end_no_range_is_said_in_words() -> None:
    stands = MethodResult("main effects", 2000, 1400, 3000, MethodStatus.ESTIMATE)
    far = MethodResult("unlike people", 4600, 900, 15_700, MethodStatus.INDICATION, ends_range=True)
    assert find_upper([stands, far]) == 3000
    assert reach_too_far([stands, far]) == [far]
    assert (
        find_upper([stands, MethodResult("unlike people", 2600, 900, 5000, MethodStatus.INDICATION, ends_range=True)])
        == 5000
    )
    table = OverlapTable(("a", "b", "c"), np.ones(8))
    found = Estimate(table, 345, None, (stands, far), Range(1400, 3000), "", 345, (), 1, 0)
    assert "there may be more than this range says" in " ".join(say_result(found))
