"""What pages of posts are given: how a post is held by rota, on which kinds of day, and where a referral goes."""

from dataclasses import dataclass, field
from enum import StrEnum

HOLIDAY = "holiday"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_KINDS = (*WEEKDAYS, HOLIDAY)


class HoldingKind(StrEnum):
    """How somebody holds a post by rota. The order here is the order in which they are told."""

    DAY = "day"
    OUT_OF_HOURS = "out_of_hours"
    CONTROL_ROOM = "control_room"


@dataclass(frozen=True, slots=True)
class DoorLine:
    """Where a referral to children's services goes, and its telephone; nothing where nobody has set it."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    hours: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is a number to ring."""
        return bool(self.phone)
