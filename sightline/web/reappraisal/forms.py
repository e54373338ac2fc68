"""The form that asks whether something still stands."""

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios
from sightline.web.core.forms import PostedForm

STANDS, STANDS_NO_LONGER = "stands", "stands_no_longer"


class LookAgainForm(PostedForm):
    """Whether something still stands. Nothing is chosen beforehand; only "no" needs its reason."""

    answer = radios(
        _("Is this still right?"),
        [(STANDS, _("Yes, it is still right")), (STANDS_NO_LONGER, _("No, it is no longer right"))],
        empty=_("Choose an answer"),
    )
    why = WhyField(label=_("Why?"), help_text=_("Give a reason if the decision is no longer right."), required=False)

    def clean(self) -> dict[str, object]:
        """A "no" says why."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == STANDS_NO_LONGER and not cleaned.get("why"):
            self.add_error("why", _("Say why it is no longer right, in a sentence or two"))
        return cleaned

    def stands(self) -> bool:
        """Whether it does."""
        return bool(self.cleaned_data["answer"] == STANDS)
