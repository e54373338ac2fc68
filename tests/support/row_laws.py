"""The laws over the types of rows, as functions, so that each can be tried on an example that breaks it."""

import ast
import re
from pathlib import Path

from support.house_laws import sources
from support.parsed import nodes, tree_of

OF_ANY = re.compile(r"\b(dict|Mapping)\[str, Any\]")
# Rooms whose queries are all read with the type of their rows.
TYPED_ROOMS = (
    "casenotes", "casework", "chronology", "curiosity", "escalation", "ingest", "known_facts", "linkage", "networks", "patterns",
    "protection", "scale", "timescales", "web",
)  # fmt: skip
# An export writes what it is asked for; a receipt may be of an earlier Sightline, with other columns.
OF_ANY_COLUMNS = {"documents/tables.py", "ingest/receipts.py"}


def functions_of_untyped_rows(package: Path, rooms: tuple[str, ...]) -> list[str]:
    """Functions of these rooms that take or give a snapshot's row as a mapping of Any: mypy reads no column of it."""
    found = []
    for path in sources(package):
        if path.relative_to(package).parts[0] in rooms:
            tree = tree_of(path)
            untyped = imports_untyped_rows(tree)
            found += [
                f"{path.relative_to(package).as_posix()}: {node.name}"
                for node in nodes(tree)
                if isinstance(node, ast.FunctionDef) and is_of_untyped_rows(node, untyped)
            ]
    return found


def imports_untyped_rows(tree: ast.Module) -> bool:
    """Whether a module imports `Row`, a mapping of Any, from the store."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sightline.store")
        and "Row" in {name.name for name in node.names}
        for node in nodes(tree)
    )


def is_of_untyped_rows(node: ast.FunctionDef, untyped: bool) -> bool:
    """Whether a signature names `Row`, or has a `row` or `rows` that is a mapping of Any."""
    given = [one for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs) if one.annotation]
    said = {one.arg: ast.unparse(one.annotation) for one in given if one.annotation}
    said[""] = ast.unparse(node.returns) if node.returns else ""
    return any(
        (untyped and re.search(r"\bRow\b", text)) or (name in ("row", "rows") and OF_ANY.search(text))
        for name, text in said.items()
    )


def untyped_answers(package: Path, rooms: tuple[str, ...]) -> list[str]:
    """Where these rooms make rows of an answer by themselves: `read_rows` and `as_rows` give them a type."""
    return [
        f"{path.relative_to(package).as_posix()}:{node.lineno}"
        for path in sources(package)
        if path.relative_to(package).parts[0] in rooms and path.relative_to(package).as_posix() not in OF_ANY_COLUMNS
        for node in nodes(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "to_pylist"
        and "column" not in ast.unparse(node.func.value)
    ]  # fmt: skip


# Rows of the casework database, not of a snapshot.
OF_THE_DATABASE = {
    "casework/audit/hash_chain.py: append_all", "casework/audit/hash_chain.py: append_after",
    "casework/backup/chains.py: walk_copied", "casework/escalation/selectors.py: _add_up",
}  # fmt: skip
