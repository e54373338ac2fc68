"""How a group became visible, quarter by quarter: small charts with fixed places, dark where something is new.

Below each stand two counts: the children that all records together showed, and the most that one agency knew. Growth of
records is not growth of harm. Quarters without anything new are never left out: those that follow each other are one
line, which says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.pictures.arial import width, wrap
from sightline.pictures.canvas import Canvas, KeyGlyph, Point
from sightline.pictures.canvas import number as written
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import diamond
from sightline.pictures.growth.facts import GrownMember, GrowthStory, MemberKind
from sightline.pictures.growth.quarters import Quarter, children_known, fold_quarters, has_news, quarters_of
from sightline.pictures.palette import DEEP, FAINT, INK, PAPER, QUIET, RULE, SPAN_FILL
from sightline.pictures.picture import Cell, Picture, PictureTable
from sightline.translation.dates import short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

KEY = "growth"
PANEL, TALL, GAP, A_ROW = 534, 344, 12, 2
STRIP, COUNTS, LINE, MOST_LINES = 66, 292, 14, 3
MOST_DOTS, A_DOT = 12, 16
RADIUS, PALE, PALE_LINE, LEVELS = 13, "#6d7f88", "#c3ccd1", (76, 152, 228)
ROWS = (
    (MemberKind.ADULT, MemberKind.UNIDENTIFIED, MemberKind.PERSON),
    (MemberKind.CHILD,),
    (MemberKind.PLACE, MemberKind.PHONE, MemberKind.VEHICLE),
)
SENTENCES = (
    gettext_lazy(
        "Dark: first known in that quarter. Pale: already known. "
        "Each keeps its place. A quarter with nothing new has no chart."
    ),
    gettext_lazy(
        "No one here is a suspect because they are on it. More records do not mean more harm. Numbers: see the table."
    ),
)
UNSURE = gettext_lazy("Dotted line: may be the same person, not answered yet. Hollow: may be on the chart already.")
DOTTED, RISE = "1.5 5", 26


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a member stands in every chart: across, in which row, and the lines of its name, or its number."""

    x: float
    row: int
    lines: tuple[str, ...] = field(repr=False)


def draw_growth(story: GrowthStory) -> Picture:
    """The picture of one group, with its table."""
    quarters = quarters_of(story)
    canvas, title, finding = Canvas(WIDE, 0), _("How the group became visible, quarter by quarter"), finding_of(story)
    said = [finding, *SENTENCES, *([UNSURE] if story.same else [])]
    bottom = _draw_quarters(canvas, story, quarters, draw_head(canvas, title, said) + 2)
    draw_foot(canvas, draw_key(canvas, bottom, _key(story)) + 4, up_to=story.up_to)
    return Picture(KEY, title, finding, canvas, _table(story, quarters))


def _draw_quarters(canvas: Canvas, story: GrowthStory, quarters: Sequence[Quarter], top: float) -> float:
    """A chart for each quarter with something new, a line for those without; where they end."""
    places, y, column = _places(story), top, 0
    for quarter in fold_quarters(story, quarters):
        if has_news(story, quarter):
            _draw_panel(canvas, story, quarter, places, MARGIN + column * (PANEL + GAP), y)
            column = (column + 1) % A_ROW
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
    return _(
        "All records together show %(children)s now; the most that one agency knows is %(most)s. "
        "Together they showed the group from %(day)s."
    ) % {"children": children, "most": most.in_figures(), "day": short_day(story.together_on)}


def _places(story: GrowthStory) -> dict[str, _Spot]:
    """For each member its place across, its row, and its name there; its number in the table where there is no room.

    Two who may be one person are beside each other, so that the dotted line between them is short.
    """
    order = story.in_order()
    numbers = {one.key: number for number, one in enumerate(order, 1)}
    beside = dict(numbers)
    for pair in story.same:
        if numbers.keys() >= set(pair):
            first, second = sorted(pair, key=numbers.__getitem__)
            beside[second] = numbers[first]
    places = {}
    for row, kinds in enumerate(ROWS):
        held = sorted((one for one in order if one.kind in kinds), key=lambda one: (beside[one.key], numbers[one.key]))
        room = (PANEL - 16) / max(len(held), 1)
        names = {one.key: _name(one, room) for one in held}
        said = Counter(names.values())
        for place, one in enumerate(held):
            lines = names[one.key] if said[names[one.key]] == 1 else ()
            places[one.key] = _Spot(8 + (place + 0.5) * room, row, lines or (str(numbers[one.key]),))
    return places


def _name(one: GrownMember, room: float) -> tuple[str, ...]:
    """The whole name of a person, as the table has it, or that of a thing without its street; nothing without room.

    Somebody not identified has a description, which the table gives.
    """
    label = one.label.split(",")[0]
    if one.kind is MemberKind.UNIDENTIFIED or any(width(part, bold=True) > room - 6 for part in label.split()):
        return ()
    lines = tuple(wrap(label, most=room - 6, bold=True))
    return lines if len(lines) <= MOST_LINES else ()


def _draw_strip(canvas: Canvas, story: GrowthStory, quarter: Quarter, top: float) -> None:
    """Quarters in which nothing was new, in one line."""
    wide = A_ROW * PANEL + (A_ROW - 1) * GAP
    together, most = children_known(story, quarter.end)
    canvas.rect(MARGIN, top, wide, STRIP, fill=PAPER, stroke=RULE, dash="4 3")
    canvas.text(MARGIN + 10, top + 24, quarter.label, size=15, bold=True)
    quarters = counted(quarter.many, "quarter")
    canvas.text(MARGIN + wide - 10, top + 24, _("Nothing new in %(quarters)s") % {"quarters": quarters}, anchor="end")
    words = _("All together: %(children)s. Most one agency knew: %(most)s.")
    counts = {"children": together.in_words("child"), "most": most.in_figures()}
    canvas.text(MARGIN + 10, top + 48, words % counts, ink=QUIET)


def _draw_panel(
    canvas: Canvas, story: GrowthStory, quarter: Quarter, places: dict[str, _Spot], left: float, top: float
) -> None:
    canvas.rect(left, top, PANEL, TALL, fill=PAPER, stroke=RULE)
    canvas.text(left + 10, top + 22, quarter.label, size=15, bold=True)
    if quarter.holds(story.together_on):
        words = _("seen together from %(day)s") % {"day": short_day(story.together_on)}
        wide = width(words, bold=True) + 12
        canvas.rect(left + PANEL - wide - 8, top + 30, wide, 19, fill=SPAN_FILL, stroke=INK, thick=1, round_by=3)
        canvas.text(left + PANEL - 14, top + 44, words, bold=True, anchor="end", ground=SPAN_FILL)
    for tie in sorted(story.ties, key=lambda one: (one.seen_on, one.one, one.other)):
        if tie.seen_on < quarter.end:
            ends = [(left + places[key].x, top + LEVELS[places[key].row]) for key in (tie.one, tie.other)]
            is_new = tie.seen_on >= quarter.first
            canvas.line(ends[0], ends[1], stroke=DEEP if is_new else PALE_LINE, thick=2 if is_new else 1)
    _draw_same(canvas, story, quarter, places, left, top)
    unsure = story.unsure
    for number, one in enumerate(story.in_order()):
        if one.seen_on < quarter.end:
            spot = places[one.key]
            at = (left + spot.x, top + LEVELS[spot.row])
            _draw_member(canvas, one, at, spot.lines, quarter, number, is_unsure=one.key in unsure)
    _draw_counts(canvas, story, quarter, left, top)


def _draw_same(
    canvas: Canvas, story: GrowthStory, quarter: Quarter, places: dict[str, _Spot], left: float, top: float
) -> None:
    """A dotted line between two who may be one person: above the others, where both are in one row."""
    known = {one.key for one in story.members if one.seen_on < quarter.end}
    for pair in story.same:
        if not known.issuperset(pair):
            continue
        one, other = sorted((places[key] for key in pair), key=lambda spot: (spot.row, spot.x))
        if one.row != other.row:
            ends = [(left + spot.x, top + LEVELS[spot.row]) for spot in (one, other)]
            canvas.line(ends[0], ends[1], thick=3, dash=DOTTED)
            continue
        y = top + LEVELS[one.row] - RADIUS + 2
        start, middle, end = (written(left + x) for x in (one.x, (one.x + other.x) / 2, other.x))
        canvas.path(
            f"M{start} {written(y)}Q{middle} {written(y - RISE)} {end} {written(y)}", stroke=INK, thick=3, dash=DOTTED
        )


def _draw_member(
    canvas: Canvas,
    one: GrownMember,
    at: Point,
    lines: Sequence[str],
    quarter: Quarter,
    number: int,
    *,
    is_unsure: bool,
) -> None:
    (x, y), is_new = at, one.seen_on >= quarter.first
    order, name = (quarter.first.isoformat(), number), f"{quarter.label}: {one.label}, {_(one.kind.value)}"
    with canvas.linked(one.href if is_new else "", name=name, order=order, around=(x, y), radius=RADIUS + 6):
        draw_kind(canvas, one.kind, x, y, RADIUS, stroke=DEEP if is_new else PALE, is_new=is_new and not is_unsure)
    for row, line in enumerate(lines):
        foot = y + RADIUS + 15 + row * LINE
        canvas.text(x, foot, line, bold=is_new, ink=INK if is_new else QUIET, anchor="middle", halo=True)


def draw_kind(canvas: Canvas, kind: MemberKind, x: float, y: float, r: float, *, stroke: str, is_new: bool) -> None:
    """The shape of what a member is: filled where it is new."""
    fill, thick = (stroke if is_new else PAPER), 2.0
    match kind:
        case MemberKind.CHILD:
            canvas.circle(x, y, r, fill=fill, stroke=stroke, thick=thick)
        case MemberKind.ADULT:
            canvas.rect(x - r, y - r, 2 * r, 2 * r, fill=fill, stroke=stroke, thick=thick)
        case MemberKind.UNIDENTIFIED:
            canvas.rect(x - r, y - r, 2 * r, 2 * r, fill=PAPER, stroke=stroke, thick=thick, dash="4 3")
            canvas.text(x, y + 5, "?", size=14, bold=True, ink=QUIET, anchor="middle")
        case MemberKind.PERSON:
            canvas.rect(
                x - r, y - r, 2 * r, 2 * r, fill=PAPER, stroke=stroke, thick=thick, dash="2 3", round_by=r * 0.6
            )
            canvas.text(x, y + 5, "?", size=14, bold=True, ink=QUIET, anchor="middle")
        case MemberKind.VEHICLE:
            canvas.rect(x - r * 1.3, y - r * 0.75, r * 2.6, r * 1.5, fill=fill, stroke=stroke, thick=thick, round_by=9)
        case MemberKind.PHONE:
            canvas.polygon(diamond(x, y, r * 1.2), fill=fill, stroke=stroke, thick=thick)
        case MemberKind.PLACE:
            corners = [(0, -1.1), (1.1, -0.2), (0.9, 1), (-0.9, 1), (-1.1, -0.2)]
            canvas.polygon([(x + a * r, y + b * r) for a, b in corners], fill=fill, stroke=stroke, thick=thick)


def _draw_counts(canvas: Canvas, story: GrowthStory, quarter: Quarter, left: float, top: float) -> None:
    """What all records together showed, and the most that one agency knew: a dot for each child of the group.

    Those who may be one with another are hollow. Where the group has more children than dots have room, a bar as long
    as their share of them.
    """
    every = sum(one.kind is MemberKind.CHILD for one in story.members)
    together, most = children_known(story, quarter.end)
    canvas.line((left + 10, top + COUNTS), (left + PANEL - 10, top + COUNTS), stroke=FAINT)
    for row, (label, many, fill) in enumerate(
        ((_("All together"), together, DEEP), (_("Most one agency knew"), most, "#8fa3ac"))
    ):
        y = top + COUNTS + 19 + row * 19
        canvas.text(left + 10, y, label, bold=row == 0)
        if every > MOST_DOTS:
            wide = MOST_DOTS * A_DOT
            canvas.rect(left + 160, y - 10, wide, 11, fill=PAPER, stroke=RULE, thick=1.5)
            if many.fewest < many.most:
                canvas.rect(left + 160, y - 10, wide * many.most / every, 11, stroke=DEEP, thick=1.5, dash="3 2")
            canvas.rect(left + 160, y - 10, wide * many.fewest / every, 11, fill=fill)
        for place in range(every if every <= MOST_DOTS else 0):
            canvas.circle(
                left + 166 + place * A_DOT, y - 4.5, 5.5, fill=fill if place < many.fewest else PAPER,
                stroke=DEEP if place < many.most else RULE, thick=1.5,
            )  # fmt: skip
        canvas.text(left + PANEL - 10, y, many.in_words("child"), bold=row == 0, anchor="end", halo=True)


def _key(story: GrowthStory) -> list[tuple[KeyGlyph, str]]:
    kinds = {one.kind for one in story.members}
    key = [(_key_kind(kind), _(kind.value)) for kind in MemberKind if kind in kinds]
    return [*key, (_key_same, _("Same person?"))] if story.same else key


def _key_same(canvas: Canvas, x: float, y: float) -> None:
    canvas.line((x - 11, y), (x + 11, y), thick=3, dash=DOTTED)


def _key_kind(kind: MemberKind) -> KeyGlyph:
    return lambda canvas, x, y: draw_kind(canvas, kind, x, y, 8, stroke=DEEP, is_new=False)


def _table(story: GrowthStory, quarters: Sequence[Quarter]) -> PictureTable:
    """Each quarter: who and what was first known, by number and name, and the two counts."""
    rows, numbers = [], {one.key: number for number, one in enumerate(story.in_order(), 1)}
    for quarter in quarters:
        new = [
            _say_new(story, one, numbers)
            for one in story.in_order()
            if quarter.first <= one.seen_on < quarter.end or (quarter is quarters[0] and one.seen_on < quarter.first)
        ]
        together, most = children_known(story, quarter.end)
        ties = sum(one.seen_on < quarter.end for one in story.ties)
        cells = (
            quarter.label,
            join_shown("; ", new) or _("nothing new"),
            together.in_figures(),
            most.in_figures(),
            str(ties),
        )
        rows.append(tuple(map(Cell, cells)))
    head = (
        _("Quarter"),
        _("First known"),
        _("Children, all together"),
        _("Children, most by one agency"),
        _("Connections"),
    )
    return PictureTable(head, tuple(rows))


def _say_new(story: GrowthStory, one: GrownMember, numbers: dict[str, int]) -> str:
    """`25: Leah Shaw (child; may be the same person as 3)`: a member by number, name and kind."""
    others = sorted(numbers[end] for pair in story.same if one.key in pair for end in pair if end != one.key)
    said = {"number": numbers[one.key], "name": one.label, "kind": _(one.kind.value)}
    if not others:
        return _("%(number)s: %(name)s (%(kind)s)") % said
    said["others"] = join_shown(", ", map(str, others))
    return _("%(number)s: %(name)s (%(kind)s; may be the same person as %(others)s)") % said
