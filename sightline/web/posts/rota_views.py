"""The pages of rotas: who is on duty for a first post, hours that nobody covers, and the forms that change a rota."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.selectors.rotas import RotaPage, list_rotas, read_rota
from sightline.casework.posts.services.rotas import Shift, add_shift, end_shift
from sightline.web.core.doorway import page
from sightline.web.posts.rota_forms import ADD, END, EndShiftForm, RotaAsked, ShiftForm

ACTIVE = "posts"


@page("GET", "HEAD")
def rotas(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every first post, with who is on duty now."""
    return render(request, "posts/rotas.html", {"listed": list_rotas(session), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def rota(request: HttpRequest, session: ReaderSession, ladder: str) -> HttpResponse:
    """One rota: who is on duty, its shifts, the hours that nobody covers, and for those who may, the forms."""
    shown, act = read_rota(session, ladder=ladder), RotaAsked.posted(request).said["act"]
    adds = ShiftForm.of(request, prefix=ADD) if act == ADD else ShiftForm(prefix=ADD)
    ends = EndShiftForm.of(request, prefix=END, shifts=shown.shifts) if act == END else _no_end(shown)
    if adds.is_kept(lambda: _add(session, shown, adds.cleaned_data)):
        messages.success(request, _("The shift is added and applies from now."))
        return redirect("rota", ladder)
    if ends.is_kept(lambda: _end(session, shown, ends.cleaned_data)):
        messages.success(request, _("We have recorded the last day of the shift."))
        return redirect("rota", ladder)
    wrong = next((form for form in (adds, ends) if form.errors), None)
    context = {"shown": shown, "line": shown.line, "adds": adds, "ends": ends, "wrong": wrong, "active": ACTIVE}
    failed = wrong or (request.method == "POST" and not act)
    return render(request, "posts/rota.html", context, status=400 if failed else 200)


def _no_end(shown: RotaPage) -> EndShiftForm:
    return EndShiftForm(prefix=END, shifts=shown.shifts)


def _add(session: ReaderSession, shown: RotaPage, said: dict[str, Any]) -> None:
    why = said.pop("why")
    add_shift(session, shift=Shift(ladder=shown.line.ladder, **said | {"days": tuple(said["days"])}), why=why)


def _end(session: ReaderSession, shown: RotaPage, said: dict[str, Any]) -> None:
    number = next(one.number for one in shown.shifts if str(one.number) == said["number"])
    end_shift(session, number=number, last_on=said["last_on"], why=said["why"])
