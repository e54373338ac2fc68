"""The form by which a second person answers a request for a bulk export."""

from typing import Any

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios
from sightline.web.core.forms import PostedForm


class BulkExportForm(PostedForm):
    """Agree, or refuse and say why."""

    said_else = "why"

    decision = radios(
        _("Your decision"), [("agree", _("Agree")), ("refuse", _("Refuse"))], empty=_("Choose a decision")
    )
    why = WhyField(label=_("Why? (if you refuse)"), required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "refuse" and not cleaned.get("why", "").strip():
            self.add_error("why", _("Say why you refuse"))
        return cleaned
