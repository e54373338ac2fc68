"""The pages by which a named person confirms a rule against its document, and the first-run guide."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.rules.selectors.first_run import list_rule_checks, read_first_run, read_rule_guidance
from sightline.casework.rules.services import confirmations as rules_services
from sightline.model.errors import Usage
from sightline.model.nouns import Role
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.rules.forms import ConfirmRuleForm

ACTIVE = "rule_switches"


@page("GET", "HEAD")
def rule_checks(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every rule that claims law or guidance, and how many a named person confirmed."""
    checks = list_rule_checks(session)
    context = {
        "checks": checks,
        "confirmed": sum(one.is_confirmed for one in checks),
        "unchecked": sum(one.is_unchecked for one in checks),
        "active": ACTIVE,
    }
    return render(request, "rules/rule_checks.html", context)


@page("GET", "HEAD", "POST")
def confirm_rule(request: HttpRequest, session: ReaderSession, rule_id: str) -> HttpResponse:
    """One rule with its confirmations, and the form for one more."""
    try:
        shown = read_rule_guidance(session, rule_id=rule_id)
    except Usage as error:
        raise NotHere from error
    form = ConfirmRuleForm.of(request, asks_reader=session.actor.reader.role is Role.OPERATOR)
    if form.is_kept(lambda: _confirm(session, rule_id, form.cleaned_data)):
        messages.success(request, _("We have recorded that this rule is confirmed."))
        return redirect("confirm_rule", rule_id)
    context = {"shown": shown, "rule": shown.check.rule, "form": form, "active": ACTIVE}
    return form_page(request, "rules/confirm_rule.html", context)


def _confirm(session: ReaderSession, rule_id: str, said: Mapping[str, Any]) -> None:
    rules_services.confirm_rule(
        session, rule_id=rule_id, title=said["title"], paragraph=said["paragraph"], edition=said["edition"],
        read_on=said["read_on"], reader=said.get("reader", ""),
    )  # fmt: skip


@page("GET", "HEAD")
def first_run(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The first-run guide: what to do, and the items a week that each rule would bring."""
    return render(request, "rules/first_run.html", {"shown": read_first_run(session), "active": ACTIVE})
