"""The pages of anonymised files: what to check before one leaves, the file, and a file with its names back."""

from django.http import HttpRequest, HttpResponse

from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.pages import AnonymousFile, RestoredFile
from sightline.casework.review_reports.selectors import read_anonymous_check
from sightline.casework.review_reports.services.anonymous_files import write_anonymous_file
from sightline.casework.review_reports.services.restored_files import restore_file
from sightline.casework.reviews.selectors.terms import read_review
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.files.anonymous_forms import AnonymousFileForm, RestoreForm

ACTIVE = "learning_reviews"
REASONS = {
    "near_a_name": _("Like a name that was replaced"),
    "forename": _("A forename"),
    "capital": _("A capital letter, and no ordinary word"),
    "initials": _("Initials or an abbreviation"),
    "number": _("A long number"),
}


@page("GET", "HEAD", "POST")
def anonymous(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The words that may still name a person; posted, the file."""
    shown = read_anonymous_check(session, review_id=review_id)
    form, made = AnonymousFileForm.of(request, has_draft=bool(shown.drafts)), list[AnonymousFile]()
    if form.is_kept(lambda: made.append(write_anonymous_file(session, review_id=review_id, ask=form.read_ask()))):
        return _send(made[0])
    words = [(REASONS[one.reason], one) for one in shown.residues]
    context = {"shown": shown, "words": words, "form": form, "active": ACTIVE}
    return form_page(request, "reviews/anonymous.html", context)


@page("GET", "HEAD", "POST")
def restore(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Put the names back into a file."""
    shown, form, made = read_review(session, review_id=review_id), RestoreForm.of(request), list[RestoredFile]()
    if form.is_kept(lambda: made.append(restore_file(session, review_id=review_id, file=form.read_file()))):
        return _send(made[0])
    return form_page(request, "reviews/restore.html", {"shown": shown, "form": form, "active": ACTIVE})


def _send(made: AnonymousFile | RestoredFile) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.data, content_type=made.content_type, headers=headers)
