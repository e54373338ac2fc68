"""Prints docs/README.md: every page of the docs, by what its reader needs."""

from pathlib import Path

from tools.import_map import ROOT

DOCS = ROOT / "docs"
# Pages that lie directly in docs, by need; those in a folder are listed by the folder.
TUTORIALS = ("tour.md", "story.md", "invented.md")
REFERENCE = (
    "command-line.md", "tables.md", "timescales.md", "patterns.md", "curiosity.md", "disruption.md", "escalation.md",
    "mappings.md", "errors-ingest.md", "rooms.md", "benchmarks.md", "scale.md",
)  # fmt: skip
EXPLANATION = (
    "architecture.md", "why.md", "security.md", "linkage.md", "groups.md", "casenotes.md", "concerns.md",
    "subject-files.md", "meetings.md", "notices.md", "home.md", "persons-pages.md", "finding.md",
)  # fmt: skip
OPENING = """# Docs, by what you need

| you want | look under |
|---|---|
| to see what Sightline is, in your first hour | [first hour](#first-hour) |
| to do one thing, step by step | [how to](#how-to) |
| to change Sightline | [how to change Sightline](#how-to-change-sightline), after [CONTRIBUTING](../CONTRIBUTING.md) |
| to look something up | [reference](#reference) |
| to know why | [explanation](#explanation) |

The terms are in the [glossary](../GLOSSARY.md).
"""


def list_parts() -> dict[str, list[Path]]:
    """Every page by need: the title of the part, and its pages in order."""
    how_to = sorted((DOCS / "how-to").glob("*.md"))
    changing = [path for path in how_to if path.name.startswith("add-")]
    return {
        "First hour": [DOCS / name for name in TUTORIALS],
        "How to": [path for path in how_to if path not in changing],
        "How to change Sightline": changing,
        "Reference": [*(DOCS / name for name in REFERENCE), *sorted((DOCS / "reference").glob("*.md"))],
        "Explanation": [
            *(DOCS / name for name in EXPLANATION),
            *sorted((DOCS / "explanation").glob("*.md")),
            DOCS / "decisions" / "README.md",
        ],
    }


def print_index() -> str:
    """docs/README.md."""
    lines = [OPENING]
    for title, paths in list_parts().items():
        lines += [f"## {title}", *(_line(path) for path in paths), ""]
    return "\n".join(lines)


def _line(path: Path) -> str:
    title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    return f"- [{title}]({path.relative_to(DOCS).as_posix()})"
