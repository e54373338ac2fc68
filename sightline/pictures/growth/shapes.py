"""The marks of a chart of growth: members by kind, those not identified as one, and the counts below."""

from collections.abc import Sequence

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Canvas, KeyGlyph, Point
from sightline.pictures.glyphs import draw_agency
from sightline.pictures.growth.facts import GrownMember, GrowthStory, MemberKind
from sightline.pictures.growth.places import MemberSpot
from sightline.pictures.growth.quarters import Quarter, agencies_with_most, children_known
from sightline.pictures.kind_glyphs import draw_glyph
from sightline.pictures.palette import DEEP, FAINT, INK, PAPER, QUIET, RULE
from sightline.translation.messages import gettext as _

RADIUS, PALE, LINE = 14, "#6d7f88", 14
COUNTS, MOST_DOTS, A_DOT, MOST_LETTERS = 300, 12, 16, 3
GLYPHS = {
    MemberKind.CHILD: "child",
    MemberKind.ADULT: "adult",
    MemberKind.UNIDENTIFIED: "unidentified",
    MemberKind.PERSON: "person",
    MemberKind.VEHICLE: "vehicle",
    MemberKind.PHONE: "phone",
    MemberKind.PLACE: "place",
}


def draw_member(
    canvas: Canvas, one: GrownMember, at: Point, spot: MemberSpot, quarter: Quarter, number: int, *, is_unsure: bool
) -> None:
    """A member with its name: filled where it is new, an outline where it may be on the chart already."""
    (x, y), is_new = at, one.seen_on >= quarter.first
    order, name = (quarter.first.isoformat(), number), f"{quarter.label}: {one.label}, {_(one.kind.value)}"
    with canvas.linked(one.href if is_new else "", name=name, order=order, around=(x, y), radius=RADIUS + 6):
        draw_kind(canvas, one.kind, x, y, RADIUS, ink=DEEP if is_new else PALE, is_new=is_new and not is_unsure)
    _write_below(canvas, at, spot.lines, is_new=is_new)


def draw_fold(canvas: Canvas, known: Sequence[GrownMember], at: Point, spot: MemberSpot, quarter: Quarter) -> None:
    """Those not identified as one mark with their number: they may be fewer people than entries."""
    (x, y), new = at, sum(one.seen_on >= quarter.first for one in known)
    ink, many = DEEP if new else PALE, len(known)
    canvas.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, fill=PAPER, stroke=ink, thick=2, dash="5 3")
    canvas.text(x, y + 5, str(many), size=14, bold=True, ink=INK if new else QUIET, anchor="middle")
    said = _("up to %(number)s adults not identified") if many > 1 else _("%(number)s adult not identified")
    words = said % {"number": many}
    if new and new < many:
        words = _("%(said)s, %(number)s of them new") % {"said": words, "number": new}
    _write_below(canvas, at, wrap(words, most=spot.room - 6, bold=True), is_new=bool(new))


def _write_below(canvas: Canvas, at: Point, lines: Sequence[str], *, is_new: bool) -> None:
    for row, line in enumerate(lines):
        foot = at[1] + RADIUS + 16 + row * LINE
        canvas.text(at[0], foot, line, bold=is_new, ink=INK if is_new else QUIET, anchor="middle", halo=True)


def draw_kind(canvas: Canvas, kind: MemberKind, x: float, y: float, r: float, *, ink: str, is_new: bool) -> None:
    """The shape and the icon of what a member is: filled where it is new."""
    draw_glyph(canvas, GLYPHS[kind], x, y, r, ink=ink, is_filled=is_new)


def key_kind(kind: MemberKind) -> KeyGlyph:
    """A kind in the key."""
    return lambda canvas, x, y: draw_kind(canvas, kind, x, y, 9, ink=DEEP, is_new=False)


def key_agency(agency: str) -> KeyGlyph:
    """The letters of an agency in the key."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        draw_agency(canvas, x - 12, y - 8, agency, tall=16)

    return draw


def key_fold(canvas: Canvas, x: float, y: float) -> None:
    """The mark of those not identified in the key."""
    canvas.rect(x - 9, y - 9, 18, 18, fill=PAPER, stroke=DEEP, thick=2, dash="5 3")
    canvas.text(x, y + 5, "9", bold=True, anchor="middle")


def draw_counts(canvas: Canvas, story: GrowthStory, quarter: Quarter, at: Point, wide: float) -> None:
    """What all records together showed, and the most that one agency knew, with its letters: a dot for each child.

    Those who may be one with another are hollow. Where the group has more children than dots have room, a bar as long
    as their share of them.
    """
    left, top = at
    every = sum(one.kind is MemberKind.CHILD for one in story.members)
    together, most = children_known(story, quarter.end)
    canvas.line((left + 10, top + COUNTS), (left + wide - 10, top + COUNTS), stroke=FAINT)
    for row, (label, many, fill) in enumerate(
        ((_("All together"), together, DEEP), (_("Most one agency knew"), most, "#8fa3ac"))
    ):
        y = top + COUNTS + 19 + row * 19
        canvas.text(left + 10, y, label, bold=row == 0)
        if every > MOST_DOTS:
            full = MOST_DOTS * A_DOT
            canvas.rect(left + 160, y - 10, full, 11, fill=PAPER, stroke=RULE, thick=1.5)
            if many.fewest < many.most:
                canvas.rect(left + 160, y - 10, full * many.most / every, 11, stroke=DEEP, thick=1.5, dash="3 2")
            canvas.rect(left + 160, y - 10, full * many.fewest / every, 11, fill=fill)
        for place in range(every if every <= MOST_DOTS else 0):
            canvas.circle(
                left + 166 + place * A_DOT, y - 4.5, 5.5, fill=fill if place < many.fewest else PAPER,
                stroke=DEEP if place < many.most else RULE, thick=1.5,
            )  # fmt: skip
        x, words = left + 172 + MOST_DOTS * A_DOT, many.in_words("child")
        canvas.text(x, y, words, bold=row == 0, halo=True)
        x += width(words) + 8
        for agency in agencies_with_most(story, quarter.end)[:MOST_LETTERS] if row else ():
            x += draw_agency(canvas, x, y - 12, agency, tall=15) + 4
