"""Finds the parts of an e-mail by where they are in its bytes, and cuts files out so that all else stays as it came.

A file that is cut out leaves a part that says so, with the place and the number that it had.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as headings_in_text
from pathlib import PurePosixPath

from sightline.workbooks.kinds import READ_ENDINGS
from sightline.workbooks.refusals import DOCUMENT_TOO_BIG, Refusal

MOST_BYTES, MOST_MIME_PARTS, DEEPEST_PART = 64 << 20, 1_000, 30
MOST_FILES, DEEPEST_MAIL, LONGEST_NAME = 100, 3, 200
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
BEGINS_BLANK = re.compile(rb"\r?\n")
KEPT_APART = "X-Kept-Apart"
NOTE = f"{KEPT_APART}: as a file of its own\r\n".encode()
LEFT_BEHIND = NOTE + b"Content-Disposition: attachment\r\n\r\n"
MAIL, MAIL_ENDING, DIGEST = "message/rfc822", ".eml", "multipart/digest"
ENDINGS_OF_TYPES = {
    MAIL: MAIL_ENDING,
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
}
UNKNOWN = "application/octet-stream"
MALFORMED = (ValueError, TypeError, AttributeError, LookupError)  # what a heading raises that is malformed on purpose


@dataclass(frozen=True, slots=True)
class MailPart:
    """A part that has no parts: its headings, and its bytes from `begins`, where its body begins at `body`."""

    headings: EmailMessage = field(repr=False)
    begins: int
    body: int
    encoded: bytes = field(repr=False)

    @property
    def kind(self) -> str:
        """Its content type."""
        return _kind(self.headings)

    @property
    def is_attached(self) -> bool:
        """Whether it says of itself that it is attached, or cannot be understood."""
        try:
            return self.headings.get_content_disposition() == "attachment"
        except MALFORMED:
            return True

    @property
    def is_text(self) -> bool:
        """Whether it is text of the e-mail itself."""
        return not self.is_attached and self.kind in ("text/plain", "text/html")

    @property
    def is_file(self) -> bool:
        """Whether it is a file. A picture within the text is none; an e-mail within the e-mail is one."""
        return not self.is_text and (self.is_attached or not self.kind.startswith("image/"))

    @property
    def is_cut(self) -> bool:
        """Whether it was a file that is kept as a file of its own."""
        return KEPT_APART in self.headings and not self.encoded.strip()

    @property
    def name(self) -> str:
        """The name of the file, without folders; empty where it has none."""
        try:
            said = self.headings.get_filename("") or ""
        except MALFORMED:
            said = ""
        said = said.encode("utf-8", "replace").decode()
        return PurePosixPath(" ".join(said.replace("\\", "/").split())).name[-LONGEST_NAME:]

    @property
    def ending(self) -> str:
        """What its name ends in, in small letters; by its type where it has no name. An e-mail ends in `.eml`."""
        if self.kind == MAIL:
            return MAIL_ENDING
        return PurePosixPath(self.name).suffix.lower() if self.name else ENDINGS_OF_TYPES.get(self.kind, "")

    @property
    def is_read(self) -> bool:
        """Whether Sightline reads files with this ending."""
        return self.ending in READ_ENDINGS

    def content(self) -> bytes:
        """What is in it, decoded."""
        self.headings.set_payload(self.encoded.decode("ascii", "surrogateescape"))
        data = self.headings.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file of an e-mail: `2`, or `1.2` for the second file of an e-mail that is the first."""

    number: str
    name: str = field(repr=False)
    data: bytes = field(repr=False)


def find_parts(data: bytes) -> Iterator[MailPart]:
    """The parts that have no parts, in their order. Refusal where there are too many, or they are too deep."""
    waiting = [(0, len(data), "text/plain", 1)]
    seen = 0
    while waiting:
        begins, ends, unsaid, depth = waiting.pop()
        seen += 1
        if seen > MOST_MIME_PARTS or depth > DEEPEST_PART:
            raise Refusal(DOCUMENT_TOO_BIG, MOST_BYTES)
        headings, body = read_headings(data, begins, ends)
        headings.set_default_type(unsaid)
        if (kind := _kind(headings)).startswith("multipart/"):
            of_parts = MAIL if kind == DIGEST else "text/plain"
            within = _within(data, body, ends, _boundary(headings))
            waiting += [(*each, of_parts, depth + 1) for each in reversed(within)]
        else:
            yield MailPart(headings, begins, body, data[body:ends])


def find_files(data: bytes) -> Iterator[MailPart]:
    """The files of an e-mail in their order, also those that were cut."""
    return (part for part in find_parts(data) if part.is_file)


def split_mail(data: bytes, *, most: int = MOST_FILES, depth: int = 1) -> tuple[bytes, list[MailFile]]:
    """An e-mail without the files that Sightline reads, and these files. Those of e-mails within it come after each.

    Where there are more files than `most`, the others stay in it; so do those of e-mails that are too deep.
    """
    left, files, at = list[bytes](), list[MailFile](), 0
    for number, part in enumerate(find_files(data), start=1):
        if part.is_cut or not part.is_read or len(files) >= most:
            continue
        files += _split_within(MailFile(str(number), part.name, part.content()), part, most - len(files), depth)
        is_whole = part.begins == 0  # the e-mail has one part, and its headings are the part's
        left += [data[at : part.begins], NOTE + data[: part.body] if is_whole else LEFT_BEHIND]
        at = part.body + len(part.encoded)
    return b"".join((*left, data[at:])), files


def _split_within(file: MailFile, part: MailPart, most: int, depth: int) -> list[MailFile]:
    """A file, and where it is an e-mail the files in it. Where that goes beyond the bounds, it stays whole."""
    if part.ending != MAIL_ENDING or depth >= DEEPEST_MAIL:
        return [file]
    try:
        text, inner = split_mail(file.data, most=most - 1, depth=depth + 1)
    except Refusal:
        return [file]
    below = [MailFile(f"{file.number}.{each.number}", each.name, each.data) for each in inner]
    return [MailFile(file.number, file.name, text), *below]


def read_headings(data: bytes, begins: int, ends: int) -> tuple[EmailMessage, int]:
    """The headings of a part, and where its body begins: after a blank line, or at the first line that is none."""
    blank = BEGINS_BLANK.match(data, begins, ends) or BLANK_LINE.search(data, begins, ends)
    body = blank.end() if blank else ends
    headings: EmailMessage = BytesParser(policy=headings_in_text).parsebytes(data[begins:body], headersonly=True)
    rest = headings.get_payload()
    return headings, body - (len(rest) if isinstance(rest, str) else 0)


def _kind(headings: EmailMessage) -> str:
    try:
        return headings.get_content_type()
    except MALFORMED:
        return UNKNOWN


def _boundary(headings: EmailMessage) -> bytes:
    try:
        return (headings.get_boundary("") or "").encode("ascii", "surrogateescape")
    except MALFORMED:
        return b""


def _within(data: bytes, begins: int, ends: int, boundary: bytes) -> list[tuple[int, int]]:
    """Where each part between boundaries begins and ends; the line end before a boundary belongs to it."""
    if not boundary:
        return []
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
    found, opened = list[tuple[int, int]](), -1
    for each in line.finditer(data, begins, ends):
        if opened >= 0:
            found.append((opened, _before_line_end(data, opened, each.start())))
        opened = -1 if each.group(1) else each.end()
        if each.group(1) or len(found) > MOST_MIME_PARTS:
            break
    if opened >= 0:
        found.append((opened, ends))
    return found


def _before_line_end(data: bytes, begins: int, ends: int) -> int:
    for line_end in (b"\r\n", b"\n"):
        if data.endswith(line_end, begins, ends):
            return ends - len(line_end)
    return ends
