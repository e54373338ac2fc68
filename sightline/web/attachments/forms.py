"""The forms of documents: adding one, reporting one, withdrawing one."""

from collections.abc import Mapping
from typing import ClassVar

from sightline.casework.attachments.services.documents import NewDocument
from sightline.casework.attachments.services.reports import MOST_WORDS, REASONS
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, file_box, radios, story, tick
from sightline.web.core.forms import PostedForm, UploadForm

TAKEN = ".pdf,.docx,.xlsx,.odt,.txt,.csv,.eml"


class AddDocumentForm(UploadForm):
    """A document. The tick is offered once pictures were found in it."""

    said_at: ClassVar[Mapping[str, tuple[str, ...]]] = {"pictures_inside": ("pictures_checked",)}
    said_else = "document"

    document = file_box(_("Choose a document"), empty=_("Choose a document"), accept=TAKEN)
    pictures_checked = tick(_("I have looked: the pictures are only logos, signatures or scanned text"))

    def read(self) -> NewDocument:
        """The document as it was sent."""
        sent = self.cleaned_data["document"]
        return NewDocument(sent.name, sent.read(), sent.size, self.cleaned_data["pictures_checked"])

    @property
    def has_pictures(self) -> bool:
        """Whether it was posted, and the tick is to be shown."""
        return bool(self.errors.get("pictures_checked")) or bool(self.is_bound and self["pictures_checked"].value())


class ReportDocumentForm(PostedForm):
    """Why a document is reported."""

    reason = radios(_("Why are you reporting it?"), REASONS.items(), empty=_("Choose why you are reporting it"))
    words = story(
        _("Anything else that police must know (optional)"),
        _("For example, who gave it to you. Do not describe a picture."),
        most=MOST_WORDS,
    )


class WithdrawDocumentForm(PostedForm):
    """Why a document is withdrawn."""

    why = WhyField(label=_("Why are you withdrawing it?"), help_text=_("For example, it is about another child."))
