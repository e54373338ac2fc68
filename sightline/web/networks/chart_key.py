"""The key of a chart: the kinds, lines and agencies that are in it, and no others; and what its numbers stand for."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE
from sightline.pictures.glyphs import draw_agency
from sightline.pictures.kind_glyphs import GLYPHS, glyph_of
from sightline.pictures.palette import INK, PAPER, agency_ink, agency_order
from sightline.translation.messages import join_shown
from sightline.web.networks.drawing import Drawing, DrawnLink
from sightline.web.networks.glyphs import INK as GLYPH_INK
from sightline.web.networks.glyphs import WORDS
from sightline.web.networks.link_words import BY_NUMBER, LINE, records_in_words

LINE_INK: Final = "#505a5f"
PALE_INK: Final = "#868a8c"
DASHES: Final = {"unsure": "9 6", "weak": "3 3", "missing": "12 4 2 4", "same": "1.5 6"}
SOME, MANY = 2, 6
SMALL: Final = 0.4
COLUMN_GAP, NUMBER_WIDE, LINE_HIGH = 30, 26, 18


def thickness(records: int) -> float:
    """How thick a line is, by its records: one, two to five, six or more."""
    return 5.5 if records >= MANY else 3.2 if records >= SOME else 1.6


def key_entries(drawing: Drawing, *, has_pale: bool = False) -> list[tuple[KeyGlyph, str]]:
    """Each glyph that is in the drawing, with its word."""
    kinds = {one.shape for one in drawing.placed}
    entries = [(_shape(kind), WORDS[kind]) for kind in GLYPHS if kind in kinds]
    entries += list(_lines(drawing))
    entries += [(_stroke(3.2, ink=PALE_INK), _("paler: words in the table"))] if has_pale else []
    agencies = sorted({agency for link in drawing.links for agency in link.agencies}, key=agency_order)
    return entries + [(_letters(agency), f" {agency_ink(agency).label}") for agency in agencies]


def draw_numbered(canvas: Canvas, top: float, lines: Sequence[tuple[int, DrawnLink]]) -> float:
    """What each line says that has a number for want of room, in two columns; where the next thing may begin."""
    if not lines:
        return top
    canvas.text(MARGIN, top + 16, str(BY_NUMBER), size=14, bold=True)
    wide = (WIDE - 2 * MARGIN - COLUMN_GAP) / 2
    written = [(str(number), wrap(_in_words(link), most=wide - NUMBER_WIDE)) for number, link in lines]
    half, y, column, low = sum(len(words) for _, words in written) / 2, top + 38, 0, top
    done = 0
    for number, words in written:
        if column == 0 and done >= half:
            column, y = 1, top + 38
        x = MARGIN + column * (wide + COLUMN_GAP)
        canvas.text(x, y, number, bold=True)
        for line in words:
            canvas.text(x + NUMBER_WIDE, y, line)
            y += LINE_HIGH
        done, low = done + len(words), max(low, y)
    return low


def _in_words(link: DrawnLink) -> str:
    """Both ends, how they are connected, from which day to which, and by whose records."""
    agencies = join_shown(", ", [agency_ink(agency).label for agency in link.agencies])
    says = join_shown(", ", [part for part in (link.says, link.days, agencies) if part])
    return f"{LINE}" % {"one": link.one.node.label, "other": link.other.node.label, "says": says}


def _lines(drawing: Drawing) -> Iterator[tuple[KeyGlyph, str]]:
    by_records = [link.records for link in drawing.links if not link.added]
    if any(number < SOME for number in by_records):
        yield _stroke(thickness(1)), records_in_words(1)
    if any(SOME <= number < MANY for number in by_records):
        yield _stroke(thickness(SOME)), _("2 to 5")
    if any(number >= MANY for number in by_records):
        yield _stroke(thickness(MANY)), _("6 or more")
    if any(link.is_new for link in drawing.links):
        yield _stroke(thickness(SOME) + 2, ink=INK), _("black: new")
    if any(link.unsure and not (link.weak or link.missing) for link in drawing.links):
        yield _stroke(1.6, DASHES["unsure"]), _("identity based on similar details only, not confirmed")
    if any(link.weak and not link.missing for link in drawing.links):
        yield _stroke(1.6, DASHES["weak"]), _("low-grade intelligence only")
    if any(link.missing for link in drawing.links):
        yield _stroke(1.6, DASHES["missing"]), _("missing together more often than by chance")
    if drawing.same:
        yield _stroke(3, DASHES["same"], INK), _("may be the same person, not answered yet")
    if any(link.added for link in drawing.links):
        yield _double, _("added by an analyst, not from a record")


def _shape(kind: str) -> KeyGlyph:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        glyph, here = glyph_of(kind), f"translate({x:.0f} {y:.0f}) scale({SMALL})"
        dash = "8 7" if glyph.dashed else None
        canvas.add(
            "path", d=glyph.outline, transform=here, fill=PAPER, stroke=GLYPH_INK, stroke_width=4, stroke_dasharray=dash
        )
        canvas.add("path", d=glyph.icon, transform=here, fill=GLYPH_INK, fill_rule="evenodd")

    return draw


def _stroke(thick: float, dash: str | None = None, ink: str = LINE_INK) -> KeyGlyph:
    return lambda canvas, x, y: canvas.line((x - 12, y), (x + 14, y), stroke=ink, thick=thick, dash=dash)


def _double(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 12, y), (x + 14, y), stroke=LINE_INK, thick=6)
    canvas.line((x - 12, y), (x + 14, y), stroke=PAPER, thick=2.5)


def _letters(agency: str) -> KeyGlyph:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        draw_agency(canvas, x - 12, y - 8, agency, tall=16)

    return draw
