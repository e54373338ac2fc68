"""Requests to export whole lists, for whoever asked, the operator, and information governance, who decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.bulk_exports.pages import PURPOSES, STATES, ExportPurpose, ExportRequest
from sightline.casework.bulk_exports.selectors import list_requests, read_request
from sightline.casework.bulk_exports.services import agree_export, refuse_export
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.bulk_exports.forms import BulkExportForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page

ACTIVE = "audit"


@page("GET", "HEAD")
def bulk_exports(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The requests that the account may see, newest first."""
    shown = [_with_words(one) for one in list_requests(session)]
    return render(request, "bulk_exports/bulk_exports.html", {"shown": shown, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def bulk_export(request: HttpRequest, session: ReaderSession, request_number: int) -> HttpResponse:
    """One request, and the form of whoever may decide it."""
    one = read_request(session, number=request_number)
    form = BulkExportForm.of(request)

    def decide() -> None:
        if form.cleaned_data["decision"] == "agree":
            agree_export(session, number=request_number)
        else:
            refuse_export(session, number=request_number, why=form.cleaned_data["why"])

    if form.is_kept(decide):
        messages.success(request, str(_("We have recorded your decision.")))
        return redirect("bulk_exports")
    context = {"one": one, "words": _with_words(one), "form": form, "active": ACTIVE}
    return form_page(request, "bulk_exports/bulk_export.html", context)


def _with_words(one: ExportRequest) -> tuple[ExportRequest, str, str]:
    """A request with its purpose and its state in words."""
    return one, str(PURPOSES[ExportPurpose(one.purpose)]), str(STATES[one.state])
