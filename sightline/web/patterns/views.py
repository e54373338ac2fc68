"""The page of one recognised pattern: what it says, since when it could be seen, by whom, on which records; its answer.

What waits for a meeting offers no form of action here. The meeting is the answer, or a reason from every agency that
must answer.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.patterns.selectors import read_recognised
from sightline.casework.rolls.selectors import are_rolls_sealed
from sightline.escalation import ResponseKind
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.escalation.forms import AnswerItemForm

ACTIVE = "find"
FORMS = (ResponseKind.ACT.value, ResponseKind.NOT_PROCEED.value)
OF_THE_POST = gettext_lazy(
    "Your answer was not saved: only the responsible person can answer. Tell your team manager what you know."
)
BY_MEETING = (ResponseKind.NOT_PROCEED.value,)


@page("GET", "HEAD")
def recognised(request: HttpRequest, session: ReaderSession, instance_key: str) -> HttpResponse:
    """What was recognised, and on what it rests."""
    shown = read_recognised(session, instance_key=instance_key)
    rule = rule_of(shown.line.pattern_id)
    context = {"shown": shown, "rule": rule, "sealed_rolls": are_rolls_sealed(), "active": ACTIVE}
    return render(request, "patterns/recognised.html", context)


@page("GET", "HEAD", "POST")
def answer_recognised(request: HttpRequest, session: ReaderSession, instance_key: str) -> HttpResponse:
    """Answer it, also before it climbs. From then on it is an item."""
    shown = read_recognised(session, instance_key=instance_key)
    allowed = BY_MEETING if shown.by_meeting else FORMS
    form = AnswerItemForm.of(request, allowed=allowed)
    opened: list[str] = []

    def keep() -> None:
        try:
            opened.append(answer_pattern(session, instance_key=instance_key, form=form.answer()))
        except NotHere as error:  # an item asks it already, of whoever holds the post
            raise Refused(OF_THE_POST, code="asked_of_the_post") from error

    if form.is_kept(keep):
        messages.success(request, _("Your answer is saved. Copy it into your case system too."))
        return redirect("item", opened[0])
    context = {"recognised": shown, "form": form, "rule": rule_of(shown.line.pattern_id), "may": shown.may_answer}
    return form_page(request, "escalation/item_answer.html", context | {"active": ACTIVE})
