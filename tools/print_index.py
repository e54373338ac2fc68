"""Prints docs/README.md: every page of the docs, by what its reader needs. The site of the docs has the same menu."""

from pathlib import Path

from tools.import_map import ROOT

DOCS = ROOT / "docs"
# Pages in the order in which somebody new reads them; the others of the folder follow by name.
TUTORIALS = ("tour.md",)
FIRST_EXPLAINED = ("story.md",)
# Pages that lie directly in docs, by need.
REFERENCE = ("timescales.md",)
EXPLANATION = ("concerns.md", "meetings.md", "home.md", "finding.md", "security.md")
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
    how_to = _in("how-to")
    changing = [path for path in how_to if path.name.startswith("add-")]
    return {
        "First hour": _in("tutorial", first=TUTORIALS),
        "How to": [path for path in how_to if path not in changing],
        "How to change Sightline": changing,
        "Reference": [*_in("reference"), *(DOCS / name for name in REFERENCE)],
        "Explanation": [
            *_in("explanation", first=FIRST_EXPLAINED),
            *(DOCS / name for name in EXPLANATION),
            DOCS / "decisions" / "README.md",
        ],
    }


def _in(folder: str, *, first: tuple[str, ...] = ()) -> list[Path]:
    """The pages of a folder: those named first, then the others by name."""
    named = [DOCS / folder / name for name in first]
    return [*named, *sorted(path for path in (DOCS / folder).glob("*.md") if path not in named)]


def print_index() -> str:
    """docs/README.md."""
    lines = [OPENING]
    for title, paths in list_parts().items():
        lines += [f"## {title}", *(_line(path) for path in paths), ""]
    return "\n".join(lines)


def _line(path: Path) -> str:
    title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    return f"- [{title}]({path.relative_to(DOCS).as_posix()})"
