"""Bayesian latent classes: people of unlike kinds, each kind with its own chance of being on each list.

Chains that have not come together still print a median. Where they have not, by R-hat, the method says so and gives no
number to rely on. Sources: Manrique-Vallier 2016, Biometrics 72:1246-1254 (the model, its sampler and priors); Vehtari
and others 2021, Bayesian Anal. 16:667-718 (split R-hat).
"""

from dataclasses import dataclass

import numpy as np

from sightline.model.progress import SILENT, Progress
from sightline.scale.tables import Floats

CLASSES, CHAINS, SWEEPS, LEFT_OUT = 10, 4, 12_000, 4_000
SHAPE = RATE = 0.25
MOST_UNSEEN = 10**9
CLOSE_ENOUGH = 1.05
PROGRESS_EVERY = 500
Chain = tuple[Floats, Floats, Floats]


@dataclass(frozen=True)
class PosteriorSummary:
    """The median and limits of how many there are in all, and how far the chains are from agreeing."""

    median: float
    lower: float
    upper: float
    r_hat: float
    medians: tuple[float, ...]


def sample_classes(
    *, counts: Floats, t: int, seed: int, sweeps: int = SWEEPS, left_out: int = LEFT_OUT, progress: Progress = SILENT
) -> PosteriorSummary:
    """Sample how many there are, in four chains; the first sweeps of each are left out."""
    chance = np.random.default_rng(seed)
    filled = np.flatnonzero(counts > 0)
    on = ((filled[:, None] >> np.arange(t)[None, :]) & 1).astype(np.float64)
    people = counts[filled].astype(np.int64)
    state = _begin(chance, t)
    drawn = np.empty((CHAINS, sweeps - left_out))
    for sweep in range(sweeps):
        state, unseen = _sweep(chance, state, on, people)
        if sweep >= left_out:
            drawn[:, sweep - left_out] = unseen
        if sweep % PROGRESS_EVERY == PROGRESS_EVERY - 1:
            progress.advance(PROGRESS_EVERY)
    seen = float(people.sum())
    lower, median, upper = (seen + float(np.quantile(drawn, at)) for at in (0.025, 0.5, 0.975))
    medians = tuple(seen + float(one) for one in np.median(drawn, axis=1))
    return PosteriorSummary(median, lower, upper, split_r_hat(np.log1p(drawn)), medians)


def _begin(chance: np.random.Generator, t: int) -> Chain:
    """A start for each chain, far apart: the weights of classes, their chances of each list, and the concentration."""
    weights = chance.dirichlet(np.ones(CLASSES), size=CHAINS)
    return weights, chance.beta(1.0, 3.0, size=(CHAINS, CLASSES, t)), np.full(CHAINS, 1.0)


def _sweep(chance: np.random.Generator, state: Chain, on: Floats, people: np.ndarray) -> tuple[Chain, np.ndarray]:
    """One round: who is of which class, how many are unseen, the chances, the weights, the concentration."""
    weights, chances, concentration = state
    log_weights = np.log(np.maximum(weights, 1e-300))
    log_on, log_off = np.log(chances), np.log1p(-chances)
    likely = log_weights[:, :, None] + log_on @ on.T + log_off @ (1 - on).T  # (chains, classes, patterns)
    classes = _share_out(chance, people[None, :], np.swapaxes(likely, 1, 2))  # (chains, patterns, classes)
    missed = log_weights + log_off.sum(axis=2)
    miss = np.clip(np.exp(missed).sum(axis=1), 1e-12, 1 - 1e-9)
    unseen = np.minimum(chance.negative_binomial(people.sum(), 1 - miss), MOST_UNSEEN)
    sizes = classes.sum(axis=1) + _share_out(chance, unseen, missed)
    on_list = np.swapaxes(classes, 1, 2) @ on
    chances = np.clip(chance.beta(1 + on_list, 1 + sizes[:, :, None] - on_list), 1e-12, 1 - 1e-12)
    weights = _break_stick(chance, sizes, concentration)
    last = np.log(np.maximum(weights[:, -1], 1e-300))
    return (weights, chances, chance.gamma(SHAPE + CLASSES - 1, 1 / (RATE - last))), unseen


def _share_out(chance: np.random.Generator, people: np.ndarray, log_chances: Floats) -> np.ndarray:
    """How many of so many people are of each class, which is the last axis."""
    likely = np.exp(log_chances - log_chances.max(axis=-1, keepdims=True))
    return chance.multinomial(people, likely / likely.sum(axis=-1, keepdims=True))


def _break_stick(chance: np.random.Generator, sizes: np.ndarray, concentration: Floats) -> Floats:
    """The weights of the classes, given how many people are of each: each takes its share of what is left."""
    later = sizes[:, ::-1].cumsum(axis=1)[:, ::-1] - sizes
    taken = chance.beta(1.0 + sizes[:, :-1], concentration[:, None] + later[:, :-1])
    left = np.cumprod(1 - taken, axis=1)
    weights = np.ones(sizes.shape)
    weights[:, :-1] = taken
    weights[:, 1:] *= left
    return weights


def split_r_hat(drawn: Floats) -> float:
    """How much wider all chains together are than each half of one: 1 where they agree. `drawn` is (chains, draws)."""
    half = drawn.shape[1] // 2
    halves = np.concatenate([drawn[:, :half], drawn[:, half : 2 * half]])
    within = float(halves.var(axis=1, ddof=1).mean())
    between = float(halves.mean(axis=1).var(ddof=1))
    return float(np.sqrt((half - 1) / half + between / within)) if within > 0 else 1.0
