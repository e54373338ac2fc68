"""What a page of a draft sends: its boxes exactly as typed, and which opening of which draft it stood in."""

from sightline.casework.concerns.pages.form_schema import LONG, MOST_LONG, as_typed, boxes_on
from sightline.casework.concerns.services.drafts import DraftPageInput, FormOpening
from sightline.model.bounds import clean_text, read_text
from sightline.web.core.bounds import asked_id, asked_number, asked_text, asked_tick
from sightline.web.core.forms import AskedForm

MOST_OPENING = 40
SHOWN_AGAIN = (*LONG, "safe_contact", "avoid")


class ConcernBeginning(AskedForm):
    """About whom a concern is begun, empty where nobody was chosen; and whether one is led, a question at a time."""

    about = asked_id()
    led = asked_tick()


class TypedPage(AskedForm):
    """A page as typed. Its boxes are kept whatever stands in them: they are checked by the form of the page."""

    number = asked_text()
    page = asked_text()
    opening = asked_text()
    seen = asked_number(otherwise=-1)
    body_map = asked_tick()

    def typed(self, name: str) -> DraftPageInput:
        """What casework keeps of the page of that name."""
        said = self.said
        boxes = {box: as_typed(self.data.get(box, "")) for box in boxes_on(name)}
        return DraftPageInput(said["number"], name, boxes, FormOpening(said["opening"][:MOST_OPENING], said["seen"]))

    def parked(self, name: str) -> dict[str, str]:
        """The page of that name, to be read again once its writer has signed in."""
        kept = ("number", "opening", "seen", *boxes_on(name))
        return {"page": name} | {one: read_text(self.data.get(one, ""), most=2 * MOST_LONG) for one in kept}

    def shown_again(self) -> list[str]:
        """The long boxes, to be copied where there is no draft any more."""
        return [clean_text(words) for box in SHOWN_AGAIN if (words := self.data.get(box))]
