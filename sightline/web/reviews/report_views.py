"""The pages of draft reports: the drafts of a review, one of them, what changed in it, and its file."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.review_reports.pages import ReadDraft
from sightline.casework.review_reports.selectors import list_report_drafts, read_report_draft
from sightline.casework.review_reports.services.drafts import make_report_draft, write_analysis
from sightline.casework.review_reports.services.files import ReportFile, make_report, write_report_file
from sightline.casework.reviews.pages.consents import CONSENT_REPLIES, NOT_ASKED
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reviews.presenters import CHANGES
from sightline.web.reviews.report_forms import AnalysisForm, NewDraftForm, ReportFileAskedForm

ACTIVE = "learning_reviews"


@page("GET", "HEAD", "POST")
def drafts(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The drafts of a review; posted, a new one is made."""
    shown = list_report_drafts(session, review_id=review_id)
    form, kept = NewDraftForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(make_report_draft(session, review_id=review_id, **form.cleaned_data))):
        messages.success(request, str(_("The draft is made and kept. It may have to be disclosed.")))
        return redirect("review_report_draft", review_id, kept[0])
    return form_page(request, "reviews/report_drafts.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD")
def draft(request: HttpRequest, session: ReaderSession, review_id: str, draft_id: str) -> HttpResponse:
    """One draft with the records in its margin, and what authors wrote."""
    shown = read_report_draft(session, review_id=review_id, draft_id=draft_id)
    report = make_report(shown, clean=str)
    context = {
        "shown": shown,
        "report": report,
        "parts": list(_places(shown, report.parts)),
        "quotations": [(one, CONSENT_REPLIES.get(one.reply, NOT_ASKED)) for one in shown.quotations],
        "active": ACTIVE,
    }
    return render(request, "reviews/report_draft.html", context)


def _places(shown: ReadDraft, parts: tuple[Any, ...]) -> Iterator[tuple[int | None, Any]]:
    """Each part with its place, where an author may write to it."""
    places = [place for place, _part in shown.draft.shown] if shown.may_write else []
    yield from zip_longest(places, parts)  # parts of earlier analysis come last, and have no place


@page("GET", "HEAD")
def changes(request: HttpRequest, session: ReaderSession, review_id: str, draft_id: str) -> HttpResponse:
    """What changed since the draft before it."""
    shown = read_report_draft(session, review_id=review_id, draft_id=draft_id)
    if shown.before is None:
        raise NotHere
    found = [(CHANGES[one.change], one) for one in shown.differences]
    return render(request, "reviews/report_changes.html", {"shown": shown, "changes": found, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def analysis(request: HttpRequest, session: ReaderSession, review_id: str, draft_id: str, place: int) -> HttpResponse:
    """Write to a part of the newest draft."""
    shown = read_report_draft(session, review_id=review_id, draft_id=draft_id)
    part = dict(shown.draft.shown).get(place)
    if not shown.may_write or part is None:
        raise NotHere
    form = AnalysisForm.of(request)
    if form.is_kept(
        lambda: write_analysis(session, review_id=review_id, draft_id=draft_id, place=place, **form.cleaned_data)
    ):
        messages.success(request, str(_("Your analysis is kept. It is in each later draft.")))
        return redirect("review_report_draft", review_id, draft_id)
    context = {"shown": shown, "part": part, "written": shown.analyses_of(part.part_id), "form": form, "active": ACTIVE}
    return form_page(request, "reviews/report_analysis.html", context)


@page("GET", "HEAD", "POST")
def report_file(request: HttpRequest, session: ReaderSession, review_id: str, draft_id: str) -> HttpResponse:
    """Ask what a file is for; once posted, the file."""
    shown, form = read_report_draft(session, review_id=review_id, draft_id=draft_id), ReportFileAskedForm.of(request)
    made = list[ReportFile]()
    if form.is_kept(
        lambda: made.append(
            write_report_file(
                session, review_id=review_id, draft_id=draft_id, form=form.chosen, purpose=form.cleaned_data["why"]
            )
        )
    ):
        headers = {"Content-Disposition": f'attachment; filename="{made[0].name}"'}
        return HttpResponse(made[0].data, content_type=made[0].content_type, headers=headers)
    return form_page(request, "reviews/report_file.html", {"shown": shown, "form": form, "active": ACTIVE})
