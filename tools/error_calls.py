"""Finds the errors that modules raise, as their source writes them: class, code, what happened and what to do."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from sightline.model import errors
from tools.import_map import ROOT

VALUE = re.compile(r"%\(\w+\)s")
LEFT_OPEN = "…"  # what is known only when it happens: a name, a number


class WrittenError(NamedTuple):
    """An error as its module writes it."""

    kind: type[errors.SightlineError]
    code: str
    what: str
    what_to_do: str


def find_errors(*modules: str) -> Iterator[WrittenError]:
    """Each error that is made in these modules of `sightline` with a code that stands there. No module is imported."""
    for module in modules:
        named = constants_of(module)
        for node in ast.walk(read_module(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                kind = getattr(errors, node.func.id, None)
                given = {one.arg: one.value for one in node.keywords}
                if kind and isinstance(given.get("code"), ast.Constant):
                    texts = (given["code"], node.args[0], given.get("what_to_do"))
                    yield WrittenError(kind, *(_text(each, named) for each in texts))


def constants_of(module: str) -> dict[str, str]:
    """The texts that a module gives a name."""
    found: dict[str, str] = {}
    for node in read_module(module).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = _text(node.value, found)
            if text != LEFT_OPEN:
                found[node.targets[0].id] = text
    return found


def read_module(module: str) -> ast.Module:
    """The source of a module of `sightline`, parsed."""
    return ast.parse((ROOT / "sightline" / module).read_text(encoding="utf-8"))


def _text(node: ast.expr | None, named: dict[str, str]) -> str:
    """The text of an expression; what it fills in is left open."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="_"), args=[marked]):
            return VALUE.sub(LEFT_OPEN, _text(marked, named))
        case ast.BinOp(left=marked, op=ast.Mod()):
            return _text(marked, named)
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, named) for part in parts)
        case ast.Name(id=name):
            return named.get(name, LEFT_OPEN)
        case ast.FormattedValue(value=ast.Name(id=name)):
            return named.get(name, LEFT_OPEN)
        case None:
            return ""
    return LEFT_OPEN
