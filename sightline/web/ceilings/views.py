"""The pages of full posts: the daily list of everything, and, for the executive, which posts are over their ceiling."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.ceilings.selectors import list_over
from sightline.casework.ceilings.services import CeilingChange, answer_over
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.pages import PostKey
from sightline.casework.inbox.services import take_day_list_notices_as_read
from sightline.casework.worklist.selectors.day_list import read_day_list
from sightline.web.ceilings.forms import CeilingForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page


@page("GET", "HEAD")
def day_list(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Everything that waits for the reader's posts, the most urgent first."""
    listed = read_day_list(session)
    take_day_list_notices_as_read(session)
    return render(request, "ceilings/day_list.html", {"listed": listed, "home": listed, "active": "work"})


@page("GET", "HEAD", "POST")
def posts_over(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Posts over their ceiling, what was decided about them, and the form to say what changes."""
    listed = list_over(session)
    form = CeilingForm.of(request, over=listed.over)
    keys = {one.key.id: one.key for one in listed.over}
    if form.is_kept(lambda: _keep(session, keys, form.cleaned_data)):
        messages.success(request, _("We have recorded your decision. The actions stay open until they are answered."))
        return redirect("posts_over")
    context = {"listed": listed, "form": form, "active": "posts"}
    return form_page(request, "ceilings/posts_over.html", context)


def _keep(session: ReaderSession, keys: Mapping[str, PostKey], said: Mapping[str, Any]) -> None:
    change = {name: said[name] for name in ("kind", "who", "by_when", "words")}
    answer_over(session, change=CeilingChange(key=keys[said["post"]], **change))
