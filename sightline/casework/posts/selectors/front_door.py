"""Where a referral to children's services goes: the name and telephone that stand on every page of a concern.

Where nobody has set it, pages say so. A number that is only likely is worse than none.
"""

from sightline.casework.posts.models import FrontDoor
from sightline.casework.posts.pages import DoorLine


def read_front_door() -> DoorLine:
    """The front door as it is set; an empty line where it is not."""
    found = FrontDoor.objects.filter(id=1).first()
    return DoorLine(found.name, found.phone, found.hours) if found else DoorLine()
