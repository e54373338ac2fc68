"""The strings of modules: every constant that reads as words and is neither a docstring, SQL, a pattern nor a log.

The docstrings of commands are strings too: the terminal prints them as help.
"""

import ast
import re
from collections.abc import Iterator

from tools.words.said import BLANK, Said

SQL = re.compile(
    r"\b(SELECT|FROM|WHERE|INSERT INTO|CREATE|UPDATE|DELETE|PRAGMA|JOIN|CASE WHEN|ORDER BY|COALESCE)\b"
    r"|\bAS \w+$|[=<>]\s*[?%{]"
)
WORDS = re.compile(r"[A-Za-z’']{2,}[,;:]? [A-Za-z’'…]")
NOT_WORDS = re.compile(
    r"\\[bsdw]|\(\?|^[a-z_]+(\.[a-z_]+)+|^[a-z-]+(, ?[a-z-]+=|; )|^[A-Z_ ]+$|<[a-z]+[ >]|::|^--|[{}]|%[sdY]"
)
# What these are given never reaches a reader: patterns, logs, columns of the reference, errors of our own making.
SILENT = frozenset((
    "compile", "C", "Column", "Table", "Constraint", "execute", "fetch", "sql",
    "search", "sub", "findall", "fullmatch", "RuntimeError", "AssertionError", "TypeError",
    "deprecated", "values", "only", "filter", "namedtuple", "strptime", "strftime",
))  # fmt: skip
# A value that `format` fills in: one BLANK, as in an f-string. The braces of a style stay, and no reader sees them.
SLOT = re.compile(r"\{\w*(![rs])?(:[<>^+,.\d]*[a-z%]?)?\}")
# What heads a table in the terminal, though it be one word.
HEADINGS = frozenset(("print_table", "add_column"))
# A function that takes these is a command, wherever it is registered.
OPTIONS = re.compile(r"\btyper\.(Option|Argument)\b")
# So named by loggers and by Django's messages alike: a log is silent, a message is not.
LOGS = frozenset(("debug", "info", "warning", "exception"))


def name_of_call(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_silent(call: ast.Call) -> bool:
    name = name_of_call(call)
    if name not in LOGS:
        return name in SILENT
    return isinstance(call.func, ast.Attribute) and "log" in ast.unparse(call.func.value).lower()


def _joined(node: ast.JoinedStr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else BLANK for part in node.values)  # type: ignore[misc]


def constants(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Constants below a node, without docstrings and without what goes to SILENT calls."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and _is_silent(child):
            continue
        if isinstance(child, ast.JoinedStr):
            yield child, _joined(child)
            for part in child.values:
                if isinstance(part, ast.FormattedValue):
                    yield from constants(part)
        elif isinstance(child, ast.Constant):
            if isinstance(child.value, str):
                yield child, child.value
        else:
            yield from constants(child)


def helps(tree: ast.AST) -> Iterator[str]:
    """The docstrings that the terminal prints, a paragraph each: those of commands and of what stands before them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and _is_command(node):
            yield from re.split(r"\n\s*\n", ast.get_docstring(node) or "")


def _is_command(function: ast.FunctionDef) -> bool:
    decorators = (one.func for one in function.decorator_list if isinstance(one, ast.Call))
    is_decorated = any(isinstance(one, ast.Attribute) and one.attr in ("command", "callback") for one in decorators)
    return is_decorated or bool(OPTIONS.search(ast.unparse(function.args)))


def headings(tree: ast.AST) -> Iterator[str]:
    """The title and the heads of columns of each table that the terminal prints; not its rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of_call(node) in HEADINGS:
            shown = ast.Tuple(elts=node.args[:2], ctx=ast.Load())
            yield from (words for _, words in constants(shown) if words)


def reads_as_words(text: str) -> bool:
    """Whether a line is English and neither SQL, a pattern nor an address."""
    return bool(WORDS.search(text)) and not NOT_WORDS.search(text) and not SQL.search(text)


def strings_of_module(text: str, *, area: str, place: str) -> Iterator[Said]:
    """Every string of a module that a user may see, a line or paragraph each."""
    tree, seen = ast.parse(text), set[str]()
    for line in _lines(tree):
        words = " ".join(line.split())
        if reads_as_words(words) and words not in seen:
            seen.add(words)
            yield Said(area, place, words)
    for words in headings(tree):
        if words not in seen:
            seen.add(words)
            yield Said(area, place, words)


def _lines(tree: ast.AST) -> Iterator[str]:
    for _, constant in constants(tree):
        if not SQL.search(constant):
            yield from re.split(r"\n\s*\n|\n(?=\s*[-*|#])|\n", SLOT.sub(BLANK, constant))
    yield from helps(tree)
