"""The forms by which a person asks for a bulk export, and a second person answers."""

from typing import Any, ClassVar

from sightline.casework.bulk_exports.pages import PURPOSES, list_in_words
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, dropdown, radios
from sightline.web.core.forms import PostedForm


class AskForExportForm(PostedForm):
    """Which list or file, what for, and why."""

    said_at: ClassVar = {"no_purpose": ("purpose",), "no_table": ("table",)}
    said_else: ClassVar = "why"

    table = dropdown(_("List or file"), empty=_("Choose a list or file"))
    purpose = radios(_("What is the file for?"), list(PURPOSES.items()), empty=_("Choose what the file is for"))
    why = WhyField(
        label=_("Why is it needed?"),
        help_text=_("Say why a whole list is needed, and not less. Do not write names."),
    )

    def __init__(self, *arguments: Any, lists: tuple[str, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("table", [("", _("Choose")), *((one, list_in_words(one)) for one in lists)])


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
