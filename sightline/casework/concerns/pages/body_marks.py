"""Marks seen on a child's body: where, what kind, and what the child says happened. Kept as lines of plain text.

Left and right are the child's own. A line has no line end or tab in its parts, so that what is protected is found in it
as in any other text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sightline.model.errors import Usage
from sightline.translation.messages import as_written
from sightline.translation.messages import lazy as _

BREAK, BETWEEN, MOST_BODY_MARKS = "\n", "\t", 60
FRONT, BACK = "front", "back"
BOTH_SIDES = ("left", "right")
OF_SIDE = {"left": _("Left %(place)s"), "right": _("Right %(place)s")}
SIDES = {FRONT: _("Front of the body"), BACK: _("Back of the body")}
KINDS = {"bruise": _("Bruise"), "cut": _("Cut"), "burn": _("Burn"), "swelling": _("Swelling"), "other": _("Other mark")}
# What is once on each side of the body, and what is there on the left and on the right.
MIDDLE = {
    FRONT: {"face": _("Face"), "neck": _("Neck"), "chest": _("Chest"), "stomach": _("Stomach"), "hips": _("Hips")},
    BACK: {
        "head": _("Back of the head"), "neck": _("Back of the neck"),
        "upper_back": _("Upper back"), "lower_back": _("Lower back"),
        "bottom": _("Bottom"),
    },
}  # fmt: skip
LIMBS = {
    FRONT: {
        "ear": _("ear"), "shoulder": _("shoulder"), "upper_arm": _("upper arm"), "forearm": _("forearm, inside"),
        "hand": _("palm"), "thigh": _("thigh, front"), "knee": _("knee"), "shin": _("shin"), "foot": _("foot, top"),
    },
    BACK: {
        "shoulder": _("shoulder blade"), "upper_arm": _("upper arm, back"), "elbow": _("elbow"),
        "forearm": _("forearm, outside"), "hand": _("hand, back"), "thigh": _("thigh, back"), "calf": _("calf"),
        "foot": _("heel or sole"),
    },
}  # fmt: skip


def _regions(side: str) -> dict[str, str]:
    limbs = {
        f"{side}_{half}_{part}": OF_SIDE[half] % {"place": label}
        for part, label in LIMBS[side].items()
        for half in BOTH_SIDES
    }
    return {f"{side}_{part}": label for part, label in MIDDLE[side].items()} | limbs


# Every place on the body, by its id: the front, then the back.
REGIONS: dict[str, dict[str, str]] = {side: _regions(side) for side in (FRONT, BACK)}
LABELS = {region: label for regions in REGIONS.values() for region, label in regions.items()}


@dataclass(frozen=True, slots=True)
class BodyMark:
    """A mark at one place. `size` and `colour` are in words; `childs_words` are what the child says happened."""

    region: str
    kind: str
    size: str = field(default="", repr=False)
    colour: str = field(default="", repr=False)
    childs_words: str = field(default="", repr=False)
    seen_by: str = field(default="", repr=False)

    @property
    def side(self) -> str:
        """The front or the back."""
        return self.region.partition("_")[0]

    @property
    def side_in_words(self) -> str:
        """The front or the back of the body, in words."""
        return SIDES[self.side]

    @property
    def where(self) -> str:
        """The place in words."""
        return LABELS[self.region]


def read_body_marks(text: str) -> tuple[BodyMark, ...]:
    """The marks that a box holds, in the order in which they were added."""
    parts = [line.split(BETWEEN) for line in text.split(BREAK)]
    return tuple(
        BodyMark(*(one + [""] * 6)[:6]) for one in parts if one[0] in LABELS and len(one) > 1 and one[1] in KINDS
    )


def write_body_marks(body_marks: Iterable[BodyMark]) -> str:
    """The box that holds these marks; Usage where there are more than one body has places for."""
    rows = tuple(body_marks)
    if len(rows) > MOST_BODY_MARKS:
        raise Usage(
            _("A concern can have at most %(most_marks)s marks.") % {"most_marks": MOST_BODY_MARKS},
            code="too_many",
            what_to_do=_("Describe the other marks in words."),
        )
    return BREAK.join(
        BETWEEN.join(map(_on_a_line, (one.region, one.kind, one.size, one.colour, one.childs_words, one.seen_by)))
        for one in rows
    )


@as_written()
def body_marks_in_words(text: str) -> str:
    """The same list as a record says it: one sentence a mark."""
    return " ".join(f"{number}. {_in_words(one)}." for number, one in enumerate(read_body_marks(text), start=1))


def _in_words(one: BodyMark) -> str:
    parts = (
        f"{SIDES[one.side]}, {one.where[:1].lower()}{one.where[1:]}: {KINDS[one.kind].lower()}",
        _("size %(size)s") % {"size": one.size} if one.size else "",
        _("colour %(colour)s") % {"colour": one.colour} if one.colour else "",
        _("the child says “%(childs)s”") % {"childs": one.childs_words} if one.childs_words else "",
        _("seen by %(seen_by)s") % {"seen_by": one.seen_by} if one.seen_by else "",
    )
    return "; ".join(filter(None, parts))


def _on_a_line(text: str) -> str:
    return " ".join(text.split()) if BREAK in text or BETWEEN in text or "\r" in text else text
