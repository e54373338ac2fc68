"""The laws of who uses what, by whatever name a module gives to what it imports: the time, and what people wrote."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from support.house_laws import sources
from support.parsed import nodes, tree_of

ASKS_THE_TIME = frozenset({
    "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today",
    "time.time", "time.time_ns", "time.gmtime", "time.localtime", "time.ctime", "time.asctime", "time.strftime",
    "time.clock_gettime", "time.clock_gettime_ns", "time.*", "datetime.*",
    "django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime",
    "django.utils.timezone.*", "django.db.models.functions.Now",
})  # fmt: skip
SAYS_THE_TIME = frozenset({"sightline.casework.core.clock.as_if", "sightline.casework.core.clock.*"})


def imported_names(tree: ast.Module) -> dict[str, set[str]]:
    """What each imported name stands for: `import datetime as days` gives datetime for days. Functions import too."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                first = one.name.partition(".")[0]
                found[one.asname or first].add(one.name if one.asname else first)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                found[one.asname or one.name].add(f"{node.module}.{one.name}")
    return found


def full_names(tree: ast.Module) -> Iterator[str]:
    """Every imported name and every attribute of one, called or handed on, with the module that it is from."""
    imported = imported_names(tree)
    for names in imported.values():
        yield from names
    for node in nodes(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            yield from (f"{name}.{rest}" for name in imported.get(first, ()))


def modules_that_use(package: Path, names: frozenset[str]) -> set[str]:
    """The modules that import or use one of these, each named in full."""
    return {
        path.relative_to(package).as_posix()
        for path in sources(package)
        if not names.isdisjoint(full_names(tree_of(path)))
    }


def modules_that_read_attributes_of(package: Path, name: str) -> set[str]:
    """The modules that read an attribute of a class, imported under its name, under another, or with its module."""
    return {
        path.relative_to(package).as_posix()
        for path in sources(package)
        if any(name in full.split(".")[:-1] for full in full_names(tree_of(path)))
    }


def modules_that_name(package: Path, word: str) -> set[str]:
    """The modules whose text has a word."""
    return {path.relative_to(package).as_posix() for path in sources(package) if word in path.read_text("utf-8")}
