"""What the audit log is asked for."""

from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import OUTCOMES
from sightline.web.core.bounds import asked_day, asked_number, asked_one_of, asked_text, id_in_address
from sightline.web.core.forms import AskedForm


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
