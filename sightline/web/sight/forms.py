"""The forms of decisions that let a body see a child: a new one, and ending one."""

from typing import Any, ClassVar

from sightline.casework.sight.selectors import SightPage
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, day_boxes, dropdown
from sightline.web.core.forms import PostedForm


class EndSightForm(PostedForm):
    """Why it ends."""

    why = WhyField(label=_("Why does it end?"), help_text=_("Who decided, and what changed."))


class SightForm(PostedForm):
    """Which body sees the child, until when, and why."""

    body = dropdown(_("Which school or body?"), empty=_("Choose the school or body"))
    until_on = day_boxes(
        _("Last day"), _("For example, 27 3 2027. At most a year from today."), empty=_("Enter the last day")
    )
    why = WhyField(
        label=_("Why do they need to see this child?"),
        help_text=_("For example, the child moved there on Monday. Who asked, and what they need it for."),
    )

    said_at: ClassVar = {"no_day": ("until_on",)}

    def __init__(self, *arguments: Any, shown: SightPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.bodies = {str(number): body for number, body in enumerate(shown.bodies, start=1)}
        self.offer("body", [("", _("Choose one")), *((number, body[1]) for number, body in self.bodies.items())])
