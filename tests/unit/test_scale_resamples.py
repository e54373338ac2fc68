"""Limits from resamples, chains that agree or do not, and work that is shared out."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from sightline.scale.methods.latent import sample_classes, split_r_hat
from sightline.scale.resamples import bca_limits, draw_resamples, find_quantile, leave_one_out
from sightline.scale.tables import Floats
from sightline.scale.workers import Workers


def test_the_limits_are_those_of_a_known_implementation() -> None:
    """SciPy's own BCa for the mean of a skew sample, from the resamples that it drew."""
    sample = np.random.default_rng(4).exponential(3.0, size=60)
    theirs = bootstrap((sample,), np.mean, n_resamples=2000, method="BCa", rng=np.random.default_rng(5))
    without_one = (sample.sum() - sample) / (len(sample) - 1)
    ours = bca_limits(float(sample.mean()), theirs.bootstrap_distribution, without_one, np.ones(len(sample)))
    assert ours == pytest.approx(theirs.confidence_interval, rel=2e-3)


def test_an_infinite_estimate_is_kept() -> None:
    drawn = np.array([*range(90), *([np.inf] * 10)], dtype=np.float64)
    lower, upper = bca_limits(45.0, drawn, np.array([45.0, 46.0]), np.array([1.0, 1.0]))
    assert lower < 10
    assert upper == np.inf
    assert find_quantile(np.array([1.0, 3.0]), 0.5) == 2
    assert find_quantile(np.array([1.0, np.inf]), 0.0) == 1


def test_resamples_are_of_as_many_people_and_fixed_by_their_seed() -> None:
    counts = np.array([0.0, 50, 30, 20])
    drawn = draw_resamples(counts, times=200, seed=3)
    assert (drawn.sum(axis=1) == 100).all()
    assert (drawn[:, 0] == 0).all()
    assert drawn.mean(axis=0) == pytest.approx(counts, abs=2)
    assert (drawn == draw_resamples(counts, times=200, seed=3)).all()
    tables, people = leave_one_out(np.array([0.0, 2, 0, 1]))
    assert tables.tolist() == [[0, 1, 0, 1], [0, 2, 0, 0]]
    assert people.tolist() == [2, 1]


def doubled(rows: Floats) -> Floats:
    return np.asarray(rows[:, 0] * 2)


class RoleReading:
    def __init__(self) -> None:
        self.steps = 0

    def stage(self, label: str, *, total: int | None = None) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        self.steps += steps


@pytest.mark.parametrize("cores", [1, 2])
def test_work_that_is_shared_out_comes_back_in_its_order(cores: int) -> None:
    told, rows = RoleReading(), np.arange(260, dtype=np.float64)[:, None]
    with Workers(cores=cores, progress=told) as workers:
        assert (workers.map(doubled, rows) == 2 * rows[:, 0]).all()
    assert told.steps == 260


def test_chains_that_have_not_come_together_are_seen() -> None:
    chance = np.random.default_rng(1)
    together = chance.normal(0, 1, size=(4, 500))
    assert split_r_hat(together) == pytest.approx(1, abs=0.02)
    assert split_r_hat(together + np.array([[0], [0], [0], [3]])) > 1.5
    assert split_r_hat(together + np.linspace(0, 4, 500)) > 1.2  # each still on its way


def test_latent_classes_find_a_mixture_of_two_kinds() -> None:
    """600 people: 400 on each of five lists with a chance of 0.15, 200 with 0.6."""
    chance = np.random.default_rng(8)
    chances = np.where(np.arange(600)[:, None] < 400, 0.15, 0.6)
    cells = (chance.random((600, 5)) < chances) @ (1 << np.arange(5))
    counts = np.bincount(cells, minlength=32).astype(np.float64)
    counts[0] = 0
    found = sample_classes(counts=counts, t=5, seed=1, sweeps=3000, left_out=1000)
    assert found.lower <= 600 <= found.upper
    again = sample_classes(counts=counts, t=5, seed=1, sweeps=3000, left_out=1000)
    assert again == found
