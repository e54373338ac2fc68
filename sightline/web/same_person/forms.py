"""The forms of possible matches: an answer, one for several, an answer about what notes name, and undoing one."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext

from sightline.casework.same_person.services.bulk import MOST
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_number, asked_text, asked_texts
from sightline.web.core.fields import WhyField, radios, ticks
from sightline.web.core.forms import AskedForm, PostedForm

WHAT_YOU_KNOW = _("What you know or have seen, and where. Others may rely on it later.")
MOST_DRAFT = 100_000  # letters of the list that the preview signed
CHOOSE = _("Choose an answer")


class SeveralAsked(AskedForm):
    """Which pairs are listed to choose from, which are ticked, and the draft once it was seen."""

    group = asked_text()
    after = asked_number()
    all = asked_text()
    question = asked_texts()
    draft = asked_text(most=MOST_DRAFT)


class AnswerForm(PostedForm):
    """Whether two are one person. Nothing is chosen beforehand."""

    answer = radios(
        _("Are they the same person?"),
        [("same", _("Yes, the same person")), ("not_same", _("No, two people")), ("cannot_tell", _("I cannot tell"))],
        empty=CHOOSE,
    )
    why = WhyField(label=_("Why?"), help_text=WHAT_YOU_KNOW)


class BulkAnswerForm(AnswerForm):
    """One answer and one reason for those that are ticked."""

    question = ticks(empty=_("Tick the pairs that this answer is for"))
    field_order = ("question", "answer", "why")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.offer("question", [(one, one) for one in (data.getlist("question") if data else ())])
        self.fields["answer"].label = _("Are the two of each ticked pair the same person?")

    def clean_question(self) -> Sequence[str]:
        """At most so many at once."""
        ticked: Sequence[str] = self.cleaned_data["question"]
        if len(ticked) > MOST:
            raise ValidationError(gettext("Tick at most %(most)s pairs") % {"most": MOST})
        return ticked


class NotedAnswerForm(PostedForm):
    """Whether what a note names is the same as another naming. Nothing is chosen beforehand."""

    answer = radios(
        _("Are these two the same?"),
        [("same", _("Yes, the same")), ("not_same", _("No, not the same")), ("cannot_tell", _("I cannot tell"))],
        empty=CHOOSE,
    )
    why = WhyField(label=_("Why?"), help_text=WHAT_YOU_KNOW)
    also = ticks(
        _("Give the same answer for these too"),
        _("These notes may mention the same person or thing. Tick each note that your answer also applies to."),
    )

    def __init__(self, *arguments: Any, alike: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offer("also", alike)
        if not alike:
            del self.fields["also"]


class UndoForm(PostedForm):
    """Why an answer is undone."""

    why = WhyField(label=_("Why are you undoing it?"), help_text=_("For example, what you have learnt since."))
