"""The pages of full posts: the daily list of everything, and, for the executive, which posts are over their ceiling."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.ceilings.selectors import list_over
from sightline.casework.ceilings.services import CeilingChange, answer_over
from sightline.casework.core.actor import Actor
from sightline.casework.inbox.selectors import read_day_list_notices
from sightline.casework.worklist.day_list import read_day_list
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.web.ceilings.forms import OverForm
from sightline.web.core.bounds import form_data
from sightline.web.core.doorway import page
from sightline.web.core.forms import refuse_words


@page("GET", "HEAD")
def day_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that waits for the reader's posts, the most urgent first."""
    listed = read_day_list(actor=actor)
    read_day_list_notices(actor=actor)
    return render(request, "ceilings/day_list.html", {"listed": listed, "home": listed, "active": "work"})


@page("GET", "HEAD", "POST")
def posts_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Posts over their ceiling, what was decided about them, and the form to say what changes."""
    listed = list_over(actor=actor)
    form = OverForm(form_data(request), over=listed.over)
    if form.is_bound and form.is_valid() and _is_kept(actor, form, {one.key.id: one.key for one in listed.over}):
        messages.success(request, "We have recorded your decision. The actions stay open until they are answered.")
        return redirect("posts_over")
    context = {"listed": listed, "form": form, "active": "posts"}
    return render(request, "ceilings/posts_over.html", context, status=400 if form.errors else 200)


def _is_kept(actor: Actor, form: OverForm, keys: dict[str, object]) -> bool:
    said = dict(form.cleaned_data)
    key = keys[said.pop("post")]
    try:
        answer_over(actor=actor, change=CeilingChange(key=key, **said))  # type: ignore[arg-type]
    except NotAnAnswer as refusal:
        refuse_words(form, refusal)
        return False
    except (Refused, Usage) as refusal:
        form.add_error(refusal.where if refusal.where in form.fields else None, refusal.what)
        return False
    return True
