"""Where a referral to children's services goes: the name and telephone that stand on every page of a concern.

Where nobody has set it, pages say so. A number that is only likely is worse than none.
"""

from dataclasses import dataclass, field

from sightline.casework.posts.models import FrontDoor


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


def read_front_door() -> DoorLine:
    """The front door as it is set; an empty line where it is not."""
    found = FrontDoor.objects.filter(id=1).first()
    return DoorLine(found.name, found.phone, found.hours) if found else DoorLine()
