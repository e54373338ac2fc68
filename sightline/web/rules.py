"""What Sightline looks for, and why: a page printed from the rules, in the words that the rules themselves use."""

from dataclasses import dataclass

from sightline.model.rules import Rule
from sightline.rulebook.rules import load_rules

FOLDERS = (
    ("Who may see what", ("sharing",)),
    ("Same person?", ("linkage", "rules")),
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one folder."""

    title: str
    rules: tuple[Rule, ...]


def print_rules() -> tuple[Chapter, ...]:
    """The chapters, in order; one without rules is left out."""
    chapters = (Chapter(title, load_rules(*folder)) for title, folder in FOLDERS)
    return tuple(chapter for chapter in chapters if chapter.rules)
