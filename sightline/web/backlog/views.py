"""The page on which somebody sets the day on which an agency goes live with a layout, and reads who set the others."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.backlog.pages import GoLivePage
from sightline.casework.backlog.selectors import read_go_lives
from sightline.casework.backlog.services import set_backlog_plan, set_go_live
from sightline.casework.core.actor import Actor
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.web.core.bounds import form_data
from sightline.web.core.dates import AnyDate
from sightline.web.core.doorway import page
from sightline.web.core.forms import MOST_WORDS, WhyField, refuse_words
from sightline.web.core.words import AGENCIES, layout_in_words


class GoLiveForm(forms.Form):
    """Which agency and layout, the day, and why."""

    what = forms.ChoiceField(
        label="Which agency and layout?", error_messages={"required": "Choose the agency and layout"}
    )
    day = AnyDate(label="Go-live day", help_text="For example, 27 3 2027. What was recorded before it is backlog.")
    despite_uncovered = forms.BooleanField(
        label="Go live even if the rota does not cover every hour",
        help_text="Police and children’s services must cover every hour. Say below who is told in those hours.",
        required=False,
    )
    why = WhyField(
        label="Why this day?",
        help_text="For example, daily files began on Monday. Say who decided.",
        max_length=MOST_WORDS,
    )

    def __init__(self, *arguments: Any, shown: GoLivePage, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices: list[Any] = [("", "Choose one")]
        for agency, layouts in shown.layouts:
            every = (f"{agency} ", f"{AGENCIES[agency]}: every layout")
            choices.append((AGENCIES[agency], [every, *((f"{agency} {one}", layout_in_words(one)) for one in layouts)]))
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class BacklogForm(forms.Form):
    """Whose an agency's backlog is, and by which day it is finished."""

    agency = forms.ChoiceField(label="Whose backlog?", error_messages={"required": "Choose the agency"})
    owner = forms.CharField(
        label="Who owns it?",
        help_text="The account’s name",
        max_length=150,
        error_messages={"required": "Enter the account’s name"},
    )
    finish_on = AnyDate(
        label="Finish by", help_text="For example, 27 3 2027. What is left after that day is escalated."
    )
    why = WhyField(label="Why?", help_text="Say who decided, and how it will be done.", max_length=MOST_WORDS)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["agency"].choices = [("", "Choose one"), *AGENCIES.items()]  # type: ignore[attr-defined]


@page("GET", "HEAD", "POST")
def backlog_plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Each agency's backlog with its owner and day, and the form of a new decision."""
    shown = read_go_lives(actor=actor)
    form = BacklogForm(form_data(request))
    if form.is_bound and form.is_valid() and _is_planned(actor, form):
        messages.success(request, "We have recorded who owns this backlog. What is left after that day is escalated.")
        return redirect("backlog_plan")
    context = {"shown": shown, "form": form, "active": "go_live"}
    return render(request, "backlog/backlog_plan.html", context, status=400 if form.errors else 200)


def _is_planned(actor: Actor, form: BacklogForm) -> bool:
    """Whether it was recorded; else what was refused stands at its box."""
    said = form.cleaned_data
    try:
        set_backlog_plan(
            actor=actor, agency=said["agency"], owner=said["owner"], finish_on=said["finish_on"], reason=said["why"]
        )
    except NotAnAnswer as refusal:
        refuse_words(form, refusal)
        return False
    except (Refused, Usage) as refusal:
        form.add_error("finish_on" if refusal.code == "bad_day" else "owner", str(refusal))
        return False
    return True


@page("GET", "HEAD", "POST")
def go_live(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The days, every decision there was, and the form of a new one."""
    shown = read_go_lives(actor=actor)
    form = GoLiveForm(form_data(request), shown=shown)
    if form.is_bound and form.is_valid() and _is_set(actor, form):
        messages.success(request, "We have recorded the day. It counts from the next update.")
        return redirect("go_live")
    context = {"shown": shown, "form": form, "active": "go_live"}
    return render(request, "backlog/go_live.html", context, status=400 if form.errors else 200)


def _is_set(actor: Actor, form: GoLiveForm) -> bool:
    """Whether it was set; else what was refused stands at its box."""
    said = form.cleaned_data
    agency, _, layout = said["what"].partition(" ")
    try:
        set_go_live(
            actor=actor, agency=agency, layout=layout, day=said["day"], reason=said["why"],
            despite_uncovered=said["despite_uncovered"],
        )  # fmt: skip
    except NotAnAnswer as refusal:
        refuse_words(form, refusal)
        return False
    except Refused as refusal:
        form.add_error("despite_uncovered", refusal.what)
        return False
    except Usage as refusal:
        form.add_error("what", str(refusal))
        return False
    return True
