"""The page of one pattern's rule with its numbers, and its withdrawal.

The words stand for everybody who may sign in. Numbers, and who was shown what, are given or left out by casework; a
view decides nothing of it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.rules.selectors.pattern_page import read_rule_page
from sightline.casework.rules.services import withdrawal as patterns_rule_withdrawal
from sightline.casework.rules.services.withdrawal import restore_rule
from sightline.model.errors import Refused, Usage
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.rules.forms import WithdrawForm

ACTIVE = "looks_for"


@page("GET", "HEAD")
def rule_page(request: HttpRequest, session: ReaderSession, rule_id: str) -> HttpResponse:
    """What a rule says, how often it is met, what chance gives, of which children, and what was decided about it."""
    try:
        shown = read_rule_page(session, rule_id=rule_id)
    except Usage as error:
        raise NotHere from error
    return render(request, "rules/rule_page.html", {"shown": shown, "rule": rule_of(rule_id), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def withdraw_rule(request: HttpRequest, session: ReaderSession, rule_id: str) -> HttpResponse:
    """Withdraw a rule, or bring it back, saying why."""
    try:
        shown = read_rule_page(session, rule_id=rule_id)
    except Usage as error:
        raise NotHere from error
    if not shown.is_owner:
        raise Refused(
            _("Only the partnership executive, information governance or the operator can withdraw a rule."),
            code="not_for_role",
            what_to_do=_("Ask one of them."),
        )
    form = WithdrawForm.of(request)
    back = bool(shown.withdrawn)
    if form.is_kept(lambda: _keep(request, session, rule_id, form.cleaned_data["why"], back=back)):
        return redirect("rule_page", rule_id)
    context = {"shown": shown, "rule": rule_of(rule_id), "form": form, "active": ACTIVE}
    return form_page(request, "rules/rule_withdraw.html", context)


def _keep(request: HttpRequest, session: ReaderSession, rule_id: str, why: str, *, back: bool) -> None:
    if back:
        restore_rule(session, rule_id=rule_id, why=why)
        messages.success(request, _("The rule is no longer withdrawn. It is switched off."))
    else:
        rested = patterns_rule_withdrawal.withdraw_rule(session, rule_id=rule_id, why=why)
        messages.success(request, _("The rule is withdrawn. Needs review: %(rested)s.") % {"rested": rested})
