"""Why a document is not taken, and what to do instead: one sentence each, by a code that tests and logs can name."""

from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

NEVER = _("Never copy or upload a nude image of a child: it is illegal. Call the police")
AS_PDF = _("Save it as PDF or as a Word document (.docx) and add that.")
REFUSALS = {
    "no_file": (_("You have not chosen a file."), _("Choose a document.")),
    "empty_file": (
        _("This file is empty."),
        _("Open it on your computer, check that it has words in it, and add it again."),
    ),
    "picture": (
        _("Sightline does not accept pictures."),
        _("%(never)s. Describe in words what you saw.") % {"never": NEVER},
    ),
    "pictures_inside": (
        _("This document contains pictures."),
        _(
            "%(never)s. If you have looked, and they are only logos, signatures or scanned text, tick the "
            "box. Then add it again."
        )
        % {"never": NEVER},
    ),
    "recording": (
        _("Sightline does not accept video or sound."),
        _("%(never)s. Describe in words what you saw or heard.") % {"never": NEVER},
    ),
    "password": (_("This document is protected by a password."), _("Save it without the password, and add it again.")),
    "macros": (_("This document can run a program on the reader’s computer."), AS_PDF),
    "program": (_("This file is a program."), _("Add only documents: PDF, Word, Excel, OpenDocument, text or e-mail.")),
    "web_page": (_("This file is a web page or a drawing made for web pages."), AS_PDF),
    "archive": (
        _("This file is an archive of other files."),
        _("Take the documents out of it, and add each one separately."),
    ),
    "old_office": (
        _("This is an older file type that can contain programs."),
        _("Save it as .docx, .xlsx or PDF, and add it."),
    ),
    "files_inside": (
        _("This document contains other files."),
        _("Take the other files out and add each one separately. Or save the document as PDF."),
    ),
    "mail_attachment": (
        _("Sightline cannot accept one of the attachments to this e-mail."),
        _("Save the e-mail without it. Add the attachment separately to see why."),
    ),
    "damaged": (_("This document is damaged, or is not the type that its name says."), AS_PDF),
    "bomb": (_("This document becomes too large when it is opened."), AS_PDF),
    "unknown": (
        _("Sightline does not know this kind of file."),
        _("Add a PDF, Word (.docx), Excel (.xlsx), OpenDocument text (.odt), plain text, CSV or e-mail (.eml) file."),
    ),
    "protected_address": (
        _("This document contains a protected address or number."),
        _("Remove the address or number, and add the document again."),
    ),
    "scanner_refused": (
        _("The scanner found something harmful in this document."),
        _("Do not open it. Tell your IT support team."),
    ),
}


class DocumentRefused(Usage):
    """A document that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        what, what_to_do = REFUSALS[code]
        super().__init__(what, code=code, what_to_do=what_to_do)
