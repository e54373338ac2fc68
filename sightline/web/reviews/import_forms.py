"""The forms by which an agency's own chronology comes in, and the chronology of a review goes out."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.pages.rows import LONGEST_TEXT, ChronologyFile, ImportedRow, NewImport
from sightline.casework.reviews.pages.terms import ReviewFileForm
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, WhyField, file_box, radios, story, text_box, tick
from sightline.web.core.forms import PostedForm, UploadForm
from sightline.web.reviews.presenters import COLUMN_WORDS, COLUMNS, FILE_FORMS, NO_SILENCES, NO_SILENCES_HINT

LONG = (ChronologyColumn.EVENT, ChronologyColumn.HEARD, ChronologyColumn.ACTION, ChronologyColumn.ANALYSIS)


class ImportForm(UploadForm):
    """A chronology file of the reader's own agency, and the child whom its rows are about where they do not say so."""

    said_at: ClassVar = {"no_child": ("child",)}
    said_else: ClassVar = "document"

    child = radios(_("Which child is it about, if a row does not say?"), empty=_("Choose the child"))
    document = file_box(
        _("Word or Excel file"), _("A table with a date and what happened. At most 10 MB."), empty=_("Choose a file"),
        accept=".docx,.xlsx",
    )  # fmt: skip

    def __init__(self, *arguments: Any, children: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("child", [(one, call_person(one)) for one in children])

    def read_import(self, agency: str) -> NewImport:
        """What was sent, of the agency's own."""
        said = self.cleaned_data
        return NewImport(agency, said["child"], ChronologyFile(said["document"].name, said["document"].read()))


class HeadingsForm(PostedForm):
    """What an agency calls each column."""

    said_at: ClassVar = {"no_heading": ("date",)}

    def __init__(self, *arguments: Any, known: dict[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for column, label in COLUMNS.items():
            box = text_box(label, most=MOST_NAME)
            box.initial = known.get(column, "")
            self.fields[str(column)] = box

    def read_headings(self) -> dict[str, str]:
        """The heading of each column that was named."""
        return {column: heading for column, heading in self.cleaned_data.items() if heading.strip()}


class WithdrawImportForm(PostedForm):
    """Why a file is withdrawn."""

    said_else: ClassVar = "words"

    words = story(_("Why?"), empty=_("Say why"))


class CorrectRowForm(PostedForm):
    """What a row should say, by column, and why. An empty box is left out."""

    said_else: ClassVar = "why"

    def __init__(self, *arguments: Any, row: ImportedRow, **named: Any) -> None:
        super().__init__(*arguments, **named)
        always = (ChronologyColumn.DATE, ChronologyColumn.EVENT)
        for column in (one for one in COLUMNS if one in always or row.text(one)):
            is_long = column in LONG or len(row.text(column)) > MOST_NAME
            label = COLUMN_WORDS[column]
            box = story(label, most=LONGEST_TEXT) if is_long else text_box(label, most=MOST_NAME)
            box.initial = row.text(column)
            self.fields[str(column)] = box
        self.fields["why"] = story(_("Why is it corrected?"), empty=_("Say why"))

    def read_texts(self) -> dict[str, str]:
        """What each column says."""
        return {column: text for column, text in self.cleaned_data.items() if column != "why"}


class ReviewChronologyFileForm(PostedForm):
    """In which form the chronology leaves, and what for."""

    said_else: ClassVar = "why"

    form = radios(_("Which file?"), list(FILE_FORMS.items()), empty=_("Choose a file"))
    without_silences = tick(NO_SILENCES, NO_SILENCES_HINT)
    why = WhyField(label=_("What is the file for?"))

    @property
    def chosen(self) -> ReviewFileForm:
        """The form of the file."""
        return ReviewFileForm(self.cleaned_data["form"])
