"""The forms for putting two people together, and for splitting one."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from sightline.casework.pairing.pages import SplitPage
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_text
from sightline.web.core.fields import WhyField, radios, ticks
from sightline.web.core.forms import AskedForm, PostedForm

MOST_DRAFT = 100_000  # letters of the list that the preview signed
WHAT_YOU_KNOW = _("What you know or have seen, and where. Others may rely on it later.")


class DraftAsked(AskedForm):
    """The draft that the preview gave out."""

    draft = asked_text(most=MOST_DRAFT)


class TogetherForm(PostedForm):
    """Why two people are one."""

    why = WhyField(label=_("Why are they the same person?"), help_text=WHAT_YOU_KNOW)


class ProposalForm(PostedForm):
    """Why somebody proposes it."""

    why = WhyField(label=_("Why do you think so?"), help_text=WHAT_YOU_KNOW)


class AboutThisPersonForm(PostedForm):
    """That a record is about this person after all, or that nobody can tell. Splitting has a page of its own."""

    answer = radios(
        _("Is the record about this person?"),
        [("same", _("Yes, it is about this person")), ("cannot_tell", _("I cannot tell"))],
        empty=_("Choose an answer"),
    )
    why = WhyField(label=_("Why?"), help_text=WHAT_YOU_KNOW)


class SplitForm(PostedForm):
    """Which records are of another person, and why."""

    part = ticks(empty=_("Tick the records about the other person"))
    why = WhyField(label=_("Why are these two people?"), help_text=WHAT_YOU_KNOW)
    said_else = "part"

    def __init__(self, data: QueryDict | None, *, shown: SplitPage) -> None:
        super().__init__(data)
        self.parts = len(shown.parts)
        self.offer("part", [(one.part_id, one.part_id) for one in shown.parts])

    @property
    def ticked(self) -> list[str]:
        """The parts that were ticked."""
        return list(self["part"].value() or ())

    def clean_part(self) -> list[str]:
        """Some of them, not all."""
        ticked: list[str] = self.cleaned_data["part"]
        if len(ticked) == self.parts:
            raise ValidationError(_("Leave the records of one of the two people unticked"))
        return ticked
