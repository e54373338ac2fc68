"""Prints `sightline/model/rows/`: the type of each row of a snapshot's two files, from the declared tables."""

import keyword
import re
from collections.abc import Mapping, Sequence
from types import ModuleType

from sightline.model import schema
from sightline.model.analysis_tables import (
    conclusions,
    connections,
    joins,
    namings,
    passages,
    pattern_instances,
    protected_things,
    same_events,
)
from sightline.model.schema import SNAPSHOT_TABLES
from sightline.model.serve_tables.catalogue import DECLARED
from sightline.model.tables import Column, Table, Type
from tools.import_map import ROOT

FOLDER = ROOT / "sightline" / "model" / "rows"
SIMPLE = {
    Type.INT: "int", Type.FLOAT: "float", Type.TEXTS: "list[str]", Type.INTS: "list[int]",
    Type.CELLS: "dict[str, str]", Type.CUES: "list[ServedCue]",
}  # fmt: skip
# What a column gives: SQLite has no dates and no truth values, so there a date is a text, and truth is 0 or 1.
IN_SERVE = SIMPLE | {Type.BOOL: "int"}
IN_ANALYSIS = SIMPLE | {Type.BOOL: "bool", Type.DATE: "date", Type.DATES: "list[date]"}
# The modules that declare the tables of `analysis.duckdb`, and what the printed module is called.
ANALYSIS: dict[str, tuple[ModuleType, ...]] = {
    "analysis": (schema,), "analysis_conclusions": (conclusions, same_events), "analysis_networks": (connections,),
    "analysis_joins": (joins,), "analysis_names": (namings,), "analysis_passages": (passages, protected_things),
    "analysis_patterns": (pattern_instances,),
}  # fmt: skip
CUE = '''class ServedCue(TypedDict):
    """The words of a cell that decided one attribute of a sign."""

    start: int
    end: int
    attribute: str
'''


def print_row_types() -> dict[str, str]:
    """Each module of `sightline/model/rows` by its file's name."""
    found = {"__init__.py": '"""The type of each row of a snapshot, printed from the tables as they are declared."""\n'}
    for name, both in DECLARED.items():
        types = [_type(table, name_type(table), IN_SERVE) for tables in both for table in tables]
        found[f"{name}.py"] = _module("serve.sqlite", f"serve_tables/{name}.py", types)
    for name, modules in ANALYSIS.items():
        types = [_type(table, name_row(table), IN_ANALYSIS) for module in modules for table in declared_in(module)]
        paths = [module.__name__.removeprefix("sightline.model.").replace(".", "/") + ".py" for module in modules]
        found[f"{name}.py"] = _module("analysis.duckdb", paths[0], types, also=paths[1:])
    return found


def declared_in(module: ModuleType) -> list[Table]:
    """The tables of `analysis.duckdb` that a module declares, in the order of the snapshot."""
    here = [one for one in vars(module).values() if isinstance(one, Table)]
    every = [other for modules in ANALYSIS.values() for other in modules]
    above = {id(one) for other in every if other is not module for one in vars(other).values()}
    return [table for table in SNAPSHOT_TABLES if table in here and (module is not schema or id(table) not in above)]


def write_row_types() -> None:
    """Write them all, and remove modules that nothing declares any more."""
    printed = print_row_types()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.py"):
        path.unlink()
    for name, text in printed.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def name_type(table: Table) -> str:
    """The name of the type of a declared table's rows: `ServedClock`."""
    return "Served" + table.name.title().replace("_", "")


def name_row(table: Table) -> str:
    """The name of the type of a row of `analysis.duckdb`: `ClockRow`."""
    return table.name.title().replace("_", "") + "Row"


def _module(file: str, declaring: str, types: Sequence[str], *, also: Sequence[str] = ()) -> str:
    """A module with these types and the imports that they need."""
    every = "\n\n".join([CUE, *types] if "list[ServedCue]" in "".join(types) else types)
    title = (
        f'"""Rows of `{file}`, as `sightline/model/{declaring}` declares them.\n\n'
        + "".join(f"Those of `sightline/model/{path}` are here too.\n\n" for path in also)
        + 'Printed by `python -m tools.print_docs`; a test compares both.\n"""\n\n'
    )
    imports = "from datetime import date\n" if re.search(r"\bdate\b(?!:)", _annotations(every)) else ""
    return f"{title}{imports}from typing import TypedDict\n" + ("\n\n" if every.startswith("class") else "\n") + every


def _annotations(text: str) -> str:
    fields = (line for line in text.splitlines() if line.startswith("    ") and '"""' not in line)
    return "\n".join(line.partition(": ")[2] for line in fields)


def _type(table: Table, name: str, types: Mapping[Type, str]) -> str:
    if not any(keyword.iskeyword(column.name) for column in table.columns):
        fields = "\n".join(f"    {column.name}: {python_type(column, types)}" for column in table.columns)
        return f'class {name}(TypedDict):\n    """{table.meaning}"""\n\n{fields}\n'
    # A name that Python keeps for itself is no name of an attribute: `class`.
    fields = "\n".join(f'        "{column.name}": {python_type(column, types)},' for column in table.columns)
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{fields}\n    }},\n)\n"""{table.meaning}"""\n'


def python_type(column: Column, types: Mapping[Type, str]) -> str:
    """What a row holds in a column."""
    return types.get(column.type, "str") + (" | None" if column.optional else "")


if __name__ == "__main__":
    write_row_types()
