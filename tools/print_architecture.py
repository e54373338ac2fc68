"""Prints docs/explanation/architecture.md and its pictures from the import graph, the contracts and the docstrings.

The words between are `architecture_text.md`, in which a name in braces is a part that is printed.
"""

from pathlib import Path

from tools.data_paths import CONCERN, CSV_ROW, draw_path, list_path
from tools.draw_map import draw_map
from tools.import_map import Map, map_of, purpose

TEXT = Path(__file__).with_name("architecture_text.md")
PICTURES = {
    "sightline": ("pictures/map-of-the-house.svg", "Rooms of Sightline, with arrows to what each imports"),
    "sightline.casework": ("pictures/map-of-casework.svg", "Domains of casework, with arrows to what each imports"),
    "sightline.web": ("pictures/map-of-the-pages.svg", "Packages of pages, with arrows to what each imports"),
}


def print_architecture() -> str:
    """docs/explanation/architecture.md."""
    parts = {inside: _map(inside) for inside in PICTURES}
    parts |= {
        name: [*draw_path(hops), "", *list_path(hops)] for name, hops in (("CSV_ROW", CSV_ROW), ("CONCERN", CONCERN))
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, lines in parts.items():
        text = text.replace("{" + name + "}", "\n".join(lines))
    return text


def print_pictures() -> dict[str, str]:
    """Each picture by its path under docs."""
    return {path: draw_map(found=map_of(inside), title=title) for inside, (path, title) in PICTURES.items()}


def _map(inside: str) -> list[str]:
    """The picture of the packages inside, what is said of imports that run up, and the table."""
    picture, title = PICTURES[inside]
    found = map_of(inside)
    return [f"![{title}](../{picture})", "", _up(found), "", *_table(found)]


def _up(found: Map) -> str:
    """What is said of imports that go round."""
    up = found.up()
    return f"Imports between packages that import each other: {len(up) or 'none'}."


def _table(found: Map) -> list[str]:
    """Each package with its purpose and what it imports, from the top floor down."""
    rows = ["| floor | package | what it is for | imports |", "|---|---|---|---|"]
    for floor in found.floors:
        for name in floor:
            imports = ", ".join(f"`{one}`" for one in sorted(found.imports[name])) or "none of these"
            rows.append(f"| {found.heights()[name]} | `{name}` | {purpose(f'{found.inside}.{name}')} | {imports} |")
    return rows
