"""The pages of what is to be looked at again: the list, and one thing of it with the answer.

The page says nothing about whether something still stands. It says what changed, what rested on it, and asks.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.selectors.withdrawn_rules import WITHDRAWN
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.pages import RECOGNISED_NO_MORE
from sightline.casework.reappraisal.services import identity as reappraisal_identity_reappraisals
from sightline.casework.reappraisal.services.identity import list_look_again, read_look_again
from sightline.casework.reappraisal.services.patterns import keep_pattern_review, list_pattern_reviews
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.reappraisal.forms import LookAgainForm

ACTIVE = "look_again"
RESTED = (
    (
        RECOGNISED_NO_MORE,
        gettext_lazy("Patterns no longer found"),
        gettext_lazy(
            "A record was corrected, or a confirmed name in a note was withdrawn. Sightline has not undone "
            "any decision."
        ),
    ),
    (
        WITHDRAWN,
        gettext_lazy("Decided by a rule that is withdrawn"),
        gettext_lazy(
            "The partnership withdrew these rules after people had made decisions based on them. Sightline has not "
            "undone any decision."
        ),
    ),
)


@page("GET", "HEAD")
def look_again(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What this account decided, or looks after, about people who changed since."""
    listed = list_look_again(session)
    found = list_pattern_reviews(session)
    rested = [(title, says, [one for one in found if one.why == why]) for why, title, says in RESTED]
    context = {"listed": listed, "rested": rested, "has_rested": bool(found), "active": ACTIVE}
    return render(request, "reappraisal/needs_review.html", context)


@page("GET", "HEAD", "POST")
def look_again_one(request: HttpRequest, session: ReaderSession, number: int) -> HttpResponse:
    """One thing: what changed, what rested on it, and whether it still stands."""
    one = read_look_again(session, number=number)
    form = LookAgainForm.of(request)
    if form.is_kept(
        lambda: reappraisal_identity_reappraisals.look_again(
            session, number=number, stands=form.stands(), why=form.cleaned_data["why"]
        )
    ):
        messages.success(request, _("Your review is saved."))
        return redirect("look_again")
    context = {"one": one, "form": form, "active": ACTIVE}
    return form_page(request, "reappraisal/needs_review_one.html", context)


@page("GET", "HEAD", "POST")
def pattern_review(request: HttpRequest, session: ReaderSession, decision: int, key: str) -> HttpResponse:
    """Something that was decided by what a rule recognised, and rests on nothing now: does it still stand?"""
    listed = list_pattern_reviews(session)
    one = next((one for one in listed if (one.decision, one.key) == (decision, key)), None)
    if one is None:
        raise NotHere
    form = LookAgainForm.of(request)
    if form.is_kept(
        lambda: keep_pattern_review(
            session, decision=decision, key=key, stands=form.stands(), why=form.cleaned_data["why"]
        )
    ):
        messages.success(request, _("Your review is saved."))
        return redirect("look_again")
    context = {"one": one, "form": form, "active": ACTIVE}
    return form_page(request, "reappraisal/pattern_review.html", context)
