"""Every rule with a switch: those that can escalate, with their kind, and those that match records by uniqueness."""

from functools import cache

from sightline.casework.rule_switches.selectors import FOLDER, escalating_patterns
from sightline.escalation import LATE_DELIVERY, SENTENCE_QUESTION, read_escalation_rules
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.errors import Usage
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import load_rules
from sightline.translation.messages import lazy as gettext_lazy

LATE = "late_extract"

CLOCKS, QUESTIONS, PATTERNS, OTHERS, MATCHING = "clocks", "questions", "patterns", "others", "matching"


@cache
def escalation_rules() -> tuple[tuple[str, Rule], ...]:
    """Every rule that can escalate, with its kind. Disagreements are not among them: a person opens them."""
    found: list[tuple[str, Rule]] = []
    for kind, folder, key in ((CLOCKS, "timescales", "climbs"), (QUESTIONS, "curiosity", "urgent")):
        tables = read_toml_folder("england", folder).values()
        escalating = {table["id"] for table in tables if table.get(key) and table.get("on", True)}
        found += [(kind, rule) for rule in load_rules("england", folder) if rule.id in escalating]
    found += [(PATTERNS, rule) for rule in load_rules(*FOLDER) if rule.id in escalating_patterns()]
    return (*found, *((OTHERS, read_escalation_rules()[one]) for one in (LATE, LATE_DELIVERY, SENTENCE_QUESTION)))


@cache
def matching_rules() -> tuple[Rule, ...]:
    """The rules that match records because no one else could be meant, the surest first. They escalate nothing."""
    rules = {rule.id: rule for rule in load_rules("linkage", "rules")}
    return tuple(rules[name] for name in list_rules_on(off=()))


def rules_with_switch() -> tuple[tuple[str, Rule], ...]:
    """Every rule that can be switched, with its kind."""
    return (*escalation_rules(), *((MATCHING, rule) for rule in matching_rules()))


def need_rule(rule_id: str) -> Rule:
    """The rule of that id; Usage where none of that id has a switch."""
    for _, rule in rules_with_switch():
        if rule.id == rule_id:
            return rule
    raise Usage(
        gettext_lazy("No rule '%(rule_id)s' escalates.") % {"rule_id": rule_id},
        code="no_rule",
        what_to_do=gettext_lazy("See the ids with 'sightline rules'."),
    )


def kind_of(rule_id: str) -> str:
    """Whether a rule is about clocks, questions, matching or something else; `need_rule` says whether there is one."""
    return next((kind for kind, rule in rules_with_switch() if rule.id == rule_id), OTHERS)
