"""How a group grew, day by day: of how many of its children each agency knew, and all agencies together.

It says what records were known on a day. It never says that an agency should have seen more from its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.model.people_counts import PeopleCount
from sightline.pictures.arial import width
from sightline.pictures.axis import AXIS, draw_axis
from sightline.pictures.canvas import Box, Canvas, KeyGlyph, number
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import draw_agency
from sightline.pictures.growth.facts import GrowthStory
from sightline.pictures.growth.quarters import children_known, count_by_agency
from sightline.pictures.palette import INK, PAPER, QUIET, RULE, SPAN_FILL, agency_ink, agency_order
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.pictures.scales import DayScale, months_before
from sightline.translation.dates import long_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy

KEY, LEFT, RIGHT = "growth-by-day", 208.0, 1092.0
LANE, TALLEST, PAD = 76, 36, 12
TOGETHER = gettext_lazy("All together")
HEAD = (
    gettext_lazy("Day"),
    gettext_lazy("First known"),
    gettext_lazy("Children, all together"),
    gettext_lazy("Children, by agency"),
)
SENTENCE = gettext_lazy(
    "Each step is a day from which one more child is known. A mark below the line is a day on which a person, a thing "
    "or a connection was first known."
)


@dataclass(frozen=True, slots=True)
class _Lane:
    """One agency's lane, or that of all together (no agency): the count from each day, and the days with news."""

    agency: str
    rises: tuple[tuple[date, PeopleCount], ...]
    ticks: tuple[date, ...]


def draw_daily_counts(story: GrowthStory) -> Picture:
    """The picture of one group, with its table."""
    canvas, finding = Canvas(WIDE, 0), finding_of(story)
    title = _("How the group grew, day by day")
    lanes = list(_lanes(story))
    days = _days(story)
    scale = DayScale(months_before(days[0], 0), story.up_to + timedelta(days=1), LEFT, RIGHT)
    top = draw_head(canvas, title, [finding, str(SENTENCE)])
    most = max(count.most for lane in lanes for _day, count in lane.rises)
    bottom = top + AXIS + LANE * len(lanes)
    for place, lane in enumerate(lanes):
        _draw_lane(canvas, scale, lane, top + AXIS + place * LANE, most)
    canvas.line((MARGIN, bottom), (RIGHT, bottom), stroke=RULE)
    with canvas.beneath():
        canvas.rect(MARGIN, bottom - LANE, RIGHT - MARGIN, LANE, fill=SPAN_FILL)
        draw_axis(canvas, scale, top, bottom)
    draw_foot(canvas, draw_key(canvas, bottom, _KEY) + 4, up_to=story.up_to)
    return Picture(KEY, title, finding, canvas, PictureTable(tuple(map(str, HEAD)), tuple(_list_rows(story, days))))


def finding_of(story: GrowthStory) -> str:
    """What the picture shows, in words."""
    together, most = children_known(story, story.up_to + timedelta(days=1))
    said = _("By %(day)s, all records together name %(children)s. The most that one agency had recorded is %(most)s.")
    return said % {
        "day": long_day(story.up_to), "children": together.in_words("child"), "most": most.in_figures()
    }  # fmt: skip


def _days(story: GrowthStory) -> list[date]:
    """Each day on which something was first known, by all or by one agency."""
    days = {one.seen_on for one in story.members} | {one.seen_on for one in story.ties}
    days |= {day for _agency, _key, day in story.known} | {day for tie in story.ties for _agency, day in tie.by}
    return sorted(day for day in days if day <= story.up_to)


def _lanes(story: GrowthStory) -> Iterator[_Lane]:
    """Each agency that knew of one of the children, then all together."""
    days = _days(story)
    counts = [(day, count_by_agency(story, day + timedelta(days=1))) for day in days]
    for agency in sorted({agency for _day, each in counts for agency in each}, key=agency_order):
        rises = _only_changes([(day, each[agency]) for day, each in counts if agency in each])
        ticks = {day for who, _key, day in story.known if who == agency}
        ticks |= {day for tie in story.ties for who, day in tie.by if who == agency}
        yield _Lane(agency, rises, tuple(sorted(day for day in ticks if day <= story.up_to)))
    every = _only_changes([(day, children_known(story, day + timedelta(days=1))[0]) for day in days])
    new = {one.seen_on for one in story.members} | {one.seen_on for one in story.ties}
    yield _Lane("", every, tuple(sorted(day for day in new if day <= story.up_to)))


def _only_changes(counts: Sequence[tuple[date, PeopleCount]]) -> tuple[tuple[date, PeopleCount], ...]:
    found: list[tuple[date, PeopleCount]] = []
    for day, count in counts:
        if not found or found[-1][1] != count:
            found.append((day, count))
    return tuple(found)


def _draw_lane(canvas: Canvas, scale: DayScale, lane: _Lane, top: float, most: int) -> None:
    ink, ground = (agency_ink(lane.agency).colour, PAPER) if lane.agency else (INK, SPAN_FILL)
    canvas.line((MARGIN, top), (RIGHT, top), stroke=RULE)
    if lane.agency:
        draw_agency(canvas, MARGIN + 4, top + PAD, lane.agency, tall=21)
    label, x = (agency_ink(lane.agency).label, 57.0) if lane.agency else (str(TOGETHER), MARGIN + 4.0)
    canvas.text(x, top + PAD + 15, label, size=15, bold=True, ground=ground)
    foot = top + LANE - 16
    canvas.line((LEFT, foot), (RIGHT, foot), stroke=QUIET)
    if lane.rises:
        _draw_area(canvas, scale, lane, foot, most, ink)
        _write_counts(canvas, scale, lane, foot, most, ground)
    for day in lane.ticks:
        canvas.line((scale.x(day), foot + 2), (scale.x(day), foot + 9), stroke=ink, thick=2)


def _high(count: PeopleCount, most: int) -> float:
    return TALLEST * count.most / most


def _draw_area(canvas: Canvas, scale: DayScale, lane: _Lane, foot: float, most: int, ink: str) -> None:
    """The counts as one closed shape, as high as the most that each may be."""
    moves = [f"M{number(scale.x(lane.rises[0][0]))} {number(foot)}"]
    moves += [f"V{number(foot - _high(count, most))}H{number(_end(scale, lane, n))}" for n, (_, count) in _each(lane)]
    canvas.path("".join(moves) + f"V{number(foot)}z", fill=ink, stroke=ink)


def _each(lane: _Lane) -> list[tuple[int, tuple[date, PeopleCount]]]:
    return list(enumerate(lane.rises))


def _end(scale: DayScale, lane: _Lane, place: int) -> float:
    return scale.x(lane.rises[place + 1][0]) if place + 1 < len(lane.rises) else scale.right


def _write_counts(canvas: Canvas, scale: DayScale, lane: _Lane, foot: float, most: int, ground: str) -> None:
    """The count above the beginning of each step, where it has room; the last one always has."""
    taken: list[Box] = []
    for _place, (day, count) in reversed(_each(lane)):
        said, y = count.in_figures(), foot - _high(count, most) - 5
        wide = width(said, bold=True)
        x = min(scale.x(day) + 2, RIGHT - wide)
        box = Box(x - 3, y - 12, x + wide + 3, y + 3, said)
        higher = [one for _n, (later, one) in _each(lane) if later > day and scale.x(later) < x + wide + 2]
        if any(box.hits(one) for one in taken) or any(_high(one, most) > _high(count, most) for one in higher):
            continue
        taken.append(box)
        canvas.text(x, y, said, bold=True, ground=ground, halo=True)


def _list_rows(story: GrowthStory, days: Sequence[date]) -> Iterator[tuple[Cell, ...]]:
    numbers = {one.key: place for place, one in enumerate(story.in_order(), 1)}
    names = {one.key: one.label for one in story.members}
    for day in days:
        new = [
            f"{numbers[one.key]}: {one.label} ({_(one.kind.value)})" for one in story.in_order() if one.seen_on == day
        ]
        ties = [f"{names[one.one]} – {names[one.other]}" for one in story.ties if one.seen_on == day]
        more = [
            _("%(agency)s: %(label)s") % {"agency": agency_ink(agency).label, "label": names[key]}
            for agency, key, on in story.known
            if on == day and not any(one.key == key and one.seen_on == day for one in story.members)
        ]
        together, _most = children_known(story, day + timedelta(days=1))
        by = [
            f"{agency_ink(agency).label} {count.in_figures()}"
            for agency, count in count_by_agency(story, day + timedelta(days=1)).items()
        ]
        yield (
            Cell(long_day(day)),
            Cell(join_shown("; ", [*new, *sorted(ties), *more]) or _("a connection, by one more agency")),
            Cell(together.in_figures()),
            Cell(join_shown(", ", by) or "0"),
        )


def _key_rise(canvas: Canvas, x: float, y: float) -> None:
    canvas.path(f"M{number(x - 10)} {number(y + 7)}v-6h9v-8h11v14z", fill=INK)


def _key_tick(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x, y - 4), (x, y + 4), thick=2)


_KEY: list[tuple[KeyGlyph, str]] = [
    (_key_rise, gettext_lazy("number of children known")),
    (_key_tick, gettext_lazy("something first known")),
]
