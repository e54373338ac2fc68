"""The page on which somebody sets the day on which an agency goes live with a layout, and reads who set the others."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.backlog.selectors.go_live_days import read_go_lives
from sightline.casework.backlog.services import set_backlog_plan, set_go_live
from sightline.casework.core.session import ReaderSession
from sightline.web.backlog.forms import BacklogForm, GoLiveForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page


@page("GET", "HEAD", "POST")
def backlog_plan(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Each agency's backlog with its owner and day, and the form of a new decision."""
    shown = read_go_lives(session)
    form = BacklogForm.of(request)
    if form.is_kept(lambda: _plan(session, form.cleaned_data)):
        messages.success(request, _("We have recorded who owns this backlog. Work left after that day escalates."))
        return redirect("backlog_plan")
    context = {"shown": shown, "form": form, "active": "go_live"}
    return form_page(request, "backlog/backlog_plan.html", context)


def _plan(session: ReaderSession, said: Mapping[str, Any]) -> None:
    set_backlog_plan(
        session, agency=said["agency"], owner=said["owner"], finish_on=said["finish_on"], reason=said["why"]
    )


@page("GET", "HEAD", "POST")
def go_live(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The days, every decision there was, and the form of a new one."""
    shown = read_go_lives(session)
    form = GoLiveForm.of(request, shown=shown)
    if form.is_kept(lambda: _set(session, form.cleaned_data)):
        messages.success(request, _("We have recorded the day. It applies from the next update."))
        return redirect("go_live")
    context = {"shown": shown, "form": form, "active": "go_live"}
    return form_page(request, "backlog/go_live.html", context)


def _set(session: ReaderSession, said: Mapping[str, Any]) -> None:
    agency, _, layout = said["what"].partition(" ")
    set_go_live(
        session, agency=agency, layout=layout, day=said["day"], reason=said["why"],
        despite_uncovered=said["despite_uncovered"],
    )  # fmt: skip
