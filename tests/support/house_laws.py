"""The house's laws over its source, as functions, so that each can be tried on an example that breaks it."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "sightline"


def sources(package: Path = PACKAGE) -> list[Path]:
    """Every module of the package, without migrations."""
    return sorted(path for path in package.rglob("*.py") if "migrations" not in path.parts)


def classes_of_one_name(package: Path, rooms: tuple[str, ...]) -> dict[str, list[str]]:
    """The names that two or more public classes of these rooms share, each with the modules that define one."""
    found: dict[str, list[str]] = defaultdict(list)
    for room in rooms:
        for path in sources(package / room):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(path.relative_to(package).as_posix())
    return {name: modules for name, modules in found.items() if len(modules) > 1}
