"""The pages by which rules that carry things up are switched: the list, and one rule with what to expect of it.

A rule that is off is not deaf. The list says how much waits for it, and all of that stands as items from the minute
after it is switched on.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.rules.selectors.history import read_rule_switch
from sightline.casework.rules.services.activation import list_rules, switch_rule
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.rules.forms import SwitchForm

ACTIVE, MATCHING = "rule_switches", "matching"
KINDS = {
    "clocks": gettext_lazy("Deadlines"),
    "questions": gettext_lazy("Questions"),
    "patterns": gettext_lazy("Patterns across agencies"),
    "others": gettext_lazy("Data and owners"),
    "matching": gettext_lazy("Automatic matching"),
}


@page("GET", "HEAD")
def rule_switches(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Every rule that can carry things up, on or off, and what is to be expected of it."""
    lines = list_rules(session)
    chapters = [(title, [line for line in lines if line.kind == kind]) for kind, title in KINDS.items()]
    return render(request, "rules/rule_switches.html", {"chapters": chapters, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def rule_switch(request: HttpRequest, session: ReaderSession, rule_id: str) -> HttpResponse:
    """One rule: what it would bring to whom, its history, and the form to switch it."""
    try:
        shown = read_rule_switch(session, rule_id=rule_id)
    except NotAnAnswer:
        raise
    except Usage as error:
        raise NotHere from error
    form = SwitchForm.of(request)
    if form.is_kept(lambda: switch_rule(session, rule_id=rule_id, on=not shown.on, why=form.cleaned_data["why"])):
        messages.success(request, _say_switched(on=not shown.on, is_matching=shown.kind == MATCHING))
        return redirect("rule_switch", rule_id)
    context = {"shown": shown, "form": form, "rule": rule_of(rule_id), "active": ACTIVE}
    return form_page(request, "rules/rule_switch.html", context)


def _say_switched(*, on: bool, is_matching: bool) -> str:
    if is_matching:
        return _("The rule is on from the next update.") if on else _("The rule is off from the next update.")
    return _("The rule is on.") if on else _("The rule is off. Open actions stay open.")
