"""Each published table: the methods that leave nothing to chance give the published or reference answer, to the unit."""

import json
from typing import Any

import pytest
from support.shared_files import DATA

from sightline.scale.methods.all_models import list_models, rank_models
from sightline.scale.methods.chao import estimate_chao, estimate_unseen
from sightline.scale.methods.chao_by_list import fit_by_list
from sightline.scale.methods.decomposable import average_graphs, list_graphs
from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import fit_model, main_effects, profile_interval
from sightline.scale.methods.stepwise import choose_stepwise
from sightline.scale.methods.unlike import estimate_unlike
from sightline.scale.table_reader import read_table
from sightline.scale.tables import Frequencies, OverlapTable
from sightline.scale.workers import Workers

FOLDER = DATA / "mse"
REFERENCE = "reference_runs_here_2026_11_24"
STEPWISE = "SparseMSE_2.0.1_stepwise_p0.02_point_Wald"
WITH_LISTS = [*sorted(path.stem for path in FOLDER.glob("*list.json")), "hare_6occ", "taxi_10occ"]


def stored(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def table_of(name: str) -> OverlapTable:
    table = read_table(path=FOLDER / f"{name}.json")
    assert isinstance(table, OverlapTable)
    return table


def reference(key: str) -> list[tuple[str, Any]]:
    return [(name, stored(name)[REFERENCE][key]) for name in WITH_LISTS if key in stored(name)[REFERENCE]]


@pytest.mark.parametrize(("name", "runs"), reference("Rcapture_1.4-4_closedp"))
def test_independent_lists_and_chao_before_its_correction(name: str, runs: dict[str, list[float]]) -> None:
    table = table_of(name)
    fit = fit_model(table.counts, table.t, main_effects(table.t))
    assert fit.converged
    assert table.observed + fit.unseen == pytest.approx(runs["Mt"][0], abs=0.01)
    once, twice = table.frequencies()[:2]
    unseen, variance = estimate_unseen(once=once, twice=twice, occasions=table.t, corrected=False)
    assert [table.observed + unseen, variance**0.5] == pytest.approx(runs["Mh Chao (LB)"], abs=0.01)


@pytest.mark.parametrize(
    ("name", "runs"), [(name, runs) for name, runs in reference("Rcapture_1.4-4_closedp") if "Mth Chao (LB)" in runs]
)
def test_chao_with_a_size_for_each_list(name: str, runs: dict[str, list[float]]) -> None:
    table = table_of(name)
    found = fit_by_list(counts=table.counts, t=table.t)
    assert found is not None
    assert table.observed + found.unseen == pytest.approx(runs["Mth Chao (LB)"][0], abs=0.01)


@pytest.mark.parametrize(("name", "runs"), reference("Rcapture_1.4-4_closedp"))
def test_people_who_differ(name: str, runs: dict[str, list[float]]) -> None:
    table = table_of(name)
    found = estimate_unlike(counts=table.counts, t=table.t)
    if name == "artificial_3list":  # the reference gives 96.00 with one overlap of four filled: there is no best fit
        assert found is None
        return
    assert found is not None
    assert found.number == pytest.approx(runs["Mth Darroch"][0], abs=0.01)


@pytest.mark.parametrize(("name", "run"), reference(STEPWISE))
def test_the_stepwise_choice_and_its_number(name: str, run: dict[str, Any]) -> None:
    table = table_of(name)
    chosen = choose_stepwise(table.counts, table.t)
    assert chosen.fit is not None
    assert table.observed + chosen.fit.unseen == pytest.approx(run["N"], abs=0.01)
    named = [{table.lists[place] for place in range(table.t) if term >> place & 1} for term in chosen.terms]
    assert named == [set(term.split(":")) for term in run["terms"] if term != "(Intercept)"]


@pytest.mark.parametrize(("name", "run"), reference("dga_2.0.2"))
def test_the_average_over_graphs_on_the_references_grid(name: str, run: dict[str, Any]) -> None:
    """The reference ran on 1,000 points from 1 to 30 times those seen; with every number it differs by the grid alone."""
    table = table_of(name)
    assert len(list_graphs(table.t)) == run["graphs"]
    found = average_graphs(counts=table.counts, t=table.t, points=1000)
    assert found.mean == pytest.approx(run["mean"], abs=0.01)
    assert (found.median, found.lower, found.upper) == (run["median"], run["lo"], run["hi"])


@pytest.mark.parametrize("name", ["uk_2013_5list", "neworleans_5list", "western_us_5list"])
def test_the_interval_of_independent_lists(name: str) -> None:
    """The published limits come from a curve drawn through points: ours are within a tenth of a person."""
    (published,) = (one for one in stored(name)["published"] if one["method"].startswith("independence"))
    table = table_of(name)
    limits = profile_interval(table.counts, table.t, main_effects(table.t))
    assert limits == pytest.approx((published["lo"], published["hi"]), abs=0.1)


def test_the_best_of_all_models_for_kosovo_is_the_published_one() -> None:
    table = table_of("kosovo_4list")
    assert len(list_models(4)) == 113
    with Workers(cores=1) as workers:
        ranked = rank_models(counts=table.counts, t=4, workers=workers)
    assert ranked is not None
    assert int(ranked.number) == 10356


def test_how_many_models_of_five_lists() -> None:
    assert len(list_models(3)) == 8
    assert len(list_models(5)) == 1024


def test_chao_of_people_counted_by_how_often_they_were_seen() -> None:
    table = read_table(path=FOLDER / "freq_ill_nl_1995.json")
    assert isinstance(table, Frequencies)
    answer = estimate_chao(table=table)
    assert answer.lower is not None
    assert 8000 <= answer.lower < 8100  # published: at least 8,000


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ((0b011, 0b101, 0b110), Verdict.NOT_FIXED),
        ((0b011,), Verdict.NO_BEST_FIT),
        ((0b101, 0b110), Verdict.GOOD),
    ],
)
def test_the_three_verdicts_of_the_artificial_table(pairs: tuple[int, ...], verdict: Verdict) -> None:
    table = table_of("artificial_3list")
    assert check_model(table.counts, table.t, (*main_effects(table.t), *pairs)) is verdict
