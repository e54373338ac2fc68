"""What the page of who has looked at a child is asked for."""

from sightline.casework.readership.pages import ReadershipQuestion
from sightline.web.core.bounds import asked_day, asked_number, asked_text
from sightline.web.core.forms import AskedForm


class ReadershipAsked(AskedForm):
    """Which looks: from a day, to a day, by an account; and before which of them."""

    from_day = asked_day()
    to_day = asked_day()
    account = asked_text()
    before = asked_number()

    def question(self) -> ReadershipQuestion:
        """What casework looks for."""
        said = self.said
        return ReadershipQuestion(said["from_day"], said["to_day"], said["account"].strip())
