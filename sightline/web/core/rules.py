"""What Sightline looks for, and why: a page printed from the rules, in the words that the rules themselves use."""

from dataclasses import dataclass
from functools import cache

from sightline.model.rules import Rule
from sightline.rulebook.rules import load_rules
from sightline.translation.messages import lazy as _

PATTERNS = ("england", "patterns")
FOLDERS = (
    (_("Who may see what"), ("sharing",)),
    (_("Who may open a child’s records"), ("england", "sharing", "access")),
    (_("Questions about reading"), ("england", "sharing", "reading")),
    (_("Possible matches"), ("linkage", "rules")),
    (_("Timescales"), ("england", "timescales")),
    (_("Patterns across agencies"), PATTERNS),
    (_("Unanswered questions"), ("england", "curiosity")),
    (_("Who must answer, and by when"), ("england", "escalation")),
    (_("Who each action escalates to"), ("england", "escalation", "ladders")),
    (_("Meetings"), ("england", "meetings")),
)
ANSWERING = (
    ("sharing",), ("england", "sharing", "access"), ("england", "sharing", "reading"), ("england", "escalation"),
    ("england", "escalation", "ladders"), ("england", "meetings"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one folder: whether each has a page of its own, and whether it says who sees, meets and answers."""

    title: str
    rules: tuple[Rule, ...]
    has_pages: bool = False
    is_of_answering: bool = False


def print_rules() -> tuple[Chapter, ...]:
    """The chapters, in order; one without rules is left out."""
    chapters = (
        Chapter(title, load_rules(*folder), folder == PATTERNS, folder in ANSWERING) for title, folder in FOLDERS
    )
    return tuple(chapter for chapter in chapters if chapter.rules)


@cache
def rule_labels() -> dict[str, str]:
    """The label of each rule, by id."""
    return {rule.id: rule.label for chapter in print_rules() for rule in chapter.rules}


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule of the chapters, by id."""
    return {rule.id: rule for chapter in print_rules() for rule in chapter.rules}


def rule_of(rule_id: str) -> Rule | None:
    """One rule; None where it is of another version of the rules."""
    return all_rules().get(rule_id)


def rule_in_words(rule_id: str) -> str:
    """A rule's label; its id where it has none."""
    return rule_labels().get(rule_id, rule_id)
