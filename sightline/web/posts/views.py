"""The pages of posts: who holds which, since when; and the forms by which they change hands.

Who holds a post is asked anew at each step of an item. What went up while the post was empty does not come down again:
it is in the new holder's work list.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.posts.selectors.posts import PostPage, id_of, list_posts, read_post, read_post_to_divide
from sightline.casework.posts.services.posts import set_post
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.posts.forms import BodyForm, PostForm, initial_of

ACTIVE = "posts"


@page("GET", "HEAD")
def posts(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every post of every ladder."""
    return render(request, "posts/posts.html", {"listed": list_posts(session), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def post(request: HttpRequest, session: ReaderSession, post_id: str) -> HttpResponse:
    """One post: who holds it, who did before, and, for those who may, the form to change that."""
    shown = read_post(session, post_id=post_id)
    form = PostForm.of(request, initial=initial_of(shown.view))
    if form.is_kept(lambda: _set(session, shown, form, shown.view.line.organisation)):
        messages.success(request, _("The change is saved and applies from now."))
        return redirect("post", post_id)
    return _page(request, "posts/post.html", shown, form)


@page("GET", "HEAD", "POST")
def post_body(request: HttpRequest, session: ReaderSession, post_id: str) -> HttpResponse:
    """Give one school, clinic or other body a holder of its own for a post."""
    shown = read_post_to_divide(session, post_id=post_id)
    form = BodyForm.of(request)
    if form.is_kept(lambda: _set(session, shown, form, form.cleaned_data["organisation"])):
        messages.success(request, _("The change is saved. From now, actions about that body go to this person."))
        line = shown.view.line
        own = form.cleaned_data["organisation"]
        return redirect("post", id_of(ladder=line.ladder, stage=line.stage, seat=line.seat, organisation=own))
    return _page(request, "posts/post_body.html", shown, form)


def _set(session: ReaderSession, shown: PostPage, form: PostForm, organisation: str) -> None:
    line, said = shown.view.line, {name: form.cleaned_data[name] for name in PostForm.base_fields}
    set_post(session, ladder=line.ladder, stage=line.stage, seat=line.seat, organisation=organisation, **said)


def _page(request: HttpRequest, template: str, shown: PostPage, form: Any) -> HttpResponse:
    context = {"shown": shown, "line": shown.view.line, "form": form, "active": ACTIVE}
    return form_page(request, template, context)
