"""The pages of posts: who holds which, since when; and the forms by which they change hands.

Who holds a post is asked anew at each step of an item. What went up while the post was empty does not come down again:
it is in the new holder's work list.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.posts.selectors import PostPage, id_of, list_posts, read_post, read_post_to_divide
from sightline.casework.posts.services import set_post
from sightline.model.errors import Refused, Usage
from sightline.web.core.bounds import form_data
from sightline.web.core.doorway import page
from sightline.web.posts.forms import BodyForm, PostForm, initial_of

ACTIVE = "posts"


@page("GET", "HEAD")
def posts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every post of every ladder."""
    return render(request, "posts/posts.html", {"listed": list_posts(actor=actor), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def post(request: HttpRequest, actor: Actor, post_id: str) -> HttpResponse:
    """One post: who holds it, who did before, and, for those who may, the form to change that."""
    shown = read_post(actor=actor, post_id=post_id)
    form = PostForm(form_data(request), initial=initial_of(shown.view))
    if form.is_bound and form.is_valid() and _is_set(actor, shown, form, shown.view.line.organisation):
        messages.success(request, "It is kept. It counts from now on.")
        return redirect("post", post_id)
    return _page(request, "posts/post.html", shown, form)


@page("GET", "HEAD", "POST")
def post_body(request: HttpRequest, actor: Actor, post_id: str) -> HttpResponse:
    """Give one school, clinic or other body a holder of its own for a post."""
    shown = read_post_to_divide(actor=actor, post_id=post_id)
    form = BodyForm(form_data(request))
    if form.is_bound and form.is_valid() and _is_set(actor, shown, form, form.cleaned_data["organisation"]):
        messages.success(request, "It is kept. What is about that body goes to this holder from now on.")
        line = shown.view.line
        own = form.cleaned_data["organisation"]
        return redirect("post", id_of(ladder=line.ladder, stage=line.stage, seat=line.seat, organisation=own))
    return _page(request, "posts/post_body.html", shown, form)


def _is_set(actor: Actor, shown: PostPage, form: PostForm, organisation: str) -> bool:
    """Whether it was kept; else what was refused stands above, or at the name that is none."""
    line, said = shown.view.line, {name: form.cleaned_data[name] for name in PostForm.base_fields}
    try:
        set_post(actor=actor, ladder=line.ladder, stage=line.stage, seat=line.seat, organisation=organisation, **said)
    except (Refused, Usage) as refusal:
        if isinstance(refusal, NotHere):
            raise
        form.add_error(refusal.where if refusal.where in form.fields else None, refusal.what)
        return False
    return True


def _page(request: HttpRequest, template: str, shown: PostPage, form: Any) -> HttpResponse:
    context = {"shown": shown, "line": shown.view.line, "form": form, "active": ACTIVE}
    return render(request, template, context, status=400 if form.errors else 200)
