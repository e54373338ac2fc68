"""The page of a record's protected details: who may read them, and for whoever may, the details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.actor import Actor
from sightline.casework.protection import openings as protection_openings
from sightline.casework.protection.openings import ProtectedPage, open_protected, read_protected
from sightline.casework.protection.response_redaction import SHOWS
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused
from sightline.web.core.bounds import form_data
from sightline.web.core.doorway import page
from sightline.web.core.forms import refuse_words
from sightline.web.protection.forms import EndProtectedForm, OpenProtectedForm


@page("GET", "HEAD", "POST")
def protected(request: HttpRequest, actor: Actor, record_id: str) -> HttpResponse:
    """The decisions on a record, the form for another, and the details for whom a decision names."""
    shown = read_protected(actor=actor, record_id=record_id)
    form = OpenProtectedForm(form_data(request), may_be_named=shown.may_be_named)
    if form.is_bound and form.is_valid() and _is_kept(actor, record_id, form):
        messages.success(request, "We have recorded your decision.")
        return redirect("protected", record_id)
    return _answer(request, shown, form)


@page("GET", "HEAD", "POST")
def end_protected(request: HttpRequest, actor: Actor, record_id: str, number: int) -> HttpResponse:
    """End one decision."""
    read_protected(actor=actor, record_id=record_id)
    form = EndProtectedForm(form_data(request))
    if form.is_bound and form.is_valid():
        try:
            protection_openings.end_protected(
                actor=actor, record_id=record_id, opening=number, why=form.cleaned_data["why"]
            )
        except NotAnAnswer as refusal:
            refuse_words(form, refusal)
        else:
            messages.success(request, "The decision has ended.")
            return redirect("protected", record_id)
    context = {"form": form, "record_id": record_id, "active": "find"}
    return render(request, "protection/protected_end.html", context, status=400 if form.errors else 200)


def _is_kept(actor: Actor, record_id: str, form: OpenProtectedForm) -> bool:
    """Whether the decision was recorded; else what was refused is at its box."""
    said = form.cleaned_data
    try:
        open_protected(
            actor=actor, record_id=record_id, reader=said["reader"], why=said["why"], until_on=said["until_on"]
        )
    except NotAnAnswer as refusal:
        refuse_words(form, refusal)
        return False
    except Refused as refusal:
        if refusal.code != "until_out_of_bounds":
            raise
        form.add_error("until_on", refusal.what_to_do)
        return False
    return True


def _answer(request: HttpRequest, shown: ProtectedPage, form: OpenProtectedForm) -> HttpResponse:
    context = {"shown": shown, "form": form, "active": "find"}
    response = render(request, "protection/protected.html", context, status=400 if form.errors else 200)
    if shown.may_read:
        setattr(response, SHOWS, True)
    return response
