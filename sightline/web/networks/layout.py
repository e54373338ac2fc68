"""Where each person and thing of a picture stands: worked out on the server, the same each time, in whole units.

Where something stands says nothing. The middle is where the most lines meet, and what lies near was drawn near. So no
page says of anybody that they are in the middle of anything.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial import cKDTree

SPACING = 90.0
ROOM = 120.0  # between neighbours in a small part, so that most labels can be read
AROUND_ONE = 8  # so few stand in a ring around the one with the most lines
DENSE = 250  # up to so many, every pair is pushed apart; beyond, only neighbours are
PIVOTS = 20
FEW, MANY = 80, 15  # rounds of pushing, for pictures of up to a thousand and beyond

Point = tuple[int, int]


def lay_out(*, nodes: int, pairs: Sequence[tuple[int, int]]) -> list[Point]:
    """A point for each of `nodes` numbered nodes, by the pairs that are tied. Parts that do not touch stand apart."""
    if not nodes:
        return []
    ties = _matrix(nodes, pairs)
    _, labels = connected_components(ties, directed=False)
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    rounds = FEW if nodes <= 1_000 else MANY
    placed = [(part, _lay_out_part(ties[part][:, part], rounds)) for part in parts]
    points = np.zeros((nodes, 2))
    for part, where in _pack(placed):
        points[part] = where
    return [(x, y) for x, y in np.rint(points).astype(int).tolist()]


def _matrix(nodes: int, pairs: Sequence[tuple[int, int]]) -> csr_array:
    one = np.array([a for a, _ in pairs], dtype=int)
    other = np.array([b for _, b in pairs], dtype=int)
    ends = (np.concatenate([one, other]), np.concatenate([other, one]))
    ties = csr_array((np.ones(2 * len(pairs)), ends), shape=(nodes, nodes))
    ties.sum_duplicates()
    ties.data[:] = 1.0
    return ties


def _lay_out_part(ties: csr_array, rounds: int) -> np.ndarray:
    size = ties.shape[0]
    if size <= AROUND_ONE:
        return _ring(np.asarray(ties.sum(axis=1)).ravel())
    if size <= DENSE:
        return _push_all(ties, _first_places(size), rounds)
    return _push_neighbours(ties, _by_distances(ties), rounds)


def _ring(degrees: np.ndarray) -> np.ndarray:
    """The one with the most lines in the middle, the others around it."""
    points = np.zeros((len(degrees), 2))
    others = np.argsort(-degrees, kind="stable")[1:]
    for number, place in enumerate(others):
        angle = 2 * math.pi * number / max(1, len(others))
        points[place] = ROOM * math.cos(angle), ROOM * math.sin(angle)
    return points


def _first_places(size: int) -> np.ndarray:
    """A spiral like that of a sunflower: even, and the same each time."""
    number = np.arange(size)
    angle, radius = number * math.pi * (3 - math.sqrt(5)), SPACING * np.sqrt(number + 0.5)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _push_all(ties: csr_array, points: np.ndarray, rounds: int) -> np.ndarray:
    """Fruchterman and Reingold: all push each other apart, ties pull together, and steps grow smaller."""
    tied = ties.toarray()
    for stride in np.linspace(SPACING * 2, SPACING / 20, rounds):
        apart = points[:, None, :] - points[None, :, :]
        length = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1.0)
        force = SPACING**2 / length**2 - tied * length / SPACING
        points = points + _limited((apart * force[:, :, None]).sum(axis=1), stride)
    nearest = float(np.median(cKDTree(points).query(points, k=2)[0][:, 1]))
    return points * max(1.0, ROOM / max(nearest, 1.0))


def _by_distances(ties: csr_array) -> np.ndarray:
    """Pivot MDS (Brandes and Pich, 2007): by the number of steps to some that lie far from each other."""
    size = ties.shape[0]
    pivots, nearest = [0], np.full(size, np.inf)
    rows = []
    for _ in range(min(PIVOTS, size)):
        row = shortest_path(ties, unweighted=True, directed=False, indices=pivots[-1])
        rows.append(row)
        nearest = np.minimum(nearest, row)
        pivots.append(int(np.argmax(nearest)))
    squared = np.array(rows).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    # Not as a matrix product: its threads wait for each other, which on busy cores costs more than the work.
    _, vectors = np.linalg.eigh(np.einsum("ij,ik->jk", centred, centred))
    points: np.ndarray = np.einsum("ij,jk->ik", centred, vectors[:, -1:-3:-1])
    spread: np.ndarray = (
        points / max(float(points.std()), 1e-9) * SPACING * math.sqrt(size) / 2 + _first_places(size) * 0.05
    )
    return spread


def _push_neighbours(ties: csr_array, points: np.ndarray, rounds: int) -> np.ndarray:
    one, other = ties.nonzero()
    for stride in np.linspace(SPACING, SPACING / 20, rounds):
        moves = np.zeros_like(points)
        near = cKDTree(points).query_pairs(SPACING * 1.5, output_type="ndarray")
        if len(near):
            apart = points[near[:, 0]] - points[near[:, 1]]
            length = np.maximum(np.sqrt((apart**2).sum(axis=1, keepdims=True)), 1.0)
            push = apart * (SPACING**2 / length**2)
            np.add.at(moves, near[:, 0], push)
            np.add.at(moves, near[:, 1], -push)
        pull = points[other] - points[one]
        np.add.at(moves, one, pull * np.minimum(np.sqrt((pull**2).sum(axis=1, keepdims=True)) / SPACING, 4) / 8)
        points = points + _limited(moves, stride)
    return points


def _limited(moves: np.ndarray, stride: float) -> np.ndarray:
    length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), 1e-9)
    limited: np.ndarray = moves / length * np.minimum(length, stride)
    return limited


def _pack(placed: Sequence[tuple[np.ndarray, np.ndarray]]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The parts in rows, the largest first, in about a square."""
    boxes = [(part, where - where.min(axis=0)) for part, where in placed]
    sizes = [where.max(axis=0) + SPACING for _, where in boxes]
    wide = math.sqrt(sum(float(width * height) for width, height in sizes)) * 1.3
    x = y = row = 0.0
    for number in sorted(range(len(boxes)), key=lambda one: (-float(sizes[one][1]), one)):
        part, where = boxes[number]
        width, height = (float(each) for each in sizes[number])
        if x and x + width > wide:
            x, y, row = 0.0, y + row, 0.0
        yield part, where + np.array([x, y])
        x, row = x + width, max(row, height)
