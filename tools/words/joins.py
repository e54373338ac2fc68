"""Joins that may show a reader English: `str.join` takes a message as it is kept, `join_shown` as it is shown."""

import ast
from collections.abc import Iterator

from tools.words.modules import name_of_call

# What stands between words; lines of a file and marks of SQL are no sentence.
BETWEEN = frozenset((", ", "; ", " ", ". ", " and ", " to ", " or "))


def plain_joins(source: str) -> Iterator[int]:
    """The lines on which words are joined that are not surely text already."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        called = call.func
        if isinstance(called, ast.Attribute) and called.attr == "join" and _stands_between_words(called.value):
            yield from () if _is_text(call.args[0]) else (call.lineno,)


def _stands_between_words(between: ast.expr) -> bool:
    if isinstance(between, ast.Constant):
        return between.value in BETWEEN
    return isinstance(between, ast.Call) and name_of_call(between) in ("_", "gettext")


def _is_text(joined: ast.expr) -> bool:
    if isinstance(joined, ast.GeneratorExp | ast.ListComp):
        return _is_text(joined.elt)
    if isinstance(joined, ast.List | ast.Tuple):
        return all(_is_text(one) for one in joined.elts)
    if isinstance(joined, ast.Call) and name_of_call(joined) == "map":
        return isinstance(joined.args[0], ast.Name) and joined.args[0].id == "str"
    return isinstance(joined, ast.JoinedStr) or (
        isinstance(joined, ast.Call)
        and name_of_call(joined) in ("str", "capitalize", "counted", "short_day", "day_in_words")
    )
