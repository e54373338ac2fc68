"""What the pages of items and clocks need in words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ResponseLine, StepLine
from sightline.casework.rules.pages import RuleCheck
from sightline.casework.rules.selectors import checks
from sightline.casework.worklist.pages import ItemView
from sightline.escalation import Happening, ResponseKind, Why, read_answer_rules
from sightline.model.nouns import ClockState
from sightline.model.rules import Rule, RuleStatus
from sightline.web.core import times
from sightline.web.core.whens import when_in_words
from sightline.web.core.words import plain
from sightline.web.escalation import presenters as escalation_presenters
from sightline.web.escalation import titles

register = template.Library()
register.filter("ladder", escalation_presenters.ladder_in_words)
register.filter("rule_status", escalation_presenters.status_in_words)
register.filter("stops", escalation_presenters.stops_in_words)
register.filter("left", escalation_presenters.time_left)
register.filter("item_title", titles.item_title)
register.filter("item_about", titles.item_about)
register.filter("item_task", titles.item_task)
register.filter("two_times", times.two_times)
register.filter("overdue_in_words", times.overdue_in_words)
register.filter("late_by", times.late_by)
register.filter("deadline_late", times.lateness)
register.filter("answer_due", times.answer_due)
register.filter("returns_stated", times.returns_stated)
register.filter("deadline_was", times.deadline_was)
register.filter("was_due", times.was_due)


@register.filter
def stage(name: str, ladder: str = "") -> str:
    """A stage of a ladder; without the ladder, by the name that most have for it."""
    return escalation_presenters.stage_in_words(name, ladder)


@register.filter
def item_source(source: str) -> str:
    """What kind of thing it is that climbs."""
    return escalation_presenters.SOURCES.get(source, plain(source))


@register.filter
def item_state(state: str) -> str:
    """How an item stands."""
    return escalation_presenters.STATES.get(state, plain(state))


@register.filter
def step_opened(step: StepLine) -> str:
    """Whether and when those who were told of a step opened their notices."""
    return escalation_presenters.opened_in_words(step, when_in_words)


@register.filter
def step_why(why: str) -> str:
    """Why an item came to a stage."""
    return escalation_presenters.WHY.get(Why(why), plain(why).lower())


@register.filter
def happened(kind: str) -> str:
    """What somebody did, after their name."""
    return escalation_presenters.HAPPENED.get(Happening(kind), plain(kind).lower())


@register.filter
def reason(reason_id: str) -> str:
    """A reason for not proceeding, as the list says it."""
    found = read_answer_rules().reasons.get(reason_id)
    return found.label if found else plain(reason_id)


@register.filter
def authority(rule: Rule) -> str:
    """Who decided it, what was looked for, or where it is written: with a capital and no full stop."""
    said = f"{rule.authority}".rstrip(".")
    return _("Decided by %(authority)s") % {"authority": said} if said and rule.status is RuleStatus.LOCAL else said


@register.simple_tag
def rule_check(rule_id: str) -> RuleCheck | None:
    """How a rule stands with its document; None where it is based on no law and no guidance."""
    return checks.find_rule_check(rule_id=rule_id)


@register.simple_tag
def clock_tag(line: ClockLine) -> dict[str, Any]:
    """The words of a clock's tag and its class; overdue is red, all else grey."""
    if line.came_late:
        return {"words": escalation_presenters.ARRIVED_LATE, "class": "govuk-tag--yellow"}
    over = line.state is ClockState.BREACHED
    return {
        "words": escalation_presenters.CLOCK_STATES[line.state],
        "class": "govuk-tag--red" if over else "govuk-tag--grey",
    }


@register.filter
def last_answer(shown: ItemView) -> ResponseLine | None:
    """The last answer, or what was said to be done, that somebody further up is to see."""
    said = [one for one in shown.page.answers if one.kind in (*ResponseKind, Happening.ACTION_DONE)]
    return said[-1] if said else None
