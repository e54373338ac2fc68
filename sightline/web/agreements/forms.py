"""The form that ratifies or withdraws an emergency disclosure."""

from typing import Any, ClassVar

from sightline.casework.disclosures.pages import DisclosureLine, DisclosureState
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios
from sightline.web.core.forms import PostedForm

RATIFY, WITHDRAW = "ratify", "withdraw"
CHOICES = {
    RATIFY: _("Ratify: its records stay for 28 days, in which an agreement must be signed"),
    WITHDRAW: _("Withdraw: its records leave pages now"),
}


class SettleForm(PostedForm):
    """What is decided, and why."""

    said_at: ClassVar = {"own_disclosure": ("decision",), "as_it_is": ("decision",)}

    decision = radios(_("What do you decide?"), [], empty=_("Choose what you decide"))
    why = WhyField(label=_("Why?"), help_text=_("For example, the child was in danger and the desk was closed."))

    def __init__(self, *arguments: Any, shown: DisclosureLine, **named: Any) -> None:
        super().__init__(*arguments, **named)
        waits = shown.state is DisclosureState.WAITS or (shown.state is DisclosureState.OVER and not shown.decided_by)
        self.offer("decision", [(one, words) for one, words in CHOICES.items() if waits or one != RATIFY])
