"""The forms of an item: its answer, what somebody further up says to it, that it is done, that one does not agree.

Which parts an answer must have is said in one place, by `escalation.check_answer`. The boxes here are made from its
list of parts, one for each form and part, and what it says is missing stands at its box.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from sightline.escalation import Form, NotAnAnswer, read_answer_rules
from sightline.escalation.responses import PARTS
from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import DAY_EXAMPLE, MOST_STORY, WhyField, line, story
from sightline.web.core.words import AGENCIES

FORM = "form"
CHOICES = {
    Form.ACT: "Act: say what, who, and by when",
    Form.NOT_PROCEED: "Not proceeding, because",
    Form.FOUND: "It was asked, and this was found",
    Form.ASKED_NOT_KNOWN: "It was asked, and is still not known",
}
NOT_ASKED = "is no part of this form of answer"


def reasons() -> forms.ChoiceField:
    """The list of reasons. Nothing is chosen beforehand."""
    listed = [(one.id, one.label) for one in read_answer_rules().reasons.values()]
    return forms.ChoiceField(label="Reason", choices=listed, widget=forms.RadioSelect, required=False)


BOXES: dict[tuple[Form, str], Callable[[], forms.Field]] = {
    (Form.ACT, "what"): lambda: story("What will be done?", "So that somebody else could do it from these words.", 3),
    (Form.ACT, "who"): lambda: line("Who will do it?", "A name or a post"),
    (Form.ACT, "by_when"): lambda: AnyDate(label="By when?", help_text=DAY_EXAMPLE, required=False),
    (Form.NOT_PROCEED, "reason"): reasons,
    (Form.NOT_PROCEED, "words"): lambda: story(
        "What does the reason rest on here?", "What is known, from whom, and since when. The next stage reads it."
    ),
    (Form.NOT_PROCEED, "who"): lambda: line(
        "Who?", "Who saw the child, or who has taken it on. Only the reasons that speak of somebody ask for it."
    ),
    (Form.FOUND, "who"): lambda: line("Who was asked?", "A name or a post"),
    (Form.FOUND, "asked_on"): lambda: AnyDate(label="When?", help_text=DAY_EXAMPLE, required=False),
    (Form.FOUND, "words"): lambda: story("What was found?", ""),
    (Form.ASKED_NOT_KNOWN, "who"): lambda: line("Who was asked?", "A name or a post"),
    (Form.ASKED_NOT_KNOWN, "asked_on"): lambda: AnyDate(label="When?", help_text=DAY_EXAMPLE, required=False),
    (Form.ASKED_NOT_KNOWN, "by_when"): lambda: AnyDate(
        label="When will it be asked again?", help_text=DAY_EXAMPLE, required=False
    ),
}


class AnswerItemForm(forms.Form):
    """One of the forms of an answer, and the parts of each. Only the parts of the chosen one are read."""

    form = forms.ChoiceField(
        label="What is your answer?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what your answer is"},
    )

    def __init__(self, data: QueryDict | None = None, *, allowed: Sequence[str]) -> None:
        super().__init__(data)
        self.allowed = [form for form in Form if form.value in allowed]
        self.fields[FORM].choices = [(form.value, CHOICES[form]) for form in self.allowed]  # type: ignore[attr-defined]
        for (form, part), made in BOXES.items():
            if form in self.allowed:
                self.fields[f"{form}_{part}"] = made()

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each form of answer with its own boxes, for the page."""
        return [
            {
                "form": form.value,
                "says": CHOICES[form],
                "boxes": [self[f"{one}_{part}"] for one, part in BOXES if one is form],
            }
            for form in self.allowed
        ]

    def clean(self) -> dict[str, Any]:
        """What is wrong in the boxes of the other forms does not matter."""
        cleaned = super().clean() or {}
        chosen = cleaned.get(FORM)
        for name in [name for name in self.errors if name != FORM and not name.startswith(f"{chosen}_")]:
            del self.errors[name]
        return cleaned

    def answer(self) -> dict[str, Any]:
        """The answer as the room checks it."""
        chosen = self.cleaned_data[FORM]
        return {FORM: chosen, **{part: self.cleaned_data.get(f"{chosen}_{part}") for part in self._parts(chosen)}}

    def refuse(self, refusal: NotAnAnswer) -> None:
        """Each missing part at its box."""
        chosen = self.cleaned_data.get(FORM, "")
        for missing in refusal.missing:
            name = missing.part if missing.part == FORM else f"{chosen}_{missing.part}"
            says = missing.says
            if NOT_ASKED in says:
                says = "This reason asks for no name here. Write it above, where it says what the reason rests on."
            self.add_error(name if name in self.fields else None, says)

    def _parts(self, chosen: str) -> list[str]:
        return list(dict.fromkeys([*PARTS[Form(chosen)], *(part for form, part in BOXES if form == chosen)]))


class ResponseReviewForm(forms.Form):
    """What somebody further up says to an answer. Not agreeing needs its reason."""

    agrees = forms.ChoiceField(
        label="Do you agree with this answer?",
        choices=[("yes", "Yes, I agree"), ("no", "No, I do not agree")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree"},
    )
    words = WhyField(
        label="Why?",
        help_text="Needed where you do not agree: what is missing, or what you would have done.",
        max_length=MOST_STORY,
        required=False,
    )


class DoneForm(forms.Form):
    """What was done, of what was to be done."""

    words = WhyField(
        label="What was done, and what came of it?",
        help_text="The next stage reads it. If the child was seen, say so.",
        max_length=MOST_STORY,
        error_messages={"required": "Say what was done"},
    )


class DisagreeForm(forms.Form):
    """Why one does not agree, and with whom."""

    words = WhyField(
        label="What do you not agree with, and why?",
        help_text="The people who answer read it, and so do later stages if it is escalated.",
        max_length=MOST_STORY,
    )
    with_agency = forms.ChoiceField(
        label="Who should answer?",
        choices=[("", "The agency that must answer this now"), *AGENCIES.items()],
        required=False,
    )


class LeaveLineForm(forms.Form):
    """Where somebody works whom an item names, or whose relative it names; and how one knows."""

    about_agency = forms.ChoiceField(
        label="Where do they, or the relative, work or volunteer?",
        choices=[("", "Choose"), *AGENCIES.items(), ("not_known", "I do not know, or somewhere else")],
        error_messages={"required": "Say where they work or volunteer, or that you do not know"},
    )
    words = WhyField(
        label="Whom does it name, and how do you know?",
        help_text="The designated officer reads it, or professional standards. Your agency does not.",
        max_length=MOST_STORY,
    )
