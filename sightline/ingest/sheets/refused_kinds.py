"""Says of a file that Sightline does not read what it is, and what its sender or the analyst can do."""

from sightline.model.errors import BadInput
from sightline.workbooks.kinds import FileKind

AS_TABLE = "Ask the agency for the same list as .csv or .xlsx."
SAVE_AS = "Open it in its program, save it as .xlsx without a password, and import that."
REFUSED = {
    FileKind.EMPTY: ("The file is empty.", "empty_file", "Ask the agency to send it again."),
    FileKind.PROTECTED: ("The workbook has a password, or is damaged.", "old_workbook", SAVE_AS),
    FileKind.MESSAGE: (
        "The file is an Outlook message.",
        "e_mail",
        "Open it, save it as .eml or copy it into a Word document, and import that.",
    ),
    FileKind.DOCUMENT: (
        "The file is a text document of another kind than .docx.",
        "document",
        "Open it in its program, save it as .docx, and import that.",
    ),
    FileKind.WEB_PAGE: (
        "The file is a web page, whatever its name ends in.",
        "web_page",
        "Open it in Excel, save it as .xlsx, and import that.",
    ),
    FileKind.JSON: (
        "The file is JSON, and not with one object on each line.",
        "json",
        "Ask the agency for JSON lines, .csv or .xlsx.",
    ),
    FileKind.PACKED: ("The file is a packed archive.", "packed", "Unpack it, and import what was in it."),
    FileKind.DATABASE: ("The file is a database.", "database", "Export its tables as .csv, and import those."),
}


def refuse_kind(kind: FileKind) -> None:
    """BadInput where files of this kind are not read as text."""
    if found := REFUSED.get(kind):
        what, code, what_to_do = found
        raise BadInput(what, code=code, what_to_do=what_to_do)
