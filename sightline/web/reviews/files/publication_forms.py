"""The forms of the published form of a report: its check, and its file."""

from typing import ClassVar

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, radios, story
from sightline.web.core.forms import PostedForm
from sightline.web.reviews.presenters import REPORT_FORMS


class PublicationCheckForm(PostedForm):
    """What a second person checked."""

    said_else: ClassVar = "words"

    words = story(
        _("What did you check?"),
        _("Say whether the survivors and families have read it, and what could still tell who a person is."),
        empty=_("Say what you checked"),
    )


class PublishedFileForm(PostedForm):
    """In which form it is saved, and what for."""

    said_else: ClassVar = "why"

    form = radios(_("Which file?"), list(REPORT_FORMS.items()), empty=_("Choose a file"))
    why = WhyField(label=_("What is the file for?"))
