"""The page of a record's protected details: who may read them, and for whoever may, the details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.protection import services as protection_openings
from sightline.casework.protection.selectors.response_redaction import SHOWS
from sightline.casework.protection.services import ProtectedPage, open_protected, read_protected
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.protection.forms import EndProtectedForm, OpenProtectedForm


@page("GET", "HEAD", "POST")
def protected(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """The decisions on a record, the form for another, and the details for whom a decision names."""
    shown = read_protected(session, record_id=record_id)
    form = OpenProtectedForm.of(request, may_be_named=shown.may_be_named)
    if form.is_kept(lambda: open_protected(session, record_id=record_id, **form.cleaned_data)):
        messages.success(request, _("We have recorded your decision."))
        return redirect("protected", record_id)
    return _respond(request, shown, form)


@page("GET", "HEAD", "POST")
def end_protected(request: HttpRequest, session: ReaderSession, record_id: str, number: int) -> HttpResponse:
    """End one decision."""
    read_protected(session, record_id=record_id)
    form = EndProtectedForm.of(request)
    if form.is_kept(
        lambda: protection_openings.end_protected(
            session, record_id=record_id, opening=number, why=form.cleaned_data["why"]
        )
    ):
        messages.success(request, _("The decision has ended."))
        return redirect("protected", record_id)
    context = {"form": form, "record_id": record_id, "active": "find"}
    return form_page(request, "protection/protected_end.html", context)


def _respond(request: HttpRequest, shown: ProtectedPage, form: OpenProtectedForm) -> HttpResponse:
    context = {"shown": shown, "form": form, "active": "find"}
    response = form_page(request, "protection/protected.html", context)
    if shown.may_read:
        setattr(response, SHOWS, True)
    return response
