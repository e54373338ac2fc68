"""Why a workbook, or one sheet of it, is not read: a code that the parent process turns into a sentence."""


class Refusal(Exception):
    """`limit` is the number that was exceeded; 0 where no number is meant. It never holds anything from a cell."""

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


UNREADABLE, PROTECTED, NOT_A_WORKBOOK = "workbook_unreadable", "old_workbook", "not_a_workbook"
TOO_BIG, TOO_MANY_SHEETS, TOO_MANY_TEXTS = "workbook_too_big", "too_many_sheets", "too_many_texts"
TOO_LONG, TOO_WIDE, TOO_FULL = "sheet_too_long", "sheet_too_wide", "sheet_too_full"
BEYOND_LIMITS, NOT_JSON_LINES = "beyond_limits", "not_json_lines"
UNKNOWN_RETURN, XML_DAMAGED, CHILD_TOO_BIG = "unknown_return", "xml_damaged", "child_too_big"
DOCUMENT_TYPE = "document_type"
NO_CHILD_SAID, NO_TEXT, ATTACHMENT, MACROS = "no_child_said", "no_text", "attachment", "macros"
ATTACHMENT_KIND = "attachment_kind"
DOCUMENT_TOO_LONG, DOCUMENT_TOO_BIG = "document_too_long", "document_too_big"
PDF_PASSWORD, SCANNED, PAGES_WITHOUT_TEXT = "pdf_password", "scanned_pdf", "pages_without_text"
NO_RENDERED_FORM, PDF_DAMAGED = "pdf_form", "pdf_damaged"
