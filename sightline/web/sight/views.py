"""The page on which somebody decides that a school sees a child whom its own systems do not record, and ends it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.sight import services as sight_services
from sightline.casework.sight.selectors import SightPage, read_sight
from sightline.casework.sight.services import give_sight
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.web.core.bounds import form_data
from sightline.web.core.dates import AnyDate
from sightline.web.core.doorway import page
from sightline.web.core.forms import MOST_WORDS, WhyField, refuse_words


class EndSightForm(forms.Form):
    """Why it ends."""

    why = WhyField(
        label="Why does it end?", help_text="Who decided, and what changed.", max_length=MOST_WORDS
    )  # fmt: skip


class SightForm(forms.Form):
    """Which body sees the child, until when, and why."""

    body = forms.ChoiceField(label="Which school or body?", error_messages={"required": "Choose the school or body"})
    until_on = AnyDate(label="Last day", help_text="For example, 27 3 2027. At most a year from today.")
    why = WhyField(
        label="Why do they need to see this child?",
        help_text="For example, the child moved there on Monday. Who asked, and what they need it for.",
        max_length=MOST_WORDS,
    )

    def __init__(self, *arguments: Any, shown: SightPage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.bodies = {str(number): body for number, body in enumerate(shown.bodies, start=1)}
        choices = [("", "Choose one"), *((number, body[1]) for number, body in self.bodies.items())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]


@page("GET", "HEAD", "POST")
def person_sight(request: HttpRequest, actor: Actor, person_id: str) -> HttpResponse:
    """The decisions about one child, and the form of a new one."""
    shown = read_sight(actor=actor, person_id=person_id)
    form = SightForm(form_data(request), shown=shown)
    if form.is_bound and form.is_valid() and _is_given(actor, person_id, form):
        messages.success(request, "We have recorded your decision. They can see this child from now on.")
        return redirect("person_sight", person_id)
    context = {"shown": shown, "form": form, "active": "find"}
    return render(request, "sight/person_sight.html", context, status=400 if form.errors else 200)


@page("GET", "HEAD", "POST")
def end_sight(request: HttpRequest, actor: Actor, person_id: str, sequence: int) -> HttpResponse:
    """End one of them before its last day."""
    shown = read_sight(actor=actor, person_id=person_id)
    line = next((one for one in shown.lines if one.sight.sequence == sequence and one.in_force), None)
    if line is None:
        raise NotHere
    form = EndSightForm(form_data(request))
    if (
        form.is_bound
        and form.is_valid()
        and _is_kept(form, lambda why: sight_services.end_sight(actor=actor, sequence=sequence, why=why))
    ):
        messages.success(request, "It has ended. They cannot see this child any more.")
        return redirect("person_sight", person_id)
    context = {"shown": shown, "line": line, "form": form, "active": "find"}
    return render(request, "sight/person_sight_end.html", context, status=400 if form.errors else 200)


def _is_given(actor: Actor, person_id: str, form: SightForm) -> bool:
    agency, organisation = form.bodies[form.cleaned_data["body"]]
    until_on = form.cleaned_data["until_on"]
    return _is_kept(
        form,
        lambda why: give_sight(
            actor=actor, person_id=person_id, agency=agency, organisation=organisation, until_on=until_on, why=why
        ),
    )


def _is_kept(form: forms.Form, keep: Any) -> bool:
    """Whether it was kept; else what was refused stands at its box."""
    try:
        keep(form.cleaned_data["why"])
    except NotAnAnswer as refusal:
        refuse_words(form, refusal)
    except NotHere:
        raise
    except (Usage, Refused) as refusal:
        form.add_error("until_on" if getattr(refusal, "code", "") == "no_day" else None, str(refusal))
    return not form.errors
