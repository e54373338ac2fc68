"""Reads a chronology file that somebody sends: what it is, that it is harmless, and its tables as texts."""

from collections.abc import Sequence

from sightline.casework.attachments.office_files import read_office_file
from sightline.casework.attachments.pages.kinds import AttachmentKind
from sightline.casework.attachments.pages.refusals import DocumentRefused
from sightline.casework.reviews.pages.rows import ChronologyFile
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 10 * 1024**2, 5_000, 60


def read_file_tables(file: ChronologyFile) -> list[Sequence[Sequence[str]]]:
    """The texts of its tables; Usage where it is no Word or Excel file, is too large, or cannot be read."""
    from sightline.documents.grid_reader import read_excel_sheets, read_word_tables  # loaded where a file is read

    if not 0 < len(file.data) <= MOST_BYTES:
        raise _refuse(_("The file is empty, or larger than 10 MB."))
    try:
        kind = read_office_file(file.data).kind
    except DocumentRefused as refused:
        raise _refuse(_("Sightline cannot read this file.")) from refused
    if kind not in (AttachmentKind.WORD, AttachmentKind.EXCEL):
        raise _refuse(_("The file is not a Word or Excel file."))
    try:
        found: list[Sequence[Sequence[str]]] = (
            list(read_word_tables(file.data))
            if kind is AttachmentKind.WORD
            else list(read_excel_sheets(file.data, most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS))
        )
    except Exception as error:  # a file of a stranger: the libraries that read it raise errors of any kind
        raise _refuse(_("Sightline cannot read this file.")) from error
    if sum(len(table) for table in found) > MOST_ROWS:
        raise _refuse(_("The file has more than 5,000 rows."))
    return found


def _refuse(what: str) -> Usage:
    return Usage(
        what,
        code="no_file",
        what_to_do=_("Send a Word file with a table (.docx), or an Excel file (.xlsx). Split a large one."),
    )
