"""Prints docs/reference/returns.md: each return that is read as XML, its tables, and the element of each column."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sightline.ingest.sheets.returns import WrittenReturn, written_returns

TEXT = Path(__file__).parent / "returns_text.md"


def print_returns() -> str:
    """The page."""
    said = "\n".join(line for name, one in written_returns().items() for line in _return(name, one))
    return TEXT.read_text(encoding="utf-8").format(returns=said)


def _return(name: str, one: WrittenReturn) -> Iterator[str]:
    yield f"\n## {one.title}\n"
    yield f"Edition: {one.edition}. Not checked: {one.unchecked}\n"
    yield f"Layouts: `{name}/…`. Rows are below {_paths(one.record)}. Each table has these columns first:\n"
    yield from _columns(one.columns)
    for table in one.tables:
        of = f" of {_paths(table.record)}" if table.record else ""
        rows = f"each `{table.rows}`" if table.rows else "each child"
        yield f"\n### {one.title}: {table.name}\n\nA row is {rows}{of}.\n"
        yield from _columns(table.columns)


def _columns(columns: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield "| column | element |\n|---|---|"
    for heading, paths in columns.items():
        yield f"| `{heading}` | {_paths(paths)} |"


def _paths(paths: tuple[str, ...]) -> str:
    return " or ".join(f"`{path}`" for path in paths)
