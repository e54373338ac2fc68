"""The action that a disputed conclusion opens: information governance replies within the time of the rule."""

from sightline.casework.escalation.engine import DISPUTE
from sightline.casework.escalation.services.entry_actions import EntryAction
from sightline.escalation import CONCLUSION_DISPUTE
from sightline.translation.messages import lazy as _

REPLY = EntryAction(
    CONCLUSION_DISPUTE,
    about=_("Someone disputes what Sightline concluded. Look into it, and record your reply."),
    source=DISPUTE,
    takes="months",
)
