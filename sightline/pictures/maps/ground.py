"""The ground of a map: where metres lie on a sheet, streets and water, how far a way is, and where north is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sightline.pictures.arial import width
from sightline.pictures.canvas import Box, Canvas, Point, number
from sightline.pictures.palette import INK, QUIET
from sightline.translation.messages import gettext as _

LAND, EDGE = "#f3f4f1", "#9aa3a8"
WATER, GREEN, STREET = "#b8cbd8", "#e6ece0", "#d5d8da"
KINDS: Final = {"park": (GREEN, 0.0), "street": (STREET, 1.0), "river": (WATER, 13.0), "railway": (QUIET, 2.0)}
LENGTHS: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)
EDGE_ROOM, LONGEST_SCALE = 16, 165
NORTH: Final = (32, 8, 12, 48)  # the room of the arrow, from the corner at the right

Metres = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MapGround:
    """A part of a sheet where a map is drawn: north is up, and both ways have one scale."""

    canvas: Canvas
    corner: Point
    room: tuple[float, float]
    left: float
    top: float
    scale: float

    @property
    def box(self) -> Box:
        """The room of the map."""
        return Box(*self.corner, self.corner[0] + self.room[0], self.corner[1] + self.room[1])

    def place(self, at: Metres) -> Point:
        """The point of a spot in metres east and north."""
        return self.corner[0] + (at[0] - self.left) * self.scale, self.corner[1] + (self.top - at[1]) * self.scale

    def draw_land(self) -> None:
        """The sheet below everything."""
        self.canvas.rect(*self.corner, *self.room, fill=LAND)

    def draw_outline(self, rings: Iterable[Sequence[Metres]], *, fill: str, stroke: str, thick: float) -> None:
        """An area: closed lines."""
        for ring in rings:
            self.canvas.path(_course(map(self.place, ring[:-1])) + "z", fill=fill, stroke=stroke, thick=thick)

    def draw_line(self, points: Sequence[Metres], *, stroke: str, thick: float, dash: str | None = None) -> None:
        """An open line; points nearer than a unit to the one before are left out, the last never."""
        kept: list[Point] = []
        for at in map(self.place, points):
            if not kept or max(abs(at[0] - kept[-1][0]), abs(at[1] - kept[-1][1])) >= 1:
                kept.append(at)
        self.canvas.path(_course(kept), stroke=stroke, thick=thick, dash=dash)

    def draw_base(self, lines: Iterable[tuple[str, Sequence[Metres]]]) -> None:
        """Streets, water, railways and parks, each by its kind, within the map alone."""
        box = self.box
        for kind, line in sorted(lines, key=lambda one: list(KINDS).index(one[0])):
            colour, thick = KINDS[kind]
            within = [at for at in map(self.place, line) if _is_within(at, box)]
            if len(within) < 2:
                continue
            if kind == "park":
                self.canvas.path(_course(within) + "z", fill=colour)
            else:
                dash = "7 4" if kind == "railway" else None
                self.canvas.path(_course(within), stroke=colour, thick=thick, dash=dash)

    def draw_scale(self) -> list[Box]:
        """How long a way is, and where north is; the room of both, on which no name may stand."""
        canvas, box = self.canvas, self.box
        longest = max((one for one in LENGTHS if one * self.scale <= LONGEST_SCALE), default=LENGTHS[0])
        x, y = box.left + 14, box.bottom - 14
        words = _("%(value)s km") % {"value": longest // 1000} if longest >= 1000 else f"{longest} m"
        right = x + longest * self.scale + 6
        canvas.path(f"M{number(x)} {number(y - 5)}v5h{number(longest * self.scale)}v-5", stroke=INK, thick=1.5)
        canvas.text(right, y, words, ground=LAND)
        canvas.text(box.right - 22, box.top + 22, "N", bold=True, anchor="middle", ground=LAND)
        canvas.path(f"M{number(box.right - 22)} {number(box.top + 46)}v-18m-5 6l5-6l5 6", stroke=INK, thick=1.5)
        left, top, inset, low = NORTH
        north = Box(box.right - left, box.top + top, box.right - inset, box.top + low)
        return [Box(x, y - 14, right + width(words), y + 4), north]


def lay_ground(canvas: Canvas, points: Sequence[Metres], *, corner: Point, room: tuple[float, float],
               edge: float = EDGE_ROOM, least: float = 1.0) -> MapGround:  # fmt: skip
    """The ground around these points, in the middle of a room; `least` metres across, so that one spot is no town."""
    easts, norths = [east for east, _ in points], [north for _, north in points]
    across, up = max(max(easts) - min(easts), least), max(max(norths) - min(norths), least)
    scale = min((room[0] - edge) / across, (room[1] - edge) / up)
    left = (min(easts) + max(easts) - room[0] / scale) / 2
    top = (min(norths) + max(norths) + room[1] / scale) / 2
    return MapGround(canvas, corner, room, left, top, scale)


def _course(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _is_within(at: Point, box: Box) -> bool:
    return box.left <= at[0] <= box.right and box.top <= at[1] <= box.bottom
