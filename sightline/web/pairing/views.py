"""The pages on which somebody puts two people together, or splits one, on their own initiative.

What is posted to split is the draft that the preview gave out, which `casework` signed.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from sightline.casework.core.actor import Actor
from sightline.casework.core.permissions import check_answers
from sightline.casework.pairing.pages import SplitPage, SplitPreview
from sightline.casework.pairing.services import compare_people, put_together
from sightline.casework.pairing.splits import MOST_PAIRS, keep_split, preview_split, read_parts
from sightline.casework.people.search import find_people
from sightline.casework.same_person.drafts import CHANGED, DRAFT_GONE
from sightline.casework.same_person.namesakes import list_same_name
from sightline.model.errors import Refused, Usage
from sightline.web.chronology.forms import FindForm
from sightline.web.core.bounds import form_data, sent
from sightline.web.core.doorway import page
from sightline.web.core.forms import MOST_WORDS, WhyField
from sightline.web.same_person.presenters import lay_out

ACTIVE = "find"
MOST_DRAFT = 100_000  # letters of the list that the preview signed


class TogetherForm(forms.Form):
    """Why two people are one."""

    why = WhyField(
        label="Why are they the same person?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )


class SplitForm(forms.Form):
    """Which records are of another person, and why."""

    part = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick the records of the other person"}
    )
    why = WhyField(
        label="Why are they two people?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )

    def __init__(self, data: QueryDict | None, shown: SplitPage) -> None:
        super().__init__(data)
        self.fields["part"].choices = [(one.part_id, one.part_id) for one in shown.parts]  # type: ignore[attr-defined]

    def clean_part(self) -> list[str]:
        """Some of them, not all."""
        ticked: list[str] = self.cleaned_data["part"]
        if len(ticked) == len(self.fields["part"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError("Leave the records of one of the two people unticked")
        return ticked


@page("GET", "HEAD", "POST")
def same_name(request: HttpRequest, actor: Actor, person_id: str) -> HttpResponse:
    """Others of the same name, and a search for anybody else to compare with."""
    listed = list_same_name(actor=actor, person_id=person_id)
    form = FindForm(form_data(request))
    found = None
    if form.is_bound and form.is_valid():
        found = find_people(actor=actor, terms=form.terms())
    people = [one for one in (found.people if found else ()) if one.person_id != person_id]
    context = {"listed": listed, "form": form, "found": found, "people": people, "active": ACTIVE}
    return render(request, "pairing/same_name.html", context, status=400 if form.errors else 200)


@page("GET", "HEAD", "POST")
def same_as(request: HttpRequest, actor: Actor, person_id: str, other_id: str) -> HttpResponse:
    """Two people side by side, what putting them together changes, and the decision."""
    if request.method == "POST":
        check_answers(actor=actor)
    shown = compare_people(actor=actor, person_id=person_id, other_id=other_id)
    form = TogetherForm(form_data(request))
    if form.is_bound and form.is_valid():
        put_together(actor=actor, person_id=person_id, other_id=other_id, **form.cleaned_data)
        messages.success(
            request, "We have recorded that they are the same person. The next update joins their records."
        )
        return redirect("my_answers")
    context = {"shown": shown, "lines": lay_out(shown.sides), "form": form, "active": ACTIVE}
    return render(request, "pairing/same_as.html", context, status=400 if form.errors else 200)


@page("GET", "HEAD", "POST")
def split(request: HttpRequest, actor: Actor, person_id: str) -> HttpResponse:
    """The records of a person to tick; once ticked, what it changes; once seen, it is kept."""
    if draft := sent(request).text("draft", most=MOST_DRAFT):
        return _keep(request, actor, person_id, draft)
    shown = read_parts(actor=actor, person_id=person_id)
    form = SplitForm(form_data(request), shown)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            preview = preview_split(actor=actor, person_id=person_id, parts=said["part"], why=said["why"])
            return _preview(request, preview)
        except Usage as error:
            form.add_error("part", str(error))
    ticked = form.data.getlist("part") if isinstance(form.data, QueryDict) else []
    context: dict[str, Any] = {"shown": shown, "form": form, "ticked": ticked, "most": MOST_PAIRS, "active": ACTIVE}
    return render(request, "pairing/split_person.html", context, status=400 if form.errors else 200)


def _preview(request: HttpRequest, shown: SplitPreview) -> HttpResponse:
    return render(request, "pairing/split_preview.html", {"shown": shown, "active": ACTIVE})


def _keep(request: HttpRequest, actor: Actor, person_id: str, draft: str) -> HttpResponse:
    try:
        keep_split(actor=actor, draft=draft)
    except Refused as refusal:
        if refusal.code not in (CHANGED, DRAFT_GONE):
            raise
        messages.warning(request, "Something changed since you saw the preview. Nothing was recorded: choose again.")
        return redirect("split_person", person_id)
    messages.success(request, "We have recorded that these are two people. The next update splits their records.")
    return redirect("my_answers")
