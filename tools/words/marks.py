"""Which strings of a module nobody marked for translation: the gate's own finder, without what stands in a mark."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.words import modules
from tools.words.said import BLANK

# Where a value stands: `by {day}`.
PLACE = re.compile(r"\{\w+\}")
# `counted` looks its noun up in a table of messages with plurals.
MARKS = frozenset(("_", "counted", "gettext", "gettext_lazy", "gettext_noop", "lazy", "ngettext"))
# `make docs` prints what they say for translators.
HELPED = frozenset(("Argument", "Option", "Typer"))
# What these are given is a key or an id, never shown.
KEYS = frozenset(("Registry", "make_id", "once", "register", "value_at", "_value", "encode"))


@dataclass(frozen=True)
class Unmarked:
    """One string that a reader sees in English whatever language they chose."""

    line: int
    text: str


def unmarked(source: str) -> Iterator[Unmarked]:
    """Each string of words outside every mark; keys of tables and logs are not shown."""
    tree = ast.parse(source)
    quiet = set(_in_marks(tree)) | set(_keys(tree))
    for node, text in modules.constants(tree):
        words = PLACE.sub(BLANK, " ".join(text.split()))
        if node not in quiet and modules.reads_as_words(words):
            yield Unmarked(node.lineno, words)


def _in_marks(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and modules.name_of_call(node) in MARKS | KEYS:
            for argument in node.args:
                yield from ast.walk(argument)
        elif isinstance(node, ast.Call) and modules.name_of_call(node) in HELPED:
            yield from (inner for word in node.keywords for inner in ast.walk(word.value))


def _keys(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key in node.keys:
                yield from ast.walk(key) if key else ()
        elif isinstance(node, ast.Compare | ast.MatchValue):
            yield from ast.walk(node)
        elif isinstance(node, ast.Subscript):
            yield from _outside_calls(node.slice)


def _outside_calls(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Call):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside_calls(child)
