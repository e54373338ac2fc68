"""The papers that a partnership needs before it imports a real file, from their rules, and which of them are missing.

Nothing here reads a table: what is recorded comes in.
"""

from collections.abc import Collection

from sightline.model.rules import Rule
from sightline.rulebook.rules import load_rules

FOLDER = ("england", "sharing", "papers")
BEFORE_ERASURE = ("england", "retention", "before_erasure")


def paper_rules() -> tuple[Rule, ...]:
    """The rule of each paper, by id."""
    return load_rules(*FOLDER)


def missing_papers(recorded: Collection[str]) -> tuple[Rule, ...]:
    """The papers that are needed and not among these."""
    return tuple(rule for rule in paper_rules() if rule.id not in recorded)


def erasure_papers() -> tuple[Rule, ...]:
    """The rule of each paper without which nothing is erased, by id."""
    return load_rules(*BEFORE_ERASURE)


def missing_for_erasure(recorded: Collection[str]) -> tuple[Rule, ...]:
    """The papers without which nothing is erased, and not among these."""
    return tuple(rule for rule in erasure_papers() if rule.id not in recorded)
