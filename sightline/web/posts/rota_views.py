"""The pages of rotas: who is on duty for a first post, hours that nobody covers, and the forms that change a rota."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.actor import Actor
from sightline.casework.posts.rota_selectors import RotaPage, list_rotas, read_rota
from sightline.casework.posts.rota_services import Shift, add_shift, end_shift
from sightline.web.core.bounds import form_data
from sightline.web.core.doorway import page
from sightline.web.posts.rota_forms import EndShiftForm, ShiftForm

ACTIVE = "posts"
ADD, END = "add", "end"


@page("GET", "HEAD")
def rotas(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every first post, with who is on duty now."""
    return render(request, "posts/rotas.html", {"listed": list_rotas(actor=actor), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def rota(request: HttpRequest, actor: Actor, ladder: str) -> HttpResponse:
    """One rota: who is on duty, its shifts, the hours that nobody covers, and for those who may, the forms."""
    shown, data = read_rota(actor=actor, ladder=ladder), form_data(request)
    act = data.get("act") if data is not None else ""
    adds = ShiftForm(data if act == ADD else None, prefix=ADD)
    ends = EndShiftForm(data if act == END else None, prefix=END, shifts=shown.shifts)
    if adds.is_kept(lambda: _add(actor, shown, adds.cleaned_data)):
        messages.success(request, "The shift is added. It counts from now.")
        return redirect("rota", ladder)
    if ends.is_kept(lambda: _end(actor, shown, ends.cleaned_data)):
        messages.success(request, "We have recorded the last day of the shift.")
        return redirect("rota", ladder)
    wrong = next((form for form in (adds, ends) if form.errors), None)
    context = {"shown": shown, "line": shown.line, "adds": adds, "ends": ends, "wrong": wrong, "active": ACTIVE}
    failed = wrong or (data is not None and act not in (ADD, END))
    return render(request, "posts/rota.html", context, status=400 if failed else 200)


def _add(actor: Actor, shown: RotaPage, said: dict[str, Any]) -> None:
    why = said.pop("why")
    add_shift(actor=actor, shift=Shift(ladder=shown.line.ladder, **said | {"days": tuple(said["days"])}), why=why)


def _end(actor: Actor, shown: RotaPage, said: dict[str, Any]) -> None:
    number = next(one.number for one in shown.shifts if str(one.number) == said["number"])
    end_shift(actor=actor, number=number, last_on=said["last_on"], why=said["why"])
