"""What the laws of SQL look for: long statements in Python, and how each step of a `.sql` file stands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.tokens import Token, TokenType
from support.parsed import nodes, parse, tree_of

MOST_LINES, MOST_COLUMNS = 10, 120
SQL_WORDS = re.compile(r"\b(SELECT|FROM|JOIN|WHERE|GROUP BY|INSERT INTO|CREATE (TEMP )?(TABLE|INDEX)|DROP TABLE)\b")
KEY_WORDS = {
    "all", "and", "as", "asof", "between", "by", "case", "cast", "create", "distinct", "drop", "else", "end", "exclude",
    "exists", "from", "group", "having", "in", "is", "join", "not", "null", "on", "or", "order", "over", "partition",
    "qualify", "select", "then", "union", "using", "when", "where", "with",
}  # fmt: skip
CLAUSE = re.compile(
    r"(WITH|SELECT|FROM|WHERE|GROUP BY|HAVING|QUALIFY|ORDER BY|UNION|WINDOW|CREATE|DROP"
    r"|((LEFT|ASOF|ASOF LEFT|ANTI|SEMI|CROSS) )?JOIN)\b|\w+ AS (MATERIALIZED )?\("
)


def long_statements(package: Path) -> Iterator[str]:
    """Where a text in Python, or several that are put together there, is SQL of more than ten lines."""
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = parse(source)
        wholes = [(node.lineno, lines_of(node, text, source), text) for node, text in texts(tree)]
        for joined in joined_texts(tree):
            within = {id(node) for node in ast.walk(joined)}
            text = "\n".join(text for node, text in texts(tree) if id(node) in within)
            wholes.append((joined.lineno, (joined.end_lineno or joined.lineno) - joined.lineno - 1, text))
        found = {at for at, lines, text in wholes if lines > MOST_LINES and len(SQL_WORDS.findall(text)) > 1}
        yield from (f"{path.relative_to(package).as_posix()}:{line}" for line in sorted(found))


def lines_of(node: ast.expr, text: str, source: str) -> int:
    """How many lines a text has as it is written: between its three quotes, or one a piece that stands beside others."""
    (first,) = source.splitlines()[node.lineno - 1 : node.lineno]
    begins = first.encode()[node.col_offset :].decode().lstrip("rbfRBF")
    if begins.startswith(('"' * 3, "'" * 3)):
        return len(text.strip().splitlines())
    return (node.end_lineno or node.lineno) - node.lineno + 1


def joined_texts(tree: ast.Module) -> Iterator[ast.expr]:
    """Where texts are put together by a text's `join`: what stands between its brackets is one text."""
    for node in nodes(tree):
        is_join = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join"
        if is_join and isinstance(node.func.value, ast.Constant) and isinstance(node.args[0], ast.List | ast.Tuple):
            yield node


def texts(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Every text and f-string of a module, save docstrings and what stands inside an f-string."""
    passed: set[int] = set()
    for node in nodes(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in ast.walk(node) if part is not node}
            if id(node) not in passed:
                yield node, "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node, node.value


def steps_asked_for(module: Path) -> set[str]:
    """The names that a module gives to `fill`."""
    return {
        node.args[0].value
        for node in nodes(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fill"
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def tables_read(sql: str) -> set[str]:
    """The tables that a statement of DuckDB reads, its own parts apart; or those that are given indexes."""
    if sql.startswith("CREATE INDEX"):
        return set(re.findall(r" ON (\w+) ", sql))
    tree = sqlglot.parse_one(sql, read="duckdb")
    own = {part.alias for part in tree.find_all(exp.CTE)}
    return {table.sql("duckdb").split()[0].lstrip("$") for table in tree.find_all(exp.Table) if table.name not in own}


def layout_faults(sql: str) -> Iterator[str]:
    """What is wrong with how a statement is laid out."""
    lines = sql.splitlines()
    for line in lines:
        if len(line) > MOST_COLUMNS or line != line.rstrip() or "\t" in line or not line:
            yield f"long, blank, or with blanks at its end: {line[:60]!r}"
    tokens = sqlglot.tokenize(sql, read="duckdb")
    yield from (f"in small letters: {token.text}" for token in small_key_words(tokens))
    yield from misplaced_lines(sql, tokens)


def small_key_words(tokens: list[Token]) -> Iterator[Token]:
    """Key words in small letters; what follows a dot or stands in quotes is a name."""
    before = None
    for token in tokens:
        is_name = before is not None and before.token_type == TokenType.DOT
        if not is_name and token.text in KEY_WORDS and token.token_type not in (TokenType.STRING, TokenType.IDENTIFIER):
            yield token
        before = token


def misplaced_lines(sql: str, tokens: list[Token]) -> Iterator[str]:
    """Clauses begin a line at its edge, or stand in brackets; a bracket that ends a block stands under its opening."""
    opened: list[int] = []
    changes: dict[int, list[str]] = {}
    for token in tokens:
        if token.token_type in (TokenType.L_PAREN, TokenType.R_PAREN):
            changes.setdefault(sql.count("\n", 0, token.start), []).append(token.text)
    for number, line in enumerate(sql.splitlines()):
        text = line.lstrip()
        indent = len(line) - len(text)
        if text.startswith(")"):
            right = bool(opened) and indent == opened[-1]
        else:
            right = indent > 0 if opened else (indent == 0) == bool(CLAUSE.match(text))
        if not (right or text.startswith("--")):
            yield f"at the wrong column: {line!r}"
        for bracket in changes.get(number, ()):
            if bracket == "(":
                opened.append(indent)
            elif opened:
                opened.pop()
