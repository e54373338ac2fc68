"""Prints `sightline/model/rows/`: the type of each row of `serve.sqlite`, from the tables as they are declared."""

import keyword

from sightline.model.serve_tables.catalogue import DECLARED
from sightline.model.tables import Column, Table, Type
from tools.import_map import ROOT

FOLDER = ROOT / "sightline" / "model" / "rows"
# What SQLite gives for a column: dates, moments and JSON are texts, and a truth value is 0 or 1.
PYTHON = {
    Type.INT: "int", Type.BOOL: "int", Type.FLOAT: "float", Type.TEXTS: "list[str]", Type.INTS: "list[int]",
    Type.DATES: "list[str]", Type.CELLS: "dict[str, str]", Type.CUES: "list[Cue]",
}  # fmt: skip
CUE = '''class Cue(TypedDict):
    """The words of a cell that decided one attribute of a sign."""

    start: int
    end: int
    attribute: str
'''


def print_row_types() -> dict[str, str]:
    """Each module of `sightline/model/rows` by its file's name."""
    package = '"""The type of each row that `serve.sqlite` gives, printed from the tables as they are declared."""\n'
    return {"__init__.py": package} | {f"{name}.py": _module(name, *both) for name, both in DECLARED.items()}


def write_row_types() -> None:
    """Write them all, and remove modules that nothing declares any more."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.py"):
        path.unlink()
    for name, text in print_row_types().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def name_type(table: Table) -> str:
    """The name of the type of a declared table's rows: `ServedClock`."""
    return "Served" + table.name.title().replace("_", "")


def _module(name: str, tables: tuple[Table, ...], answers: tuple[Table, ...]) -> str:
    title = (
        f'"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/{name}.py` declares them.\n\n'
        'Printed by `python -m tools.print_docs`; a test compares both.\n"""\n\nfrom typing import TypedDict\n'
    )
    types = [_type(table) for table in (*tables, *answers)]
    if any(column.type is Type.CUES for table in answers for column in table.columns):
        types.insert(0, CUE)
    return ("\n\n" if types[0].startswith("class") else "\n").join([title, "\n\n".join(types)])


def _type(table: Table) -> str:
    meaning = f'    """{table.meaning}"""'
    if not any(keyword.iskeyword(column.name) for column in table.columns):
        fields = "\n".join(f"    {column.name}: {python_type(column)}" for column in table.columns)
        return f"class {name_type(table)}(TypedDict):\n{meaning}\n\n{fields}\n"
    # A name that Python keeps for itself is no name of an attribute: `class`.
    fields = "\n".join(f'        "{column.name}": {python_type(column)},' for column in table.columns)
    name = name_type(table)
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{fields}\n    }},\n)\n{meaning.strip()}\n'


def python_type(column: Column) -> str:
    """What a row holds in a column."""
    return PYTHON.get(column.type, "str") + (" | None" if column.optional else "")


if __name__ == "__main__":
    write_row_types()
