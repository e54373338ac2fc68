"""The forms by which a manager decides who may read protected details, and ends such a decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, day_boxes, radios
from sightline.web.core.forms import PostedForm


class OpenProtectedForm(PostedForm):
    """Who may read the protected details, why, and until when."""

    reader = radios(_("Who may read the protected details?"), empty=_("Choose who may read the protected details"))
    why = WhyField(label=_("Why do they need the details?"), help_text=_("Say what they will do with them."))
    until_on = day_boxes(
        _("Until when?"), _("A day within 90 days. For example, 27 3 2027"), empty=_("Enter the last day")
    )

    said_at: ClassVar = {"until_out_of_bounds": ("until_on",)}

    def __init__(self, *given: Any, may_be_named: Sequence[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.offer("reader", [(name, name) for name in may_be_named])


class EndProtectedForm(PostedForm):
    """Why a decision ends before its day."""

    why = WhyField(label=_("Why does this decision end now?"))
