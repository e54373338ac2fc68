"""What may be said of a table, and when nothing may: small tables in, the answer beside them."""

import numpy as np
import pytest

from sightline.scale.estimates import estimate, find_bound, find_range
from sightline.scale.refusals import limit_result, refuse_results
from sightline.scale.reports.wording import say_result
from sightline.scale.results import Estimate, MethodResult, MethodStatus
from sightline.scale.small_numbers import round_to_figures
from sightline.scale.tables import Frequencies, OverlapTable


def table(*lists: str, referrals: tuple[tuple[str, str], ...] = (), **cells: int) -> OverlapTable:
    counts = np.zeros(1 << len(lists))
    for names, count in cells.items():
        counts[sum(1 << lists.index(name) for name in names)] = count
    return OverlapTable(lists, counts, {}, referrals)


def said(found: Estimate) -> str:
    return " ".join(say_result(found))


def test_two_lists_give_a_band_over_what_cannot_be_tested() -> None:
    """Chapman by hand: 131 * 111 / 31 - 1 = 468.06; unseen 100 * 80 / 31 = 258.06, halved and doubled in the band."""
    found = estimate(table=table("a", "b", a=100, b=80, ab=30))
    numbers = {one.method: one.n for one in found.results}
    assert numbers == pytest.approx(
        {
            "Chapman, odds ratio 0.5": 339.03,
            "Chapman": 468.06,
            "Chapman, odds ratio 2": 726.13,
            "Chapman, odds ratio 3": 984.19,
        },
        abs=0.01,
    )
    assert found.range is not None
    assert (found.range.lower, found.range.upper) == (290, 1100)
    (three,) = (one for one in found.results if one.method.endswith("3"))
    assert three.status is MethodStatus.INDICATION


@pytest.mark.parametrize(
    ("cells", "because"),
    [
        (table("a", "b", a=100, b=80, ab=6), "only 6 were seen on both lists; 7 are needed"),
        (table("a", "b", a=100, b=80, ab=4), "fewer than 5 were seen on both lists; 7 are needed"),
        (table("a", "b", "c", a=9, b=8, c=7), "nobody was seen on two or more lists; 20 are needed"),
        (table("a", "b", a=0, b=80, ab=20), "nearly everyone on 'a' is on 'b' too"),
        (table("a", a=50), "there is only one list"),
        (table("a", "b", "c", a=90, b=80, c=70, ab=30), "only 2 of the lists have anyone in common"),
        (table("a", "b", "c", a=90, b=80, c=70, ab=10, bc=9), "only 19 were seen on two or more lists"),
        (table("a", "b", "c", a=90, b=80, c=70, ab=20, bc=20, ac=20, referrals=(("c", "a"),)), "'c' was made from 'a'"),
    ],
)
def test_what_lists_must_have(cells: OverlapTable, because: str) -> None:
    found = estimate(table=cells, resamples=100, cores=1)
    assert found.range is None
    assert because in found.refused
    assert f"cannot be estimated, because {found.refused}" in said(found)


def test_how_often_people_were_seen_gives_a_bound_alone() -> None:
    found = estimate(table=Frequencies((1645, 183, 37, 13, 1, 1)))
    assert found.range is None
    assert found.bound == 8000
    assert "at least about 8,000" in said(found)


def test_lists_that_nobody_is_on_are_left_out_and_named() -> None:
    found = estimate(table=table("a", "b", "c", a=100, b=80, ab=30))
    assert found.nobody_on == ("c",)
    assert found.range is not None


def test_chao_is_no_bound_where_lists_exclude_one_another() -> None:
    found = estimate(table=table("a", "b", "c", a=300, b=300, c=300, ab=1, bc=60, ac=60), resamples=100, cores=1)
    (chao,) = (one for one in found.results if one.method == "Chao")
    assert chao.status is MethodStatus.INDICATION
    assert "a and b" in chao.because
    assert found.bound == found.observed


def answer(
    method: str, n: float, lower: float, upper: float, status: MethodStatus = MethodStatus.ESTIMATE
) -> MethodResult:
    return MethodResult(method, n, lower, upper, status)


@pytest.mark.parametrize(
    ("given", "because"),
    [
        (answer("x", 5100, 3000, 9000), "more than 50 times the number of people seen"),
        (answer("x", 900, 200, 2001), "upper limit is more than 10 times its lower"),
        (answer("x", 900, 200, float("inf")), "no upper limit"),
        (answer("x", float("inf"), 200, float("inf")), "more than 50 times the number of people seen"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(given: MethodResult, because: str) -> None:
    refused = limit_result(given, observed=100)
    assert refused.status is MethodStatus.REFUSED
    assert (refused.n, refused.is_shown) == (given.n, False)
    assert because in refused.because
    assert because in "; ".join(refuse_results(results=[refused, answer("y", 200, 150, 300)], several_methods=True))


def test_methods_too_far_apart_are_refused_together() -> None:
    near, far = answer("near", 200, 150, 300), answer("far", 610, 400, 1400)
    assert refuse_results(results=[near, answer("far", 590, 400, 1400)], several_methods=True) == []
    assert refuse_results(results=[near, far], several_methods=True) == ["far gives more than 3 times what near gives"]
    wide = answer("far", 590, 400, 1501)
    assert "more than 10 times the lowest" in refuse_results(results=[near, wide], several_methods=True)[0]


def test_the_range_is_rounded_outwards_and_never_below_those_seen() -> None:
    answers = [
        answer("x", 2800, 2749, 3350),
        answer("y", 3000, 2890, 3401),
        answer("aside", 9000, 10, 99999, MethodStatus.INDICATION),
    ]
    found = find_range(answers, 2744)
    assert (found.lower, found.upper) == (2744, 3500)
    bound = answer("Chao", 3300, 2890, 3790, MethodStatus.BOUND)
    assert find_range([*answers, bound], 2744).upper == 3800  # it ends no lower than a lower bound may lie
    assert find_bound([answer("Chao", 3000, 2890, 3100, MethodStatus.BOUND)], 2744) == 2800
    assert [round_to_figures(one, up=True) for one in (3, 99.2, 101, 1000)] == [3, 100, 110, 1000]
