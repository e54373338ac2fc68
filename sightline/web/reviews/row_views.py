"""One row of an agency's own chronology: what it says, what is said beside it, and its correction by the agency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.selectors import list_beside, may_say_beside
from sightline.casework.restrictions.selectors import offers_restriction, restriction_of
from sightline.casework.reviews.pages.labels import call_people
from sightline.casework.reviews.pages.rows import REASONS
from sightline.casework.reviews.selectors.sent_rows import read_row
from sightline.casework.reviews.services.row_corrections import correct_sent_row
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.import_forms import CorrectRowForm
from sightline.web.reviews.presenters import COLUMN_WORDS

ACTIVE = "learning_reviews"


@page("GET", "HEAD")
def one_row(request: HttpRequest, session: ReaderSession, row_id: str) -> HttpResponse:
    """One row with disputes and statements beside it, and what the reader may do about it."""
    shown = read_row(session, row_id=row_id)
    row = shown.kept.row
    context = {
        "shown": shown,
        "called": call_people(row.called),
        "reasons": [REASONS[one] for one in row.reasons],
        "says": [*((COLUMN_WORDS[name], text) for name, text in row.texts.items()), *row.others.items()],
        "beside": list_beside(session, record_ids=[row_id]),
        "may_dispute": may_say_beside(session, record_id=row_id),
        "restriction": restriction_of(session, record_id=row_id),
        "may_restrict": offers_restriction(session, record_id=row_id),
        "active": ACTIVE,
    }
    return render(request, "reviews/row.html", context)


@page("GET", "HEAD", "POST")
def correct(request: HttpRequest, session: ReaderSession, row_id: str) -> HttpResponse:
    """Correct a row of one's own agency."""
    shown = read_row(session, row_id=row_id)
    if not shown.may_correct:
        raise NotHere
    form = CorrectRowForm.of(request, row=shown.kept.row)
    if form.is_kept(
        lambda: correct_sent_row(session, row_id=row_id, texts=form.read_texts(), words=form.cleaned_data["why"])
    ):
        messages.success(request, str(_("The row is corrected. Each reader of another agency who saw it is told.")))
        return redirect("review_row", row_id)
    return form_page(request, "reviews/row_correct.html", {"shown": shown, "form": form, "active": ACTIVE})
