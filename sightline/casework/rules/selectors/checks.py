"""Which rules that claim law or guidance a named person here confirmed against the document, and who owns each.

A confirmation is of one version of a rule. A rule that was changed since must be confirmed again.
"""

from sightline.casework.core.models import Decision
from sightline.casework.rules.guidance import CONFIRMED, OWNED, rules_with_guidance
from sightline.casework.rules.pages import Confirmation, RuleCheck
from sightline.model.rules import Rule


def guidance_key(*, rule: Rule) -> str:
    """The key of a rule among those with guidance: not its id where a rule of another kind has that id too."""
    with_guidance = rules_with_guidance().items()
    return next((key for key, (_, one) in with_guidance if (one.id, one.version) == (rule.id, rule.version)), rule.id)


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
    return RuleCheck(rule_id, found[1], found[0], _read_confirmation(row) if row else None)


def confirmations_of(*, rule_id: str) -> tuple[Confirmation, ...]:
    """Every confirmation of a rule, the newest first."""
    rows = Decision.objects.of_kind(CONFIRMED).filter(body__rule_id=rule_id).newest_first()
    return tuple(_read_confirmation(row) for row in rows)


def last_confirmations() -> dict[str, Confirmation]:
    """The last confirmation of each rule that has one."""
    rows = Decision.objects.of_kind(CONFIRMED).oldest_first()
    return {found.rule_id: found for found in map(_read_confirmation, rows)}


def owners_of_rules() -> dict[str, str]:
    """The named owner of each rule that has one: who was named last, or who confirmed it last."""
    rows = Decision.objects.of_kind(CONFIRMED, OWNED).oldest_first()
    return {row.body["rule_id"]: row.body["owner"] for row in rows if row.body["owner"]}


def _read_confirmation(row: Decision) -> Confirmation:
    words = ("rule_id", "title", "paragraph", "edition", "read_on", "reader", "rule_version")
    return Confirmation(sequence=row.sequence, at=row.at, by=row.by, **{word: row.body[word] for word in words})
