"""What Sightline looks for, and why: a page printed from the rules, in the words that the rules themselves use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.rulebook.files import read_toml_folder

FOLDERS = (
    ("Who may see what", ("sharing",)),
    ("Same person?", ("linkage", "rules")),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it is shown."""

    id: str
    label: str
    says: str
    why: str
    status: str
    decided_by: str
    decided_on: date | None
    measured: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one folder."""

    title: str
    rules: tuple[Rule, ...]


def print_rules() -> tuple[Chapter, ...]:
    """The chapters, in order; a rule without words for people is not one of them."""
    chapters = []
    for title, folder in FOLDERS:
        tables = read_toml_folder(*folder).values()
        chapters.append(Chapter(title, tuple(make_rule(table) for table in tables if "says" in table)))
    return tuple(chapter for chapter in chapters if chapter.rules)


def make_rule(table: dict[str, Any]) -> Rule:
    """One rule from its TOML table."""
    citation = table.get("citation", {})
    words = {
        name: str(table.get(name, "")) for name in ("id", "label", "says", "why", "status", "decided_by", "measured")
    }
    return Rule(
        **words,
        decided_on=_as_day(table.get("decided_on")),
        citation=str(citation.get("title", "")),
        url=str(citation.get("url", "")),
    )


def _as_day(written: date | str | None) -> date | None:
    """TOML has dates, but some rules write them as text."""
    return date.fromisoformat(written) if isinstance(written, str) else written
