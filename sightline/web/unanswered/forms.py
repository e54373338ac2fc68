"""The form that answers a question: what was found, or that it was asked and is still not known.

Which parts an answer must have is said in one place, by `escalation.check_answer`; the form only asks for them.
"""

from typing import Any

from django import forms

from sightline.escalation import Form
from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import MOST_WORDS, WhyField


class QuestionForm(forms.Form):
    """Nothing is chosen beforehand."""

    form = forms.ChoiceField(
        label="What came of it?",
        choices=[
            (Form.FOUND.value, "It was asked, and this was found"),
            (Form.ASKED_NOT_KNOWN.value, "It was asked, and is still not known"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    who = forms.CharField(
        label="Who was asked?",
        help_text="A name or a post. For example, the health visitor.",
        max_length=200,
        error_messages={"required": "Say who: a name or a post."},
    )
    asked_on = AnyDate(
        label="When?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Give the day on which it was asked."},
    )
    words = WhyField(
        label="What was found?",
        help_text="Leave it empty where it is not known.",
        max_length=MOST_WORDS,
        required=False,
    )
    by_when = AnyDate(
        label="If it is not known: when will it be asked again?", help_text="For example, 27 3 2026", required=False
    )

    def answer(self) -> dict[str, Any]:
        """The answer as the room checks it: the parts that belong to the form chosen."""
        said = self.cleaned_data
        part = "words" if said["form"] == Form.FOUND else "by_when"
        return {name: said[name] for name in ("form", "who", "asked_on", part)}
