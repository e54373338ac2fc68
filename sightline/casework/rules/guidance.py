"""Which rules claim law or guidance, and which of them a named person here confirmed against the document.

A confirmation is of one version of a rule. A rule that was changed since must be confirmed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sightline.casework.core.models import Decision
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


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a named person read the document: `by` is the account, `reader` the person who read, where it is another."""

    sequence: int
    rule_id: str
    title: str
    paragraph: str
    edition: str
    read_on: str
    at: str
    by: str = field(repr=False)
    reader: str = field(repr=False)
    rule_version: str = ""


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A rule that claims law or guidance, and the last confirmation of it. `is_confirmed`: of this version."""

    key: str
    rule: Rule
    kind: str
    last: Confirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody confirmed the rule as it is now."""
        return self.last is not None and self.last.rule_version == self.rule.version

    @property
    def is_unchecked(self) -> bool:
        """Whether nobody at all has read the document: no citation, and no confirmation of this version."""
        return self.rule.status is RuleStatus.UNVERIFIED and not self.is_confirmed


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


def guidance_key(*, rule: Rule) -> str:
    """The key of a rule among those with guidance: not its id where a rule of another kind has that id too."""
    with_guidance = rules_with_guidance().items()
    return next((key for key, (_, one) in with_guidance if (one.id, one.version) == (rule.id, rule.version)), rule.id)


def need_rule_with_guidance(rule_id: str) -> Rule:
    """The rule of that id; Usage where none of that id claims law or guidance."""
    found = rules_with_guidance().get(rule_id)
    if found is None:
        raise Usage(
            _("No rule '%(rule_id)s' is based on law or guidance.") % {"rule_id": rule_id},
            code="no_rule",
            what_to_do=_("See the ids with 'sightline rules verify'."),
        )
    return found[1]


def read_rule_checks() -> tuple[RuleCheck, ...]:
    """Every rule that claims law or guidance, with its last confirmation."""
    last = last_confirmations()
    return tuple(RuleCheck(key, rule, kind, last.get(key)) for key, (kind, rule) in rules_with_guidance().items())


def find_rule_check(*, rule_id: str) -> RuleCheck | None:
    """One rule's standing; None where it claims no law and no guidance."""
    found = rules_with_guidance().get(rule_id)
    if found is None:
        return None
    row = Decision.objects.of_kind(CONFIRMED).filter(body__rule_id=rule_id).newest_first().first()
    return RuleCheck(rule_id, found[1], found[0], _read(row) if row else None)


def confirmations_of(*, rule_id: str) -> tuple[Confirmation, ...]:
    """Every confirmation of a rule, the newest first."""
    rows = Decision.objects.of_kind(CONFIRMED).filter(body__rule_id=rule_id).newest_first()
    return tuple(_read(row) for row in rows)


def last_confirmations() -> dict[str, Confirmation]:
    """The last confirmation of each rule that has one."""
    rows = Decision.objects.of_kind(CONFIRMED).oldest_first()
    return {found.rule_id: found for found in map(_read, rows)}


def owners_of_rules() -> dict[str, str]:
    """The named owner of each rule that has one: who was named last, or who confirmed it last."""
    rows = Decision.objects.of_kind(CONFIRMED, OWNED).oldest_first()
    return {row.body["rule_id"]: row.body["owner"] for row in rows if row.body["owner"]}


def _read(row: Decision) -> Confirmation:
    words = ("rule_id", "title", "paragraph", "edition", "read_on", "reader", "rule_version")
    return Confirmation(sequence=row.sequence, at=row.at, by=row.by, **{word: row.body[word] for word in words})
