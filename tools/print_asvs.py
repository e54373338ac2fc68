"""Prints docs/reference/asvs.md from docs/reference/asvs.csv: each requirement of ASVS with its state and its tests."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
HOW_TO = REFERENCE.parent / "how-to"
STATES = {
    "met": "the program does it, and the tests named fail if it stops; where none can, the row says why",
    "partly": "some of it is done; the row says what is missing",
    "not yet": "nothing does it",
    "by the installer": "the partnership's proxy or host does it, as the guide that the row names says",
    "not applicable": "there is nothing of the kind in Sightline; the row says why",
}
CHAPTERS = {
    "V1": "Encoding and cleaning",
    "V2": "Input and business steps",
    "V3": "Browsers",
    "V4": "Web interfaces",
    "V5": "Files",
    "V6": "Signing in",
    "V7": "Sessions",
    "V8": "Access control",
    "V9": "Tokens that carry their own content",
    "V10": "OAuth and OpenID Connect",
    "V11": "Cryptography",
    "V12": "Encrypted connections",
    "V13": "Configuration",
    "V14": "Protection of data",
    "V15": "Architecture and libraries",
    "V16": "Logs and errors",
    "V17": "WebRTC",
}
TO_LEVEL_3 = ("V6", "V7", "V8", "V16")
BEGINS = """# ASVS: what Sightline meets, how, and which test holds it

For those who check Sightline's security before a partnership uses it: each requirement of a known standard, and how it
is met.

Printed from `asvs.csv` beside this page by `make docs`; a test holds the two equal.

The numbers and levels are those of the OWASP Application Security Verification Standard, edition 5.0.0, read on 28
November 2026. The standard is published under CC BY-SA 4.0. Only its numbers and levels are used here: names and
sentences are ours, and do not replace its text.

Here are the requirements of levels 1 and 2 in every chapter, and of level 3 for signing in, sessions, access control
and logs. We looked at our own program; nobody else has verified it. What is promised is in
[security](../security.md), what could go wrong in the [threat model](../explanation/threat-model.md)."""
HEADINGS = ("| number | level | what | state | how | held by |", "|---|---|---|---|---|---|")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its number and level in the standard, and what Sightline has to say to it."""

    number: str
    level: int
    name: str
    state: str
    how: str
    tests: tuple[str, ...]

    @property
    def chapter(self) -> str:
        """The chapter that it stands in, such as `V6`."""
        return self.number.partition(".")[0]


def read_requirements() -> tuple[Requirement, ...]:
    """Every row of asvs.csv, in the order of the standard."""
    with (REFERENCE / "asvs.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Requirement(row["req_id"], int(row["level"]), row["name"], row["state"], row["how"], _split(row["tests"]))
            for row in csv.DictReader(stream)
        )


def print_asvs() -> str:
    """The page: counts by state, then each chapter with its requirements."""
    rows = read_requirements()
    lines = [BEGINS, "", *_contents(), "", "## Counts", "", *_meanings(rows), "", *_counts(rows), ""]
    for chapter, title in CHAPTERS.items():
        lines += [f"## {chapter} {title}", "", *HEADINGS]
        lines += [_line(row) for row in rows if row.chapter == chapter]
        lines.append("")
    return "\n".join(lines)


def _split(tests: str) -> tuple[str, ...]:
    return tuple(tests.split())


def _contents() -> list[str]:
    titles = ["Counts", *(f"{chapter} {title}" for chapter, title in CHAPTERS.items())]
    return [f"- [{title}](#{title.lower().replace(' ', '-')})" for title in titles]


def _meanings(rows: Sequence[Requirement]) -> list[str]:
    counted = Counter(row.state for row in rows)
    lines = ["| state | meaning | requirements |", "|---|---|---|"]
    lines += [f"| {state} | {meaning} | {counted[state]} |" for state, meaning in STATES.items()]
    return [*lines, f"| **all** | | {len(rows)} |"]


def _counts(rows: Sequence[Requirement]) -> list[str]:
    lines = [f"| chapter | {' | '.join(STATES)} | all |", f"|---|{'---|' * len(STATES)}---|"]
    for chapter, title in CHAPTERS.items():
        lines.append(_count(f"{chapter} {title}", [row for row in rows if row.chapter == chapter]))
    for level in (1, 2, 3):
        lines.append(_count(f"level {level}", [row for row in rows if row.level == level]))
    return lines


def _count(what: str, rows: Sequence[Requirement]) -> str:
    counted = Counter(row.state for row in rows)
    return f"| {what} | {' | '.join(str(counted[state] or '') for state in STATES)} | {len(rows)} |"


def _line(row: Requirement) -> str:
    held = ", ".join(f"`{test}`" for test in row.tests) or "—"
    return f"| {row.number} | {row.level} | {row.name} | {row.state} | {_linked(row.how)} | {held} |"


def _linked(how: str) -> str:
    """The sentence, with the name of each page turned into a link to it."""
    return re.sub(r"(?<![\w/])([A-Za-z-]+\.md)", lambda found: _link(found[1]), how)


def _link(name: str) -> str:
    places: Iterable[tuple[Path, str]] = (
        (HOW_TO, "../how-to"), (REFERENCE, "."), (REFERENCE.parent / "explanation", "../explanation"),
        (REFERENCE.parent, ".."), (REFERENCE.parents[1], "../.."))  # fmt: skip
    return next(f"[{name.removesuffix('.md')}]({way}/{name})" for folder, way in places if (folder / name).is_file())
