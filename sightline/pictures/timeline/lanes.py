"""The lanes of agencies in a timeline: missing as bars, events by shape with their flags, attendance by school week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Box, number, text_box
from sightline.pictures.flags import Flag, FlagPlacer, PlacedFlag
from sightline.pictures.glyphs import RADIUS, EventKind, draw_event, draw_not_known
from sightline.pictures.palette import INK, PAPER, QUIET, RULE, agency_ink
from sightline.pictures.timeline.facts import MissingSpell, TimelineEvent, TimelineStory, WeekAttended
from sightline.pictures.timeline.sheet import LEFT, PAD, RIGHT, TimelineSheet
from sightline.translation.dates import long_day, short_day
from sightline.translation.messages import gettext
from sightline.translation.messages import gettext as _
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

TRACK, BAR_WIDE, TALLEST, ATTENDED = 18, 7, 38, 30
GOOD = 0.9  # attendance from which a bar is pale
MOST_LINKED = 200  # of more events the routine and the oldest ones are drawn without a link: the table leads there
NOW_WIDE, FLAG_WIDE = 12, 120  # the bar of a child who is missing now, and the words of its flag
NUMBERED = gettext_lazy("no. %(number)s")
WORDS = {EventKind.NO_ACTION: gettext_lazy("no further action"), EventKind.ACTION: gettext_lazy("action")}


@dataclass(frozen=True, slots=True)
class _PlacedEvent:
    event: TimelineEvent
    number: int
    x: float
    y: float


def numbered(story: TimelineStory) -> list[tuple[int, TimelineEvent]]:
    """Every event with the number that it has in the table, by time."""
    order = {kind: place for place, kind in enumerate(EventKind)}
    events = sorted(story.events, key=lambda one: (one.on, one.agency, order[one.kind], one.label, one.href))
    return list(enumerate(events, 1))


def draw_agency_lane(sheet: TimelineSheet, top: float, agency: str, until: date | None) -> float:
    """One agency's lane; where it ends."""
    story = sheet.story
    missing = [one for one in story.missing if one.agency == agency]
    events = [(place, one) for place, one in numbered(story) if one.agency == agency]
    weeks = story.weeks if agency == "school" else ()
    name_foot = sheet.open_lane(
        top, agency_ink(agency).label, _sub(sheet, len(missing), len(events), weeks, until), agency=agency
    )
    bottom = draw_missing(sheet, top, missing) if missing else top
    bottom = _draw_events(sheet, bottom + 4, agency, events, until)
    bottom = draw_attendance(sheet, bottom, weeks) if weeks else bottom
    return max(bottom, name_foot + 4)


def _sub(
    sheet: TimelineSheet, missing: int, events: int, weeks: Sequence[WeekAttended], until: date | None
) -> list[str]:
    others = counted(events, "entry") if events or not missing else _("no other entry")
    said = [_("%(missing)s missing, %(others)s") % {"missing": missing, "others": others} if missing else others]
    if missing:
        said.append(_("bar and number: nights missing"))
    if weeks:
        said.append(_("attendance by week, pale: 90% or more, no bar: holiday or no register"))
    last = min(sheet.story.up_to, sheet.story.end - timedelta(days=1))
    if until and until < last - timedelta(days=7):
        said.append(_("data to %(day)s") % {"day": short_day(until)})
    return said


def draw_missing(sheet: TimelineSheet, top: float, spells: Sequence[MissingSpell]) -> float:
    """A bar for each time missing, as tall as its nights; where no end is known it is dotted, with a question mark."""
    now = next((one for one in spells if one.now), None)
    head = top + PAD + (_flag_tall(now) + 4 if now else 0)
    foot = head + 18 + TALLEST
    sheet.canvas.line((LEFT, foot), (RIGHT, foot), stroke=RULE)
    most = max([one.nights or 1 for one in spells] + [1])
    bars = []
    for one in sorted(spells, key=lambda spell: (spell.on, spell.href)):
        x = min(sheet.scale.x(one.on), RIGHT - BAR_WIDE)
        tall = max(TALLEST * (1 if one.nights is None else one.nights) / most, 5)
        if one.now:
            until = sheet.scale.x(sheet.story.up_to + timedelta(days=1))
            x = min(x, RIGHT - NOW_WIDE)
            bars.append((one, Box(x, head, max(until, x + NOW_WIDE), foot, gettext("missing bar"))))
            continue
        bars.append((one, Box(x, foot - tall, x + BAR_WIDE, foot, gettext("missing bar"))))
    taken = [*sheet.walls, *(bar for _, bar in bars)]
    for place, (one, bar) in enumerate(bars):
        _draw_bar(sheet, one, bar, place)
        if one.now:
            _draw_flag(sheet, one, bar)
        else:
            _number_bar(sheet, one, bar, taken)
    return foot + 4


def _draw_flag(sheet: TimelineSheet, one: MissingSpell, bar: Box) -> None:
    """Above the bar of a child who is missing now, or may be: white on black, clear of the days of the bracket."""
    lines = wrap(one.now, most=FLAG_WIDE, bold=True)
    wide, y = max(width(line, bold=True) for line in lines) + 12, bar.top - _flag_tall(one)
    near = sorted((wall.left - 4 for wall in sheet.walls), reverse=True)
    edges = [min(RIGHT + 8, max(bar.right, LEFT + wide)), *near]
    boxes = [Box(right - wide, y, right, bar.top, gettext("flag")) for right in edges]
    free = (box for box in boxes if box.left >= LEFT and not any(box.hits(wall) for wall in sheet.walls))
    box = next(free, boxes[0])
    sheet.canvas.line((box.right, bar.top), (bar.right, bar.top), thick=3)
    sheet.canvas.rect(box.left, box.top, wide, box.bottom - box.top, fill=INK)
    for row, line in enumerate(lines):
        sheet.canvas.text(box.left + 6, box.top + 15 + row * 16, line, bold=True, ink=PAPER, ground=INK)


def _flag_tall(one: MissingSpell) -> float:
    return 6 + 16.0 * len(wrap(one.now, most=FLAG_WIDE, bold=True))


def _draw_bar(sheet: TimelineSheet, one: MissingSpell, bar: Box, place: int) -> None:
    canvas, tall, wide = sheet.canvas, bar.bottom - bar.top, bar.right - bar.left
    name = _("%(day)s, %(label)s, missing: %(nights)s") % {
        "day": long_day(one.on),
        "label": agency_ink(one.agency).label,
        "nights": nights_in_words(one),
    }
    middle = (bar.left + wide / 2, bar.bottom - tall / 2)
    with canvas.linked(one.href, name=name, order=sheet.order(one.on, place), around=middle):
        if one.nights is None and not one.now:
            canvas.rect(bar.left, bar.top, wide, tall, fill=PAPER, stroke=INK, thick=1.5, dash="2 2")
        else:
            canvas.rect(bar.left, bar.top, wide, tall, fill=INK)
    canvas.solid(bar)


def _number_bar(sheet: TimelineSheet, one: MissingSpell, bar: Box, taken: list[Box]) -> None:
    """The number of nights above its bar, or beside it; nowhere where others stand, and then the table has it."""
    said = "?" if one.nights is None else str(one.nights) if one.nights else "<1"
    x, foot = (bar.left + bar.right) / 2, bar.top - 4
    for at, anchor in ((x, "middle"), (x - 5, "end"), (x + 6, "start")):
        box = text_box(at, foot, said, bold=True, anchor=anchor)
        if box.left > LEFT - 4 and box.right < RIGHT + 8 and not any(box.grown(2, 0).hits(other) for other in taken):
            taken.append(box)
            ground = sheet.ground(box.left)
            sheet.canvas.text(at, foot, said, bold=True, anchor=anchor, ground=ground, halo=True)
            return


def nights_in_words(one: MissingSpell) -> str:
    """How long a child was missing."""
    if one.now:
        return _("no return recorded. %(now)s") % {"now": one.now}
    if one.nights is None:
        return _("no return recorded")
    return counted(one.nights, "night") if one.nights else _("less than a night")


def _draw_events(
    sheet: TimelineSheet, top: float, agency: str, events: Sequence[tuple[int, TimelineEvent]], until: date | None
) -> float:
    standing, depth = _stand(sheet, events)
    flags = [
        Flag(one.x, one.y, RADIUS, one.event.label, NUMBERED % {"number": one.number})
        for one in standing
        if one.event.kind is not EventKind.CONTACT and one.event.label
    ]
    glyphs = [Box(one.x - RADIUS, one.y - RADIUS, one.x + RADIUS, one.y + RADIUS, "mark") for one in standing]
    taken = [*glyphs, *sheet.walls]
    placed = FlagPlacer(LEFT + 2, RIGHT + 8, -RADIUS - 5, depth + RADIUS + 13, taken).place(flags)
    sheet.has_numbers = sheet.has_numbers or any(one.label == one.flag.place for one in placed)
    highest = min([-RADIUS, *(one.box.top for one in placed)])
    lowest = max([depth + RADIUS, *(one.box.bottom for one in placed)])
    middle = top + PAD - highest
    _draw_line(sheet, middle, agency, until)
    since = _linked_since(sheet.story.events)
    _draw_flags(sheet, placed, middle)
    for one in standing:
        _draw_event(sheet, one, middle, linked=since is None or _is_linked(one.event, since))
    return middle + lowest + PAD


def _linked_since(events: Sequence[TimelineEvent]) -> date | None:
    """From which day on glyphs are links, where there are too many for all; None where all are."""
    if len(events) <= MOST_LINKED:
        return None
    days = sorted((one.on for one in events if one.kind is not EventKind.CONTACT), reverse=True)
    return days[MOST_LINKED - 1] if len(days) > MOST_LINKED else date.min


def _is_linked(event: TimelineEvent, since: date) -> bool:
    return event.kind is not EventKind.CONTACT and event.on >= since


def _stand(sheet: TimelineSheet, events: Sequence[tuple[int, TimelineEvent]]) -> tuple[list[_PlacedEvent], float]:
    """Where each glyph stands: on the lane's line, or lower where another is already; and how deep they go."""
    ends: list[float] = []
    standing = []
    for place, event in events:
        x = min(max(sheet.scale.x(event.on), LEFT + RADIUS), RIGHT)
        track = next((n for n, end in enumerate(ends) if end + 2 * RADIUS <= x), len(ends))
        if track == len(ends):
            ends.append(x)
        ends[track] = x
        standing.append(_PlacedEvent(event, place, x, track * TRACK))
    return standing, max(len(ends) - 1, 0) * float(TRACK)


def _draw_line(sheet: TimelineSheet, y: float, agency: str, until: date | None) -> None:
    """The lane's line; dotted from where this agency's data end."""
    colour = agency_ink(agency).colour
    known = sheet.scale.x(min(until or sheet.story.up_to, sheet.story.up_to) + timedelta(days=1))
    if known > LEFT:
        sheet.canvas.line((LEFT, y), (known, y), stroke=colour)
    if known < RIGHT:
        draw_not_known(sheet.canvas, (known, y), (RIGHT, y), stroke=QUIET)


def _draw_flags(sheet: TimelineSheet, placed: Sequence[PlacedFlag], middle: float) -> None:
    """All poles as one path, and the labels above them, by their ground."""
    poles = [(one.flag.x, one.pole.moved(middle)) for one in placed]
    moves = [f"M{number(x)} {number(pole.top)}V{number(pole.bottom)}" for x, pole in poles if pole.bottom > pole.top]
    if moves:
        sheet.canvas.path("".join(moves), stroke="#6f777b")
    for one in sorted(placed, key=lambda flag: sheet.ground(flag.box.left)):
        ground = sheet.ground(one.box.left)
        if one.pole.bottom <= one.pole.top:  # on the line of its lane, which does not cross it
            box = one.box.moved(middle)
            sheet.canvas.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, fill=ground)
        sheet.canvas.text(one.x, one.y + middle, one.label, anchor=one.anchor, ground=ground, halo=True)


def _draw_event(sheet: TimelineSheet, one: _PlacedEvent, middle: float, *, linked: bool) -> None:
    event, y = one.event, one.y + middle
    href = event.href if linked else ""
    kind = WORDS.get(event.kind) or gettext(event.kind.value)
    name = f"{long_day(event.on)}, {agency_ink(event.agency).label}, {kind}: {event.label}"
    with sheet.canvas.linked(href, name=name, order=sheet.order(event.on, one.number), around=(one.x, y)):
        sheet.take_room(one.x, y)
        draw_event(sheet.canvas, event.kind, one.x, y, colour=agency_ink(event.agency).colour)


def draw_attendance(sheet: TimelineSheet, top: float, weeks: Sequence[WeekAttended]) -> float:
    """One bar a school week, as tall as its share of sessions; holidays stay empty. The lowest carries its number."""
    canvas, colour = sheet.canvas, agency_ink("school").colour
    foot = top + 18 + ATTENDED
    wide = max((sheet.scale.x(weeks[0].on + timedelta(days=7)) - sheet.scale.x(weeks[0].on)) - 1.6, 1.2)
    held = [one for one in weeks if one.sessions]
    for one in held:
        x = sheet.scale.x(one.on)
        tall = max(ATTENDED * one.share, 1)
        fill = "#ab8a52" if one.share >= GOOD else colour
        canvas.rect(x, foot - tall, min(wide, RIGHT - x), tall, fill=fill)
    canvas.line((LEFT, foot), (RIGHT, foot), stroke=colour)
    lowest = min(held, key=lambda one: (one.share, one.on), default=None)
    if lowest and lowest.share < GOOD:
        _write_lowest(sheet, sheet.scale.x(lowest.on) + wide / 2, foot - ATTENDED - 5, f"{lowest.share:.0%}")
    return foot + PAD


def _write_lowest(sheet: TimelineSheet, x: float, y: float, said: str) -> None:
    """Above its bar, or beside a day of the bracket that would cross it."""
    x = min(max(x, LEFT + 20), RIGHT - 16)
    tries = [(x, "middle")]
    tries += [(wall.left - 4, "end") for wall in sheet.walls] + [(wall.right + 4, "start") for wall in sheet.walls]
    for at, anchor in sorted(tries, key=lambda one: (one[1] != "middle", abs(one[0] - x), one)):
        box = text_box(at, y, said, anchor=anchor)
        if not any(box.grown(2, 0).hits(wall) for wall in sheet.walls):
            sheet.canvas.text(at, y, said, anchor=anchor, ground=sheet.ground(box.left), halo=True)
            return
