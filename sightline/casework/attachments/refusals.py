"""Why a document is not taken, and what to do instead: one sentence each, by a code that tests and logs can name."""

from sightline.model.errors import Usage

NEVER = "Never copy or upload a nude image of a child: it is illegal. Call the police"
AS_PDF = "Save it as PDF or as a Word document (.docx) and add that."
REFUSALS = {
    "no_file": ("No file is chosen.", "Choose a document."),
    "empty_file": ("This file is empty.", "Open it on your computer, check that it has words in it, and add it again."),
    "picture": ("Sightline does not take pictures.", f"{NEVER}. Describe in words what you saw."),
    "pictures_inside": (
        "This document holds pictures.",
        f"{NEVER}. If you have looked, and they are only logos, signatures or scanned text, tick the box. "
        "Then add it again.",
    ),
    "recording": ("Sightline does not take films or sound.", f"{NEVER}. Describe in words what you saw or heard."),
    "password": ("This document is protected by a password.", "Save it without the password, and add it again."),
    "macros": ("This document can run a program on the reader’s computer.", AS_PDF),
    "program": ("This file is a program.", "Add only documents: PDF, Word, Excel, OpenDocument, text or e-mail."),
    "web_page": ("This file is a web page or a drawing for one.", AS_PDF),
    "archive": ("This file is an archive of other files.", "Take the documents out of it, and add each by itself."),
    "old_office": (
        "This file is of an old kind that can hold programs.",
        "Save it as .docx, .xlsx or PDF, and add it.",
    ),
    "files_inside": ("This document holds other files.", "Take them out and add each by itself, or save it as PDF."),
    "mail_attachment": (
        "An attachment of this e-mail cannot be taken.",
        "Save the e-mail without it. Add the attachment by itself to see why.",
    ),
    "damaged": ("This document is damaged, or is not what it says.", AS_PDF),
    "bomb": ("This document is far larger when it is opened.", AS_PDF),
    "unknown": (
        "Sightline does not know this kind of file.",
        "Add a PDF, Word (.docx), Excel (.xlsx), OpenDocument text (.odt), plain text, CSV or e-mail (.eml) file.",
    ),
    "protected_address": (
        "This document says an address or number that is protected.",
        "Take it out of the document, and add it again.",
    ),
    "scanner_refused": (
        "The scanner found something harmful in this document.",
        "Do not open it. Tell your IT support team.",
    ),
}


class DocumentRefused(Usage):
    """A document that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        what, what_to_do = REFUSALS[code]
        super().__init__(what, code=code, what_to_do=what_to_do)
