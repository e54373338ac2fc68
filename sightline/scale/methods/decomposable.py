"""Bayesian averaging over every decomposable graph of which lists depend on which: an exact sum, no sampling.

The sum goes over a grid of how many are unseen. Where much of it lies at the far end of the grid, the upper limit is
the grid's and not the table's, and nothing is said. Sources: Madigan and York 1997, Biometrika 84:19-31 (the method);
Dawid and Lauritzen 1993, Ann. Statist. 21:1272-1317 (hyper-Dirichlet laws). Prior: 1/N for the number in all, each
graph as likely as another, 2 ** -t a cell.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.special import gammaln, logsumexp

from sightline.scale.tables import Floats

LISTS = range(3, 6)
TIMES_SEEN = 30
MOST_POINTS = 100_000
MOST_AT_THE_END = 0.01
Graph = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]


@dataclass(frozen=True)
class ModelAverage:
    """The mean, the median and the limits of how many there are in all.

    `at_end` is how much of the sum lies in the grid's last tenth. `graphs` is how many were averaged, `best` the
    cliques of the likeliest and `weight` how likely that is.
    """

    mean: float
    median: float
    lower: float
    upper: float
    at_end: float
    graphs: int
    best: tuple[tuple[int, ...], ...]
    weight: float


@lru_cache(maxsize=8)
def list_graphs(t: int) -> tuple[Graph, ...]:
    """Every decomposable graph on t lists, as (cliques, separators)."""
    pairs = list(combinations(range(t), 2))
    found = []
    for drawn in range(1 << len(pairs)):
        near: list[set[int]] = [set() for _ in range(t)]
        for bit, (a, b) in enumerate(pairs):
            if drawn >> bit & 1:
                near[a].add(b)
                near[b].add(a)
        graph = divide_graph(near)
        if graph:
            found.append(graph)
    return tuple(found)


def divide_graph(near: list[set[int]]) -> Graph | None:
    """The cliques and separators of a graph, None where it is not decomposable.

    Lists are taken in the order of how many neighbours are taken already; in a decomposable graph those are always all
    neighbours of each other (Tarjan and Yannakakis 1984, SIAM J. Comput. 13:566-579).
    """
    taken: list[int] = []
    families = []
    while len(taken) < len(near):
        here = max((one for one in range(len(near)) if one not in taken), key=lambda one: len(near[one] & set(taken)))
        before = near[here] & set(taken)
        if any(b not in near[a] for a, b in combinations(before, 2)):
            return None
        families.append((here, before))
        taken.append(here)
    cliques: list[set[int]] = []
    separators: list[tuple[int, ...]] = []
    for here, before in families:
        wider = next((clique for clique in cliques if clique == before), None)
        if wider is not None:
            wider.add(here)
            continue
        if cliques:
            separators.append(tuple(sorted(before)))
        cliques.append({here, *before})
    return tuple(tuple(sorted(clique)) for clique in cliques), tuple(separators)


def average_graphs(*, counts: Floats, t: int, points: int = MOST_POINTS, level: float = 0.95) -> ModelAverage:
    """Average over the graphs and over a grid from 1 to 30 times as many unseen as seen. `counts` has 2 ** t places.

    The grid holds every number, or so many `points` at equal distances where there are more numbers than that.
    """
    people = float(counts.sum())
    end = round(TIMES_SEEN * people)
    unseen = np.round(np.linspace(1, end, min(points, end)))
    delta = 2.0**-t
    parts = {part: marginal_likelihood(counts, t, part, unseen, delta) for part in _subsets(t)}
    common = gammaln(people + unseen + 1) - gammaln(unseen + 1) - np.log(people + unseen)
    graphs = list_graphs(t)
    total = np.full(len(unseen), -np.inf)
    weights = np.empty(len(graphs))
    for place, (cliques, separators) in enumerate(graphs):
        log_likelihood = common + sum(parts[one] for one in cliques) - sum(parts[one] for one in separators)
        weights[place] = logsumexp(log_likelihood)
        total = np.logaddexp(total, log_likelihood)
    share = np.exp(total - logsumexp(total))
    best = int(np.argmax(weights))
    heavier = float(np.exp(weights[best] - logsumexp(weights)))
    return _summary(people, unseen, share, len(graphs), graphs[best][0], heavier, level)


def marginal_likelihood(counts: Floats, t: int, part: tuple[int, ...], unseen: Floats, delta: float) -> Floats:
    """The logarithm of the Dirichlet-multinomial likelihood of these lists' own table, for each number of unseen."""
    cells = np.arange(1 << t)
    within = sum(((cells >> place) & 1) << bit for bit, place in enumerate(part)) + 0 * cells
    table = np.bincount(within, weights=counts, minlength=1 << len(part))
    prior = delta * 2.0 ** (t - len(part))
    fixed = float(np.sum(gammaln(table[1:] + prior))) - len(table) * gammaln(prior) + gammaln(prior * len(table))
    grown = gammaln(table[0] + unseen + prior) - gammaln(prior * len(table) + counts.sum() + unseen)
    return np.asarray(fixed + grown)


def _subsets(t: int) -> list[tuple[int, ...]]:
    return [part for size in range(t + 1) for part in combinations(range(t), size)]


def _summary(
    people: float,
    unseen: Floats,
    share: Floats,
    graphs: int,
    best: tuple[tuple[int, ...], ...],
    weight: float,
    level: float,
) -> ModelAverage:
    heaped = np.cumsum(share)

    def quantile(at: float) -> float:
        return people + float(unseen[min(int(np.searchsorted(heaped, at)), len(unseen) - 1)])

    end = float(share[int(0.9 * len(share)) :].sum())
    mean = people + float(np.sum(unseen * share))
    return ModelAverage(
        mean, quantile(0.5), quantile((1 - level) / 2), quantile((1 + level) / 2), end, graphs, best, weight
    )
