"""The laws over whole modules and files of tests, as functions, so that each can be tried on a breach."""

import ast
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from support.house_laws import sources
from support.parsed import tree_of

MOST_LINES = 400  # a module
FORMULA = "A newcomer would " + "get this wrong"


def modules_too_long(package: Path) -> dict[str, int]:
    """The modules with more lines than the law allows, and how many each has."""
    sizes = {
        path.relative_to(package).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(package)
    }
    return {name: size for name, size in sizes.items() if size > MOST_LINES}


def doubled_test_files(tests: Path) -> list[str]:
    """The names that two or more files of tests share, in whatever folders."""
    names = Counter(path.name for path in tests.rglob("test_*.py"))
    return sorted(name for name, times in names.items() if times > 1)


def files_with_the_formula(paths: Iterable[Path]) -> list[str]:
    """The files in which a docstring still opens with the formula in place of what it says."""
    return [path.name for path in paths if FORMULA in path.read_text(encoding="utf-8")]


def silent_modules(package: Path) -> list[str]:
    """The modules with code and without a docstring."""
    return [
        path.relative_to(package).as_posix()
        for path in sources(package)
        if path.stat().st_size and not ast.get_docstring(tree_of(path))
    ]
