"""The pages of concerns that were sent: my own and what happened, one as it was sent, receiving, telling back.

A newcomer would get this wrong: the receipt is the concern's own page. Whoever sent it finds there, at any time, what
was sent, who has received it, who may see it and when the first answer is due.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework import selectors, services
from sightline.casework.actors import Actor
from sightline.casework.errors import NotHere
from sightline.web.bounds import form_data
from sightline.web.doorway import page
from sightline.web.forms_concern import SayAgainForm, ToldBackForm

ACTIVE = "concerns"


@page("GET", "HEAD")
def concerns(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I am writing, mine and what happened, referrals that wait, and what others entered since the last run."""
    lists = selectors.list_concerns(actor=actor)
    return render(request, "sightline/concerns.html", {"lists": lists, "active": ACTIVE})


@page("GET", "HEAD")
def concern(request: HttpRequest, actor: Actor, concern_id: str) -> HttpResponse:
    """One concern as it was sent, and what became of it."""
    shown = selectors.read_concern(actor=actor, concern_id=concern_id)
    services.read_about(actor=actor, about_id=concern_id)
    noted = selectors.list_signs_of_concern(actor=actor, concern_id=concern_id)
    said = selectors.read_marks_said(actor=actor, record_id=shown.record_id)
    context = {
        "shown": shown,
        "line": shown.line,
        "concern_id": concern_id,
        "record_id": shown.record_id,
        "noted": noted,
        "marks_said": said,
        "hints": selectors.list_hints(actor=actor, concern_id=concern_id) if shown.line.is_mine else (),
        "active": ACTIVE,
    }
    return render(request, "sightline/concern.html", context)


@page("GET", "HEAD", "POST")
def say_again(request: HttpRequest, actor: Actor, concern_id: str) -> HttpResponse:
    """Add to one's own concern in other words; what was sent stays."""
    shown = selectors.read_concern(actor=actor, concern_id=concern_id)
    hints = selectors.list_hints(actor=actor, concern_id=concern_id)
    form = SayAgainForm(form_data(request))
    if form.is_bound and form.is_valid():
        services.say_again(actor=actor, concern_id=concern_id, words=form.cleaned_data["words"])
        messages.success(request, "What you added stands behind what you sent.")
        return redirect("concern", concern_id)
    context = {"line": shown.line, "hints": hints, "form": form, "active": ACTIVE}
    return render(request, "sightline/concern_say_again.html", context, status=400 if form.errors else 200)


@page("POST")
def leave_hint(request: HttpRequest, actor: Actor, concern_id: str, passage_id: str) -> HttpResponse:
    """Leave words as they are."""
    services.set_hint_aside(actor=actor, concern_id=concern_id, passage_id=passage_id)
    messages.success(request, "Left as it is.")
    return redirect("concern", concern_id)


@page("POST")
def received(request: HttpRequest, actor: Actor, concern_id: str) -> HttpResponse:
    """Say for the front door that a referral has been received."""
    services.receive_concern(actor=actor, concern_id=concern_id)
    messages.success(request, "The author can now see that children’s services have received this.")
    return redirect("concern", concern_id)


@page("POST")
def correct(request: HttpRequest, actor: Actor, concern_id: str) -> HttpResponse:  # noqa: ARG001 - as every view
    """Begin a correction, which is sent as a concern of its own beside the first."""
    draft = services.begin_correction(actor=actor, concern_id=concern_id)
    return redirect("concern_write", draft.page)


@page("GET", "HEAD", "POST")
def told_back(request: HttpRequest, actor: Actor, concern_id: str) -> HttpResponse:
    """Tell the author what happened."""
    shown = selectors.read_concern(actor=actor, concern_id=concern_id)
    if not shown.may_tell_back:
        raise NotHere
    form = ToldBackForm(form_data(request))
    if form.is_bound and form.is_valid():
        services.mark_told_back(actor=actor, concern_id=concern_id, **form.cleaned_data)
        messages.success(request, "It stands on the author’s own list of concerns.")
        return redirect("concern", concern_id)
    context = {"shown": shown, "line": shown.line, "form": form, "active": ACTIVE}
    return render(request, "sightline/concern_told_back.html", context, status=400 if form.errors else 200)
