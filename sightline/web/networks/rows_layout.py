"""Lays a chart out in three bands: adults, children in the middle, things. The same each time, and the same in print.

Only the band says something. Within one, whoever is tied to the same people stands near them: fewer lines cross.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from sightline.casework.people.pages.nodes import CHILD, Node
from sightline.translation.messages import lazy as gettext_lazy

WIDTH: Final = 1120
EDGE: Final = 20
ROW: Final = 96  # room for the icon, and four lines of a name beside it
GAP, WIDE_GAP, FEW = 170, 300, 12  # between two bands; the wide one where there are more lines than FEW
LABELLED: Final = 20  # up to so many lines have all their labels; above it, no more than so many have one
HEAD: Final = 26
NAME_AT, NAME_ROOM = 32, 150  # from the middle of the icon, and how wide a name may be
HALF: Final = 26  # of an icon
NEEDED: Final = HALF + NAME_AT + NAME_ROOM + 2
SPAN: Final = WIDTH - 2 * EDGE - HALF - NAME_AT - NAME_ROOM  # from the first icon of a band to the last
SWEEPS: Final = 4
THINGS: Final = ("vehicle", "phone", "place", "account")
BANDS: Final = (gettext_lazy("Adults"), gettext_lazy("Children"), gettext_lazy("Things"))


@dataclass(frozen=True, slots=True)
class Band:
    """A band: its name, and from where to where it reaches down."""

    label: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RowsLayout:
    """The point of each node by its id, the bands, and how tall all of it is."""

    points: Mapping[str, tuple[int, int]]
    bands: tuple[Band, ...]
    height: int


def band_of(node: Node) -> int:
    """Which band: 0 adults and people of no known age, 1 children, 2 things."""
    kind = node.as_kind or node.kind
    return 1 if kind == CHILD else 2 if kind in THINGS else 0


def lay_out_rows(nodes: Sequence[Node], pairs: Sequence[tuple[str, str]]) -> RowsLayout:
    """Three bands, each in as many rows as its names need; a band with nobody in it is left out."""
    order = _order(nodes, pairs)
    gap = GAP if len(pairs) <= FEW else WIDE_GAP
    points: dict[str, tuple[int, int]] = {}
    bands, top = list[Band](), 0
    for label, members in zip(BANDS, order, strict=True):
        if not members:
            continue
        rows = max(1, ceil(NEEDED * (len(members) - 1) / SPAN))
        points |= _place(members, rows, top + HEAD)
        bands.append(Band(label, top, top + HEAD + rows * ROW))
        top = bands[-1].bottom + gap
    return RowsLayout(points, tuple(bands), bands[-1].bottom if bands else 0)


def _place(members: Sequence[str], rows: int, top: int) -> dict[str, tuple[int, int]]:
    """Neighbours stand in different rows, so that each has room for its name to the right of it."""
    room = SPAN / max(1, len(members) - 1)
    if len(members) == 1:
        return {members[0]: (WIDTH // 2 - NAME_ROOM // 2, top + ROW // 2)}
    return {
        one: (round(EDGE + HALF + number * room), top + (number % rows) * ROW + ROW // 2)
        for number, one in enumerate(members)
    }


def _order(nodes: Sequence[Node], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The bands in order: by name at first, then each by the middle of its neighbours, some times over."""
    named = sorted(nodes, key=lambda node: (node.label.casefold(), node.node_id))
    bands = [[node.node_id for node in named if band_of(node) == band] for band in range(len(BANDS))]
    near: dict[str, list[str]] = {node.node_id: [] for node in nodes}
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    at = _places(bands)
    for sweep in range(SWEEPS):
        for band in (1, 0, 2) if sweep % 2 else (0, 2, 1):
            bands[band].sort(key=lambda one: (_middle(near[one], at, at[one]), at[one]))
            at |= _places([bands[band]])
    return bands


def _places(bands: Sequence[Sequence[str]]) -> dict[str, float]:
    """Where each stands in its band, from 0 to 1."""
    return {one: (number + 0.5) / len(band) for band in bands for number, one in enumerate(band)}


def _middle(others: Sequence[str], at: Mapping[str, float], otherwise: float) -> float:
    return sum(at[one] for one in others) / len(others) if others else otherwise
