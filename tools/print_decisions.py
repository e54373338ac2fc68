"""Prints docs/decisions/README.md: every decision with its number, its date and whether it is in force."""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.import_map import ROOT

FOLDER = ROOT / "docs" / "decisions"
SECTIONS = ("Context", "Decision", "What was measured or compared", "Consequences")
OPENING = """# Decisions

Why Sightline is built as it is: one page a decision, in the order in which they were made.

A decision is never rewritten. A new one replaces it: write the next number, name the old page under "Context",
and set the old page's status to "replaced by" with a link. Each page has four parts: context, decision, what
was measured or compared, consequences. Then run `python -m tools.print_docs`, which prints this list.

| number | date | decision | status |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One page: its number, title, date, status and the headings of its parts."""

    path: Path
    title: str
    day: str
    status: str
    sections: tuple[str, ...]


def read_pages() -> list[DecisionPage]:
    """Every page in the order of its number. ValueError where one has no title or no line with date and status."""
    return [_read(path) for path in sorted(FOLDER.glob("[0-9]*.md"))]


def _read(path: Path) -> DecisionPage:
    text = path.read_text(encoding="utf-8")
    head = re.match(r"# (.+)\n\nDate: (\d{4}-\d\d-\d\d)\. Status: (.+)\.\n", text)
    if not head:
        raise ValueError(f"{path.name}: begin with '# Title', then 'Date: YYYY-MM-DD. Status: in force.'")
    return DecisionPage(path, head[1], head[2], head[3], tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)))


def print_decisions() -> str:
    """docs/decisions/README.md."""
    rows = [
        f"| {one.path.name[:4]} | {one.day} | [{one.title}]({one.path.name}) | {one.status} |" for one in read_pages()
    ]
    return OPENING + "\n".join(rows) + "\n"
