"""The pages "named in notes: the same?": what is asked, and one question with both sides.

A newcomer would get this wrong: what is posted is a proposal's id and an answer. Which two it is about is read from the
snapshot, never taken from the form.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework import selectors, services
from sightline.casework.actors import Actor
from sightline.web.doorway import page
from sightline.web.forms import NotedAnswerForm

ACTIVE = "same_person"


@page("GET", "HEAD")
def noted_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What notes name and may be the same, those first that would connect most children."""
    after = request.GET.get("after", "")
    listed = selectors.list_noted(actor=actor, after=int(after) if after.isdecimal() else 0)
    return render(request, "sightline/noted_all.html", {"listed": listed, "later": bool(after), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def noted(request: HttpRequest, actor: Actor, proposal_id: str) -> HttpResponse:
    """One of them, both sides; an answer that is posted is kept and the page shown again with what agrees."""
    shown = selectors.read_noted(actor=actor, proposal_id=proposal_id)
    form = NotedAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.answer_noted(actor=actor, proposal_id=proposal_id, **form.cleaned_data)
        messages.success(request, "Your answer is kept. It counts from the next run.")
        return redirect("noted", proposal_id)
    context = {"shown": shown, "form": form, "active": ACTIVE}
    return render(request, "sightline/noted.html", context, status=400 if form.errors else 200)
