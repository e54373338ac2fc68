"""The sheets of a received workbook, read by `sightline.workbooks` in a process of its own, and refusals in words."""

from pathlib import Path

from sightline.ingest.sheets.refused_kinds import AS_TABLE, SAVE_AS
from sightline.ingest.sheets.returns import list_returns
from sightline.model.errors import BadInput
from sightline.workbooks import refusals
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.process import SpooledSheet
from sightline.workbooks.process import read_workbook as read_apart
from sightline.workbooks.refusals import Refusal

IN_PARTS = "Ask the agency for CSV, or for the extract in parts."
STRAY = "Delete stray cells far from the data, or ask the agency for CSV or for the extract in parts."
SENTENCES = {
    refusals.UNREADABLE: (
        "The file cannot be read: it is damaged, has a password, or is not what its first bytes say.",
        SAVE_AS,
    ),
    refusals.PROTECTED: ("The workbook has a password.", SAVE_AS),
    refusals.NOT_JSON_LINES: (
        "Line {limit:,} of the file is no JSON object.",
        "Ask the agency for JSON with one object on each line, or for CSV.",
    ),
    refusals.NOT_A_WORKBOOK: (
        "The file is an archive or a document, not a workbook.",
        "Unpack it, or save it as .xlsx or CSV, and import what was in it.",
    ),
    refusals.UNKNOWN_RETURN: (
        "The file is XML, and none of the returns that Sightline reads.",
        "docs/reference/returns.md lists them. " + AS_TABLE,
    ),
    refusals.XML_DAMAGED: (
        "The XML is damaged, or ends too early, at line {limit:,}. Nothing is read from the child there on.",
        "Ask the agency to export the file again, and import that. Children before that line are not imported twice.",
    ),
    refusals.CHILD_TOO_BIG: (
        "What the file says of one child is too long, at line {limit:,}. Nothing is read from that child on.",
        "Ask the agency to check that child, and to export the file again.",
    ),
    refusals.DOCUMENT_TYPE: (
        "The XML declares a document type, which can change what the file says.",
        "Ask the agency for the file as its system exports it, without a document type.",
    ),
    refusals.NO_CHILD_SAID: (
        "The document does not say at its beginning which child it is about, so it is held.",
        "Write there the lines 'Child: ' and 'Date of birth: ', or a number of the child. See "
        "docs/how-to/import-a-document.md.",
    ),
    refusals.NO_TEXT: ("The document has no text.", "Ask the agency for it as a Word document with its text."),
    refusals.ATTACHMENT: (
        "A file within the document is not read.",
        "Save it, and import it as a file of its own.",
    ),
    refusals.ATTACHMENT_KIND: (
        "Sightline does not read attachments of this kind.",
        "Open it in its program, save it as .docx, .xlsx, .csv or .pdf, and import that. Unpack an archive first.",
    ),
    refusals.PDF_PASSWORD: (
        "The PDF has a password.",
        "Ask the agency for it without one, or open it, print it to a PDF, and import that.",
    ),
    refusals.PDF_DAMAGED: (
        "The file begins as a PDF, and is damaged.",
        "Open it, print it to a PDF, and import that. If it does not open, ask the agency to send it again.",
    ),
    refusals.SCANNED: (
        "The PDF has no text: it is a scan, or pictures of pages.",
        "Ask the agency for the document that it was made of: as .docx, or as a PDF with text.",
    ),
    refusals.PAGES_WITHOUT_TEXT: (
        "Pages of the PDF have no text: they may be scans or pictures. Nothing is read from them.",
        "Look at these pages. Ask the agency for what they say: as .docx, or as a PDF with text.",
    ),
    refusals.NO_RENDERED_FORM: (
        "The PDF is a form that only the program it was made with can show (XFA).",
        "Open it in Adobe Reader, print it to a PDF, and import that.",
    ),
    refusals.MACROS: (
        "The Word document has a program in it (macros).",
        "Save it as .docx without macros, and import that.",
    ),
    refusals.DOCUMENT_TOO_LONG: (
        "The document is too long: a paragraph, a table row or all of it. At most {limit:,} may be in it.",
        IN_PARTS,
    ),
    refusals.DOCUMENT_TOO_BIG: (
        "The e-mail has more than {limit:,} bytes, or too many parts.",
        "Save its text as a Word document without what is attached, and import that.",
    ),
    refusals.TOO_BIG: ("The workbook unpacks to more than {limit:,} bytes.", IN_PARTS),
    refusals.TOO_MANY_SHEETS: ("The workbook has more than {limit:,} sheets.", IN_PARTS),
    refusals.TOO_MANY_TEXTS: ("The workbook has more than {limit:,} different texts, or too long ones.", IN_PARTS),
    refusals.TOO_LONG: ("A cell of the sheet is below row {limit:,}.", STRAY),
    refusals.TOO_WIDE: ("A cell of the sheet is to the right of column {limit:,}.", STRAY),
    refusals.TOO_FULL: ("The sheet has more than {limit:,} cells, counted as filled rows times columns.", STRAY),
    refusals.BEYOND_LIMITS: (
        "The file could not be read within its limits of memory and time.",
        "Open it in its program, save it again as .xlsx, CSV or .docx, and import that. If it is sound, raise "
        "workbook_memory_bytes or workbook_cpu_seconds in sightline.toml.",
    ),
}


def read_workbook(path: Path, *, limits: WorkbookLimits, folder: Path) -> list[tuple[SpooledSheet, BadInput | None]]:
    """Each sheet, with why it is not read where that is so; BadInput where the whole workbook is not."""
    try:
        sheets = read_apart(path, limits=limits, folder=folder, returns=list_returns())
    except Refusal as refusal:
        raise in_words(refusal) from refusal
    return [(sheet, in_words(sheet.refusal) if sheet.refusal else None) for sheet in sheets]


def in_words(refusal: Refusal) -> BadInput:
    """A refusal as an error for people; a code that nobody knows is said as unreadable."""
    code = refusal.code if refusal.code in SENTENCES else refusals.UNREADABLE
    what, what_to_do = SENTENCES[code]
    return BadInput(what.format(limit=refusal.limit), code=code, what_to_do=what_to_do)
