"""The form that answers a question: what was found, or that it was asked and is still not known.

Which parts an answer must have is said in one place, by `escalation.check_answer`; the form only asks for them.
"""

from typing import Any

from sightline.casework.unanswered.selectors import AskedChoice
from sightline.escalation import ResponseKind
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_text, asked_tick
from sightline.web.core.fields import WhyField, day_boxes, radios, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.core.pagination import AfterAsked
from sightline.web.core.words import AGENCIES


class ToAskAsked(AfterAsked):
    """Which questions: of which agency and worker, and whether only urgent ones."""

    agency = asked_text()
    whom = asked_text()
    urgent = asked_tick()

    def choice(self, own: str) -> AskedChoice:
        """What casework lists: of one's own agency, unless another or none was chosen."""
        said = self.said
        agency = said["agency"] if "agency" in self.sent else own
        return AskedChoice(
            agency=agency if agency in AGENCIES else "",
            whom=said["whom"],
            urgent_only=said["urgent"],
            after=said["after"],
        )


class QuestionForm(PostedForm):
    """Nothing is chosen beforehand."""

    form = radios(
        _("What was the outcome?"),
        [
            (ResponseKind.FOUND.value, _("We asked, and this is what we found")),
            (ResponseKind.ASKED_NOT_KNOWN.value, _("We asked, but still do not know")),
        ],
        empty=_("Choose what the result was"),
    )
    who = text_box(
        _("Who was asked?"),
        _("A name or a job title. For example, the health visitor."),
        empty=_("Enter a name or a job title."),
    )
    asked_on = day_boxes(_("When?"), _("For example, 27 3 2026"), empty=_("Enter the day on which it was asked."))
    words = WhyField(label=_("What was found?"), help_text=_("Leave blank if you do not know."), required=False)
    by_when = day_boxes(_("If you do not know, when will it be asked again?"), _("For example, 27 3 2026"))

    def answer(self) -> dict[str, Any]:
        """The answer as the room checks it: the parts that belong to the form chosen."""
        said = self.cleaned_data
        part = "words" if said["form"] == ResponseKind.FOUND else "by_when"
        return {name: said[name] for name in ("form", "who", "asked_on", part)}
