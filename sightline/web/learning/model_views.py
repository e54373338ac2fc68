"""The pages on which somebody decides which model is in force, with what each was measured to do or would change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.pages import ModelsPage
from sightline.casework.learning.selectors.linkage_models import read_linkage_models
from sightline.casework.learning.selectors.note_models import read_note_models
from sightline.casework.learning.services.model_choices import SHIPPED, choose_linkage_model, choose_note_model
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.learning.forms import ModelForm


@dataclass(frozen=True, slots=True)
class ModelsView:
    """What the page of one kind of model reads, asks and does. `active` is the page of the menu that it belongs to."""

    page: str
    active: str
    read: Callable[[ReaderSession], ModelsPage[Any]]
    choose: Callable[..., int]
    question: str
    saved: str


OF_NOTES = ModelsView(
    "note_models",
    "looks_for",
    read_note_models,
    choose_note_model,
    gettext_lazy("Which model reads notes?"),
    gettext_lazy("The decision is saved. The next update reads every note with this model."),
)
OF_LINKAGE = ModelsView(
    "linkage_models",
    "linkage_quality",
    read_linkage_models,
    choose_linkage_model,
    gettext_lazy("Which model matches records?"),
    gettext_lazy("The decision is saved. The next update matches every record with this model."),
)


@page("GET", "HEAD", "POST")
def note_models(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The models of notes."""
    return show_models(request, session, OF_NOTES)


@page("GET", "HEAD", "POST")
def linkage_models(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The matching models."""
    return show_models(request, session, OF_LINKAGE)


def show_models(request: HttpRequest, session: ReaderSession, of: ModelsView) -> HttpResponse:
    """The models, each with its report, the decisions about them, and the form to decide."""
    models = of.read(session)
    form = ModelForm.of(request, question=of.question, versions=list_choices(models))
    if form.is_kept(lambda: of.choose(session, **form.cleaned_data)):
        messages.success(request, of.saved)
        return redirect(of.page)
    return form_page(request, f"learning/{of.page}.html", {"page": models, "form": form, "active": of.active})


def list_choices(models: ModelsPage[Any]) -> list[tuple[str, str]]:
    """Every model that is not in force."""
    trained = [
        (one.version, _("Model %(version)s, trained here") % {"version": one.version})
        for one in models.models
        if not one.is_in_force and not one.damage
    ]
    return [*trained, (SHIPPED, _("The shipped model"))] if models.in_force else trained
