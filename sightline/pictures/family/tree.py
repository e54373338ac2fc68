"""A family and household by the genogram convention: who is family, who gives the same address, what is not sure.

Shapes say only which sex is recorded. An address is never written, and a protected one is never compared.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Canvas, KeyGlyph, number
from sightline.pictures.family.facts import NO_ADDRESS, FamilyMember, FamilyStory, Generation, GenogramShape
from sightline.pictures.family.homes import draw_homes, key_of_homes, people_at_home
from sightline.pictures.family.table import family_table
from sightline.pictures.frame import MARGIN, WIDE, draw_foot, draw_head, draw_key
from sightline.pictures.glyphs import diamond
from sightline.pictures.palette import INK, PAPER, QUIET
from sightline.pictures.picture import Picture
from sightline.translation.dates import short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted

KEY = "family"
HOME, EDGE = "#f3f7f8", "#5d6c74"
RADIUS, LEAD, DOTTED = 23, 15.5, "2 4"
WIDEST, LEAST, MOST_IN_ROW = 176, 112, 9
ABOVE, GAP = 46, 18  # room above a row for its lines, and between the household and the others
FOOT_SAYS = gettext_lazy("From records you can see. Shapes follow the genogram convention: they say nothing else.")
SENTENCES = (
    gettext_lazy(
        "Solid: two records say so, or one with a date. Dotted: one record without a date, or the side is not known."
    ),
    gettext_lazy(
        "Brothers and sisters are shown under the parents that records name. "
        "Half-brothers and half-sisters are not shown separately."
    ),
)
ROWS = (
    (Generation.GRANDPARENTS,),
    (Generation.PARENTS, Generation.AUNTS),
    (Generation.CHILDREN,),
    (Generation.OWN_CHILDREN,),
    (Generation.OTHERS,),
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody in their row: the middle of their shape, and their column."""

    member: FamilyMember
    x: float
    y: float
    wide: float

    @property
    def right(self) -> float:
        """The edge of the column, where no text stands."""
        return self.x + self.wide / 2


def draw_family(story: FamilyStory) -> Picture:
    """The picture of one family, with its table."""
    canvas = Canvas(WIDE, 0)
    title, finding = _("%(label)s: family and household") % {"label": story.child.label}, finding_of(story)
    top = draw_head(canvas, title, [finding, *SENTENCES]) + 10
    rows, bottom = _lay_out(story, top)
    with canvas.beneath():
        _draw_household(canvas, rows)
        _draw_ties(canvas, rows)
    for row in rows.values():
        for place in row:
            _draw_member(canvas, place, is_child=place.member is story.child)
    bottom = draw_homes(canvas, story, bottom)
    draw_foot(canvas, draw_key(canvas, bottom, _key(story)) + 4, up_to=story.up_to, says=FOOT_SAYS)
    return Picture(KEY, title, finding, canvas, family_table(story))


def finding_of(story: FamilyStory) -> str:
    """What the picture shows, in words."""
    if not story.relatives:
        return _("No record that you can see names a relative.")
    unsure = sum(not one.is_sure for one in story.relatives)
    said = [_("Records name %(relatives)s.") % {"relatives": counted(len(story.relatives), "relative")}]
    said.append(_at_home(story))
    said += [_("Not sure: %(unsure)s.") % {"unsure": counted(unsure, "relative")}] if unsure else []
    return join_shown(" ", said)


def _at_home(story: FamilyStory) -> str:
    """Who gives the child's address by the newest records, and who gave one of its addresses before."""
    now = _list_relations([one for one in story.relatives if one.same_address])
    before = _list_relations([one for one in story.relatives if one.stays and not one.same_address])
    said = (
        [_("The child’s address is protected, so Sightline does not compare it with others.")]
        if story.is_protected
        else []
    )
    said += [_("No record gives the child’s address.")] if story.child.no_address else []
    said += [_("The same address as the child: %(listed)s.") % {"listed": now}] if now else []
    said += [_("Only in earlier records: %(listed)s.") % {"listed": before}] if before else []
    return join_shown(" ", said) or _("No record shows a relative at the child’s address.")


def _list_relations(members: Sequence[FamilyMember]) -> str:
    """`mother, 2 brothers`."""
    many = Counter(one.relation for one in sorted(members, key=lambda one: one.order))
    return join_shown(", ", (counted(number, word) if number > 1 else str(word) for word, number in many.items()))


def _lay_out(story: FamilyStory, top: float) -> tuple[dict[Generation, list[_Place]], float]:
    """Rows by generation. Who gives the child's address stands at the left of a row, so that one box holds them."""
    everyone = [story.child, *sorted(story.relatives, key=lambda one: one.order)]
    groups = [[one for one in everyone if one.generation in row][:MOST_IN_ROW] for row in ROWS]
    longest = max(len(group) for group in groups)
    wide = max(min(WIDEST, (WIDE - 2 * MARGIN - GAP * 2) / longest), LEAST)
    at_home = max((sum(_lives_here(one, story) for one in group) for group in groups), default=1)
    rows: dict[Generation, list[_Place]] = {}
    y = top
    for row, group in zip(ROWS, groups, strict=True):
        if group:
            y += ABOVE + RADIUS
            home = [one for one in group if _lives_here(one, story)]
            away = [one for one in group if not _lives_here(one, story)]
            start = MARGIN + GAP + (at_home if _spans_home(row, groups, story) else len(home)) * wide + GAP
            start = min(start, WIDE - MARGIN - len(away) * wide)
            places = [_Place(one, MARGIN + GAP + (n + 0.5) * wide, y, wide) for n, one in enumerate(home)]
            places += [_Place(one, start + (n + 0.5) * wide, y, wide) for n, one in enumerate(away)]
            rows[row[0]] = places
            y += RADIUS + 14 + max(len(_said(one)) for one in places) * LEAD + 8
    return rows, y + 8


def _lives_here(one: FamilyMember, story: FamilyStory) -> bool:
    return one is story.child or one.same_address


def _spans_home(row: tuple[Generation, ...], groups: list[list[FamilyMember]], story: FamilyStory) -> bool:
    """Whether the household's box goes through this row: it has members in it, or above and below it."""
    held = [any(_lives_here(one, story) for one in group) for group in groups]
    place = ROWS.index(row)
    return any(held[: place + 1]) and any(held[place:])


def _said(place: _Place) -> list[tuple[str, bool]]:
    """What stands below a shape: the name in bold, who it is, the birth and the dates."""
    member, room = place.member, place.wide - 10
    lines = [(line, True) for line in wrap(member.label, most=room, bold=True)]
    below = [member.relation, *_dates(member), *([str(NO_ADDRESS)] if member.no_address else [])]
    return lines + [(line, False) for words in below if words for line in wrap(words, most=room)]


def _dates(member: FamilyMember) -> list[str]:
    """The birth, and the days of the relationship; a relationship from a birth on has no other day."""
    said = [_("born %(day)s") % {"day": short_day(member.born_on)}] if member.born_on else []
    if not member.relation:
        return said
    if member.to_on or (member.from_on and not member.is_from_birth):
        said.append(_from_and_to(member.from_on, member.to_on))
    elif not member.from_on:
        said.append(_("date not known"))
    return said


def _from_and_to(from_on: date | None, to_on: date | None) -> str:
    first, last = (short_day(day) if day else "" for day in (from_on, to_on))
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    return _("from %(day)s") % {"day": first} if first else _("start date not known, until %(day)s") % {"day": last}


def _draw_member(canvas: Canvas, place: _Place, *, is_child: bool) -> None:
    member, x, y = place.member, place.x, place.y
    name = f"{member.label}, {member.relation or _('the child')}"
    order = (round(y), round(x))
    with canvas.linked(member.href, name=name, order=order, around=(x, y), radius=RADIUS + 9):
        _draw_shape(canvas, member.shape, x, y, RADIUS, is_sure=member.is_sure or is_child)
        if is_child:
            _draw_shape(canvas, member.shape, x, y, RADIUS + 5, is_sure=True, fill="none")
        age = "?" if member.age is None else str(member.age)
        canvas.text(x, y + 5.5, age, size=16, bold=True, anchor="middle")
    ground = HOME if is_child or member.same_address else PAPER
    for row, (line, bold) in enumerate(_said(place)):
        foot = y + RADIUS + 20 + row * LEAD
        canvas.text(x, foot, line, bold=bold, ink=INK if bold else QUIET, anchor="middle", ground=ground)


def _draw_shape(
    canvas: Canvas, shape: GenogramShape, x: float, y: float, radius: float, *, is_sure: bool, fill: str = PAPER
) -> None:
    dash = None if is_sure else DOTTED
    match shape:
        case GenogramShape.MALE:
            side = 2 * radius
            canvas.rect(x - radius, y - radius, side, side, fill=fill, stroke=INK, thick=2.2, dash=dash)
        case GenogramShape.FEMALE:
            canvas.circle(x, y, radius, fill=fill, stroke=INK, thick=2.2, dash=dash)
        case GenogramShape.NOT_RECORDED:
            canvas.polygon(diamond(x, y, radius * 1.25), fill=fill, stroke=INK, thick=2.2, dash=dash)


def _draw_household(canvas: Canvas, rows: dict[Generation, list[_Place]]) -> None:
    """One soft box around the child and all who give the same address."""
    home = [one for row in rows.values() for one in row if one.member.same_address or not one.member.relation]
    if len(home) < 2:  # nobody else gives it
        return
    right = max(one.right for one in home)
    top, left = min(one.y for one in home) - RADIUS - ABOVE + 10, MARGIN + GAP / 2
    bottom = max(one.y + RADIUS + 20 + len(_said(one)) * LEAD for one in home)
    canvas.rect(left, top, right - left + 4, bottom - top, fill=HOME, stroke=EDGE, thick=2, round_by=18)


def _draw_ties(canvas: Canvas, rows: dict[Generation, list[_Place]]) -> None:
    """Lines of parents, and from them to the child and its brothers and sisters; dotted where a side is not known."""
    parents = [one for one in rows.get(Generation.PARENTS, []) if one.member.generation is Generation.PARENTS]
    own = [one for one in parents if not one.member.is_by_marriage]
    others = [one for one in parents if one.member.is_by_marriage]
    children = rows[Generation.CHILDREN]
    if own:
        _tie_children(canvas, own, children)
    for one, other in pairwise(own):
        _tie_pair(canvas, one, other, 14, is_sure=one.member.is_sure and other.member.is_sure)
    for place, one in enumerate(others):
        if own:
            _tie_pair(canvas, own[0], one, 22 + 6 * place, is_sure=False)
    grandparents, grandchildren = rows.get(Generation.GRANDPARENTS, []), rows.get(Generation.OWN_CHILDREN, [])
    if grandparents and parents:
        _tie_row(canvas, grandparents, min(one.x for one in parents), parents[0].y - RADIUS)
    if grandchildren:
        child = next(one for one in children if not one.member.relation)
        _hang(canvas, child.right, child.y, grandchildren)
        canvas.line((child.x + RADIUS, child.y), (child.right, child.y), thick=2)


def _tie_pair(canvas: Canvas, one: _Place, other: _Place, up: float, *, is_sure: bool) -> None:
    """A line over two shapes, from one's top to the other's."""
    top = one.y - RADIUS
    path = f"M{number(one.x)} {number(top)}v{number(-up)}H{number(other.x)}v{number(up)}"
    canvas.path(path, stroke=INK, thick=2, dash=None if is_sure else DOTTED)


def _tie_children(canvas: Canvas, own: list[_Place], children: list[_Place]) -> None:
    """From the line of the parents, or from the one parent, down beside the column and to each child."""
    first = own[0]
    if len(own) > 1:
        start = first.y - RADIUS - 14
    else:
        start = first.y
        canvas.line((first.x + RADIUS, first.y), (first.right, first.y), thick=2)
    _hang(canvas, first.right, start, children)


def _hang(canvas: Canvas, x: float, start: float, children: list[_Place]) -> None:
    """A line down to a bar above a row, and from the bar to each shape."""
    bar = children[0].y - RADIUS - 18
    left, right = min([x, *(one.x for one in children)]), max([x, *(one.x for one in children)])
    canvas.path(f"M{number(x)} {number(start)}V{number(bar)}", stroke=INK, thick=2)
    canvas.line((left, bar), (right, bar), thick=2)
    for one in children:
        sure = one.member.is_sure or not one.member.relation
        canvas.line((one.x, bar), (one.x, one.y - RADIUS), thick=2, dash=None if sure else DOTTED)


def _tie_row(canvas: Canvas, above: list[_Place], x: float, below: float) -> None:
    """From grandparents to the parents, dotted: records do not say on which side they are."""
    column = above[0].right
    bar = below - ABOVE + 14
    start = f"M{number(above[0].x + RADIUS)} {number(above[0].y)}H{number(column)}V{number(bar)}"
    canvas.path(f"{start}H{number(x)}V{number(below - 4)}", stroke=INK, thick=2, dash=DOTTED)


def _key(story: FamilyStory) -> list[tuple[KeyGlyph, str]]:
    shapes = [(_key_shape(shape), shape.value) for shape in GenogramShape]
    return [
        *shapes,
        (_key_child, _("the child")),
        (lambda canvas, x, y: canvas.text(x, y + 5, "?", size=14, bold=True, anchor="middle"), _("age not known")),
        (lambda canvas, x, y: canvas.line((x - 10, y), (x + 12, y), thick=2, dash=DOTTED), _("not sure")),
        (
            lambda canvas, x, y: canvas.rect(x - 10, y - 8, 20, 16, fill=HOME, stroke=EDGE, thick=2, round_by=5),
            _("same address in the newest records"),
        ),
        *(key_of_homes() if people_at_home(story) else []),
    ]


def _key_shape(shape: GenogramShape) -> KeyGlyph:
    return lambda canvas, x, y: _draw_shape(canvas, shape, x, y, 8, is_sure=True)


def _key_child(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 6, fill=PAPER, stroke=INK, thick=2)
    canvas.circle(x, y, 9.5, stroke=INK, thick=2)
