"""The form by which a named person puts a model in force."""

from collections.abc import Sequence

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios
from sightline.web.core.forms import PostedForm


class ModelForm(PostedForm):
    """Which model is used from the next update on, and why."""

    version = radios(empty=_("Choose a model"))
    why = WhyField(
        label=_("Why?"),
        help_text=_("Say who decided, and which figures the decision is based on. This stays in the history."),
    )

    def __init__(self, *given: object, question: str, versions: Sequence[tuple[str, str]], **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["version"].label = question
        self.offer("version", versions)
