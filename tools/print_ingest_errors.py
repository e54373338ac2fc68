"""Prints docs/reference/errors-ingest.md: the codes with their sentences, and the limits, from the code."""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from sightline.ingest.limits import OF_WORKBOOK, OWN, Limits
from sightline.ingest.rejects import SENTENCES as OF_ROWS
from sightline.ingest.sheets import workbooks
from sightline.ingest.sheets.refused_kinds import REFUSED
from sightline.model.errors import BadInput, SightlineError
from tools.error_calls import LEFT_OPEN, WrittenError, constants_of, find_errors

TEXT = Path(__file__).parent / "ingest_errors_text.md"
COMMANDS, UNFINISHED = "casework/data/ingest.py", "casework/data/unfinished_files.py"
OF_INGEST = (
    *(f"ingest/{name}.py" for name in (
        "coverage", "folders",
        "sheets/csv_rows", "sheets/encodings", "mappings/headings", "intake", "mappings/files", "rows/one_row",
        "quality/limits", "rows/sheet_rows", "sheets/reader")),
    "workbooks/process.py", "rulebook/settings.py", "casework/data/disk.py", "cli/receipts.py",
    "cli/importing/previews.py", UNFINISHED,
)  # fmt: skip
OF_WORKSHOP = ("ingest/workshop/files.py", "ingest/workshop/samples.py")
OF_REREADING = ("ingest/rereading/choices.py", "ingest/rereading/readings.py", "casework/data/rereadings.py")
OF_COMMAND = ("bad_mapping", "not_begun", "preview", "rejects", "shipped_id")
# What each limit bounds: the code has the numbers.
BOUNDS = {
    "file_bytes": "bytes of a file",
    "archive_files": "files in an archive",
    "archive_bytes": "bytes that the files of an archive unpack to",
    "csv_rows": "rows of a CSV",
    "csv_columns": "columns of a CSV",
    "csv_row_characters": "characters in one row of a CSV",
    "workbook_rows": "the highest row number of a filled cell",
    "workbook_columns": "the highest column number of a filled cell",
    "workbook_cells": "filled rows times columns of a sheet",
    "workbook_cell_length": "characters in a cell; a row with a longer one is rejected",
    "workbook_sheets": "sheets of a workbook",
    "workbook_shared_strings": "different texts in a workbook",
    "workbook_shared_characters": "characters in the different texts",
    "workbook_parts": "parts of the archive",
    "workbook_unpacked_bytes": "bytes that the workbook unpacks to",
    "workbook_output_bytes": "bytes of all rows as they are read",
    "workbook_memory_bytes": "memory of the process that reads it",
    "workbook_cpu_seconds": "processor time of that process",
    "workbook_wall_seconds": "time that it may take in all",
}


def print_ingest_errors() -> str:
    """The page."""
    of_files, of_command = _of_ingest()
    return TEXT.read_text(encoding="utf-8").format(
        rows=_table(_said(OF_ROWS)),
        files=_table(chain(of_files, _said(workbooks.SENTENCES), _refused())),
        nothing=_table(chain(find_errors("store/arrivals.py", "store/archives.py", "ingest/attachments.py"), _left())),
        limits="\n".join(f"| `{name}` | {number:,} | {BOUNDS[name]} |" for name, number in _limits().items()),
        command=_ends(of_command),
        rereading=_ends({one.code: one for one in find_errors(*OF_REREADING)}.values()),
        workshop=_ends({one.code: one for one in find_errors(*OF_WORKSHOP)}.values()),
    )


def _ends(errors: Iterable[WrittenError]) -> str:
    """Errors with the exit code of their command."""
    return "\n".join(f"| `{one.code}` | {one.kind.exit_code} | {one.what} | {one.what_to_do} |" for one in errors)


def _of_ingest() -> tuple[list[WrittenError], list[WrittenError]]:
    """The errors of a file or sheet, and those with which the command ends."""
    found = {one.code: one for one in find_errors(*OF_INGEST)}
    of_files = [one for one in found.values() if one.kind is BadInput and one.code not in OF_COMMAND]
    return of_files, [one for one in found.values() if one not in of_files]


def _said(sentences: Mapping[str, tuple[str, str]]) -> list[WrittenError]:
    return [WrittenError(BadInput, code, *map(_open, texts)) for code, texts in sentences.items()]


def _open(sentence: str) -> str:
    return sentence.replace("{heading}", LEFT_OPEN).replace("{limit:,}", LEFT_OPEN)


def _refused() -> list[WrittenError]:
    """What is said of a file of a kind that is not read."""
    return [WrittenError(BadInput, code, what, what_to_do) for what, code, what_to_do in REFUSED.values()]


def _left() -> list[WrittenError]:
    """What a receipt says of a file without an error of its own."""
    left, failed = constants_of(UNFINISHED), constants_of(COMMANDS)
    return [
        WrittenError(BadInput, "left", left["LEFT"], left["TAKE_LATER"]),
        WrittenError(SightlineError, failed["UNFORESEEN"], failed["FAILED"], failed["SEND_LINES"]),
    ]


def _table(errors: Iterable[WrittenError]) -> str:
    found = {one.code: one for one in errors}
    return "\n".join(f"| `{code}` | {one.what} | {one.what_to_do} |" for code, one in sorted(found.items()))


def _limits() -> dict[str, int]:
    """Every limit with its number, as `[ingest]` names it."""
    limits = Limits()
    own = {name: getattr(limits, name) for name in OWN}
    return own | {name: getattr(limits.workbook, field) for name, field in OF_WORKBOOK.items()}
