"""What the address of a review's pictures asks for: a day, by its box or by the slider, and a child."""

from datetime import date

from sightline.web.core.bounds import asked_day, asked_number, asked_text
from sightline.web.core.forms import AskedForm

NO_PLACE, MOST_LETTERS = -1, 4


class PicturesAsked(AskedForm):
    """A day as its box says it, the place of the slider, the day that was shown before, and the letter of a child.

    Whichever of the first two was changed since counts.
    """

    on = asked_day()
    at = asked_number(otherwise=NO_PLACE)
    was = asked_day()
    child = asked_text(most=MOST_LETTERS)

    @property
    def day(self) -> date | None:
        """The day of the box, where it was changed or where no slider was sent."""
        said = self.said
        box: date | None = said["on"]
        return box if said["at"] == NO_PLACE or box != said["was"] else None

    @property
    def place(self) -> int | None:
        """The place of the slider, where the box was not changed."""
        said = self.said
        return None if said["at"] == NO_PLACE or self.day else said["at"]
