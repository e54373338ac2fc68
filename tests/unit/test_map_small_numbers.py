"""No number under three of an area and a month can be worked out from what one page of the map tells, by any sum."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from sightline.casework.networks.selectors.area_map import FEWEST, MissingEpisode, months_of_areas

MONTHS = ("2026-01", "2026-02", "2026-03")


def episode(area: str, month: str) -> MissingEpisode:
    return MissingEpisode(frozenset({"c" * 20}), f"{month}-05", "", area)


def shown_of(every: list[MissingEpisode]) -> frozenset[str]:
    return frozenset(area for area, many in Counter(one.to for one in every if one.to).items() if many >= FEWEST)


def splits(total: int, rooms: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every way in which a total can be in months with so much room each."""
    return (one for one in product(*(range(room + 1) for room in rooms)) if sum(one) == total)


def worked_out(every: list[MissingEpisode]) -> list[tuple[str, str, int]]:
    """Numbers of one or two that are the same in every way in which the page can be true: tried, one by one."""
    shown = shown_of(every)
    told = months_of_areas(every, shown)
    if told is None:
        return []
    months = sorted(told)
    free = {month: sum(one.began_on[:7] == month for one in every) - sum(told[month].values()) for month in months}
    ways = []
    for area in sorted(shown):
        rest = sum(one.to == area for one in every) - sum(found.get(area, 0) for found in told.values())
        most = FEWEST - 1 if any(area in found for found in told.values()) else rest
        rooms = tuple(0 if area in told[month] else min(most, free[month]) for month in months)
        ways.append(list(splits(rest, rooms)))
    true = [
        one for one in product(*ways)
        if all(sum(area[n] for area in one) <= free[month] for n, month in enumerate(months))
    ]  # fmt: skip
    assert true, "what happened is one of them"
    return [
        (area, month, true[0][a][n])
        for a, area in enumerate(sorted(shown))
        for n, month in enumerate(months)
        if len({one[a][n] for one in true}) == 1 and 0 < true[0][a][n] < FEWEST and area not in told[month]
    ]


def test_the_check_finds_what_the_map_gave_away() -> None:
    """`3 episodes, 2 not on the map` beside one shaded area said that one child was found there."""
    every = [episode("Tarrowby", "2026-01"), *(episode("", "2026-01") for _ in range(2)),
             *(episode("Tarrowby", "2026-02") for _ in range(4)), episode("", "2026-03")]  # fmt: skip
    told = months_of_areas(every, shown_of(every))
    assert told is not None and told["2026-01"] == {} and told["2026-02"] == {"Tarrowby": 4}
    assert worked_out(every) == []


def test_an_area_whose_rest_can_be_of_one_month_alone_is_shaded_in_none() -> None:
    every = [*(episode("Tarrowby", "2026-01") for _ in range(3)), episode("Tarrowby", "2026-02")]
    told = months_of_areas(every, shown_of(every))
    assert told is None, "four episodes, all in one area: the months alone give the one of February"
    with_others = [*every, *(episode("", month) for month in ("2026-01", "2026-01", "2026-02"))]
    told = months_of_areas(with_others, shown_of(with_others))
    assert told == {"2026-01": {}, "2026-02": {}}


@pytest.mark.parametrize("seed", range(6))
def test_no_small_number_can_be_worked_out_of_any_episodes(seed: int) -> None:
    drawn = random.Random(seed)
    for _ in range(60):
        many = drawn.randrange(3, 14)
        every = [
            episode(drawn.choice(("Tarrowby", "Tarrowby", "Wexholme", "", "Corvale")), drawn.choice(MONTHS)) for _ in range(many)
        ]  # fmt: skip
        assert worked_out(every) == [], [(one.to, one.began_on) for one in every]
