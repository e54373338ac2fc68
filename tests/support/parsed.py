"""Modules as Python parses them, each once for all laws. A law reads a tree and changes nothing in it."""

import ast
from functools import cache
from pathlib import Path


def tree_of(path: Path) -> ast.Module:
    """The tree of a module as its file is now."""
    return parse(path.read_text(encoding="utf-8"))


@cache
def parse(text: str) -> ast.Module:
    """The tree of a module's text."""
    return ast.parse(text)


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Every node of a tree, as `ast.walk` gives them."""
    return tuple(ast.walk(tree))


def forget() -> None:
    """Let go of them: those of the whole package are 300 MB."""
    nodes.cache_clear()
    parse.cache_clear()
