"""The pages of who may open whom: the whole of it, its first day, teams, standing tasks, and reviews of reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.access.selectors.access import (
    read_access,
    read_access_to_keep,
    read_access_to_sign,
    read_look,
    read_task,
    read_team,
)
from sightline.casework.access.services import looks, teams
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.web.access.forms import (
    EndAccessForm,
    LetIntoTaskForm,
    ReasonReviewForm,
    StartForm,
    TaskForm,
    TeamChangeForm,
    TeamForm,
)
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import PageAsked, page_by_number

ACTIVE = "access"


@page("GET", "HEAD")
def access(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Since when need to know is in force, the teams, their tasks, and who opened a child for a reason."""
    asked = PageAsked.of(request)
    shown = read_access(session, part=asked.said["page"])
    paging = page_by_number(asked=asked, part=shown.part, parts=shown.parts)
    return render(request, "access/access.html", {"shown": shown, "paging": paging, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def start(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Say from which day need to know is in force."""
    shown, form = read_access_to_sign(session), StartForm.of(request)
    if form.is_kept(lambda: teams.start_need_to_know(session, **form.cleaned_data)):
        messages.success(request, _("We have recorded the first day."))
        return redirect("access")
    return form_page(request, "access/start.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def add_team(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Make a team."""
    read_access_to_keep(session)
    form = TeamForm.of(request)
    if form.is_kept(lambda: teams.keep_team(session, **form.team())):
        messages.success(request, _("We have recorded the team."))
        return redirect("access")
    return form_page(request, "access/team.html", {"line": None, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def change_team(request: HttpRequest, session: ReaderSession, team_id: str) -> HttpResponse:
    """Say anew who is in a team."""
    line = read_team(session, team_id=team_id)
    before = {"name": line.name, "agency": line.agency}
    before |= {name: "\n".join(getattr(line, name)) for name in ("members", "managers", "responsible_for")}
    form = TeamChangeForm.of(request, initial=before)
    if form.is_kept(lambda: teams.keep_team(session, team_id=team_id, **form.team())):
        messages.success(request, _("We have recorded the team."))
        return redirect("access")
    return form_page(request, "access/team.html", {"line": line, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def add_task(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Sign a standing task of a team."""
    form = TaskForm.of(request, shown=read_access_to_sign(session))
    if form.is_kept(lambda: _sign(session, form)):
        messages.success(request, _("We have recorded the task."))
        return redirect("access")
    return form_page(request, "access/task.html", {"form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def end_task(request: HttpRequest, session: ReaderSession, task_id: str) -> HttpResponse:
    """End a standing task before its last day."""
    line, form = read_task(session, task_id=task_id), EndAccessForm.of(request)
    if form.is_kept(lambda: teams.end_task(session, task_id=task_id, why=form.cleaned_data["why"])):
        messages.success(request, _("The task has ended."))
        return redirect("access")
    return form_page(request, "access/task_end.html", {"line": line, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def let_into_task(request: HttpRequest, session: ReaderSession, task_id: str) -> HttpResponse:
    """Let members who joined a team since its task was signed into the task."""
    line, form = read_task(session, task_id=task_id), LetIntoTaskForm.of(request)
    if not line.waiting:
        raise NotHere
    if form.is_kept(lambda: teams.let_into_task(session, task_id=task_id, why=form.cleaned_data["why"])):
        messages.success(request, _("We have recorded your decision. The new members take part in the task."))
        return redirect("access")
    return form_page(request, "access/task_members.html", {"line": line, "form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Say whether somebody's reason to open a child was enough."""
    line, form = read_look(session, entry_id=entry_id), ReasonReviewForm.of(request)
    if form.is_kept(lambda: looks.review_look(session, entry_id=entry_id, **form.cleaned_data)):
        messages.success(request, _("We have recorded your review."))
        return redirect("access")
    return form_page(request, "access/review.html", {"line": line, "form": form, "active": ACTIVE})


def _sign(session: ReaderSession, form: TaskForm) -> None:
    said = form.cleaned_data
    teams.sign_task(session, team_id=said["team"], kind=said["kind"], until_on=said["until_on"], why=said["why"])
