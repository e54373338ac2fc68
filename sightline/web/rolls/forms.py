"""The forms of sealed rolls: a purpose and a reason, and why rows are closed."""

from typing import Any, ClassVar

from sightline.casework.access.pages.entry_kinds import PURPOSES
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios
from sightline.web.core.forms import PostedForm


class AskForm(PostedForm):
    """Why somebody needs the sealed rows of a child."""

    purpose = radios(_("What do you need the rows for?"), PURPOSES.items(), empty=_("Choose what you need them for"))
    why = WhyField(
        label=_("Why do you need this child’s sealed rows?"),
        help_text=_("For example, a neighbour says that the child is at home on school days."),
    )

    said_at: ClassVar = {"no_purpose": ("purpose",), "asked_before": ("why",)}


class CloseForm(PostedForm):
    """Why rows are closed."""

    why = WhyField(label=_("Why do you close these rows?"), help_text=_("What you checked, and who agreed."))


class ClinicianForm(PostedForm):
    """Whether a child's sealed health rows may be opened, and why."""

    agrees = radios(
        _("May Sightline open these rows?"),
        [("yes", _("Yes: people who work with the child may see them")), ("no", _("No: keep them sealed"))],
        empty=_("Choose yes or no"),
    )
    why = WhyField(
        label=_("Why?"),
        help_text=_("For example, her consultant agrees that the social worker must know of the attendances."),
    )

    def read_answer(self) -> dict[str, Any]:
        """Whether the rows may be opened, and why."""
        return {"agrees": self.cleaned_data["agrees"] == "yes", "why": self.cleaned_data["why"]}
