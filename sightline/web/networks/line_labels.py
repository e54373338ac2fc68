"""Finds the way of each line of a chart past everybody it does not tie; and a place for its label on it.

A label stands off every icon and name, and off other labels.
Shorter lines choose first, since they have fewer places. A label that finds none becomes a number, which the table
explains; no label is shortened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Final

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box, Point

SIZE: Final = 13
MOST_WIDE: Final = 190
LINE_HIGH, PAD, LETTERS, LETTERS_HIGH = 16, 6, 30, 17
SHARES: Final = tuple(0.5 + sign * nth / 50 for nth in range(20) for sign in (1, -1))
SAMPLES: Final = tuple(nth / 24 for nth in range(1, 24))
NUMBER_ROOM: Final = 24
CLEAR: Final = 30  # from a line to the middle of a node that is not its end
# How far a line is bent, to either side, and where on its way; tried in this order.
BENDS: Final = tuple(
    (sign * far, share) for far in range(60, 601, 45) for share in (0.5, 0.25, 0.75) for sign in (1, -1)
)
ALONG: Final = tuple(nth / 24 for nth in range(25))


@dataclass(frozen=True, slots=True)
class Course:
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
    def length(self) -> float:
        """About how long it is."""
        return abs(self.begin[0] - self.end[0]) + abs(self.begin[1] - self.end[1])


def find_course(first: Course, *, nodes: Sequence[Point], room: Box) -> Course:
    """The way as given, where it passes nobody within CLEAR; else bent around them; else the one that comes least near.

    `nodes` are the middles of all; those at its own ends are not looked at.
    """
    others = [node for node in nodes if node not in (first.begin, first.end)]
    best, most = first, _clearance(first, others, 0.0)
    for far, share in BENDS if others else ():
        if most >= CLEAR:
            break
        course = Course(first.begin, first.end, _aside(first, far, share))
        clear = _clearance(course, others, most) if _stays_in(course, room) else 0.0
        if clear > most:
            best, most = course, clear
    return best


def _aside(course: Course, far: float, share: float) -> Point:
    """A point so far beside the straight way, after a share of it."""
    (x1, y1), (x2, y2) = course.begin, course.end
    long = hypot(x2 - x1, y2 - y1) or 1.0
    return x1 + (x2 - x1) * share + (y1 - y2) / long * far, y1 + (y2 - y1) * share + (x2 - x1) / long * far


def _stays_in(course: Course, room: Box) -> bool:
    return all(
        room.left <= x <= room.right and room.top <= y <= room.bottom for x, y in (course.at(share) for share in ALONG)
    )


def _clearance(course: Course, nodes: Sequence[Point], least: float) -> float:
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
class LineLabel:
    """What a label says: words in bold, days below them, and the letters of agencies. `number` is its row."""

    course: Course
    words: tuple[str, ...] = field(repr=False)
    days: str
    agencies: tuple[str, ...]
    number: int

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

    label: LineLabel
    box: Box
    as_number: bool = False


def make_label(
    course: Course, *, says: str, days: str = "", agencies: Sequence[str] = (), number: int = 0
) -> LineLabel:
    """A label whose words are wrapped."""
    return LineLabel(course, tuple(wrap(says, most=MOST_WIDE, size=SIZE, bold=True)), days, tuple(agencies), number)


def place_labels(
    labels: Sequence[LineLabel], *, taken: Sequence[Box], courses: Sequence[Course], room: Box
) -> list[PlacedLabel]:
    """A place for each within `room`; where it hides the fewest other lines, and of those the nearest to its middle."""
    held, placed = list(taken), list[PlacedLabel]()
    for label in sorted(labels, key=lambda one: (one.course.length, one.number)):
        others = [course for course in courses if course is not label.course]
        found = _first_free(label, label.size, held, others, room)
        small = found is None
        box = found or _first_free(label, (NUMBER_ROOM, NUMBER_ROOM), held, (), room)
        box = box or _box(label.course.at(0.5), (NUMBER_ROOM, NUMBER_ROOM))
        held.append(box)
        placed.append(PlacedLabel(label, box, as_number=small))
    return placed


def _first_free(
    label: LineLabel, size: tuple[float, float], held: Sequence[Box], others: Sequence[Course], room: Box
) -> Box | None:
    best, fewest = None, len(others) + 1
    for share in SHARES:
        box = _box(label.course.at(share), size)
        within = room.left <= box.left and box.right <= room.right and room.top <= box.top and box.bottom <= room.bottom
        if not within or any(box.grown(3, 2).hits(one) for one in held):
            continue
        hidden = sum(_crosses(course, box) for course in others)
        if hidden < fewest:
            best, fewest = box, hidden
        if not hidden:
            break
    return best


def _box(middle: Point, size: tuple[float, float]) -> Box:
    (x, y), (wide, tall) = middle, size
    return Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2, "label")


def _crosses(course: Course, box: Box) -> bool:
    points = (course.at(share) for share in SAMPLES)
    return any(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in points)
