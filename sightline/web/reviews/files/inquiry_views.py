"""The page of a file for an inquiry or a court."""

from django.http import HttpRequest, HttpResponse

from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.pages import InquiryFile
from sightline.casework.review_reports.services.inquiry_files import write_inquiry_file
from sightline.casework.reviews.rights import check_discloses
from sightline.casework.reviews.selectors.terms import read_review
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.files.inquiry_forms import InquiryFileForm


@page("GET", "HEAD", "POST")
def inquiry(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """Ask whom, where and when the file is about; once posted, the file."""
    check_discloses(actor=session.actor)
    shown = read_review(session, review_id=review_id)
    people = [one.called for one in (*shown.children, *shown.adults)]
    form, made = InquiryFileForm.of(request, people=people), list[InquiryFile]()
    if form.is_kept(lambda: made.append(write_inquiry_file(session, review_id=review_id, ask=form.read_ask()))):
        headers = {"Content-Disposition": f'attachment; filename="{made[0].name}"'}
        return HttpResponse(made[0].data, content_type=made[0].content_type, headers=headers)
    return form_page(request, "reviews/inquiry.html", {"shown": shown, "form": form, "active": "learning_reviews"})
