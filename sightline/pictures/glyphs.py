"""The small shapes of a picture: one for each kind of event, an agency's letters, a speech bubble, hatching."""

from enum import StrEnum

from sightline.pictures.canvas import Box, Canvas, Point, number
from sightline.pictures.palette import INK, LATE, LATE_FILL, PAPER, RULE, WORDS_EDGE, WORDS_FILL, agency_ink
from sightline.translation.messages import gettext_noop

RADIUS = 8  # the room of a glyph, from its middle
CORNER = 6


class EventKind(StrEnum):
    """What kind of thing was recorded; each has a shape."""

    CONTACT = gettext_noop("other entry")
    NOT_SEEN = gettext_noop("not seen")
    CONCERN = gettext_noop("concern")
    REFERRAL = gettext_noop("contact or referral")
    ACTION = gettext_noop("action agreed")
    NO_ACTION = gettext_noop("no further action")


def diamond(x: float, y: float, radius: float) -> list[Point]:
    """The corners of a square on its tip."""
    return [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]


def draw_event(canvas: Canvas, kind: EventKind, x: float, y: float, *, colour: str) -> None:
    """The shape of a kind of event: filled where something was worrying or agreed, open where not."""
    match kind:
        case EventKind.CONTACT:
            canvas.circle(x, y, 5, fill=PAPER, stroke=colour, thick=2)
        case EventKind.NOT_SEEN:
            canvas.circle(x, y, 5.5, fill=PAPER, stroke=colour, thick=2)
            canvas.line((x - 6, y + 6), (x + 6, y - 6), stroke=colour, thick=2)
        case EventKind.CONCERN:
            canvas.circle(x, y, 6, fill=colour)
        case EventKind.REFERRAL:
            canvas.polygon([(x - 4.5, y - 8), (x + 8, y), (x - 4.5, y + 8)], fill=colour)
        case EventKind.ACTION:
            canvas.polygon(diamond(x, y, 8), fill=colour)
        case EventKind.NO_ACTION:
            moves = f"M{number(x)} {number(y - 7.5)}l7.5 7.5l-7.5 7.5l-7.5 -7.5zm-4 7.5h8"
            canvas.path(moves, fill=PAPER, stroke=colour, thick=2)


def draw_agency(canvas: Canvas, x: float, y: float, agency: str, *, tall: float = 20) -> float:
    """An agency's two letters on its colour, as on the pages; how wide they are."""
    ink = agency_ink(agency)
    wide = max(tall * 1.3, 24)
    canvas.rect(x, y, wide, tall, fill=ink.colour, round_by=3)
    canvas.text(
        x + wide / 2, y + tall / 2 + 4.3, ink.letters, size=12, bold=True, ink=PAPER, anchor="middle", ground=ink.colour
    )
    return wide


def draw_bubble(canvas: Canvas, box: Box, tail: Point) -> None:
    """A speech bubble whose tail points at a day: for the child's own words, and nothing else."""
    x, y, wide, tall, r = box.left, box.top, box.right - box.left, box.bottom - box.top, CORNER
    foot = min(max(tail[0], x + r + 6), box.right - r - 6)
    f = number
    canvas.path(
        f"M{f(x + r)} {f(y)}h{f(wide - 2 * r)}a{r} {r} 0 0 1 {r} {r}v{f(tall - 2 * r)}a{r} {r} 0 0 1 -{r} {r}"
        f"H{f(foot + 5)}L{f(tail[0])} {f(tail[1])}L{f(foot - 5)} {f(y + tall)}H{f(x + r)}a{r} {r} 0 0 1 -{r} -{r}"
        f"v-{f(tall - 2 * r)}a{r} {r} 0 0 1 {r} -{r}z",
        fill=WORDS_FILL, stroke=WORDS_EDGE, thick=1.5,
    )  # fmt: skip


def draw_hatch(canvas: Canvas, box: Box, *, colour: str = LATE, fill: str = LATE_FILL, apart: float = 5) -> None:
    """Diagonal lines, drawn one by one, so that they print and are seen without colour."""
    canvas.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, fill=fill, stroke=colour, thick=1)
    wide, tall = box.right - box.left, box.bottom - box.top
    moves, at = [], -tall
    while at < wide:
        x0, y0, x1, y1 = at, tall, at + tall, 0.0
        if x0 < 0:
            x0, y0 = 0.0, tall + at
        if x1 > wide:
            x1, y1 = wide, x1 - wide
        if x1 > x0:
            moves.append(
                f"M{number(box.left + x0)} {number(box.top + y0)}L{number(box.left + x1)} {number(box.top + y1)}"
            )
        at += apart
    canvas.path("".join(moves), stroke=colour, thick=1)


def draw_tick(canvas: Canvas, x: float, y: float, *, colour: str = INK) -> None:
    """Done."""
    canvas.path(f"M{number(x)} {number(y)}l4 5l8 -10", stroke=colour, thick=2.5)


def draw_cross(canvas: Canvas, x: float, y: float, *, colour: str = LATE) -> None:
    """Not done."""
    canvas.path(f"M{number(x)} {number(y - 5)}l10 10m0 -10l-10 10", stroke=colour, thick=2.5)


def draw_triangle(canvas: Canvas, x: float, y: float, *, colour: str) -> None:
    """A pattern, on its first day."""
    canvas.polygon([(x, y - 7), (x + 7, y + 5), (x - 7, y + 5)], fill=colour, stroke=colour, thick=1)


def draw_not_known(canvas: Canvas, one: Point, other: Point, *, stroke: str = "") -> None:
    """A dotted line: nothing is known here, which is not nothing."""
    canvas.line(one, other, stroke=stroke or RULE, thick=1.5, dash="2 4")
