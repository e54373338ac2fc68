"""The page on which somebody decides that a school sees a child whom its own systems do not record, and ends it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.sight import services as sight_services
from sightline.casework.sight.selectors import read_sight
from sightline.casework.sight.services import give_sight
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.sight.forms import EndSightForm, SightForm


@page("GET", "HEAD", "POST")
def person_sight(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The decisions about one child, and the form of a new one."""
    shown = read_sight(session, person_id=person_id)
    form = SightForm.of(request, shown=shown)
    if form.is_kept(lambda: _give(session, person_id, form)):
        messages.success(request, _("We have recorded your decision. They can see this child from now on."))
        return redirect("person_sight", person_id)
    context = {"shown": shown, "form": form, "active": "find"}
    return form_page(request, "sight/person_sight.html", context)


@page("GET", "HEAD", "POST")
def end_sight(request: HttpRequest, session: ReaderSession, person_id: str, sequence: int) -> HttpResponse:
    """End one of them before its last day."""
    shown = read_sight(session, person_id=person_id)
    line = next((one for one in shown.lines if one.sight.sequence == sequence and one.in_force), None)
    if line is None:
        raise NotHere
    form = EndSightForm.of(request)
    if form.is_kept(lambda: sight_services.end_sight(session, sequence=sequence, why=form.cleaned_data["why"])):
        messages.success(request, _("The access has ended. They can no longer open this child’s record."))
        return redirect("person_sight", person_id)
    context = {"shown": shown, "line": line, "form": form, "active": "find"}
    return form_page(request, "sight/person_sight_end.html", context)


def _give(session: ReaderSession, person_id: str, form: SightForm) -> None:
    said = form.cleaned_data
    agency, organisation = form.bodies[said["body"]]
    give_sight(
        session, person_id=person_id, agency=agency, organisation=organisation, until_on=said["until_on"],
        why=said["why"],
    )  # fmt: skip
