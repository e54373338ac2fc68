"""The law on names in docstrings and comments: what stands there in backticks is what the package has."""

import ast
import keyword
import re
import tokenize
from collections import defaultdict
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path

from support.house_laws import sources
from support.parsed import nodes, parse, tree_of

NO_NAMES_OF_OURS = frozenset({"str", "scipy", "request", "pg_dump", "annex_a_list_1"})
FILE_NAME = re.compile(r"\.(csv|duckdb|geojson|json|key|keys|md|partial|sqlite|toml)\Z")
# One word alone: it may be a word of any text, so that only a name, a whole value or a key counts.
WORD_IN_TEXT = re.compile(r"`([a-z][a-z0-9]{2,}|[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\(\))?`")
MAY_BE_IN_COMMENT = re.compile(r"#[^\n]*`")
KEY_OR_VALUE = re.compile(r"(?m)^\[*([\w.]+)\]*(?: *=|$)|\"(\w+)\"")
NAME_IN_TEXT = re.compile(r"`([A-Za-z]\w*(?:\.\w+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?:\(\))?`")


def docstrings_of(tree: ast.Module) -> list[ast.Constant]:
    """The docstrings of a module, its classes and its functions."""
    holders = [node for node in nodes(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    firsts = [node.body[0].value for node in holders if node.body and isinstance(node.body[0], ast.Expr)]
    return [one for one in firsts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def texts_of(path: Path) -> list[str]:
    """The docstrings of a module, and its comments where one may hold a name in backticks: to find them takes long."""
    text = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(StringIO(text).readline) if MAY_BE_IN_COMMENT.search(text) else ()
    comments = [one.string for one in tokens if one.type == tokenize.COMMENT]
    return [str(one.value) for one in docstrings_of(parse(text))] + comments


@cache
def texts_in_code(package: Path) -> frozenset[str]:
    """Every name and every text of the code of a package, docstrings left out."""
    found: set[str] = set()
    for path in sources(package):
        tree = tree_of(path)
        docstrings = {id(one) for one in docstrings_of(tree)}
        for node in nodes(tree):
            if id(node) in docstrings:
                continue
            said = (getattr(node, name, None) for name in ("id", "attr", "name", "arg", "module", "asname", "value"))
            found.update(one for one in said if isinstance(one, str))
    return frozenset(found)


def words_in_use(package: Path) -> set[str]:
    """Every name and every word of a text that code, data or templates of the package use, docstrings left out."""
    found = {part for path in package.rglob("*") for part in re.findall(r"\w+", path.name)}
    for path in package.rglob("*"):
        if path.suffix in {".toml", ".csv", ".html", ".sql"}:
            found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return found | {word for said in texts_in_code(package) for word in re.findall(r"\w+", said)}


def single_names(package: Path) -> set[str]:
    """Every name that is one word: of code, and whole values of code and of rules; keywords and words of SQL too."""
    found = {part for path in package.rglob("*") for part in re.findall(r"\w+", path.name)} | set(keyword.kwlist)
    for path in package.rglob("*.toml"):
        pairs = KEY_OR_VALUE.findall(path.read_text(encoding="utf-8"))
        found |= {word for pair in pairs for part in pair for word in part.split(".")}
    for path in package.rglob("*.sql"):
        found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return found | {part for said in texts_in_code(package) for part in said.split(".")}


def members_of(package: Path) -> dict[str, set[str]]:
    """What stands in each package, module and class, by its last name: modules, names and attributes."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in package.rglob("*.py"):
        found[path.parent.name].add(path.stem)
        found[path.parent.parent.name].add(path.parent.name)
        module = path.parent.name if path.stem == "__init__" else path.stem
        for holder in nodes(tree_of(path)):
            if isinstance(holder, ast.Module | ast.ClassDef):
                owner = found[holder.name if isinstance(holder, ast.ClassDef) else module]
                for node in ast.walk(holder):
                    owner.update(str(getattr(node, name)) for name in ("id", "attr", "name") if hasattr(node, name))
    return found


def names_that_are_not_there(package: Path) -> list[str]:
    """What docstrings and comments name in backticks (`module.function`, `a_name`, `word`) and nothing is called."""
    known, members = words_in_use(package) | NO_NAMES_OF_OURS, members_of(package)
    single = single_names(package) | NO_NAMES_OF_OURS

    def is_there(named: str) -> bool:
        parts = named.split(".")
        if named.isalnum():
            return named in single
        if len(parts) == 1 or parts[0] in NO_NAMES_OF_OURS:
            return parts[0] in known
        return all(after in members[before] for before, after in pairwise(parts))

    return [
        f"{path.relative_to(package).as_posix()}: {named}"
        for path in sources(package)
        for text in texts_of(path)
        for named in (*NAME_IN_TEXT.findall(text), *WORD_IN_TEXT.findall(text))
        if not FILE_NAME.search(named) and not is_there(named)
    ]
