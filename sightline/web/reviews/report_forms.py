"""The forms of draft reports: a new draft, what an author writes to a part, and a draft as a file."""

from typing import ClassVar

from sightline.casework.review_reports.pages import ReportFileForm
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios, story
from sightline.web.core.forms import PostedForm
from sightline.web.reviews.presenters import REPORT_FORMS


class NewDraftForm(PostedForm):
    """What a draft is made for."""

    said_else: ClassVar = "why"

    why = WhyField(label=_("What is the draft for?"))


class AnalysisForm(PostedForm):
    """What an author writes to a part of the report."""

    said_else: ClassVar = "words"

    words = story(
        _("Your analysis"),
        _("Do not name a member of staff: write the role. What you record cannot be changed."),
        empty=_("Enter your analysis"),
    )


class ReportFileAskedForm(PostedForm):
    """In which form a draft leaves, and what for."""

    said_else: ClassVar = "why"

    form = radios(_("Which file?"), list(REPORT_FORMS.items()), empty=_("Choose a file"))
    why = WhyField(label=_("What is the file for?"))

    @property
    def chosen(self) -> ReportFileForm:
        """The form of the file."""
        return ReportFileForm(self.cleaned_data["form"])
