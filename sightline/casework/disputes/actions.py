"""The action that a dispute opens: the controller's information governance replies within a month."""

from sightline.casework.escalation.engine import DISPUTE
from sightline.casework.escalation.services.entry_actions import EntryAction
from sightline.escalation import RECORD_DISPUTE
from sightline.translation.messages import lazy as _

REPLY = EntryAction(
    RECORD_DISPUTE,
    about=_("Someone disputes a record. Look into it, and record whether it is corrected or not changed."),
    source=DISPUTE,
    takes="months",
)
