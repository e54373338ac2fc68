"""The last two lanes of a timeline: a row for each pattern, and one for each kind of deadline, named at its left."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Box, number
from sightline.pictures.frame import MARGIN
from sightline.pictures.glyphs import draw_agency, draw_cross, draw_hatch, draw_tick, draw_triangle
from sightline.pictures.palette import DEEP, FAINT, INK, LATE, QUIET, agency_ink
from sightline.pictures.timeline.facts import DeadlineSpan, DeadlineState, PatternDay
from sightline.pictures.timeline.sheet import INDENTED, LEFT, PAD, RIGHT, TimelineSheet
from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _

ROW, LEAD, SHORTEST, TRACK, TICK = 22, 15, 6, 18, 16
MOST_TRACKS = 4  # of one kind of deadline; where more run at once, they lie on each other
LABEL_ROOM = LEFT - MARGIN - 10


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a lane: its name, what is late in it, and what draws its glyphs at a height, in how many tracks.

    `agency`: who must meet the deadlines of the row; empty of patterns.
    """

    label: str = field(repr=False)
    late: str
    draw: Callable[[float], None]
    tracks: int = 1
    agency: str = ""


def draw_patterns(sheet: TimelineSheet, top: float) -> float:
    """A triangle on the first day of each pattern, a row a label; where the lane ends."""
    groups: dict[str, list[PatternDay]] = {}
    for one in sorted(sheet.story.patterns, key=lambda pattern: (pattern.on, pattern.label, pattern.href)):
        groups.setdefault(one.name, []).append(one)
    sub = [_("first day that all records together show it")]
    name_foot = sheet.open_lane(top, _("Patterns"), sub)
    return _draw_rows(sheet, name_foot + 2, [_pattern_row(sheet, label, some) for label, some in groups.items()])


def _pattern_row(sheet: TimelineSheet, label: str, days: Sequence[PatternDay]) -> _Row:
    def draw(y: float) -> None:
        for place, one in enumerate(days):
            x = sheet.scale.x(one.on)
            name = _("%(day)s, pattern: %(label)s. First day that all records together show it") % {
                "day": long_day(one.on),
                "label": label,
            }
            with sheet.canvas.linked(one.href, name=name, order=sheet.order(one.on, place), around=(x, y)):
                sheet.take_room(x, y, radius=7)
                draw_triangle(sheet.canvas, x, y, colour=DEEP)

    return _Row(label, "", draw)


def in_time(deadlines: Iterable[DeadlineSpan]) -> list[DeadlineSpan]:
    """Deadlines by the day on which they were due."""
    return sorted(deadlines, key=lambda one: (one.due, one.label, one.href))


def draw_deadlines(sheet: TimelineSheet, top: float) -> float:
    """Each deadline as a line to its day, hatched for the days that it was late, a row a kind; where the lane ends."""
    groups: dict[tuple[str, str], list[DeadlineSpan]] = {}
    for one in in_time(sheet.story.deadlines):
        groups.setdefault((one.name, one.agency), []).append(one)
    sub = [
        _("begun, due, days late until done (hatched), %(missed)s (cross); by the agency that must act")
        % {"missed": sheet.story.missed_words}
    ]
    name_foot = sheet.open_lane(top, _("Deadlines"), sub)
    return _draw_rows(sheet, name_foot + 2, [_deadline_row(sheet, *key, some) for key, some in groups.items()])


def _deadline_row(sheet: TimelineSheet, label: str, agency: str, spans: Sequence[DeadlineSpan]) -> _Row:
    tracks = _find_tracks(sheet, spans)

    def draw(y: float) -> None:
        for place, (one, track) in enumerate(zip(spans, tracks, strict=True)):
            name = _("Due %(day)s, %(label)s, deadline: %(says)s") % {
                "day": long_day(one.due),
                "label": agency_ink(one.agency).label,
                "says": one.says,
            }
            due = (sheet.scale.x(one.due), y + track * TRACK)
            with sheet.canvas.linked(one.href, name=name, order=sheet.order(one.due, place), around=due):
                _draw_deadline(sheet, one, y + track * TRACK)

    counts = [
        (sum(one.state is state for one in spans), word)
        for state, word in ((DeadlineState.MISSED, sheet.story.missed_words), (DeadlineState.LATE, _("late")))
    ]
    late = ", ".join(f"{many} {word}" for many, word in counts if many)
    return _Row(label, late, draw, max(tracks) + 1, agency)


def _find_tracks(sheet: TimelineSheet, spans: Sequence[DeadlineSpan]) -> list[int]:
    """For each deadline of a row how far below the first it stands, so that no days late lie on those of another."""
    ends: list[float] = []
    tracks = []
    for one in spans:
        due = sheet.scale.x(one.due)
        begin = min(sheet.scale.x(one.started), due)
        late = sheet.scale.x(one.done or one.due) + TICK if one.state is DeadlineState.LATE else due
        free = next((n for n, end in enumerate(ends) if end < begin - 1), len(ends))
        track = free if free < MOST_TRACKS else min(range(MOST_TRACKS), key=ends.__getitem__)
        ends[track : track + 1] = [max(late, due) + 1]
        tracks.append(track)
    return tracks


def _draw_rows(sheet: TimelineSheet, top: float, rows: Sequence[_Row]) -> float:
    """The rows, each as tall as its name needs; where they end."""
    canvas, y = sheet.canvas, top
    for row in rows:
        canvas.line((LEFT, y), (RIGHT, y), stroke=FAINT)
        x = INDENTED if row.agency else MARGIN
        written = wrap(row.label, most=LABEL_ROOM - (x - MARGIN))
        tall = max(ROW + (row.tracks - 1) * TRACK, (len(written) + bool(row.late)) * LEAD + 7)
        if row.agency:
            draw_agency(canvas, MARGIN, y + 3, row.agency, tall=16)
        for place, line in enumerate(written):
            canvas.text(x, y + 15 + place * LEAD, line)
        if row.late:
            canvas.text(x, y + 15 + len(written) * LEAD, row.late, bold=True, ink=LATE)
        row.draw(y + (tall - (row.tracks - 1) * TRACK) / 2)
        y += tall
    return y + PAD / 2


def _draw_deadline(sheet: TimelineSheet, one: DeadlineSpan, y: float) -> None:
    canvas, started, due = sheet.canvas, sheet.scale.x(one.started), sheet.scale.x(one.due)
    unsure = one.state is DeadlineState.NOT_KNOWN
    end = f"M{number(due)} {number(y - 8)}v16"
    if unsure:
        canvas.line((started, y), (due, y), stroke=QUIET, thick=2, dash="2 3")
        canvas.path(end, stroke=INK, thick=2)
    else:
        canvas.path(f"M{number(started)} {number(y)}H{number(due)}{end}", stroke=INK, thick=2)
    match one.state:
        case DeadlineState.LATE:
            done = max(sheet.scale.x(one.done or one.due), due + SHORTEST)
            draw_hatch(canvas, Box(due + 1, y - 6, done, y + 6))
            draw_tick(canvas, min(done + 3, RIGHT - TICK + 4), y)
        case DeadlineState.MISSED:
            draw_cross(canvas, due + 5, y)
        case DeadlineState.MET:
            draw_tick(canvas, due + 5, y)
