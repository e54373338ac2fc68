"""The headings of every file that a person opens: tables for a spreadsheet, and what programs of charts show.

Each module that writes a table is listed: with where its headings are written, or with why they stay names of code. A
module that writes one and is not listed breaks the law.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.words.modules import constants, name_of_call
from tools.words.said import Said

WRITERS = frozenset(("write_csv_rows", "writer", "DictWriter", "create_sheet", "Element", "copy"))
FIXED = "Another program reads it by these names"
COLUMNS = f"{FIXED}: the columns of tables, printed in docs/reference/tables.md."
LAYOUT = f"{FIXED}: Sightline imports it again as a layout."
# By module: the assignments that hold its headings, as `module: name`.
HEADINGS = {
    "casework/networks/selectors/exports.py": (
        "casework/networks/selectors/exports.py: CSV_HEADINGS I2_HEADINGS GRAPHML_NAMES"
    ),
    "web/subject_files/views.py": "web/subject_files/spreadsheets.py: HEADINGS",
    "web/home/views.py": "casework/home/selectors/figures.py: headings",
    "documents/excel.py": "documents/excel.py: COLUMNS DICTIONARY",
    "documents/grid_excel.py": "casework/reviews/pages/columns.py: HEADINGS",
    "casework/ledger/services.py": "casework/ledger/services.py: COLUMNS",
    "casework/earlier_knowledge/selectors/closures.py": "casework/earlier_knowledge/selectors/closures.py: COLUMNS",
    "casework/readership/services.py": "casework/readership/services.py: COLUMNS",
}
# By module: why it has no heading of its own, or why its headings stay.
STAY = {
    "casework/chronology/export.py": COLUMNS,
    "casework/review_reports/services/inquiry_files.py": (
        f"{FIXED}: tools of an inquiry, by docs/how-to/make-a-file-for-an-inquiry.md."
    ),
    "documents/tables.py": f"It writes what others give it. Of `sightline export`: {COLUMNS}",
    "casework/concerns/extract.py": LAYOUT,
    "invented/late_rows.py": LAYOUT,
    "invented/files/sink.py": LAYOUT,
    "invented/files/tracker.py": LAYOUT,
    "invented/mapping.py": f"{FIXED}: the map's own files, in docs/explanation/groups.md.",
    "casework/backup/postgresql_copies.py": f"{FIXED}: a restore of the database.",
    "ingest/erasure/received_rows.py": "It writes what is left of a received file, as it came.",
    "protection/texts.py": "It writes a file again as it was read.",
    "casework/networks/i2_chart.py": f"{FIXED}: elements of an Exchange file of i2, which it never shows.",
}


def strings_of_exports(package: Path) -> Iterator[Said]:
    """Every heading, as one; and each module that writes a table and is not listed."""
    for said in HEADINGS.values():
        place, _, names = said.partition(": ")
        tree = ast.parse((package / place).read_text(encoding="utf-8"))
        for words in _assigned(tree, frozenset(names.split())):
            yield Said("exports", place, words, is_heading=True)
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package).as_posix()
        if place not in HEADINGS | STAY and writes_a_table(path.read_text(encoding="utf-8")):
            yield Said("exports", place, "list_it_in_tools_words_exports", is_heading=True)


def writes_a_table(source: str) -> bool:
    """Whether a module makes a file of rows, of sheets or of XML."""
    if not any(f"{name}(" in source for name in WRITERS):
        return False
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(_is_writer(call) for call in calls)


def _is_writer(call: ast.Call) -> bool:
    """`csv.writer`, and not any other writer; of a copy that of PostgreSQL alone."""
    name, whole = name_of_call(call), ast.unparse(call)
    if name in ("writer", "DictWriter"):
        return whole.startswith("csv.")
    if name == "Element":
        return whole.startswith("ElementTree.")
    return name in WRITERS and (name != "copy" or "COPY" in whole)


def _assigned(tree: ast.AST, names: frozenset[str]) -> Iterator[str]:
    """The words of assignments: the values of a table of words, else each constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and {ast.unparse(one) for one in node.targets} & names:
            held = ast.Tuple(elts=node.value.values, ctx=ast.Load()) if isinstance(node.value, ast.Dict) else node.value
            yield from (words for _, words in constants(ast.Expr(value=held)) if words)
