"""Which rules claim law or guidance, by the folders that they stand in."""

from collections.abc import Mapping
from functools import cache

from sightline.model.errors import Usage
from sightline.model.rules import Rule, RuleStatus
from sightline.rulebook.rules import load_rules
from sightline.translation.messages import lazy as _

CONFIRMED, OWNED = "rule_confirmed", "rule_owned"
CLAIMS = (RuleStatus.STATUTORY, RuleStatus.OFFICIAL, RuleStatus.UNVERIFIED)
FOLDERS = (
    ("Clocks", ("england", "timescales")),
    ("Patterns", ("england", "patterns")),
    ("Meetings", ("england", "meetings")),
    (_("Measures against those who harm"), ("england", "disruption")),
    (_("Wording in case notes"), ("casenotes", "wording")),
    (_("What case notes mention"), ("casenotes", "mentions")),
)


@cache
def rules_with_guidance() -> Mapping[str, tuple[str, Rule]]:
    """The rules that claim law or guidance, each with its kind.

    By id; where an earlier folder has a rule of the same id, by the folder's name and the id.
    """
    found: dict[str, tuple[str, Rule]] = {}
    for kind, folder in FOLDERS:
        for rule in load_rules(*folder):
            if rule.status in CLAIMS:
                found[rule.id if rule.id not in found else f"{folder[-1]}-{rule.id}"] = (kind, rule)
    return found


def need_rule_with_guidance(rule_id: str) -> Rule:
    """The rule of that id; Usage where none of that id claims law or guidance."""
    found = rules_with_guidance().get(rule_id)
    if found is None:
        raise Usage(
            _("There is no rule '%(rule_id)s' that is based on law or guidance.") % {"rule_id": rule_id},
            code="no_rule",
            what_to_do=_("See the ids with 'sightline rules verify'."),
        )
    return found[1]
