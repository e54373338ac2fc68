"""The forms of emergency access: why it is needed, what a holder says, and the review."""

from typing import ClassVar

from sightline.casework.emergency_access.pages import OUTCOMES, PURPOSES
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios, story
from sightline.web.core.forms import PostedForm


class EmergencyForm(PostedForm):
    """What a child's restricted records are needed for, and why now."""

    purpose = radios(_("What is the emergency?"), PURPOSES.items(), empty=_("Choose what the emergency is"))
    why = WhyField(
        label=_("Why do you need the restricted records now?"),
        help_text=_("For example, she ran from a house at 2am and will not say where she lives."),
    )

    said_at: ClassVar = {"no_purpose": ("purpose",)}
    own_page: ClassVar = ("not_for_role",)


class LookForm(PostedForm):
    """What a holder wants to add, if anything."""

    words = story(_("Anything to record (optional)"), _("For example, that you called the person who opened them."))


class EmergencyReviewForm(PostedForm):
    """Whether the reason was enough."""

    outcome = radios(_("Is the reason enough?"), OUTCOMES.items(), empty=_("Choose an answer"))
    why = WhyField(label=_("Why?"), help_text=_("What you asked the person, and what they said."))

    said_at: ClassVar = {"no_outcome": ("outcome",)}
    own_page: ClassVar = ("not_for_role", "reviewed_before")
