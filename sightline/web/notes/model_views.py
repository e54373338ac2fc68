"""The page on which somebody decides which model reads notes, with what each was measured to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.pages import NoteModelsPage
from sightline.casework.learning.services.model_choices import SHIPPED, choose_note_model, read_note_models
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.notes.forms import NoteModelForm

CHOSEN = gettext_lazy("The decision is saved. The next update reads every note with this model.")


@page("GET", "HEAD", "POST")
def note_models(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The models, each with its report, the decisions about them, and the form to decide."""
    models = read_note_models(session)
    form = NoteModelForm.of(request, versions=list_choices(models))
    if form.is_kept(lambda: choose_note_model(session, **form.cleaned_data)):
        messages.success(request, CHOSEN)
        return redirect("note_models")
    return form_page(request, "notes/note_models.html", {"page": models, "form": form, "active": "looks_for"})


def list_choices(models: NoteModelsPage) -> list[tuple[str, str]]:
    """Every model that is not in force."""
    trained = [
        (one.version, _("Model %(version)s, trained here") % {"version": one.version})
        for one in models.models
        if not one.is_in_force and not one.damage
    ]
    return [*trained, (SHIPPED, _("The shipped model"))] if models.in_force else trained
