"""The forms of anonymised files: what leaves with codes, and a file whose names are put back."""

from typing import Any, ClassVar

from sightline.casework.review_reports.pages import AnonymousAsk, CodedDocument, CodedFile
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, file_box, radios, story, tick
from sightline.web.core.forms import PostedForm, UploadForm
from sightline.web.reviews.presenters import FILE_FORMS, NO_SILENCES, NO_SILENCES_HINT

DOCUMENTS = {
    str(CodedDocument.CHRONOLOGY): _("The chronology"),
    str(CodedDocument.REPORT): _("The newest draft of the report"),
}


class AnonymousFileForm(PostedForm):
    """What leaves with codes, in which form, what for, and further words to replace."""

    said_at: ClassVar = {"no_draft": ("what",), "not_as_excel": ("form",), "too_many_words": ("words",)}
    said_else: ClassVar = "why"

    what = radios(_("What?"), list(DOCUMENTS.items()), empty=_("Choose the chronology or the report"))
    form = radios(_("Which file?"), list(FILE_FORMS.items()), empty=_("Choose a file"))
    moves_days = tick(
        _("Move the days"),
        _("Every date moves by the same number of weeks. Weekdays and the time between dates stay the same."),
    )
    without_silences = tick(NO_SILENCES, NO_SILENCES_HINT)
    words = story(
        _("Words to replace as well (optional)"),
        _("One name or word a line, as it is written in the list above. They are replaced in later files too."),
    )
    why = WhyField(label=_("What is the file for?"))

    def __init__(self, *arguments: Any, has_draft: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not has_draft:
            self.offer("what", list(DOCUMENTS.items())[:1])

    def read_ask(self) -> AnonymousAsk:
        """What was asked."""
        said = self.cleaned_data
        of, form = CodedDocument(said["what"]), ReviewFileForm(said["form"])
        return AnonymousAsk(
            of,
            form,
            said["why"],
            moves_days=said["moves_days"],
            words=said["words"],
            without_silences=said["without_silences"],
        )


class RestoreForm(UploadForm):
    """An anonymised file, and what its names are needed for."""

    said_else: ClassVar = "document"

    document = file_box(
        _("Anonymised file"), _("Word, Excel or HTML. At most 10 MB."), empty=_("Choose a file"),
        accept=".docx,.xlsx,.html",
    )  # fmt: skip
    why = WhyField(label=_("What are the names needed for?"))

    def read_file(self) -> CodedFile:
        """What was sent."""
        return CodedFile(self.cleaned_data["document"].read(), self.cleaned_data["why"])
