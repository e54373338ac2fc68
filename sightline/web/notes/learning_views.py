"""The page on which somebody confirms what people said of sentences, so that a model of notes may learn from them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.selectors.examples import list_readings
from sightline.casework.learning.services.examples import decide_example
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.notes.forms import ExampleForm

USED = _("The sentence is confirmed. It will be used to train the next model of notes.")
NOT_USED = _("The sentence is not used. The report stays on the record.")


@page("GET", "HEAD", "POST")
def note_examples(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What waits to be confirmed; posted, one yes or no."""
    form = ExampleForm.of(request)
    if form.is_kept(lambda: decide_example(session, said=form.cleaned_data["said"], use=form.is_yes)):
        messages.success(request, USED if form.is_yes else NOT_USED)
        return redirect("note_examples")
    context = {"form": form, "readings": list_readings(session), "active": "looks_for"}
    return form_page(request, "notes/note_examples.html", context)
