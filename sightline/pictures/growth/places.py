"""Where each member of a group stands in every chart of its growth: the same place in each, with its name or number."""

from collections import Counter
from dataclasses import dataclass, field

from sightline.pictures.arial import width, wrap
from sightline.pictures.growth.facts import GrownMember, GrowthStory, MemberKind
from sightline.pictures.place_names import without_street
from sightline.translation.messages import gettext as _

NARROW, WIDE_PANEL, GAP = 534.0, 1080.0, 12.0
MOST_NARROW = 6  # so many in one row have room for their names where two charts stand side by side
MOST_LINES = 3
ROWS = (
    (MemberKind.ADULT, MemberKind.UNIDENTIFIED, MemberKind.PERSON),
    (MemberKind.CHILD,),
    (MemberKind.PLACE, MemberKind.PHONE, MemberKind.VEHICLE),
)
THINGS = ROWS[2]


@dataclass(frozen=True, slots=True)
class MemberSpot:
    """Where a member stands: across, in which row, and the lines of its name, or its number.

    `room` is how wide its name may be. `is_fold`: it stands for all who are not identified.
    """

    x: float
    row: int
    room: float
    lines: tuple[str, ...] = field(default=(), repr=False)
    is_fold: bool = False


@dataclass(frozen=True, slots=True)
class PanelPlaces:
    """How wide each chart is, how many stand side by side, and where each member stands."""

    wide: float
    columns: int
    spots: dict[str, MemberSpot]


def find_places(story: GrowthStory) -> PanelPlaces:
    """For each member its place across, its row, and its name there; its number in the table where there is no room."""
    rows = _list_rows(story)
    is_narrow = max(map(len, rows), default=0) <= MOST_NARROW
    wide = NARROW if is_narrow else WIDE_PANEL
    numbers = {one.key: number for number, one in enumerate(story.in_order(), 1)}
    spots: dict[str, MemberSpot] = {}
    for row, held in enumerate(rows):
        room = (wide - 16) / max(len(held), 1)
        said = Counter(_short(some[0]) for some in held if len(some) == 1)
        for place, some in enumerate(held):
            x = 8 + (place + 0.5) * room
            if len(some) > 1:
                spots |= dict.fromkeys((one.key for one in some), MemberSpot(x, row, room, is_fold=True))
                continue
            (one,) = some
            number = f"{numbers[one.key]}"
            lines = _name(one, room, number if said[_short(one)] > 1 else "")
            spots[one.key] = MemberSpot(x, row, room, lines or _numbered(one, number, room))
    return PanelPlaces(wide, 2 if is_narrow else 1, spots)


def _list_rows(story: GrowthStory) -> list[list[list[GrownMember]]]:
    """The members of each row from left to right; those folded into one mark stand together, the last of their row.

    Two who may be one person are beside each other, so that the dotted line between them is short.
    """
    numbers = {one.key: number for number, one in enumerate(story.in_order(), 1)}
    beside = dict(numbers)
    for pair in story.same:
        if numbers.keys() >= set(pair):
            first, second = sorted(pair, key=numbers.__getitem__)
            beside[second] = numbers[first]
    rows = []
    for kinds in ROWS:
        held = sorted(
            (one for one in story.in_order() if one.kind in kinds), key=lambda one: (beside[one.key], numbers[one.key])
        )
        apart = [[one] for one in held if one.key not in story.folded]
        folded = [one for one in held if one.key in story.folded]
        rows.append(apart + ([folded] if folded else []))
    return rows


def _short(one: GrownMember) -> str:
    return without_street(one.label) if one.kind in THINGS else one.label


def _numbered(one: GrownMember, number: str, room: float) -> tuple[str, ...]:
    """`place 14 in the table`, of one whose name has no room: a number alone was read as that of a house."""
    said = _("%(kind)s %(number)s in the table") % {"kind": _(one.kind.value), "number": number}
    if any(width(part, bold=True) > room - 6 for part in said.split()):
        return (number,)
    return tuple(wrap(said, most=room - 6, bold=True))


def _name(one: GrownMember, room: float, number: str) -> tuple[str, ...]:
    """The whole name of a person, as the table has it, or that of a thing without its street; nothing without room.

    `number`: that of the table, where another here has the same name.
    """
    label = f"{_short(one)} ({number})" if number else _short(one)
    if any(width(part, bold=True) > room - 6 for part in label.split()):
        return ()
    lines = tuple(wrap(label, most=room - 6, bold=True))
    return lines if len(lines) <= MOST_LINES else ()
