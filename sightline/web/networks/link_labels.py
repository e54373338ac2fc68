"""Finds the way of each line of a chart past everybody it does not tie; and a place for its label on it.

A label stands off every icon and name, and off other labels. Shorter lines choose first, since they have fewer places.
A label that finds none becomes a number, which a list below the chart explains; no label is shortened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from math import hypot
from typing import Final

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box, Point

SIZE: Final = 13
DOT: Final = "·"
MOST_WIDE: Final = 190
LINE_HIGH, PAD, LETTERS, LETTERS_HIGH = 16, 6, 30, 17
SHARES: Final = tuple(0.5 + sign * nth / 50 for nth in range(23) for sign in (1, -1))
ASIDE: Final = (0.0, 0.3, -0.3)  # of its width, how far a label may stand beside the middle of its line
NUMBER_ROOM: Final = 24
MOST_TRIES: Final = 8
CLEAR: Final = 30  # from a line to the middle of a node that is not its end
# How far a line is bent, to either side, and where on its way; tried in this order.
BENDS: Final = tuple(
    (sign * far, share) for far in range(60, 601, 45) for share in (0.5, 0.25, 0.75) for sign in (1, -1)
)
ALONG: Final = tuple(nth / 24 for nth in range(25))


@dataclass(frozen=True, slots=True)
class LinkCourse:
    """How a line runs: straight, or bent towards a point."""

    begin: Point
    end: Point
    bend: Point | None = None

    def at(self, share: float) -> Point:
        """Where it is after a share of its way."""
        (x1, y1), (x2, y2) = self.begin, self.end
        if self.bend is None:
            return x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        (bx, by), rest = self.bend, 1 - share
        return (
            rest * rest * x1 + 2 * rest * share * bx + share * share * x2,
            rest * rest * y1 + 2 * rest * share * by + share * share * y2,
        )

    @property
    def pieces(self) -> list[tuple[Point, Point]]:
        """It in straight pieces."""
        if self.bend is None:
            return [(self.begin, self.end)]
        return list(pairwise(self.at(share) for share in ALONG[::2]))

    @property
    def length(self) -> float:
        """About how long it is."""
        return abs(self.begin[0] - self.end[0]) + abs(self.begin[1] - self.end[1])


def find_course(first: LinkCourse, *, nodes: Sequence[Point], room: Box) -> LinkCourse:
    """The way as given, where it passes nobody within CLEAR; else bent around them; else the one that comes least near.

    `nodes` are the middles of all; those at its own ends are not looked at.
    """
    others = [node for node in nodes if node not in (first.begin, first.end)]
    best, most = first, _clearance(first, others, 0.0)
    for far, share in BENDS if others else ():
        if most >= CLEAR:
            break
        course = LinkCourse(first.begin, first.end, _aside(first, far, share))
        clear = _clearance(course, others, most) if _stays_in(course, room) else 0.0
        if clear > most:
            best, most = course, clear
    return best


def _aside(course: LinkCourse, far: float, share: float) -> Point:
    """A point so far beside the straight way, after a share of it."""
    (x1, y1), (x2, y2) = course.begin, course.end
    long = hypot(x2 - x1, y2 - y1) or 1.0
    return x1 + (x2 - x1) * share + (y1 - y2) / long * far, y1 + (y2 - y1) * share + (x2 - x1) / long * far


def _stays_in(course: LinkCourse, room: Box) -> bool:
    return all(
        room.left <= x <= room.right and room.top <= y <= room.bottom for x, y in (course.at(share) for share in ALONG)
    )


def _clearance(course: LinkCourse, nodes: Sequence[Point], least: float) -> float:
    """How near it comes to the nearest of these, CLEAR at most; 0 where that is `least` or nearer."""
    found = float(CLEAR)
    points = [course.begin, course.end] if course.bend is None else [course.at(share) for share in ALONG]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    near = Box(min(xs), min(ys), max(xs), max(ys)).grown(CLEAR, CLEAR)
    for node in nodes:
        if not (near.left < node[0] < near.right and near.top < node[1] < near.bottom):
            continue
        found = min(found, *(_distance(node, one, other) for one, other in pairwise(points)))
        if found <= least:
            return 0.0
    return found


def _distance(node: Point, one: Point, other: Point) -> float:
    """From a point to the nearest point of a straight piece."""
    (x, y), (x1, y1), (x2, y2) = node, one, other
    across, down = x2 - x1, y2 - y1
    squared = across * across + down * down
    share = max(0.0, min(1.0, ((x - x1) * across + (y - y1) * down) / squared)) if squared else 0.0
    return hypot(x - x1 - share * across, y - y1 - share * down)


@dataclass(frozen=True, slots=True)
class LinkLabel:
    """What a label says: words in bold, days below them, and the letters of agencies. `number` is its row.

    `short`: its number alone is drawn, whatever room there is. `rank`: those of a lower one choose their places first.
    """

    course: LinkCourse
    words: tuple[str, ...] = field(repr=False)
    days: str
    agencies: tuple[str, ...]
    number: int
    short: bool = False
    rank: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how tall its box is."""
        below = width(self.days, size=SIZE) + (4 if self.days and self.agencies else 0) + LETTERS * len(self.agencies)
        wide = max([below, *(width(line, size=SIZE, bold=True) for line in self.words)])
        tall = LINE_HIGH * len(self.words) + (LETTERS_HIGH if self.days or self.agencies else 0)
        return wide + 2 * PAD, tall + PAD


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label and its box; `as_number`: there is room for its number alone."""

    label: LinkLabel
    box: Box
    as_number: bool = False

    @property
    def middle(self) -> Point:
        """The middle of its box."""
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class ChartPlaces:
    """How the lines of a chart run and where their labels stand, by the number of the line.

    `same_courses` and `same_labels` are of the lines between two who may be one person, in their order.
    """

    courses: Mapping[int, LinkCourse]
    labels: Mapping[int, PlacedLabel]
    same_courses: tuple[LinkCourse, ...] = ()
    same_labels: tuple[PlacedLabel, ...] = ()


def make_label(
    course: LinkCourse, *, says: str, days: str = "", agencies: Sequence[str] = (), number: int = 0
) -> LinkLabel:
    """A label whose words are wrapped, how many records at the end in one piece."""
    how, dot, records = says.rpartition(f" {DOT} ")
    words = wrap(how or records, most=MOST_WIDE, size=SIZE, bold=True)
    if dot:
        whole = f"{words[-1]} {DOT} {records}"
        fits = width(whole, size=SIZE, bold=True) <= MOST_WIDE
        words = [*words[:-1], whole] if fits else [*words, f"{DOT} {records}"]
    return LinkLabel(course, tuple(words), days, tuple(agencies), number)


@dataclass(frozen=True, slots=True)
class _Traced:
    """A line in straight pieces, and the box that holds all of them."""

    course: LinkCourse
    pieces: Sequence[tuple[Point, Point]]
    box: Box

    @classmethod
    def of(cls, course: LinkCourse) -> "_Traced":
        """The pieces of a line, found once."""
        pieces = course.pieces
        xs, ys = [x for piece in pieces for x, _y in piece], [y for piece in pieces for _x, y in piece]
        return cls(course, pieces, Box(min(xs), min(ys), max(xs), max(ys)))

    def crosses(self, box: Box) -> bool:
        """Whether it runs through a box."""
        return self.box.grown(1, 1).hits(box) and any(_cuts(one, other, box) for one, other in self.pieces)


def place_labels(
    labels: Sequence[LinkLabel], *, taken: Sequence[Box], courses: Sequence[LinkCourse], room: Box
) -> list[PlacedLabel]:
    """A place for each within `room`: in words where they lie on no other line, else its number.

    Those that became a number choose first the next time. Where a number finds no room, the label that lies over its
    line becomes a number too. The best of MOST_TRIES is taken; one that finds no room in any is left out.
    """
    wanted, traced = list(labels), [_Traced.of(course) for course in courses]
    best: list[PlacedLabel] = []
    for _ in range(MOST_TRIES):
        placed, left_over = _place_once(wanted, taken, traced, room)
        if not best or _worth(placed) > _worth(best):
            best = placed
        hiding = next((one for course in left_over for one in placed if _may_yield(one, course)), None)
        crowded_out = {one.label.number for one in placed if one.as_number and not one.label.short}
        if hiding is not None:
            wanted = [replace(one, short=True) if one is hiding.label else one for one in wanted]
        elif crowded_out:
            wanted = [replace(one, rank=one.rank - 1) if one.number in crowded_out else one for one in wanted]
        else:
            break
    return best


def add_labels(
    placed: Sequence[PlacedLabel],
    labels: Iterable[LinkLabel],
    *,
    taken: Sequence[Box],
    courses: Sequence[LinkCourse],
    room: Box,
) -> Iterator[PlacedLabel]:
    """A place in words for those of more lines that have one, in their order; none of these has a number.

    `placed` and `courses` are of the lines that have theirs already: no line that is added runs through a label.
    """
    held, traced = [*taken, *(one.box for one in placed)], [_Traced.of(course) for course in courses]
    written = [one.box for one in placed]
    for label in labels:
        own = _Traced.of(label.course)
        if any(own.crosses(box) for box in written):
            continue
        box = _first_free(label, label.size, held, traced, room, most=0)
        if box is not None:
            traced.append(own)
            held.append(box)
            written.append(box)
            yield PlacedLabel(label, box)


def _worth(placed: Sequence[PlacedLabel]) -> tuple[int, int]:
    """How many have a place, and how many of these are in words."""
    return len(placed), sum(not one.as_number for one in placed)


def _may_yield(one: PlacedLabel, course: LinkCourse) -> bool:
    """Whether a label lies over a line, and could be a number instead."""
    return not one.as_number and bool(one.label.number) and _Traced.of(course).crosses(one.box.grown(12, 12))


def _place_once(
    labels: Sequence[LinkLabel], taken: Sequence[Box], traced: Sequence[_Traced], room: Box
) -> tuple[list[PlacedLabel], list[LinkCourse]]:
    """Those that found a place, and the lines of those that found none."""
    held, placed, left_over = list(taken), list[PlacedLabel](), list[LinkCourse]()
    for label in sorted(labels, key=lambda one: (one.short, one.rank, one.course.length, one.number)):
        others = [one for one in traced if one.course is not label.course]
        found = (
            None
            if label.short
            else _first_free(label, label.size, held, others, room, most=0 if label.number else None)
        )
        box = found or _first_free(label, (NUMBER_ROOM, NUMBER_ROOM), held, others, room)
        if box is None:
            left_over.append(label.course)
            continue
        held.append(box)
        placed.append(PlacedLabel(label, box, as_number=found is None))
    return placed, left_over


def _first_free(
    label: LinkLabel,
    size: tuple[float, float],
    held: Sequence[Box],
    others: Sequence[_Traced],
    room: Box,
    *,
    most: int | None = None,
) -> Box | None:
    """The place that lies on the fewest other lines, on `most` at most; of several the nearest to the middle.

    Its own line always runs through it, if not through its middle.
    """
    best, fewest = None, (len(others) if most is None else most) + 1
    for share, aside in product(SHARES, ASIDE):
        x, y = label.course.at(share)
        box = _box((x + aside * size[0], y), size)
        within = room.left <= box.left and box.right <= room.right and room.top <= box.top and box.bottom <= room.bottom
        if not within:
            continue
        with_margin = box.grown(3, 2)
        if any(with_margin.hits(one) for one in held):
            continue
        hidden = sum(one.crosses(box) for one in others)
        if hidden < fewest:
            best, fewest = box, hidden
        if not hidden:
            break
    return best


def _box(middle: Point, size: tuple[float, float]) -> Box:
    (x, y), (wide, tall) = middle, size
    return Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2, "label")


def _cuts(one: Point, other: Point, box: Box) -> bool:
    """Whether a straight piece runs through a box: what is left of it between each pair of sides."""
    (x1, y1), (x2, y2) = one, other
    begin, end = 0.0, 1.0
    for at, far, low, high in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        if far == 0:
            if not low <= at <= high:
                return False
            continue
        first, last = sorted(((low - at) / far, (high - at) / far))
        begin, end = max(begin, first), min(end, last)
        if begin > end:
            return False
    return True
