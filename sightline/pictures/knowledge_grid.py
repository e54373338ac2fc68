"""Who knew what, and when: elements by agencies, each bar from the day on which it was known, all together last.

It says on which day each agency alone, and all together, could have made a statement: a pattern, or one of a review. It
never says that an agency that knew some elements should have acted alone.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Canvas, KeyGlyph
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import draw_agency, draw_not_known
from sightline.pictures.hindsight import label_hindsight
from sightline.pictures.knowledge_facts import Knowledge, KnownElement
from sightline.pictures.palette import (
    DEEP,
    INK,
    LATE,
    PAPER,
    QUIET,
    RULE,
    SOFT,
    SPAN_FILL,
    AgencyInk,
    agency_ink,
    agency_order,
)
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.scales import DayScale
from sightline.translation.dates import long_day, short_day, short_month
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

KEY, TOGETHER = "who-knew", gettext_lazy("All together")
LEFT, GAP, INSET = 214, 8, 6
BAR, ROW, HEAD, NAME = 14, 52, 56, 16
MOST_LINES = 3  # of a name above its column; the table below has it whole
BY_OTHERS = gettext_lazy("from other records")
NONE_HERE, NOT_IN_THESE = gettext_lazy("none here"), gettext_lazy("not in these records")
STARTS = gettext_lazy("Each bar starts on the day of the agency’s first record in this chart.")
AT_MEETING = gettext_lazy("It may be the day of a meeting that it attended, and that listed another agency’s record.")
ALSO_ELSEWHERE = gettext_lazy(
    "“None here” means no record in this chart. The agency may have known from other records, or in another way."
)
FOOT_SAYS = gettext_lazy("A lead to check, not evidence. Knowledge as at each day, from records you can see.")


@dataclass(frozen=True, slots=True)
class _Column:
    """One agency's column, or one organisation's, or that of all together (no agency)."""

    agency: str
    label: str
    lines: tuple[str, ...]
    scale: DayScale
    ground: str
    ink: str


def draw_knowledge(facts: Knowledge) -> Picture:
    """The picture of one statement, with its table."""
    canvas, finding = Canvas(WIDE, 0), finding_of(facts)
    title = _("Who knew what, and when: %(statement)s") % {"statement": facts.statement}
    title = f"{title}, {facts.about}" if facts.about else title
    hindsight = [facts.hindsight] if facts.hindsight else []
    starts = f"{STARTS} {AT_MEETING}" if facts.has_meetings else str(STARTS)
    said = [facts.rule, *hindsight, f"{starts} {facts.words.alone}", *_elsewhere(facts), *_later(facts)]
    columns = _columns(facts)
    head = HEAD + NAME * (max(len(one.lines) for one in columns) - 1)
    top = draw_head(canvas, title, said) + head
    bottom = _draw_rows(canvas, facts, columns, top)
    end = _draw_margins(canvas, facts, columns, bottom)
    with canvas.beneath():
        last = columns[-1].scale
        canvas.rect(
            last.left - INSET, top - head + 6, last.right - last.left + 2 * INSET, end - top + head - 6, fill=SPAN_FILL
        )
    _draw_heads(canvas, facts, columns, top - head)
    end = _draw_other_way(canvas, facts.asked_other_way, end + 14)
    draw_foot(canvas, draw_key(canvas, end, _key(facts)) + 4, up_to=facts.up_to, says=FOOT_SAYS)
    return Picture(KEY, title, join_shown(" ", [finding, facts.asked_other_way, *hindsight]), canvas, _table(facts))


def _elsewhere(facts: Knowledge) -> list[str]:
    """That an agency without a record in a row may have known all the same, where there is such a one."""
    missing = any(element.of(agency) is None for element in facts.elements for agency in _agencies(facts))
    return [str(ALSO_ELSEWHERE)] if missing else []


def _later(facts: Knowledge) -> list[str]:
    """That an agency may have met it by other records than those of the rows, where one did."""
    if not any(facts.by_other_records(agency) for agency, _day in facts.alone):
        return []
    return [_("The rows are the records that showed it first. The last row counts an agency’s later records too.")]


def finding_of(facts: Knowledge) -> str:
    """What the picture shows, in words."""
    alone = [(_ink(facts, agency).label, day) for agency, day in facts.alone]
    said = [facts.words.seen_from % {"day": long_day(facts.together_on)}]
    said += [
        (_("%(label)s alone: from %(day)s.") % {"label": label, "day": long_day(day)}) for label, day in alone if day
    ]
    never = [label for label, day in alone if not day]
    said += (
        [_("Could never see it from their own records alone: %(join)s.") % {"join": join_shown(", ", never)}]
        if never
        else []
    )
    if facts.acted_on:
        days = counted((facts.acted_on - facts.together_on).days, "day")
        said.append(
            _("The first joint action that you can see was on %(day)s, %(days)s later.")
            % {"day": long_day(facts.acted_on), "days": days}
        )
    return join_shown(" ", said)


def _agencies(facts: Knowledge) -> list[str]:
    known = {agency for one in facts.elements for agency, _, _ in one.known} | {agency for agency, _ in facts.alone}
    return sorted(known - {""}, key=lambda one: _order(facts, one))


def _ink(facts: Knowledge, agency: str) -> AgencyInk:
    """How an agency is drawn, or an organisation: with the letters of its agency, and its own name."""
    of, name = facts.organisations.get(agency, (agency, ""))
    return replace(agency_ink(of), label=name) if name else agency_ink(of)


def _order(facts: Knowledge, agency: str) -> tuple[int, str]:
    of, name = facts.organisations.get(agency, (agency, ""))
    place, called = agency_order(of)
    return place, f"{called} {name}"


def _columns(facts: Knowledge) -> list[_Column]:
    agencies = [*_agencies(facts), ""]
    wide = (WIDE - MARGIN - LEFT - GAP) / len(agencies)
    first = facts.first_on.replace(day=1)
    end = max(facts.up_to, facts.acted_on or facts.up_to, facts.together_on) + timedelta(days=1)
    columns = []
    for place, agency in enumerate(agencies):
        left = LEFT + GAP + place * wide
        ground, ink = (PAPER, _ink(facts, agency).colour) if agency else (SPAN_FILL, INK)
        label = _ink(facts, agency).label if agency else str(TOGETHER)
        lines = tuple(wrap(label, most=wide - GAP, size=14, bold=True)[:MOST_LINES])
        if len(lines) > 1 and not facts.organisations.get(agency, ("", ""))[1]:
            lines = (label.split()[0],)
        scale = DayScale(first, end, left + INSET, left + wide - GAP - INSET)
        columns.append(_Column(agency, label, lines, scale, ground, ink))
    return columns


def _draw_heads(canvas: Canvas, facts: Knowledge, columns: list[_Column], top: float) -> None:
    for column in columns:
        x = column.scale.left
        if column.agency:
            draw_agency(canvas, x, top + 9, facts.organisations.get(column.agency, (column.agency, ""))[0])
        for place, line in enumerate(column.lines):
            canvas.text(x, top + 47 + NAME * place, line, size=14, bold=True, ground=column.ground)


def _draw_rows(canvas: Canvas, facts: Knowledge, columns: list[_Column], top: float) -> float:
    """A row for each element; where they end."""
    y = top
    for place, element in enumerate(facts.elements):
        written = wrap(element.label, most=LEFT - MARGIN, size=14, bold=True)
        tall = max(ROW, 20 + len(written) * 17)
        canvas.line((MARGIN, y), (WIDE - MARGIN, y), stroke=RULE)
        for at, line in enumerate(written):
            canvas.text(MARGIN, y + 22 + at * 17, line, size=14, bold=True)
        for column in columns:
            _draw_cell(canvas, facts, element, column, y, place)
        y += tall
    canvas.line((MARGIN, y), (WIDE - MARGIN, y), stroke=INK, thick=2)
    if facts.acted_on:
        for column in columns:
            x = column.scale.x(facts.acted_on)
            canvas.line((x, top), (x, y), thick=1.5)
    return y


def _draw_cell(canvas: Canvas, facts: Knowledge, element: KnownElement, column: _Column, y: float, place: int) -> None:
    """When one column knew one element: the day, and a bar from that day; dotted where no record here says so."""
    scale, found = column.scale, element.of(column.agency) if column.agency else element.together
    middle = y + 30 + BAR / 2
    if found is None:
        canvas.text(scale.left, y + 20, str(NONE_HERE), ink=QUIET, ground=column.ground)
        draw_not_known(canvas, (scale.left, middle), (scale.right, middle), stroke=QUIET)
        return
    day, href = found
    canvas.text(scale.left, y + 20, short_day(day), bold=True, ground=column.ground)
    start, acted = scale.x(day), scale.x(facts.acted_on) if facts.acted_on else scale.right
    canvas.line((scale.left, middle), (start, middle), stroke="#8a9296")
    name = f"{long_day(day)}, {column.label}: {element.label}"
    order = (day.isoformat(), _order(facts, column.agency) if column.agency else (99, ""), place)
    with canvas.linked(href, name=name, order=order, around=(min(start + 4, scale.right), middle)):
        if acted > start:
            canvas.rect(start, middle - BAR / 2, max(acted - start, 3), BAR, fill=column.ink)
        if acted < scale.right:
            left = max(start, acted)
            canvas.rect(left, middle - BAR / 2, scale.right - left, BAR, fill=PAPER, stroke=column.ink, thick=1.5)
    if not column.agency:
        x = scale.x(facts.together_on)
        canvas.line((x, middle - BAR / 2 - 4), (x, middle + BAR / 2 + 4), stroke=LATE, thick=2)


def _draw_margins(canvas: Canvas, facts: Knowledge, columns: list[_Column], top: float) -> float:
    """From when the pattern could be stated in each column, and how many days before the first joint action."""
    canvas.text(MARGIN, top + 24, str(facts.words.could_be), size=14, bold=True)
    if facts.acted_on:
        canvas.text(MARGIN, top + 43, _("days before joint action"), ink=QUIET)
    alone = dict(facts.alone)
    for column in columns:
        day = alone.get(column.agency) if column.agency else facts.together_on
        x, ground = column.scale.left, column.ground
        if day is None:
            canvas.text(x, top + 24, _("never alone"), size=14, ground=ground)
            knew = sum(one.of(column.agency) is not None for one in facts.elements)
            canvas.text(
                x,
                top + 43,
                _("knew %(knew)s of %(every)s") % {"knew": knew, "every": len(facts.elements)},
                ink=QUIET,
                ground=ground,
            )
            continue
        canvas.text(x, top + 24, short_day(day), size=14, bold=True, ground=ground)
        if facts.acted_on and day < facts.acted_on:
            days = counted((facts.acted_on - day).days, "day")
            canvas.text(x, top + 43, days, size=14, bold=True, ink=LATE, ground=ground)
        if column.agency and facts.by_other_records(column.agency):
            _draw_others(canvas, column, top + 62)
    others = any(facts.by_other_records(column.agency) for column in columns)
    return _draw_axes(canvas, columns, top + (92 if others else 58))


def _draw_others(canvas: Canvas, column: _Column, y: float) -> None:
    """That the day above comes from records that are in no row."""
    room = column.scale.right - column.scale.left + INSET
    for place, line in enumerate(wrap(BY_OTHERS, most=room)):
        canvas.text(column.scale.left, y + place * 16, line, ink=QUIET, ground=column.ground)


def _draw_axes(canvas: Canvas, columns: list[_Column], y: float) -> float:
    """The first and the last month below each column; of narrow columns one below the other."""
    first, last = columns[0].scale.first, columns[0].scale.end - timedelta(days=1)
    room = width(_month(first)) + width(_month(last)) + 10
    lower = 17 if columns[0].scale.right - columns[0].scale.left < room else 0
    for column in columns:
        scale = column.scale
        canvas.line((scale.left, y), (scale.right, y), stroke=QUIET)
        for x, day, anchor, down in ((scale.left, first, "start", 0), (scale.right, last, "end", lower)):
            canvas.line((x, y - 3), (x, y + 3), stroke=QUIET)
            canvas.text(x, y + 17 + down, _month(day), ink=QUIET, anchor=anchor, ground=column.ground)
    return y + 24 + lower


def _month(day: date) -> str:
    return f"{short_month(day)} ’{day:%y}"


def _draw_other_way(canvas: Canvas, asked: str, top: float) -> float:
    """The question asked the other way, in one box with the days above it."""
    lines = wrap(asked, most=WIDE - 2 * MARGIN - 40, size=14)
    tall = 18 + 19 * len(lines)
    canvas.rect(MARGIN, top, WIDE - 2 * MARGIN, tall, fill=SOFT)
    canvas.rect(MARGIN, top, 5, tall, fill=DEEP)
    for place, line in enumerate(lines):
        canvas.text(MARGIN + 18, top + 22 + place * 19, line, size=14, ground=SOFT)
    return top + tall + 8


def _key(facts: Knowledge) -> list[tuple[KeyGlyph, str]]:
    key: list[tuple[KeyGlyph, str]] = [(_key_bar, _("known, before action") if facts.acted_on else _("known"))]
    if facts.acted_on:
        key.append((_key_after, _("known, after action")))
        key.append((lambda canvas, x, y: canvas.line((x, y - 9), (x, y + 9), thick=1.5), _("first joint action")))
    key.append(
        (
            lambda canvas, x, y: canvas.line((x, y - 9), (x, y + 9), stroke=LATE, thick=2),
            _("first day from all records together"),
        )
    )
    key.append((lambda canvas, x, y: draw_not_known(canvas, (x - 8, y), (x + 12, y), stroke=QUIET), str(NOT_IN_THESE)))
    return key


def _key_bar(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 20, 12, fill=INK)


def _key_after(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 8, y - 6, 20, 12, fill=PAPER, stroke=INK, thick=1.5)


def _table(facts: Knowledge) -> PictureTable:
    """The same grid, with its days and its records."""
    agencies = _agencies(facts)
    rows = []
    for element in facts.elements:
        cells = [*(element.of(agency) for agency in agencies), element.together]
        rows.append(
            (
                Cell(element.label),
                *(Cell(short_day(one[0]), one[1]) if one else Cell(str(NOT_IN_THESE)) for one in cells),
            )
        )
    alone = dict(facts.alone)
    days = [*(alone.get(agency) for agency in agencies), facts.together_on]
    said = [short_day(day) if day else _("never alone") for day in days]
    others = [facts.by_other_records(agency) for agency in (*agencies, "")]
    stated = [
        join_shown(", ", [day, str(BY_OTHERS)]) if other else day for day, other in zip(said, others, strict=True)
    ]
    could_be = label_hindsight(str(facts.words.could_be)) if facts.hindsight else str(facts.words.could_be)
    rows.append((Cell(could_be), *map(Cell, stated)))
    if facts.acted_on:
        margins = [str((facts.acted_on - day).days) if day and day < facts.acted_on else "none" for day in days]
        rows.append((Cell(_("Days before the first joint action")), *map(Cell, margins)))
    return PictureTable(
        (str(facts.words.element), *(_ink(facts, one).label for one in agencies), TOGETHER), tuple(rows)
    )
