"""The timeline of a child: what each agency recorded, the child's words first, then patterns and deadlines.

It answers one question: what did each agency record, and how long was it visible before anyone acted jointly? The days
between are drawn only where the records say both, and only with the sentence that asks the other way.
"""

from datetime import date, timedelta

from sightline.pictures.arial import width
from sightline.pictures.canvas import Box, Canvas, KeyGlyph, number, text_box
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import EventKind, draw_cross, draw_event, draw_hatch, draw_tick, draw_triangle
from sightline.pictures.hindsight import MARKED, say_hindsight
from sightline.pictures.palette import (
    DEEP,
    FAINT,
    INK,
    PAPER,
    QUIET,
    RULE,
    SPAN_FILL,
    WORDS_EDGE,
    WORDS_FILL,
    agency_ink,
    agency_order,
)
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.scales import DayScale, next_month
from sightline.pictures.timeline.facts import DaysBetween, DeadlineState, TimelineStory
from sightline.pictures.timeline.lanes import draw_agency_lane, nights_in_words, numbered
from sightline.pictures.timeline.quotes import draw_quotes, in_order
from sightline.pictures.timeline.sheet import FAR, LEFT, RIGHT, TimelineSheet
from sightline.pictures.timeline.spans import draw_deadlines, draw_patterns
from sightline.translation.dates import long_day, month_and_year, short_day, short_month
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

NAME = "timeline"
FOOT_SAYS = gettext_lazy("A lead to check, not evidence. This chart does not say who is suspected.")
HEAD = (gettext_lazy("Day"), gettext_lazy("Kind"), gettext_lazy("Agency"), gettext_lazy("What was recorded"))


def draw_timeline(story: TimelineStory) -> Picture:
    """The picture of one child's time, with its table."""
    canvas = Canvas(WIDE, 0)
    title, finding = title_of(story), finding_of(story)
    sheet = TimelineSheet(canvas, DayScale(story.first, story.end, LEFT, RIGHT), story)
    asked = [story.between.asked_other_way] if story.between else []
    if any(one.made_on for one in story.patterns) or any(one.made_on for one in story.deadlines):
        asked.append(str(MARKED))
    top = draw_head(canvas, title, [finding, *asked])
    axis = top + (62 if story.between else 0) + 34
    bottom = _draw_lanes(sheet, axis)
    with canvas.beneath():
        _draw_ground(sheet, axis, bottom)
    if story.between:
        _draw_bracket(sheet, story.between, top + 42, axis, bottom)
    draw_foot(canvas, draw_key(canvas, bottom, _key(sheet)) + 4, up_to=story.up_to, says=FOOT_SAYS)
    return Picture(NAME, title, join_shown(" ", [finding, *asked]), canvas, PictureTable(HEAD, _list_rows(story)))


def title_of(story: TimelineStory) -> str:
    """Who and when; of a child who is missing now, or may be, that first."""
    last = story.end - timedelta(days=1)
    about = story.about
    if story.missing_now:
        about = join_shown(", ", [about, story.missing_now.title])
    return _("%(about)s: what each agency recorded, %(first)s to %(last)s") % {
        "about": about,
        "first": month_and_year(story.first),
        "last": month_and_year(last),
    }


def finding_of(story: TimelineStory) -> str:
    """What the picture shows, in words."""
    entries = counted(len(story.events) + len(story.missing), "entry")
    said = [story.missing_now.says] if story.missing_now else []
    said.append(
        _("%(entries)s in records you can see, %(episodes)s among them.")
        % {"entries": entries, "episodes": counted(len(story.missing), "missing episode")}
    )
    if story.deadlines:
        said.append(_deadlines_said(story))
    if story.between:
        said.append(_between_said(story.between))
    return join_shown(" ", said)


def _deadlines_said(story: TimelineStory) -> str:
    """How many were late or not done: those of one thing, as of one return interview, count as one."""
    things: dict[str, bool] = {}
    for place, one in enumerate(story.deadlines):
        key = one.thing or str(place)
        things[key] = things.get(key, False) or one.is_late
    said = _("%(late)s of %(deadlines)s late or %(missed)s.") % {
        "late": sum(things.values()),
        "deadlines": counted(len(things), "deadline"),
        "missed": story.missed_words,
    }
    return (
        said
        if len(things) == len(story.deadlines)
        else join_shown(" ", [said, _("Deadlines of one return interview count as one.")])
    )


def _between_said(between: DaysBetween) -> str:
    return _(
        "Read together now, records show the pattern “%(pattern)s” from %(day)s. This does not say that anyone could "
        "see it then. The first joint action that you can see was on %(last_day)s, %(days)s later."
    ) % {
        "pattern": between.pattern,
        "day": long_day(between.seen_on),
        "last_day": long_day(between.acted_on),
        "days": counted(between.days, "day"),
    }


def _draw_lanes(sheet: TimelineSheet, top: float) -> float:
    story, y = sheet.story, top
    if story.quotes:
        y = draw_quotes(sheet, y)
    for agency, until in sorted(story.reaches, key=lambda one: agency_order(one[0])):
        y = draw_agency_lane(sheet, y, agency, until)
    if story.patterns:
        y = draw_patterns(sheet, y)
    return draw_deadlines(sheet, y) if story.deadlines else y


def _draw_ground(sheet: TimelineSheet, axis: float, bottom: float) -> None:
    """The days between, the months and the years, under everything."""
    canvas, scale, between = sheet.canvas, sheet.scale, sheet.story.between
    if between:
        left, right = scale.x(between.seen_on), scale.x(between.acted_on)
        canvas.rect(left, axis - 22, right - left, bottom - axis + 22, fill=SPAN_FILL)
    written = set(scale.written_months())
    for month in scale.months():
        x = scale.x(month)
        is_year = month.month == 1
        if month in written or is_year:
            canvas.line((x, axis - 22), (x, bottom), stroke="#a9b0b4" if is_year else FAINT)
    for month in sorted(written):
        word = short_month(month)
        x = _clear_of_walls(sheet, scale.x(month) + 4, word)
        if next_month(month) not in written or x + width(word) < scale.x(next_month(month)):
            canvas.text(x, axis - 7, word, ink=QUIET, ground=sheet.ground(x))
    for month in scale.months():
        if month.month == 1 or month == scale.first:
            _write_year(sheet, month, axis)
    canvas.line((MARGIN, bottom), (RIGHT, bottom), stroke=RULE)


def _clear_of_walls(sheet: TimelineSheet, x: float, word: str) -> float:
    """Where a month's name stands, so that no day of the bracket crosses it."""
    for wall in sheet.walls:
        if text_box(x - 2, 0, word).grown(2, FAR).hits(wall):
            return wall.right + 3
    return x


def _write_year(sheet: TimelineSheet, month: date, axis: float) -> None:
    """The year above its first month, where it has room before the next."""
    following = date(month.year + 1, 1, 1)
    if sheet.scale.x(following) - sheet.scale.x(month) > 34:
        x = sheet.scale.x(month)
        sheet.canvas.text(x + 4, axis - 24, f"{month:%Y}", bold=True)


def _draw_bracket(sheet: TimelineSheet, between: DaysBetween, y: float, axis: float, bottom: float) -> None:
    """From the day on which all records together showed it to the day of the first joint action."""
    canvas = sheet.canvas
    seen, acted = sheet.scale.x(between.seen_on), sheet.scale.x(between.acted_on)
    canvas.path(f"M{number(seen)} {number(y + 16)}V{number(y)}H{number(acted)}V{number(y + 16)}", stroke=INK, thick=2)
    canvas.line((seen, y + 16), (seen, bottom), thick=1.5, dash="5 3")
    canvas.line((acted, y + 16), (acted, bottom), thick=1.5)
    for x in (seen, acted):
        canvas.solid(Box(x - 0.8, axis, x + 0.8, bottom, "line"))
    _write_bracket(canvas, between, seen, acted, y)


def _write_bracket(canvas: Canvas, between: DaysBetween, seen: float, acted: float, y: float) -> None:
    """How many days, and the two days beside the bracket; above it where there is no room beside."""
    days, middle = counted(between.days, "day"), (seen + acted) / 2
    half = width(days, size=16, bold=True) / 2 + 6
    if 2 * half + 12 < acted - seen:
        canvas.rect(middle - half, y - 10, 2 * half, 20, fill=PAPER)
        canvas.text(middle, y + 6, days, size=16, bold=True, anchor="middle")
    before, after = (
        _("All records together show it: %(day)s") % {"day": short_day(between.seen_on)},
        _("First joint action you can see: %(day)s") % {"day": short_day(between.acted_on)},
    )
    named = _("Pattern: %(label)s") % {"label": between.pattern}
    canvas.text(min(seen, canvas.width - MARGIN - width(named, bold=True)), y - 30, named, bold=True)
    if width(before, bold=True) < seen - MARGIN - 8:
        canvas.text(seen - 8, y + 5, before, bold=True, anchor="end")
    else:
        canvas.text(seen, y - 12, before, bold=True)
    if acted + width(after, bold=True) < canvas.width - MARGIN - 8:
        canvas.text(acted + 8, y + 5, after, bold=True)
    else:
        canvas.text(acted, y - 12, after, bold=True, anchor="end")


def _key(sheet: TimelineSheet) -> list[tuple[KeyGlyph, str]]:
    """The glyphs that this picture has, each with its word."""
    story = sheet.story
    key: list[tuple[KeyGlyph, str]] = []
    if any(not one.now for one in story.missing):
        key.append((lambda canvas, x, y: canvas.rect(x - 3, y - 10, 6, 20, fill=INK), _("missing")))
    if any(one.now for one in story.missing):
        key.append((_key_now, _("missing now, or return not known")))
    if any(one.nights is None and not one.now for one in story.missing):
        key.append((_key_no_return, _("missing, no return recorded")))
    if story.quotes:
        key.append((_key_words, _("own words")))
    kinds = {one.kind for one in story.events}
    key += [(_key_event(kind), _(kind.value)) for kind in EventKind if kind in kinds]
    if story.patterns:
        key.append((lambda canvas, x, y: draw_triangle(canvas, x, y, colour=DEEP), _("pattern")))
    if sheet.has_numbers:
        key.append((_key_number, _("number of the entry in the table")))
    states = {one.state for one in story.deadlines}
    key += [(glyph, words) for state, glyph, words in _list_glyphs(story) if state in states]
    key.append(
        (
            lambda canvas, x, y: canvas.line((x - 8, y), (x + 12, y), stroke=QUIET, dash="2 4", thick=1.5),
            _("no data yet"),
        )
    )
    return key


def _list_glyphs(story: TimelineStory) -> tuple[tuple[DeadlineState, KeyGlyph, str], ...]:
    """How each deadline that has ended is marked."""
    return (
        (DeadlineState.MET, lambda canvas, x, y: draw_tick(canvas, x - 6, y), _("deadline met")),
        (
            DeadlineState.MISSED,
            lambda canvas, x, y: draw_cross(canvas, x - 5, y),
            _("deadline: %(missed)s") % {"missed": story.missed_words},
        ),
        (
            DeadlineState.LATE,
            _key_late,
            _("deadline: days late until done"),
        ),
    )


def _key_late(canvas: Canvas, x: float, y: float) -> None:
    draw_hatch(canvas, Box(x - 14, y - 6, x - 4, y + 6))
    draw_tick(canvas, x - 2, y)


def _key_now(canvas: Canvas, x: float, y: float) -> None:
    """A bar below its flag."""
    canvas.rect(x - 12, y - 11, 21, 8, fill=INK)
    canvas.rect(x + 3, y - 11, 6, 22, fill=INK)


def _key_number(canvas: Canvas, x: float, y: float) -> None:
    canvas.text(x - 9, y + 5, _("no."))


def _key_no_return(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 9, y - 10, 6, 20, fill=PAPER, stroke=INK, thick=1.5, dash="2 2")
    canvas.text(x + 5, y + 5, "?", bold=True, anchor="middle")


def _key_words(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 16, 12, fill=WORDS_FILL, stroke=WORDS_EDGE, thick=1.5, round_by=3)


def _key_event(kind: EventKind) -> KeyGlyph:
    return lambda canvas, x, y: draw_event(canvas, kind, x, y, colour=DEEP)


def _list_rows(story: TimelineStory) -> tuple[tuple[Cell, ...], ...]:
    """Everything that is drawn, the newest first."""
    dated: list[tuple[date, str, str, str, str]] = []
    for place, event in numbered(story):
        dated.append((event.on, f"{_(event.kind.value).capitalize()} {place}", event.agency, event.says, event.href))
    for spell in story.missing:
        dated.append((spell.on, _("Missing"), spell.agency, nights_in_words(spell), spell.href))
    for place, quote in enumerate(in_order(story.quotes), 1):
        dated.append(
            (quote.on, _("Own words %(place)s") % {"place": place}, quote.agency, f"“{quote.quoted}”", quote.href)
        )
    for week in story.weeks:
        said = (
            _("Attended %(attended)s of %(sessions)s")
            % {"attended": week.attended, "sessions": counted(week.sessions, "session")}
            if week.sessions
            else _("The school recorded no sessions")
        )
        dated.append((week.on, _("School week"), "school", said, ""))
    for pattern in story.patterns:
        dated.append(
            (
                pattern.on,
                _("Pattern"),
                "",
                join_shown(
                    ". ",
                    [
                        _("%(label)s: first day all records show it") % {"label": pattern.label},
                        *_say_made(pattern.made_on),
                    ],
                ),
                pattern.href,
            )
        )
    for deadline in story.deadlines:
        rule = [_("The rule: %(says)s") % {"says": deadline.rule}] if deadline.rule else []
        said = join_shown(" ", [join_shown(". ", [deadline.says, *rule]), *_say_made(deadline.made_on)])
        dated.append((deadline.due, _("Deadline"), deadline.agency, said, deadline.href))
    dated.sort(key=lambda one: (-one[0].toordinal(), one[1:]))
    return tuple(
        (
            Cell(long_day(on), href),
            Cell(kind),
            Cell(agency_ink(agency).label if agency else "", agency=agency),
            Cell(said),
        )
        for on, kind, agency, said, href in dated
    )


def _say_made(made_on: date | None) -> list[str]:
    return [say_hindsight(made_on)] if made_on else []
