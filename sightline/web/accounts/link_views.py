"""The pages of a one-time link: it is opened, its token leaves the address, and its person chooses a password.

Opening a link uses nothing up, because programs open links too; only the form does.
"""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.accounts.services.links import hash_token, read_link, use_link
from sightline.model.errors import Refused, Usage
from sightline.web.accounts.forms import PasswordForm
from sightline.web.core.forms import form_page

HELD = "one_time_link"


def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the hash of the token in the session, and go on to an address without it. Open to everybody."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    request.session[HELD] = hash_token(token)
    return redirect("account_link")


def choose_password(request: HttpRequest) -> HttpResponse:
    """The form for a password; 404 without a link that can be used. Whoever is signed in is signed out first."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    token_hash = request.session.get(HELD, "")
    form = PasswordForm.of(request)
    try:
        username = read_link(token_hash=token_hash)
        if form.is_whole and _is_used(token_hash, form):
            logout(request)
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
    except Refused as refusal:
        return render(request, "accounts/account_link_ended.html", {"error": refusal}, status=404)
    context = {"form": form, "link_for": username}
    return form_page(request, "accounts/account_link.html", context)


def _is_used(token_hash: str, form: PasswordForm) -> bool:
    """Whether the password was taken; else what is wrong with it is said at its box."""
    try:
        use_link(token_hash=token_hash, password=form.cleaned_data["password"])
    except Usage as error:
        form.add_error("password", error.what)
        return False
    return True
