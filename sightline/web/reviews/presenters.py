"""The words of learning reviews: what can be added to the terms, and how the people of a review are called."""

from dataclasses import dataclass

from sightline.casework.review_reports.pages import ReportFileForm
from sightline.casework.reviews.pages.columns import HEADINGS, ChronologyColumn
from sightline.casework.reviews.pages.contacts import ReviewContact
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.pages.terms import RebuildReason, ReviewEntryKind, ReviewFileForm, ReviewProceeding
from sightline.review.report.differences import DraftChange
from sightline.translation.messages import lazy as _

K = ReviewEntryKind


@dataclass(frozen=True, slots=True)
class TermsWords:
    """An act in words: what to do, what was done, which boxes its form has, and what to know before."""

    task: str
    done: str
    boxes: tuple[str, ...]
    know: str = ""


TERMS = {
    K.CHILD: TermsWords(_("Add a child"), _("The child is in the review."), ("person",)),
    K.ADULT: TermsWords(_("Add an adult"), _("The adult is in the review."), ("person",)),
    K.AUTHOR: TermsWords(
        _("Add an author"),
        _("The author can read the review from now on."),
        ("username", "until_on"),
        _(
            "An author reads the frozen records of the review’s people in its period. Being "
            "an author gives no other access."
        ),
    ),
    K.AUTHOR_ENDED: TermsWords(
        _("Remove an author"), _("The account can no longer read the review."), ("about", "words")
    ),
    K.PROCEEDING: TermsWords(
        _("Add proceedings"),
        _("The proceedings are recorded."),
        ("word", "who", "disclosure", "words"),
        _(
            "A court or the police may require drafts of this review. Ask the person who leads the "
            "proceedings before you speak to a witness."
        ),
    ),
    K.OTHER_PERSON: TermsWords(
        _("Add a survivor or witness by role"),
        _("The person is in the review by role. Record contact with them when it is made."),
        ("role",),
        _(
            "For a person who is not among the children and adults of this review. Pages and the draft report "
            "call them by a number, such as Other person 1."
        ),
    ),
    K.CONTACT: TermsWords(
        _("Record contact with a survivor or witness"),
        _("The contact is recorded. It is in the next draft of the report."),
        ("called", "outcome", "contacted_on", "post", "officer", "words"),
        _(
            "Where there are proceedings, ask the officer before you contact a person. Check first that it "
            "is safe to write or call. Let survivors read the report before others do."
        ),
    ),
    K.KEY_DATE: TermsWords(_("Add a date"), _("The date is recorded."), ("what", "on_day")),
    K.FROZEN: TermsWords(
        _("Freeze newer data"),
        _("The review reads the newer data from now on."),
        (),
        _(
            "The chronology changes to today’s data. You cannot go back to the earlier data. "
            "Save the chronology as a file first."
        ),
    ),
    K.CLOSED: TermsWords(
        _("Close the review"),
        _("The review is closed. Its authors can no longer read it."),
        ("words",),
        _(
            "Save the chronology as a file first. Authors stop reading at once, and Sightline no longer "
            "keeps the frozen data. You cannot open the review again."
        ),
    ),
}


REBUILT_WHY = {
    str(RebuildReason.ERASED): _("Records were erased. This review no longer shows what was erased."),
    str(RebuildReason.KEY): _("A key of this Sightline was changed."),
    str(RebuildReason.VERSION): _("Sightline was updated."),
    str(RebuildReason.LOST): _("Sightline could not read the earlier data."),
}
COLUMN_WORDS = {str(column): said for column, said in HEADINGS.items()}
# Columns that an agency's file has; the others are worked out.
COLUMNS = {
    column: said
    for column, said in HEADINGS.items()
    if column
    not in (
        ChronologyColumn.LETTERS,
        ChronologyColumn.WRITTEN,
        ChronologyColumn.NUMBER,
        ChronologyColumn.SAME,
        ChronologyColumn.KIND,
        ChronologyColumn.DISPUTED,
    )
}
NO_SILENCES = _("Leave out silences from the chronology")
NO_SILENCES_HINT = _("A silence is a contact that a rule expected and that no received record shows.")
FILE_FORMS = {
    str(ReviewFileForm.WORD): _("Word, landscape, to read or print"),
    str(ReviewFileForm.EXCEL): _("Excel, to sort and filter"),
    str(ReviewFileForm.PDF): _("PDF, to print. For a screen reader choose Word or HTML"),
    str(ReviewFileForm.HTML): _("HTML, to read in a browser"),
}


REPORT_FORMS = {
    str(ReportFileForm.WORD): _("Word, to edit or print"),
    str(ReportFileForm.PDF): _("PDF, to print. For a screen reader choose Word or HTML"),
    str(ReportFileForm.HTML): _("HTML, to read in a browser"),
}
CHANGES = {
    DraftChange.NEW: _("New"),
    DraftChange.CHANGED: _("Changed"),
    DraftChange.GONE: _("No longer in the draft"),
}


def say_contact(one: ReviewContact) -> str:
    """`Child A`, or `Other person 1: former youth worker`."""
    called = call_person(one.called)
    return f"{called}: {one.known_as}" if one.known_as else called


def say_officers(one: ReviewProceeding) -> tuple[str, ...]:
    """Who leads proceedings, and who decides what of them is disclosed."""
    lead = _("Officer: %(who)s") % {"who": one.officer or _("Erased")}
    other = one.disclosure_officer
    return (str(lead), *([str(_("Disclosure officer: %(who)s") % {"who": other})] if other else []))
