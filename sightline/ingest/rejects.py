"""Why a row or file was not taken: each code, its sentence and what to do (docs/reference/errors-ingest.md has more).

The sentence may name a heading, never what stands in a cell.
"""

from dataclasses import dataclass

from sightline.model.errors import BadInput

ERASED = "erased_before"
EXPORT_AGAIN = "Ask the agency to export the file again, or correct the row and send it as a new file."


@dataclass(frozen=True, slots=True)
class Reject:
    """One line of the table `reject`, without the file's own columns."""

    sheet: str
    source_row: int
    code: str
    reason: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class RejectReason:
    """Why a row is not taken; `heading` is the column that is at fault, where there is one."""

    code: str
    heading: str = ""


SENTENCES = {
    ERASED: (
        "The row was erased by a decision of information governance, so it is not imported again.",
        "Ask the agency to leave it out. If it belongs to someone else, tell information governance.",
    ),
    "nul_bytes": ("The row has NUL bytes in it, which no export should have.", EXPORT_AGAIN),
    "cell_too_big": (
        "A cell of the row has more than a million characters.",
        "Shorten it, or look for a quotation mark that is never closed: the rest of the file is read as one cell.",
    ),
    "row_too_long": (
        "The row goes on for millions of characters, so the file is not read from here on.",
        "Check for a quotation mark that is never closed. Import the corrected file: the rows before are imported.",
    ),
    "broken_encoding": ("The row has bytes that are not UTF-8, while the rest of the file is.", EXPORT_AGAIN),
    "too_many_cells": (
        "The row has more cells than there are headings.",
        "Check for a comma or a quotation mark that is not inside quotation marks; then send the row again.",
    ),
    "too_few_cells": (
        "The row has fewer cells than there are headings.",
        (
            "Look for a quotation mark that is never closed: everything after it "
            "is read as one cell. Then send the rows again."
        ),
    ),
    "several_people": (
        "'{heading}' names several people, and is for one.",
        (
            "Write each person in a row of their own. Or, in a mapping of your own, give the column a mention with "
            'split = "people".'
        ),
    ),
    "too_many_named": (
        "'{heading}' names more than a thousand people or places.",
        (
            "Check for a quotation mark that is never closed. Or ask the agency to "
            "write each person or place in a separate row."
        ),
    ),
    "no_key": (
        "The columns that make the row's key are empty: {heading}.",
        (
            "Ask the agency to fill in these columns. Without them, Sightline "
            "cannot tell a later version of the row from another row."
        ),
    ),
    "unreadable_date": (
        "'{heading}' holds something that is not a date.",
        "Ask the agency to correct it (DD/MM/YYYY) and send the row again; an empty cell means “not recorded”.",
    ),
}


def reject_row(*, sheet: str, source_row: int, reason: RejectReason) -> Reject:
    """A rejected row, in words."""
    sentence, what_to_do = SENTENCES[reason.code]
    return Reject(sheet, source_row, reason.code, sentence.format(heading=reason.heading), what_to_do)


def reject_whole(*, sheet: str, error: BadInput) -> Reject:
    """A rejected file or sheet."""
    return Reject(sheet, 0, error.code, error.what, error.what_to_do)
