"""The page of a quotation: what was said about its use, and the form to record an answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.selectors import read_quotation
from sightline.casework.review_reports.services.consents import record_consent
from sightline.casework.reviews.pages.consents import CONSENT_REPLIES, NewConsent
from sightline.casework.reviews.pages.labels import call_person
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.files.consent_forms import ConsentForm


@page("GET", "HEAD", "POST")
def consent(
    request: HttpRequest, session: ReaderSession, review_id: str, draft_id: str, quotation_id: str
) -> HttpResponse:
    """A quotation and the answers about it; posted, one more is kept."""
    asked = {"review_id": review_id, "draft_id": draft_id, "quotation_id": quotation_id}
    shown = read_quotation(session, **asked)
    people = [(one, call_person(one)) for one in shown.people]
    form = ConsentForm.of(request, people=people, replies=shown.replies)
    if form.is_kept(lambda: record_consent(session, **asked, consent=NewConsent(**form.cleaned_data))):
        messages.success(request, str(_("The answer is kept. Later files follow it.")))
        return redirect("review_report_draft", review_id, draft_id)
    context = {
        "shown": shown,
        "said": [(call_person(one.person), CONSENT_REPLIES[one.reply], one) for one in shown.quotation.consents],
        "form": form,
        "active": "learning_reviews",
    }
    return form_page(request, "reviews/consent.html", context)
