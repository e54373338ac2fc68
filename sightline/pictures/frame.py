"""What stands around every picture, because it is copied and printed alone: title, finding, key, its own day."""

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Canvas, KeyGlyph
from sightline.pictures.palette import QUIET, RULE
from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy

WIDE, PHONE, MARGIN = 1120, 358, 20
LEAD, FOOT = gettext_lazy("A lead to check, not evidence."), 46


def draw_head(canvas: Canvas, title: str, sentences: Iterable[str]) -> float:
    """The title and the sentences below it, wrapped; where the next thing may begin."""
    y = 12.0
    for line in wrap(title, most=canvas.width - 2 * MARGIN, size=22, bold=True):
        y += 24
        canvas.text(MARGIN, y - 4, line, size=22, bold=True)
    y += 2
    for sentence in sentences:
        for line in wrap(sentence, most=canvas.width - 2 * MARGIN, size=15):
            y += 20
            canvas.text(MARGIN, y, line, size=15, ink=QUIET)
    return y + 14


def draw_key(canvas: Canvas, top: float, entries: Sequence[tuple[KeyGlyph, str]]) -> float:
    """The key: each glyph with its word, in as many rows as they need; where the next thing may begin."""
    canvas.key += entries
    x, y = 64.0, top + 16
    canvas.text(MARGIN, y + 5, _("Key"), size=14, bold=True)
    for draw, word in entries:
        room = 22 + width(word) + 20
        if x + room > canvas.width - MARGIN:
            x, y = 64.0, y + 26
        draw(canvas, x + 6, y)
        canvas.text(x + 22, y + 5, word)
        x += room
    return y + 20


def draw_foot(canvas: Canvas, top: float, *, up_to: date | None, says: str = LEAD) -> None:
    """The last line: what it is, and its own day where it has one. The sheet ends below it."""
    canvas.line((MARGIN, top + 8), (canvas.width - MARGIN, top + 8), stroke=RULE)
    day = _("Up to date to %(day)s") % {"day": long_day(up_to)} if up_to else ""
    room = canvas.width - 2 * MARGIN
    if width(says) + width(day) + MARGIN <= room:
        canvas.text(MARGIN, top + 28, says, ink=QUIET)
        if day:
            canvas.text(canvas.width - MARGIN, top + 28, day, ink=QUIET, anchor="end")
        canvas.height = top + FOOT
        return
    y = top + 28
    for line in (*wrap(says, most=room), *([day] if day else [])):
        canvas.text(MARGIN, y, line, ink=QUIET)
        y += 20
    canvas.height = y - 20 + FOOT - 28
