"""The page of the published form of a report: what it says, its check by a second person, and its file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.pages import PublishedFile, ReportFileForm
from sightline.casework.review_reports.selectors import read_publication
from sightline.casework.review_reports.services.publication_files import check_publication, write_published_file
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.files.publication_forms import PublicationCheckForm, PublishedFileForm

ACTIVE = "learning_reviews"


@page("GET", "HEAD", "POST")
def published(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The published form; posted, its check, or its file where it is checked."""
    shown = read_publication(session, review_id=review_id)
    if shown.check is None:
        check = PublicationCheckForm.of(request)
        if check.is_kept(lambda: check_publication(session, review_id=review_id, words=check.cleaned_data["words"])):
            messages.success(request, str(_("Your check is kept. Its authors can save the file.")))
            return redirect("review_published", review_id)
        return form_page(request, "reviews/published.html", {"shown": shown, "form": check, "active": ACTIVE})
    form, made = PublishedFileForm.of(request), list[PublishedFile]()
    if form.is_kept(
        lambda: made.append(
            write_published_file(
                session,
                review_id=review_id,
                form=ReportFileForm(form.cleaned_data["form"]),
                purpose=form.cleaned_data["why"],
            )
        )
    ):
        headers = {"Content-Disposition": f'attachment; filename="{made[0].name}"'}
        return HttpResponse(made[0].data, content_type=made[0].content_type, headers=headers)
    return form_page(request, "reviews/published.html", {"shown": shown, "form": form, "active": ACTIVE})
