"""The glossary names what the code has: each name in its first column stands in the code, and stands there once."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.words.laws import broken
from tools.words.said import Said

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "GLOSSARY.md"
# Words of tables and columns, the first argument of these calls in `sightline/model`.
DECLARES = {"C", "Column", "Table"}
CODE = re.compile(r"`[^`]+`")


def rows(text: str) -> list[list[str]]:
    """The rows of the glossary's tables, without their headings."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line[:1] == "|"]
    return [row for row in cells if row[0] != "in code" and not set(row[0]) <= set("-|: ")]


def names(row: list[str]) -> list[str]:
    """The names of a row's first column."""
    return re.findall(r"`([^`]+)`", row[0])


@cache
def code_names() -> frozenset[str]:
    """Packages, modules, classes, functions, fields, and the tables and columns of a snapshot."""
    return frozenset(name for path in (ROOT / "sightline").rglob("*.py") for name in names_in(path))


def names_in(path: Path) -> Iterator[str]:
    """The names that one module defines, its own and its package's among them."""
    if "migrations" not in path.parts:
        yield from (path.stem, path.parent.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from defined_by(node)


def defined_by(node: ast.AST) -> Iterator[str]:
    """The names that a node of the syntax tree defines."""
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            yield name
        case ast.Call(func=ast.Name(id=call), args=[ast.Constant(value=str(name)), *_]) if call in DECLARES:
            yield name


def test_each_row_has_a_name_a_meaning_and_what_a_page_says() -> None:
    table = rows(GLOSSARY.read_text(encoding="utf-8"))
    assert len(table) > 80
    assert [row for row in table if len(row) != 3 or not all(row) or not names(row)] == []


def test_each_name_of_the_glossary_is_in_the_code() -> None:
    found = {name for row in rows(GLOSSARY.read_text(encoding="utf-8")) for name in names(row)}
    assert sorted(found - code_names()) == [], "Name it as the code does, or take the row out."


def test_its_words_keep_the_laws_of_words() -> None:
    """Names of the code apart: what a thing is, and what a page calls it."""
    said = [
        Said("glossary", row[0], CODE.sub("X", cell)) for row in rows(GLOSSARY.read_text("utf-8")) for cell in row[1:]
    ]
    assert {f"{one.place}: {one.text}": law for one in said for law in broken(one)} == {}


def test_a_name_has_one_meaning() -> None:
    counted = Counter(name for row in rows(GLOSSARY.read_text(encoding="utf-8")) for name in names(row))
    assert [name for name, times in counted.items() if times > 1] == []


def test_a_name_that_went_is_found_out() -> None:
    """Else the tests above could not fail."""
    row = rows("| in code | what it is | on screen |\n|---|---|---|\n| `Concernification`, `Item` | a thing | thing |")
    assert [name for name in names(row[0]) if name not in code_names()] == ["Concernification"]
