"""A plain outline of a body, front and back, made of simple shapes. What is marked is filled and has its number.

The picture is drawn here and shows no anatomy. The list beside it says the same, and is what people fill in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sightline.casework.concerns.pages.body_marks import BACK, BOTH_SIDES, FRONT, REGIONS, BodyMark, read_body_marks
from sightline.translation.messages import join_shown

MIDDLE_X = 100
# Centre and half width and height of each shape: what is in the middle, then what is at the right of the picture.
MIDDLE = {
    FRONT: {
        "face": (28, 20, 24), "neck": (61, 10, 8), "chest": (98, 34, 28), "stomach": (151, 30, 24),
        "hips": (191, 33, 15),
    },
    BACK: {
        "head": (28, 20, 24), "neck": (61, 10, 8), "upper_back": (98, 34, 28), "lower_back": (151, 30, 24),
        "bottom": (191, 33, 15),
    },
}  # fmt: skip
LIMBS = {
    "ear": (24, 28, 4, 8), "shoulder": (43, 78, 10, 9), "upper_arm": (49, 112, 9, 24), "elbow": (54, 144, 8, 8),
    "forearm": (59, 174, 8, 22), "hand": (65, 210, 9, 13), "thigh": (18, 242, 15, 35), "knee": (18, 289, 12, 11),
    "shin": (18, 334, 11, 33), "calf": (18, 323, 12, 44), "foot": (21, 381, 14, 9),
}  # fmt: skip
WIDTH, HEIGHT = 200, 400


@dataclass(frozen=True, slots=True)
class BodyShape:
    """One place as a rounded box. `numbers` are those of its marks in the list; empty where it has none."""

    x: int
    y: int
    width: int
    height: int
    round: int
    numbers: str

    @property
    def middle(self) -> tuple[int, int]:
        """Where its number is written."""
        return self.x + self.width // 2, self.y + self.height // 2 + 5


@dataclass(frozen=True, slots=True)
class BodySide:
    """The front or the back, with what is marked on it in words."""

    side: str
    shapes: tuple[BodyShape, ...]
    marked: tuple[str, ...]


def body_context(text: str) -> dict[str, Any]:
    """What a page shows of the box of marks: the list, and the picture of it."""
    body_marks = read_body_marks(text)
    return {"body_marks": body_marks, "sides": draw_body(body_marks)}


def draw_body(body_marks: Sequence[BodyMark]) -> tuple[BodySide, ...]:
    """The front and the back; numbers are those of the marks in their order."""
    numbers: dict[str, list[str]] = {}
    for number, one in enumerate(body_marks, start=1):
        numbers.setdefault(one.region, []).append(str(number))
    return tuple(
        BodySide(
            side,
            tuple(_shape(side, region, join_shown(", ", numbers.get(region, ()))) for region in REGIONS[side]),
            tuple(label for region, label in REGIONS[side].items() if region in numbers),
        )
        for side in (FRONT, BACK)
    )


def _shape(side: str, region: str, numbers: str) -> BodyShape:
    _, _, place = region.partition("_")
    half, _, part = place.partition("_")
    if half not in BOTH_SIDES:
        y, wide, high = MIDDLE[side][place]
        x = MIDDLE_X
    else:
        away, y, wide, high = LIMBS[part]
        # The child's left is at the right of the picture from the front, and at its left from behind.
        x = MIDDLE_X + away if (half == "left") == (side == FRONT) else MIDDLE_X - away
    return BodyShape(x - wide, y - high, 2 * wide, 2 * high, min(wide, high), numbers)
