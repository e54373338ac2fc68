"""The form that asks whether something still stands."""

from django import forms

from sightline.web.core.forms import MOST_WORDS, WhyField

STANDS, STANDS_NO_LONGER = "stands", "stands_no_longer"


class LookAgainForm(forms.Form):
    """Whether something still stands. Nothing is chosen beforehand; only "no" needs its reason."""

    answer = forms.ChoiceField(
        label="Does it still stand?",
        choices=[(STANDS, "Yes, it still stands"), (STANDS_NO_LONGER, "No, it no longer stands")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    why = WhyField(label="Why?", help_text="Needed where it no longer stands.", max_length=MOST_WORDS, required=False)

    def clean(self) -> dict[str, object]:
        """A "no" says why."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == STANDS_NO_LONGER and not cleaned.get("why"):
            self.add_error("why", "Say why it no longer stands, in a sentence or two")
        return cleaned
