"""Prints docs/reference/rooms.md: each package, what it is for, who looks after it, and the tests that guard it."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.import_map import ROOT, map_of, purpose

OWNERS = Path(__file__).with_name("owners.toml")
TESTS_NAMED = 3
BY_NAME = 4  # a test file named after a package counts as so many imports of it
OPENING = """# Rooms

For those who change the code: each package, what it is for, which role to ask, and the tests that fail first when it
breaks.

- [Roles](#roles)
- [The house](#the-house)
- [Casework](#casework)

Printed by `python -m tools.print_docs` from the docstrings, the imports of the tests and `tools/owners.toml`. Ask
the role before you change what its room promises. If a fix changes no promise, a review by that role is enough. A
package of `web` belongs to the role of the domain with the same name. The pages lead is its second reviewer.
[Architecture](../explanation/architecture.md) has the map.
"""


def print_rooms() -> str:
    """docs/reference/rooms.md."""
    owners = tomllib.loads(OWNERS.read_text(encoding="utf-8"))
    lines = [OPENING, "## Roles", "", "| role | what it looks at |", "|---|---|"]
    lines += [f"| {role} | {looks} |" for role, looks in owners["roles"].items()]
    for title, inside, key in (("The house", "sightline", "rooms"), ("Casework", "sightline.casework", "casework")):
        roles = {name: role for role, names in owners[key].items() for name in names}
        lines += ["", f"## {title}", "", "| package | what it is for | ask | tests |", "|---|---|---|---|"]
        for name in sorted(map_of(inside).imports):
            tests = ", ".join(f"`{path}`" for path in tests_of(f"{inside}.{name}"))
            lines.append(f"| `{name}` | {purpose(f'{inside}.{name}')} | {roles.get(name, '')} | {tests} |")
    return "\n".join([*lines, ""])


def tests_of(package: str) -> list[str]:
    """The test files that import most of a package or carry its name, the first of them first."""
    word = package.rsplit(".", 1)[1].removesuffix("s")
    points = {
        path: sum(name == package or name.startswith(f"{package}.") for name in names)
        + BY_NAME * (word in Path(path).stem)
        for path, names in _imports().items()
    }
    return sorted((path for path in points if points[path]), key=lambda path: (-points[path], path))[:TESTS_NAMED]


@cache
def _imports() -> dict[str, Counter[str]]:
    """What each test file imports of Sightline, module by module."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return {path.relative_to(ROOT).as_posix(): Counter(_names(path)) for path in files}


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sightline"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("sightline"))
