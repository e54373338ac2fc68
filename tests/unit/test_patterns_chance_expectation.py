"""Missing at the same time, beside what chance would give: nights told as the police tell them.

Who is missing every Friday is missing with everybody else who is. Only nights that nothing else explains are a tie.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from support.nights import nights

from sightline.known_facts import KnownPerson
from sightline.patterns import Pattern, read_patterns
from sightline.patterns.chance_expectation import Chance, Sees, WeekShifts
from sightline.patterns.instances import CountedFact
from sightline.sharing import is_seen_by_all

FIRST = date(2024, 1, 5)  # a Friday
AS_AT = date(2026, 1, 1)


@pytest.fixture(scope="module")
def pattern() -> Pattern:
    return next(one for one in read_patterns(day=AS_AT) if one.id == "missing_together")


def weigh(
    pattern: Pattern,
    told: dict[str, list[CountedFact]],
    *,
    settings: Iterable[str] = (),
    sight: Sees = lambda _scope: True,
) -> Any:
    """A function that weighs two of these children."""
    shifts = WeekShifts(
        missing={who: (KnownPerson(who, None, taken_as_child=True), some) for who, some in told.items()},
        pairs=list(combinations(sorted(told), 2)),
        homes=SimpleNamespace(settings=set(settings)),  # type: ignore[arg-type]
        pattern=pattern,
        as_at=AS_AT,
    )
    return lambda one, other: shifts.weigh(one, other, sight=sight)


def some_nights(seed: str, number: int = 8) -> list[date]:
    return [FIRST + timedelta(days=day) for day in random.Random(seed).sample(range(700), number)]


def test_the_same_nights_that_nothing_else_explains_are_more_than_chance(pattern: Pattern) -> None:
    same = some_nights("shared")
    found = weigh(pattern, {"ivy": nights("ivy", same), "nell": nights("nell", same)})("ivy", "nell")
    assert (found.occasions, found.beyond) == (8, True)
    assert found.expected < 0.5


def test_two_who_are_missing_every_friday_are_so_by_chance(pattern: Pattern) -> None:
    fridays = [FIRST + timedelta(weeks=week) for week in range(60)]
    found = weigh(pattern, {"ivy": nights("ivy", fridays), "nell": nights("nell", fridays)})("ivy", "nell")
    assert found.occasions == 60 and found.expected > 55
    assert not found.beyond


def test_a_shift_by_whole_weeks_counts_what_it_should(pattern: Pattern) -> None:
    """Never together within a hundred weeks; of 52 shifts, round and round, two put them so; one is added."""
    first, later = [FIRST, FIRST + timedelta(weeks=100)], [FIRST + timedelta(weeks=5)]
    found = weigh(pattern, {"ivy": nights("ivy", first), "nell": nights("nell", later)})("ivy", "nell")
    assert found == Chance(occasions=0, expected=round(3 / 53, 2), beyond=False)


def test_two_of_one_setting_are_never_more_than_chance(pattern: Pattern) -> None:
    same = some_nights("shared")
    told = {who: nights(who, same, home="the home") for who in ("ivy", "nell")}
    assert not weigh(pattern, told, settings=["the home"])("ivy", "nell").beyond
    assert weigh(pattern, told)("ivy", "nell").beyond


def test_few_of_many_pairs_are_said_to_be_more_than_chance_where_none_is(pattern: Pattern) -> None:
    told = {f"child {number:02}": nights(f"child {number:02}", some_nights(str(number), 25)) for number in range(60)}
    ask = weigh(pattern, told)
    pairs = list(combinations(sorted(told), 2))
    often = [pair for pair in pairs if ask(*pair).occasions >= pattern.number("needs")]
    assert len(often) > 50
    assert sum(ask(*pair).beyond for pair in pairs) <= 3


def test_one_planted_pair_is_found_among_many(pattern: Pattern) -> None:
    told = {f"child {number:02}": nights(f"child {number:02}", some_nights(str(number), 25)) for number in range(30)}
    together = some_nights("together", 12)
    told["child 04"] += nights("child 04", together)
    told["child 09"] += nights("child 09", together)
    ask = weigh(pattern, told)
    beyond = [pair for pair in combinations(sorted(told), 2) if ask(*pair).beyond]
    assert ("child 04", "child 09") in beyond and len(beyond) <= 2


def test_among_open_records_restricted_nights_count_for_nothing(pattern: Pattern) -> None:
    same = some_nights("shared")
    told = {"ivy": nights("ivy", same), "nell": nights("nell", same, restricted=True)}
    assert weigh(pattern, told, sight=is_seen_by_all)("ivy", "nell").occasions == 0
    assert weigh(pattern, told)("ivy", "nell").occasions == 8
