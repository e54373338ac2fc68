"""The pages on which a comment is written or withdrawn. They are listed on the page of what they are on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sightline.casework.comments.selectors import offer_comment, read_comment
from sightline.casework.comments.services import add_comment, withdraw_comment
from sightline.casework.core.session import ReaderSession
from sightline.web.comments.forms import CommentForm, WithdrawCommentForm
from sightline.web.comments.presenters import OWNERS
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page


@page("GET", "HEAD", "POST")
def add(request: HttpRequest, session: ReaderSession, owner: str, owner_id: str) -> HttpResponse:
    """Comment on a concern, an action, a meeting or a working file."""
    offered = offer_comment(session, owner=owner, owner_id=owner_id)
    form = CommentForm.of(request, choices=offered.choices)

    def keep() -> None:
        said = form.cleaned_data
        add_comment(session, owner=owner, owner_id=owner_id, words=said["words"], notified=said.get("notified", ()))

    if form.is_kept(keep):
        messages.success(request, _("Your comment is added. %(is_not)s") % {"is_not": OWNERS[owner].is_not})
        return _to_owner(owner, owner_id)
    context = {"form": form, "owner": OWNERS[owner], "owner_id": owner_id}
    return form_page(request, "comments/comment_add.html", context)


@page("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, session: ReaderSession, comment_id: str) -> HttpResponse:
    """Withdraw one's own comment."""
    shown = read_comment(session, comment_id=comment_id)
    form = WithdrawCommentForm.of(request)
    if form.is_kept(lambda: withdraw_comment(session, comment_id=comment_id, **form.cleaned_data)):
        messages.success(request, _("Your comment is withdrawn. The comment stays on the page, marked as withdrawn."))
        return _to_owner(shown.owner, shown.owner_id)
    context = {"form": form, "shown": shown, "owner": OWNERS[shown.owner]}
    return form_page(request, "comments/comment_withdraw.html", context)


def _to_owner(owner: str, owner_id: str) -> HttpResponse:
    response = redirect(OWNERS[owner].page, owner_id)
    response["Location"] += "#comments"
    return response
