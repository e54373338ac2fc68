"""Says by its bytes what kind of document a file is; DocumentRefused for everything that is not one.

A file's name and the kind that a browser says are never asked. Each kind that is taken is checked by its own structure,
so a file that is two kinds at once is neither. `filetype` only names what is refused, so that the reason is right.
"""

import filetype

from sightline.casework.attachments.office_files import ZIP, read_office_file
from sightline.casework.attachments.pages.kinds import DocumentContents
from sightline.casework.attachments.pages.refusals import DocumentRefused
from sightline.casework.attachments.pdf_files import PDF, read_pdf_file
from sightline.casework.attachments.text_files import decode_text, read_mail, read_plain_text

OLE, ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
REFUSED_AS = {"image": "picture", "video": "recording", "audio": "recording"}
ARCHIVES = ("zip", "tar", "rar", "gz", "bz2", "7z", "xz", "Z", "ar", "cab", "lz", "lzo", "zst", "rpm", "deb", "lz4")


def read_contents(data: bytes) -> DocumentContents:
    """What a document holds."""
    if not data:
        raise DocumentRefused("empty_file")
    if data.startswith(PDF):
        return read_pdf_file(data)
    if data.startswith(ZIP):
        return read_office_file(data)
    if data.startswith(OLE):
        raise DocumentRefused("password" if ENCRYPTED in data else "old_office")
    text = decode_text(data)
    if text is None:
        raise DocumentRefused(name_refused(data))
    return read_mail(data, text, read_contents) or read_plain_text(text)


def name_refused(data: bytes) -> str:
    """The code for bytes that are no text and no document."""
    if data.startswith(PROGRAMS):
        return "program"
    found = filetype.guess(data[:8192])
    if found is None:
        return "unknown"
    group = found.mime.partition("/")[0]
    return REFUSED_AS.get(group, "archive" if found.extension in ARCHIVES else "unknown")
