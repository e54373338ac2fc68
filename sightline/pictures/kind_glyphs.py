"""The outline and the icon of each kind of person and thing, as SVG paths around 0, 0: the same in every chart.

A kind is told by shape and icon, never by a colour alone, and no shape is of concern.
"""

from dataclasses import dataclass

from sightline.pictures.canvas import Canvas, number
from sightline.pictures.palette import PAPER

_PERSON = "M0-11a5.5 5.5 0 1 0 .01 0zM-10.5 11.5a10.5 9 0 0 1 21 0z"
_QUESTION = "M-3.6 11h5v-5h-5zM-8-6.5a8 7.5 0 1 1 9.5 7.5v2.5h-5v-6.5h2.5a3 2.8 0 1 0-3-3.5z"
_BOX = "M-21-21H21V21H-21z"
REACH = 22.0  # from the middle of a child's circle to its edge


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline and an icon as SVG paths. `dashed`: nobody knows who it is."""

    outline: str
    icon: str
    dashed: bool = False


GLYPHS = {
    "child": Glyph("M22 0A22 22 0 1 1-22 0A22 22 0 1 1 22 0z", _PERSON),
    "adult": Glyph(_BOX, _PERSON),
    "unidentified": Glyph(_BOX, _QUESTION, dashed=True),
    "person": Glyph(
        "M-10-21H10A11 11 0 0 1 21-10V10A11 11 0 0 1 10 21H-10A11 11 0 0 1-21 10V-10A11 11 0 0 1-10-21z", _PERSON
    ),
    "vehicle": Glyph(
        "M-10-16H10A16 16 0 0 1 10 16H-10A16 16 0 0 1-10-16z",
        "M-15 5v-5l4-1.5 3.5-6h11l4 6 7 1.5v5h-2.5a3.5 3.5 0 1 1-7 0h-8.5a3.5 3.5 0 1 1-7 0z",
    ),
    "phone": Glyph("M0-26 26 0 0 26-26 0z", "M-6-11H6V11H-6zM-4-8V5.5H4V-8z"),
    "place": Glyph("M0-24 25-6 20 21H-20L-25-6z", "M0-13 13-1H9.5V12H3V4H-3V12H-9.5V-1H-13z"),
    "account": Glyph("M-12-21H12L25 0 12 21H-12L-25 0z", "M-11-9H11V5H0L-6 11V5H-11z"),
    "group": Glyph("M-9-22H9L22-9V9L9 22H-9L-22 9V-9z", _PERSON),
}


def glyph_of(kind: str) -> Glyph:
    """How a kind is drawn; one without a shape of its own as a person of no known age."""
    return GLYPHS.get(kind, GLYPHS["person"])


def draw_glyph(
    canvas: Canvas, kind: str, x: float, y: float, r: float, *, ink: str, is_filled: bool = False, thick: float = 2
) -> None:
    """A kind around a point: filled with its icon in white, or an outline. Nobody unidentified is filled."""
    glyph, size = glyph_of(kind), r / REACH
    here = f"translate({number(x)} {number(y)}) scale({size:.2f})"
    is_filled = is_filled and not glyph.dashed
    canvas.add("path", d=glyph.outline, transform=here, fill=ink if is_filled else PAPER, stroke=ink,
               stroke_width=thick / size, stroke_dasharray="7 5" if glyph.dashed else None)  # fmt: skip
    canvas.add("path", d=glyph.icon, transform=here, fill=PAPER if is_filled else ink, fill_rule="evenodd")
