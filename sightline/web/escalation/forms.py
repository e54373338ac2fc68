"""The forms of an item: its answer, what somebody further up says to it, that it is done, that one does not agree.

Which parts an answer must have is said in one place, by `escalation.check_answer`. The boxes here are made from its
list of parts, one for each form and part, and what it says is missing stands at its box.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from sightline.casework.readings.pages import SentenceAnswer
from sightline.escalation import NotAnAnswer, ResponseKind, read_answer_rules
from sightline.escalation.responses import PARTS
from sightline.model.errors import SightlineError
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_month
from sightline.web.core.fields import MOST_STORY, WhyField, day_boxes, dropdown, radios, story, text_box
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.core.words import AGENCIES

FORM = "form"
CHOICES = {
    ResponseKind.ACT: _("Act: say what, who, and by when"),
    ResponseKind.NOT_PROCEED: _("Not proceeding, because"),
    ResponseKind.FOUND: _("We asked, and this is what we found"),
    ResponseKind.ASKED_NOT_KNOWN: _("We asked, but still do not know"),
}
STAFF_ANSWERS = {
    "same_person": _("Yes: it is them, or someone close to them"),
    "other_person": _("No: it is another person"),
}
NOT_ASKED = _("does not belong to this kind of answer")


def reasons() -> forms.ChoiceField:
    """The list of reasons. Nothing is chosen beforehand."""
    listed = [(one.id, one.label) for one in read_answer_rules().reasons.values()]
    return radios(_("Reason"), listed)


BOXES: dict[tuple[ResponseKind, str], Callable[[], forms.Field]] = {
    (ResponseKind.ACT, "what"): lambda: story(_("What will be done?"), _("Write enough for a colleague to do it."), 3),
    (ResponseKind.ACT, "who"): lambda: text_box(_("Who will do it?"), _("A name or a job title")),
    (ResponseKind.ACT, "by_when"): lambda: day_boxes(_("By when?")),
    (ResponseKind.NOT_PROCEED, "reason"): reasons,
    (ResponseKind.NOT_PROCEED, "words"): lambda: story(
        _("What evidence supports this?"), _("What is known, who said it, and since when. The next stage reads this.")
    ),
    (ResponseKind.NOT_PROCEED, "who"): lambda: text_box(
        _("Who?"), _("Who saw the child, or who is now dealing with it. You need a name only for some reasons.")
    ),
    (ResponseKind.FOUND, "who"): lambda: text_box(_("Who was asked?"), _("A name or a job title")),
    (ResponseKind.FOUND, "asked_on"): lambda: day_boxes(_("When?")),
    (ResponseKind.FOUND, "words"): lambda: story(_("What was found?"), ""),
    (ResponseKind.ASKED_NOT_KNOWN, "who"): lambda: text_box(_("Who was asked?"), _("A name or a job title")),
    (ResponseKind.ASKED_NOT_KNOWN, "asked_on"): lambda: day_boxes(_("When?")),
    (ResponseKind.ASKED_NOT_KNOWN, "by_when"): lambda: day_boxes(_("When will it be asked again?")),
}


class AnswerItemForm(PostedForm):
    """One of the forms of an answer, and the parts of each. Only the parts of the chosen one are read."""

    form = radios(_("What is your answer?"), empty=_("Choose what your answer is"))

    def __init__(self, data: QueryDict | None = None, *, allowed: Sequence[str]) -> None:
        super().__init__(data)
        self.allowed = [form for form in ResponseKind if form.value in allowed]
        self.offer(FORM, [(form.value, CHOICES[form]) for form in self.allowed])
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

    def refuse(self, error: SightlineError) -> None:
        """Each missing part at its box, which has the name of the chosen form before it."""
        if not isinstance(error, NotAnAnswer):
            super().refuse(error)
            return
        chosen = self.cleaned_data.get(FORM, "")
        for missing in error.missing:
            name = missing.part if missing.part == FORM else f"{chosen}_{missing.part}"
            says = missing.says
            if NOT_ASKED in says:
                says = _("This reason does not need a name in this box. Write the name above, with your evidence.")
            self.add_error(name if name in self.fields else None, says)

    def _parts(self, chosen: str) -> list[str]:
        return list(dict.fromkeys([*PARTS[ResponseKind(chosen)], *(part for form, part in BOXES if form == chosen)]))


class AnswersAsked(AskedForm):
    """Of which month answers are reviewed."""

    month = asked_month()


class ResponseReviewForm(PostedForm):
    """What somebody further up says to an answer. Not agreeing needs its reason."""

    agrees = radios(
        _("Do you agree with this answer?"),
        [("yes", _("Yes, I agree")), ("no", _("No, I do not agree"))],
        empty=_("Choose whether you agree"),
    )
    words = WhyField(
        label=_("Why?"),
        help_text=_("If you do not agree, say what is missing or what you would have done."),
        max_length=MOST_STORY,
        required=False,
    )


class AnswerSentenceForm(PostedForm):
    """Whether a note says what is asked. Nothing is chosen beforehand."""

    answer = radios(
        _("Your answer"),
        [
            (SentenceAnswer.YES.value, _("Yes")),
            (SentenceAnswer.NO.value, _("No")),
            (SentenceAnswer.CANNOT_TELL.value, _("I cannot tell from this note")),
        ],
        empty=_("Choose yes, no or that you cannot tell"),
    )


class CorrectAnswerForm(PostedForm):
    """Why a yes about a sentence is corrected to no."""

    why = WhyField(
        label=_("Why was the answer wrong?"),
        help_text=_("Anyone who can open this action can read your reason."),
        max_length=MOST_STORY,
    )


class DoneForm(PostedForm):
    """What was done, of what was to be done."""

    words = story(
        _("What was done, and what was the result?"),
        _("The next stage reads this. If the child was seen, say so."),
        empty=_("Say what was done"),
    )


class DisagreeForm(PostedForm):
    """Why one does not agree, and with whom."""

    words = WhyField(
        label=_("What do you not agree with, and why?"),
        help_text=_("The people who answer read this. Later stages also read it if it escalates."),
        max_length=MOST_STORY,
    )
    with_agency = dropdown(
        _("Who should answer?"), [("", _("The agency that must answer this now")), *AGENCIES.items()]
    )


class StaffForm(PostedForm):
    """Whether an action is about the member of staff, and how one knows."""

    said_at: ClassVar = {"no_answer": ("answer",)}
    said_else: ClassVar = "words"

    answer = radios(_("Is it them?"), empty=_("Choose yes or no"))
    words = story(
        _("How do you know?"), _("Say what you compared: for example date of birth, address."), empty=_("Say how")
    )

    def __init__(self, *arguments: Any, choices: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("answer", [(str(one), STAFF_ANSWERS[one]) for one in choices])


class ReassignForm(PostedForm):
    """Where somebody works whom an item names, or whose relative it names; and how one knows."""

    about_agency = dropdown(
        _("Where do they, or the relative, work or volunteer?"),
        [("", _("Choose")), *AGENCIES.items(), ("not_known", _("I do not know, or somewhere else"))],
        empty=_("Say where they work or volunteer, or that you do not know"),
    )
    words = WhyField(
        label=_("Who does the record name, and how do you know?"),
        help_text=_("Only the designated officer or professional standards reads this. Your agency does not."),
        max_length=MOST_STORY,
    )
