"""Prints docs/explanation/for-families.md from the page that the app shows to anybody: one source for both."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from tools.words.pages import read_translated

PAGE = Path(__file__).parents[1] / "sightline" / "web" / "templates" / "data" / "families.html"
BELOW = """`make docs` prints this page from a page of Sightline. Anybody can open it from the foot of each page.
Why it has no score: [no risk score](../decisions/0001-no-risk-score.md).
"""
BEFORE = {"h1": "# ", "h2": "## ", "p": "", "li": "- "}
CELLS = ("th", "td")


def print_families() -> str:
    """The page in Markdown."""
    text = read_translated(PAGE.read_text(encoding="utf-8"))
    written = _Written()
    written.feed(re.sub(r"{%.*?%}", "", text.partition("{% block content %}")[2]))
    written.close()
    return "\n".join([*written.lines, BELOW])


class _Written(HTMLParser):
    """Writes each heading, paragraph, item and row as it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.text = self.link = ""
        self.cells: list[str] = []
        self.number = 0
        self.is_label = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in (*BEFORE, *CELLS):
            self.text = ""
        elif tag == "strong":
            self.text += "**"
        elif tag == "a":
            self.link = said["href"] or ""
            self.text += "[" if self.link.startswith("#") else ""
        elif tag == "ol":
            self.number = 1
        self.is_label = self.is_label or said.get("class") == "sl-label"

    def handle_data(self, data: str) -> None:
        self.text += "" if self.is_label else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self.text += "**"
        elif tag == "a":
            self.text += f"]({self.link})" if self.link.startswith("#") else ""
        elif tag == "span":
            self.is_label = False
        elif tag in CELLS:
            self.cells.append(self.text.strip())
        elif tag == "tr":
            self._write_row()
        elif tag in BEFORE:
            self._write(tag)
        elif tag in ("ul", "ol", "table"):
            self.number = 0
            self.lines.append("")

    def _write(self, tag: str) -> None:
        before = BEFORE[tag]
        if tag == "li" and self.number:
            before, self.number = f"{self.number}. ", self.number + 1
        self.lines += [f"{before}{' '.join(self.text.split())}", *([] if tag == "li" else [""])]

    def _write_row(self) -> None:
        is_head = not self.lines or not self.lines[-1].startswith("|")
        self.lines.append(f"| {' | '.join(self.cells)} |")
        if is_head:
            self.lines.append("|---" * len(self.cells) + "|")
        self.cells = []
