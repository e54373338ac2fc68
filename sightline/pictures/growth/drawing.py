"""How a group became visible, quarter by quarter: small charts with fixed places, dark where something is new.

Below each stand two counts: the children that all records together showed, and the most that one agency knew. Growth of
records is not growth of harm. Quarters without anything new are never left out: those that follow each other are one
line, which says so.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sightline.pictures.arial import width
from sightline.pictures.canvas import Canvas, KeyGlyph, Point
from sightline.pictures.canvas import number as written
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.growth.facts import GrowthStory, MemberKind
from sightline.pictures.growth.places import GAP, WIDE_PANEL, PanelPlaces, find_places
from sightline.pictures.growth.quarters import (
    Quarter,
    agencies_with_most,
    children_known,
    fold_quarters,
    has_news,
    quarters_of,
)
from sightline.pictures.growth.shapes import (
    RADIUS,
    draw_counts,
    draw_fold,
    draw_member,
    key_agency,
    key_fold,
    key_kind,
)
from sightline.pictures.growth.table import make_table, say_acted
from sightline.pictures.palette import DEEP, INK, PAPER, QUIET, RULE, SPAN_FILL, agency_ink, agency_order
from sightline.pictures.picture import Picture
from sightline.translation.dates import short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

KEY = "growth"
TALL, STRIP = 352, 66
PALE_LINE, LEVELS = "#c3ccd1", (72, 154, 236)
SENTENCES = (
    gettext_lazy(
        "Dark: first known in that quarter. Pale: already known. "
        "Each keeps its place. A quarter with nothing new has no chart."
    ),
    gettext_lazy("Being shown here does not make anyone a suspect. More records do not mean more harm."),
)
UNSURE = gettext_lazy("Dotted line: may be the same person, not answered yet. Hollow: may be on the chart already.")
FOLDED = gettext_lazy("Adults not identified are one mark with their number. The table lists each.")
UNTIED = gettext_lazy(
    "A mark without a line: no one record here connects it. Several records or notes together name it."
)
DOTTED, DASHED, RISE = "1.5 5", "7 5", 26
JOINT_LABEL: Final = gettext_lazy("only two or more agencies together show it")


def draw_growth(story: GrowthStory) -> Picture:
    """The picture of one group, with its table."""
    quarters = quarters_of(story)
    canvas, title, finding = Canvas(WIDE, 0), _("How the group became visible, quarter by quarter"), finding_of(story)
    jointly = any(story.only_jointly(quarter.end) for quarter in quarters)
    said = [
        finding, *SENTENCES, *([FOLDED] if story.folded else []), *([UNTIED] if _is_untied(story) else []),
        *([UNSURE] if story.same else []),
    ]  # fmt: skip
    bottom = _draw_quarters(canvas, story, quarters, draw_head(canvas, title, said) + 2)
    draw_foot(canvas, draw_key(canvas, bottom, _key(story, jointly=jointly)) + 4, up_to=story.up_to)
    return Picture(KEY, title, finding, canvas, make_table(story, quarters))


def _is_untied(story: GrowthStory) -> bool:
    """Whether somebody or something, no child, has no line: a reader would look for it."""
    tied = {end for tie in story.ties for end in (tie.one, tie.other)}
    return bool(story.ties) and any(one.key not in tied for one in story.members if one.kind is not MemberKind.CHILD)


def _draw_quarters(canvas: Canvas, story: GrowthStory, quarters: Sequence[Quarter], top: float) -> float:
    """A chart for each quarter with something new, a line for those without; where they end."""
    places, y, column = find_places(story), top, 0
    for quarter in fold_quarters(story, quarters):
        if has_news(story, quarter):
            _draw_panel(canvas, story, quarter, places, (MARGIN + column * (places.wide + GAP), y))
            column = (column + 1) % places.columns
            y += 0 if column else TALL + GAP
            continue
        y += TALL + GAP if column else 0
        column = 0
        _draw_strip(canvas, story, quarter, y)
        y += STRIP + GAP
    return y + (TALL + GAP if column else 0)


def finding_of(story: GrowthStory) -> str:
    """What the picture shows, in words."""
    together, most = children_known(story, date.max)
    children = together.in_words("child")
    said = _("All records show %(children)s now; the most that one agency knows is %(most)s.")
    said = said % {"children": children, "most": most.in_figures()}
    if story.together_on:
        since = _("All records show the group from %(day)s.") % {"day": short_day(story.together_on)}
        said = join_shown(" ", [said, since, story.asked_other_way, _say_added(story, story.together_on)])
    if story.acted_on is None:
        return join_shown(
            " ", [said, _("No record or meeting that you can see says that agencies have acted jointly.")]
        )
    if story.together_on is None:
        first = _("The first joint action that you can see was on %(day)s.") % {"day": short_day(story.acted_on)}
        return join_shown(" ", [said, first])
    acted = _("The first joint action that you can see was on %(last_day)s, %(days)s later.") % {
        "last_day": short_day(story.acted_on),
        "days": counted((story.acted_on - story.together_on).days, "day"),
    }
    return join_shown(" ", [said, acted])


def _say_added(story: GrowthStory, together_on: date) -> str:
    """What all records showed on the first day beyond one agency's own: children, connections, or nothing."""
    end = together_on + timedelta(days=1)
    together, most = children_known(story, end)
    agencies = join_shown(", ", [agency_ink(one).label for one in agencies_with_most(story, end)])
    if not agencies:
        return _("No one agency had any of them by then.")
    if most.most < together.most:
        return _("By then, the most that one agency alone had was %(most)s of them: %(agencies)s.") % {
            "most": most.in_figures(),
            "agencies": agencies,
        }
    ties = len(story.only_jointly(end).intersection(one for one in story.ties if one.seen_on < end))
    said = {"agencies": agencies, "connections": counted(ties, "connection")}
    if ties:
        return (
            _("One agency alone had all of them by then: %(agencies)s. Together, records add %(connections)s.") % said
        )
    return _("One agency alone had all of them by then: %(agencies)s. Together, records add nothing.") % said


def _draw_strip(canvas: Canvas, story: GrowthStory, quarter: Quarter, top: float) -> None:
    """Quarters in which nothing was new, in one line."""
    together, most = children_known(story, quarter.end)
    canvas.rect(MARGIN, top, WIDE_PANEL, STRIP, fill=PAPER, stroke=RULE, dash="4 3")
    canvas.text(MARGIN + 10, top + 24, quarter.label, size=15, bold=True)
    quarters = counted(quarter.many, "quarter")
    said = _("Nothing new in %(quarters)s") % {"quarters": quarters}
    canvas.text(MARGIN + WIDE_PANEL - 10, top + 24, said, anchor="end")
    words = _("All together: %(children)s. Most one agency knew: %(most)s.")
    counts = {"children": together.in_words("child"), "most": most.in_figures()}
    canvas.text(MARGIN + 10, top + 48, words % counts, ink=QUIET)


def _draw_panel(canvas: Canvas, story: GrowthStory, quarter: Quarter, places: PanelPlaces, at: Point) -> None:
    left, top = at
    canvas.rect(left, top, places.wide, TALL, fill=PAPER, stroke=RULE)
    canvas.text(left + 10, top + 22, quarter.label, size=15, bold=True)
    _draw_flags(canvas, story, quarter, (left + places.wide - 8, top + 6))
    _draw_ties(canvas, story, quarter, places, at)
    _draw_same(canvas, story, quarter, places, at)
    unsure, folded = story.unsure, story.folded
    known = [one for one in story.in_order() if one.seen_on < quarter.end]
    for number, one in enumerate(known):
        if one.key not in folded:
            spot = places.spots[one.key]
            point = (left + spot.x, top + LEVELS[spot.row])
            draw_member(canvas, one, point, spot, quarter, number, is_unsure=one.key in unsure)
    if some := [one for one in known if one.key in folded]:
        spot = places.spots[some[0].key]
        draw_fold(canvas, some, (left + spot.x, top + LEVELS[spot.row]), spot, quarter)
    draw_counts(canvas, story, quarter, at, places.wide)


def _draw_flags(canvas: Canvas, story: GrowthStory, quarter: Quarter, at: Point) -> None:
    """From which day the group was seen, and on which agencies first acted jointly, if it was in this quarter."""
    flags = []
    if story.acted_on and quarter.holds(story.acted_on):
        flags.append((say_acted(story), INK, PAPER))
    if story.together_on and quarter.holds(story.together_on):
        said = _("all records show the group from %(day)s") % {"day": short_day(story.together_on)}
        flags.append((said, SPAN_FILL, INK))
    right, top = at
    for words, fill, ink in flags:
        wide = width(words, bold=True) + 12
        canvas.rect(right - wide, top, wide, 19, fill=fill, stroke=INK, thick=1, round_by=3)
        canvas.text(right - 6, top + 14, words, bold=True, ink=ink, anchor="end", ground=fill)
        top += 23


def _draw_ties(canvas: Canvas, story: GrowthStory, quarter: Quarter, places: PanelPlaces, at: Point) -> None:
    """A line between two members on one record; several of those who are one mark are one line.

    Dashed: only the records of two or more agencies together lead along it to a second child.
    """
    jointly = story.only_jointly(quarter.end)
    lines: dict[tuple[Point, Point], tuple[bool, bool]] = {}
    for tie in sorted(story.ties, key=lambda one: (one.seen_on, one.one, one.other)):
        if tie.seen_on < quarter.end:
            spots = [places.spots[key] for key in (tie.one, tie.other)]
            start, end = sorted((at[0] + spot.x, at[1] + LEVELS[spot.row]) for spot in spots)
            is_new, is_dashed = lines.get((start, end), (False, True))
            lines[start, end] = (is_new or tie.seen_on >= quarter.first, is_dashed and tie in jointly)
    for (start, end), (is_new, is_dashed) in sorted(lines.items(), key=lambda one: one[1][0]):
        stroke, thick = (DEEP, 2) if is_new else (PALE_LINE, 1.2)
        dash = DASHED if is_dashed else None
        if start[1] == end[1]:  # two things: over the marks between them
            canvas.path(_arc(start, end), stroke=stroke, thick=thick, dash=dash)
            continue
        canvas.line(start, end, stroke=stroke, thick=thick, dash=dash)


def _arc(start: Point, end: Point) -> str:
    """From one mark of a row to another, above those between."""
    y, middle = start[1] - RADIUS + 2, (start[0] + end[0]) / 2
    return f"M{written(start[0])} {written(y)}Q{written(middle)} {written(y - RISE)} {written(end[0])} {written(y)}"


def _draw_same(canvas: Canvas, story: GrowthStory, quarter: Quarter, places: PanelPlaces, at: Point) -> None:
    """A dotted line between two who may be one person: above the others, where both are in one row."""
    left, top = at
    known = {one.key for one in story.members if one.seen_on < quarter.end}
    for pair in story.same:
        if not known.issuperset(pair):
            continue
        one, other = sorted((places.spots[key] for key in pair), key=lambda spot: (spot.row, spot.x))
        if one.row != other.row:
            ends = [(left + spot.x, top + LEVELS[spot.row]) for spot in (one, other)]
            canvas.line(ends[0], ends[1], thick=3, dash=DOTTED)
            continue
        y = top + LEVELS[one.row]
        canvas.path(_arc((left + one.x, y), (left + other.x, y)), stroke=INK, thick=3, dash=DOTTED)


def _key(story: GrowthStory, *, jointly: bool) -> list[tuple[KeyGlyph, str]]:
    folded = story.folded
    kinds = {one.kind for one in story.members if one.key not in folded}
    key = [(key_kind(kind), _(kind.value)) for kind in MemberKind if kind in kinds]
    key += [(key_fold, _("adults not identified, how many at most"))] if folded else []
    key += [(_key_jointly, f"{JOINT_LABEL}")] if jointly else []
    key += [(_key_same, _("Same person?"))] if story.same else []
    agencies = {agency for quarter in quarters_of(story) for agency in agencies_with_most(story, quarter.end)}
    return key + [(key_agency(one), f" {agency_ink(one).label}") for one in sorted(agencies, key=agency_order)]


def _key_jointly(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 12, y), (x + 12, y), stroke=DEEP, thick=2, dash=DASHED)


def _key_same(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 11, y), (x + 11, y), thick=3, dash=DOTTED)
