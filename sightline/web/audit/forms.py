"""What the audit log is asked for, and what a page says of its print."""

from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import OUTCOMES
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_day, asked_number, asked_one_of, asked_text, id_in_address
from sightline.web.core.fields import text_box
from sightline.web.core.forms import AskedForm, PostedForm

MOST_ADDRESS = 2_000  # letters: what browsers send of an address


class AuditAsked(AskedForm):
    """Which entries: by account, action, outcome, id and day; and before which of them."""

    account = asked_text()
    action = asked_text()
    outcome = asked_one_of(OUTCOMES)
    about = asked_text()
    from_day = asked_day()
    to_day = asked_day()
    before = asked_number()

    def question(self) -> AuditQuestion:
        """What casework looks for."""
        said = self.said
        return AuditQuestion(
            account=said["account"].strip(),
            action=said["action"].strip(),
            outcome=said["outcome"],
            about=id_in_address(said["about"].strip()),
            from_day=said["from_day"],
            to_day=said["to_day"],
        )


class PrintedForm(PostedForm):
    """Which page is printed: its address without the name of the site. The script of pages sends it."""

    page = text_box("", empty=_("The address of the page is missing"), most=MOST_ADDRESS)
