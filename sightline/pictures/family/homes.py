"""When records give the child's addresses: a row for each person, a bar from the first to the last such record.

A record is a day on which an address was given, not the day of a move. What lies outside a bar is dotted: not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Canvas, KeyGlyph
from sightline.pictures.family.facts import FamilyMember, FamilyStory, Stay
from sightline.pictures.frame import MARGIN
from sightline.pictures.glyphs import draw_not_known
from sightline.pictures.palette import DEEP, FAINT, INK, PAPER, QUIET, RULE
from sightline.pictures.scales import DayScale
from sightline.translation.dates import short_day, short_month
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

HEAD = gettext_lazy("When records give the child’s address, by person")
SAYS = gettext_lazy(
    "A bar runs from the first record that gives the address to the last. They may have lived there before and after."
)
LEFT, ROW, BAR, LINE, MOST = 250, 40, 13, 16, 14
ONE_RECORD = 7  # the width of a single day


@dataclass(frozen=True, slots=True)
class _Rows:
    """The room of the bars."""

    canvas: Canvas
    scale: DayScale
    has_several: bool


def people_at_home(story: FamilyStory) -> list[FamilyMember]:
    """The child and everyone of whom a record gives one of its addresses; nobody where nobody else does."""
    relatives = [one for one in story.relatives if one.stays]
    return [story.child, *relatives][:MOST] if relatives and story.child.stays else []


def draw_homes(canvas: Canvas, story: FamilyStory, top: float) -> float:
    """The rows, with the months above; where they end."""
    people = people_at_home(story)
    if not people:
        return top
    y = top + 14
    canvas.line((MARGIN, y - 14), (canvas.width - MARGIN, y - 14), stroke=RULE)
    canvas.text(MARGIN, y + 12, str(HEAD), size=15, bold=True)
    for line in wrap(str(SAYS), most=canvas.width - 2 * MARGIN):
        y += 19
        canvas.text(MARGIN, y + 12, line, ink=QUIET)
    first = min(stay.first_on for one in people for stay in one.stays).replace(day=1)
    scale = DayScale(first, story.up_to, MARGIN + LEFT, canvas.width - MARGIN - ONE_RECORD)
    rows = _Rows(canvas, scale, len({stay.home for stay in story.child.stays}) > 1)
    y += 30
    start = y + 20
    _write_months(rows, y)
    for one in people:
        _draw_row(rows, one, start)
        start += _tall(one)
    with canvas.beneath():
        for month in scale.written_months():
            canvas.line((scale.x(month), y + 8), (scale.x(month), start), stroke=FAINT)
    return start + 8


def stays_in_words(stays: Iterable[Stay], *, has_several: bool) -> str:
    """`4 Mar 2025 to 5 Aug 2026 (7 records)`, with the number of the address where there are several."""
    return join_shown("; ", [_in_words(one, has_several=has_several) for one in stays])


def _in_words(stay: Stay, *, has_several: bool) -> str:
    days = short_day(stay.first_on)
    if stay.last_on != stay.first_on:
        days = _("%(first)s to %(last)s") % {"first": days, "last": short_day(stay.last_on)}
    said = f"{days} ({counted(stay.records, 'record')})"
    return _("address %(number)s: %(said)s") % {"number": stay.home, "said": said} if has_several else said


def _write_months(rows: _Rows, y: float) -> None:
    """The months that have room, with the year at the first of each."""
    years, free = set[int](), rows.scale.left
    for month in rows.scale.written_months():
        word = short_month(month) if month.year in years else f"{short_month(month)} {month.year}"
        x = rows.scale.x(month)
        if x >= free and x + width(word) <= rows.scale.right + ONE_RECORD:
            rows.canvas.text(x, y, word, ink=QUIET)
            years.add(month.year)
            free = x + width(word) + 8


def _label(one: FamilyMember) -> list[tuple[str, bool]]:
    born = _("born %(day)s") % {"day": short_day(one.born_on)} if one.born_on else _("birth date not known")
    who = f"{one.relation or _('the child')}, {born}"
    return [
        *((line, True) for line in wrap(one.label, most=LEFT - 14, bold=True)),
        *((line, False) for line in wrap(who, most=LEFT - 14)),
    ]


def _tall(one: FamilyMember) -> float:
    return max(ROW, len(_label(one)) * LINE + 8)


def _draw_row(rows: _Rows, one: FamilyMember, top: float) -> None:
    canvas, scale, middle = rows.canvas, rows.scale, top + ROW / 2
    canvas.line((MARGIN, top), (canvas.width - MARGIN, top), stroke=RULE)
    for place, (line, bold) in enumerate(_label(one)):
        canvas.text(MARGIN, top + 16 + place * LINE, line, bold=bold, ink=INK if bold else QUIET)
    _draw_unknown(canvas, scale, one.stays, middle)
    for stay in one.stays:
        left = scale.x(stay.first_on)
        wide = max(scale.x(stay.last_on) - left, ONE_RECORD)
        draw_stay(canvas, left, middle, wide, is_sure=stay.records > 1)
        number = str(stay.home)
        if rows.has_several and wide > width(number, bold=True) + 8:
            ink, ground = (PAPER, DEEP) if stay.records > 1 else (INK, PAPER)
            canvas.text(left + wide / 2, middle + 4.5, number, bold=True, ink=ink, anchor="middle", ground=ground)


def _draw_unknown(canvas: Canvas, scale: DayScale, stays: Sequence[Stay], middle: float) -> None:
    """Dotted where no record gives one of the addresses."""
    at = scale.left
    for stay in sorted(stays, key=lambda one: one.first_on):
        if scale.x(stay.first_on) - at > 4:
            draw_not_known(canvas, (at, middle), (scale.x(stay.first_on), middle), stroke=QUIET)
        at = max(at, scale.x(stay.last_on) + ONE_RECORD)
    if scale.right - at > 4:
        draw_not_known(canvas, (at, middle), (scale.right, middle), stroke=QUIET)


def draw_stay(canvas: Canvas, x: float, middle: float, wide: float, *, is_sure: bool) -> None:
    """A bar; dotted and open where one record alone gives it."""
    fill, dash = (DEEP, None) if is_sure else (PAPER, "2 2")
    canvas.rect(x, middle - BAR / 2, wide, BAR, fill=fill, stroke=DEEP, thick=1.5, dash=dash)


def key_of_homes() -> list[tuple[KeyGlyph, str]]:
    """What the bars mean."""
    return [
        (lambda canvas, x, y: draw_stay(canvas, x - 8, y, 20, is_sure=True), _("address on two records or more")),
        (lambda canvas, x, y: draw_stay(canvas, x - 2, y, 9, is_sure=False), _("on one record")),
    ]
