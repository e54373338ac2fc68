"""Every rule that can escalate, with its kind: clocks, questions, patterns, and data and owners."""

from functools import cache

from sightline.casework.rule_switches.selectors import FOLDER, escalating_patterns
from sightline.escalation import LATE_DELIVERY, SENTENCE_QUESTION, read_escalation_rules
from sightline.model.errors import Usage
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import load_rules
from sightline.translation.messages import lazy as gettext_lazy

LATE = "late_extract"

CLOCKS, QUESTIONS, PATTERNS, OTHERS = "clocks", "questions", "patterns", "others"


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


def need_rule(rule_id: str) -> Rule:
    """The rule of that id; Usage where none escalates anything."""
    for _, rule in escalation_rules():
        if rule.id == rule_id:
            return rule
    raise Usage(
        gettext_lazy("No rule '%(rule_id)s' escalates.") % {"rule_id": rule_id},
        code="no_rule",
        what_to_do=gettext_lazy("See the ids with 'sightline rules'."),
    )


def kind_of(rule_id: str) -> str:
    """Whether a rule is about clocks, questions or something else; `need_rule` says whether there is one."""
    return next((kind for kind, rule in escalation_rules() if rule.id == rule_id), OTHERS)
