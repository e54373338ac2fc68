"""The action that a notice of correction opens: information governance sees to it that every reader has answered."""

from sightline.casework.escalation.engine import CORRECTION
from sightline.casework.escalation.services.entry_actions import EntryAction
from sightline.escalation import CORRECTION_ACKNOWLEDGED
from sightline.translation.messages import lazy as _

ACKNOWLEDGE = EntryAction(
    CORRECTION_ACKNOWLEDGED,
    about=_("Readers were shown a record that has changed. Check that each of them has said that they know."),
    source=CORRECTION,
    takes="working_days",
)
