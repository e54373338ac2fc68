"""Requests to export whole lists, for whoever asked, the operator, and information governance, who decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.bulk_exports.pages import PURPOSES, STATES, ExportPurpose, ExportRequest, list_in_words
from sightline.casework.bulk_exports.selectors import list_requests, lists_to_ask_for, read_request
from sightline.casework.bulk_exports.services import agree_export, ask_export, refuse_export
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.bulk_exports.forms import AskForExportForm, BulkExportForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page

ACTIVE = "audit"


@page("GET", "HEAD")
def bulk_exports(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The requests that the account may see, newest first."""
    shown = [_with_words(one) for one in list_requests(session)]
    context = {"shown": shown, "may_ask": bool(lists_to_ask_for(session)), "active": ACTIVE}
    return render(request, "bulk_exports/bulk_exports.html", context)


@page("GET", "HEAD", "POST")
def bulk_export_new(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask to export a list, or a file that names many people."""
    form = AskForExportForm.of(request, lists=lists_to_ask_for(session))
    if form.is_kept(lambda: ask_export(session, **form.cleaned_data)):
        messages.success(request, str(_("We have recorded your request. Information governance must agree.")))
        return redirect("bulk_exports")
    return form_page(request, "bulk_exports/bulk_export_new.html", {"form": form, "active": ACTIVE})


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


def _with_words(one: ExportRequest) -> tuple[ExportRequest, str, str, str]:
    """A request with its purpose, its state and its list in words."""
    return one, str(PURPOSES[ExportPurpose(one.purpose)]), str(STATES[one.state]), list_in_words(one.table)
