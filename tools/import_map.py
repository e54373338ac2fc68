"""The import graph of the house, package by package: who imports whom, and on which floor each package is."""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sightline"
# Imported by everybody or by nobody, and no domain: settings, the app, the start.
NO_DOMAIN = {"__init__", "__main__", "apps", "boot", "middleware", "models", "settings", "wsgi", "urls", "migrations"}


@dataclass(frozen=True, slots=True)
class Map:
    """Packages directly inside one package, what each imports of the others, and their floors from the top."""

    inside: str
    imports: Mapping[str, frozenset[str]]
    floors: Sequence[Sequence[str]]

    def imported_by(self, name: str) -> list[str]:
        """The packages that import this one."""
        return sorted(one for one, targets in self.imports.items() if name in targets)

    def up(self) -> list[tuple[str, str]]:
        """The imports that do not run down: those between packages that import each other, directly or by others."""
        height = self.heights()
        return [(one, target) for one in sorted(self.imports) for target in sorted(self.imports[one])
                if height[target] >= height[one]]  # fmt: skip

    def arrows(self) -> list[tuple[str, str]]:
        """The fewest arrows down from which all others follow."""
        height = self.heights()
        down = {one: {target for target in targets if height[target] < height[one]}
                for one, targets in self.imports.items()}  # fmt: skip
        return [
            (one, target)
            for one, targets in sorted(down.items())
            for target in sorted(targets)
            if not any(target in _reached(down, other) for other in targets - {target})
        ]

    def heights(self) -> dict[str, int]:
        """The floor of each package; the lowest is 1."""
        return {name: len(self.floors) - number for number, floor in enumerate(self.floors) for name in floor}


@cache
def graph() -> grimp.ImportGraph:
    """Every module of Sightline and what it imports; imports for types alone count too."""
    return grimp.build_graph("sightline", cache_dir=None)


@cache
def map_of(inside: str) -> Map:
    """The map of the packages and single modules directly inside `inside`."""
    names = sorted(name.rsplit(".", 1)[1] for name in graph().find_children(inside))
    parts = [name for name in names if name not in NO_DOMAIN]
    whole = {name: _modules(f"{inside}.{name}") for name in parts}
    owner = {module: name for name, modules in whole.items() for module in modules}
    imports = {
        name: frozenset(
            owner[target]
            for module in modules
            for target in graph().find_modules_directly_imported_by(module)
            if owner.get(target, name) != name
        )
        for name, modules in whole.items()
    }
    return Map(inside=inside, imports=imports, floors=_floors(imports))


def _modules(name: str) -> set[str]:
    return {name, *graph().find_descendants(name)}


def _reached(imports: Mapping[str, Collection[str]], start: str) -> set[str]:
    """All that a package imports, directly or by others."""
    found: set[str] = set()
    line = [start]
    while line:
        for target in imports[line.pop()]:
            if target not in found:
                found.add(target)
                line.append(target)
    return found


def _floors(imports: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Each package one floor above the highest that it imports; packages that import each other are on one floor."""
    reach = {name: _reached(imports, name) for name in imports}
    together = {name: {name, *(other for other in reach[name] if name in reach[other])} for name in imports}
    heights: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in heights:
            members = together[name]
            below = {target for one in members for target in imports[one]} - members
            found = 1 + max(map(height, below), default=-1)
            heights.update(dict.fromkeys(members, found))
        return heights[name]

    tall = max(map(height, imports))
    return [sorted(name for name in imports if heights[name] == floor) for floor in range(tall, -1, -1)]


def purpose(name: str) -> str:
    """The first sentence of a package's or module's docstring: what it is for."""
    path = PACKAGE.joinpath(*name.split(".")[1:])
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    return first_sentence(ast.get_docstring(ast.parse(text)) or "")


def first_sentence(text: str) -> str:
    """The first paragraph of a docstring on one line, through its first full stop."""
    return " ".join(text.split("\n\n")[0].split()).split(". ")[0].rstrip(".") + "." if text else ""
