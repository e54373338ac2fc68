"""The page of access to confirm, and of the reader's own access."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.recertification.selectors import read_recertification
from sightline.casework.recertification.services import decide_rights
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.recertification.forms import RecertificationForm


@page("GET", "HEAD", "POST")
def recertification(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What the reader must confirm or end, and when the reader's own access is due."""
    shown = read_recertification(session)
    form = RecertificationForm.of(request, waiting=shown.waiting)
    if form.is_kept(lambda: decide_rights(session, **form.cleaned_data)):
        messages.success(request, _("We have recorded your decision."))
        return redirect("recertification")
    return form_page(
        request, "recertification/recertification.html", {"shown": shown, "form": form, "active": "access"}
    )
