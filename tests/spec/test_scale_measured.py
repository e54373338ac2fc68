"""What docs/reference/scale.md prints of the stored tables is what the code gives today."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.shared_files import DATA

from sightline.scale.estimates import estimate
from sightline.scale.methods.chao import estimate_chao
from sightline.scale.methods.chao_by_list import estimate_by_list
from sightline.scale.methods.decomposable import LISTS, average_graphs
from sightline.scale.methods.loglinear import fit_model, main_effects, profile_interval
from sightline.scale.methods.stepwise import choose_stepwise
from sightline.scale.methods.unlike import estimate_unlike
from sightline.scale.table_reader import read_table
from sightline.scale.tables import Frequencies

ROOT = Path(__file__).parents[2]
TABLES = DATA / "mse"
MEASURED: dict[str, Any] = json.loads((ROOT / "benchmarks" / "scale_measured.json").read_text(encoding="utf-8"))
PUBLISHED: dict[str, Any] = MEASURED["published"]


def test_every_stored_table_was_measured() -> None:
    assert set(PUBLISHED) == {path.stem for path in TABLES.glob("*.json")} - {"internal_consistency"}
    stored = json.loads((TABLES / "internal_consistency.json").read_text(encoding="utf-8"))
    assert [one["true_N"] for one in MEASURED["within"]] == [one["true_N"] for one in stored]


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_leaves_nothing_to_chance(name: str) -> None:
    table, measured = read_table(path=TABLES / f"{name}.json"), PUBLISHED[name]["methods"]
    chao = estimate_chao(table=table)
    assert [measured["Chao"][key] for key in ("n", "lower", "upper")] == pytest.approx([chao.n, chao.lower, chao.upper])
    if isinstance(table, Frequencies):
        return
    by_list, ours = estimate_by_list(table=table), measured["Chao by list"]
    assert [ours[key] for key in ("n", "lower", "upper")] == pytest.approx([by_list.n, by_list.lower, by_list.upper])
    counts, t = table.counts, table.t
    fit = fit_model(counts, t, main_effects(t))
    limits = profile_interval(counts, t, main_effects(t))
    ours = measured["main effects"]
    assert [ours[key] for key in ("n", "lower", "upper")] == pytest.approx([table.observed + fit.unseen, *limits])
    chosen, unlike = choose_stepwise(counts, t).fit, estimate_unlike(counts=counts, t=t)
    assert chosen is not None
    assert measured["stepwise"]["n"] == pytest.approx(table.observed + chosen.unseen)
    assert measured["unlike people"]["n"] == (None if unlike is None else pytest.approx(unlike.number))
    if t in LISTS:
        found, ours = average_graphs(counts=counts, t=t), measured["decomposable graphs"]
        assert ours["n"] in (None, found.median)
        assert ours["n"] is None or [ours["lower"], ours["upper"]] == [found.lower, found.upper]


@pytest.mark.soak
@pytest.mark.parametrize("name", ["kosovo_4list", "western_us_5list"])
def test_the_same_seed_gives_the_same_limits(name: str) -> None:
    found = estimate(table=read_table(path=TABLES / f"{name}.json"), seed=1)
    for one in found.results:
        ours = PUBLISHED[name]["methods"][one.method]
        assert [ours["n"], ours["lower"], ours["upper"]] == pytest.approx([one.n, one.lower, one.upper])


@pytest.mark.parametrize(
    ("name", "lower", "upper"),
    [
        ("uk_2013_5list", (8922, 9367), (15219, 15653)),  # two runs of the reference, 1,000 and 200 resamples
        ("western_us_5list", (1293, 1326), (3564, 3804)),
        ("kosovo_4list", (12584, 12584), (16541, 16541)),
    ],
)
def test_stepwise_limits_are_within_bootstrap_error_of_the_published(
    name: str, lower: tuple[float, float], upper: tuple[float, float]
) -> None:
    """Within six in a hundred of what independent runs of the reference span."""
    ours = PUBLISHED[name]["methods"]["stepwise"]
    assert 0.94 * lower[0] <= ours["lower"] <= 1.06 * lower[1]
    assert 0.94 * upper[0] <= ours["upper"] <= 1.06 * upper[1]
