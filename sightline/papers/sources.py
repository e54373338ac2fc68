"""Where a statement comes from, in words: a rule with its authority, or what Sightline itself does."""

from sightline.model.rules import Rule, RuleStatus


def rule_source(rule: Rule) -> str:
    """The rule, its version, and on whose authority it is: cited, decided here, measured, or not yet checked."""
    said = f"rule {rule.id}, version {rule.version}"
    if rule.citation is not None:
        paragraph = f", {rule.citation.paragraph}" if rule.citation.paragraph else ""
        return f"{said}; {rule.status}: {rule.citation.title}{paragraph}, read on {rule.citation.read_on.isoformat()}"
    if rule.status is RuleStatus.UNVERIFIED:
        return f"{said}; unverified: not yet checked against the guidance"
    return f"{said}; {rule.status}: {rule.authority}"


def program_source(part: str) -> str:
    """What the program does, and the page of its documentation that says so."""
    return f"Sightline, {part}"
