"""Errors of what the audit log holds back: its page is a question, not an error page."""

from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


class ReasonFirst(Refused):
    """This account sees every child, and says why before it opens the pages or a record of one. `person_id`: whose."""

    def __init__(self, person_id: str) -> None:
        super().__init__(
            _("Give a reason before you open this child’s records."),
            code="no_reason",
            what_to_do=_("Open the child’s page in Sightline, and say why you need to see it."),
        )
        self.person_id = person_id
