"""Numbers under five are hidden, and with them what would give them away."""

import numpy as np
import pytest

from sightline.scale.small_numbers import FEWEST_SHOWN, hide_in_list, hide_small, put_together, show
from sightline.scale.tables import OverlapTable, cells_on


def test_a_small_number_takes_the_next_smallest_of_its_lists_with_it() -> None:
    table = OverlapTable(("a", "b"), np.array([0.0, 40, 30, 3]))
    assert hide_small(table) == {3: "under 5", 2: "hidden", 1: "hidden"}


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert hide_small(OverlapTable(("a", "b"), np.array([0.0, 40, 30, 5]))) == {}


@pytest.mark.parametrize("seed", range(20))
def test_no_list_has_one_hidden_number_alone(seed: int) -> None:
    drawn = np.random.default_rng(seed).poisson(6, size=16).astype(float)
    drawn[0] = 0
    table = OverlapTable(("a", "b", "c", "d"), drawn)
    hidden = hide_small(table)
    assert all(cell in hidden for cell in range(1, 16) if 0 < drawn[cell] < FEWEST_SHOWN)
    for place in range(4):
        filled = [cell for cell in range(1, 16) if cells_on(4, place)[cell] and drawn[cell]]
        assert sum(cell in hidden for cell in filled) != 1 or len(filled) == 1


@pytest.mark.parametrize(
    ("frequencies", "lines"),
    [
        ((2523, 214, 6, 1, 0), [("1", 2523), ("2", 214), ("3 or more", 7)]),
        ((10, 3, 2), [("1", 10), ("2 or more", 5)]),
        ((10, 20), [("1", 10), ("2", 20)]),
        ((3, 20), []),
        ((20, 3), [("1 or more", 23)]),
    ],
)
def test_small_numbers_at_the_end_stand_together(frequencies: tuple[int, ...], lines: list[tuple[str, int]]) -> None:
    assert put_together(frequencies) == lines


def test_a_number_alone() -> None:
    assert [show(one) for one in (0, 4, 5, 1200)] == ["0", "under 5", "5", "1,200"]


def test_a_hidden_number_of_a_list_hides_a_second() -> None:
    assert hide_in_list([20, 8, 0, 3]) == ["20", "hidden", "0", "under 5"]
    assert hide_in_list([20, 4, 3]) == ["20", "under 5", "under 5"]
    assert hide_in_list([20, 9, 1, 1]) == ["20", "hidden", "under 5", "under 5"], "two of two would be one each"
    assert hide_in_list([2, 0]) == ["under 5", "0"] and hide_in_list([5, 6]) == ["5", "6"]
