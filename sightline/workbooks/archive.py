"""The archive that a workbook is: its parts by name, each unpacked as a stream that counts what comes out.

The sizes that an archive declares are not trusted: what is unpacked is counted over all parts of the file.
"""

import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers import expat

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import NOT_A_WORKBOOK, PROTECTED, TOO_BIG, UNREADABLE, Refusal

CHUNK = 1 << 18
ENCRYPTED = 0x1
Attributes = dict[str, str]


class Archive:
    """One opened workbook file."""

    def __init__(self, stream: IO[bytes], limits: WorkbookLimits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._zip = zipfile.ZipFile(stream)
        entries = self._zip.infolist()
        if len(entries) > limits.parts:
            raise Refusal(TOO_BIG, limits.unpacked_bytes)
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise Refusal(PROTECTED)
        self._entries = {_plain(entry.filename): entry for entry in entries}
        if "[content_types].xml" not in self._entries:
            raise Refusal(NOT_A_WORKBOOK)

    def has(self, name: str) -> bool:
        """True where the archive has a part of that name."""
        return _plain(name) in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            raise Refusal(UNREADABLE)
        with self._zip.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise Refusal(TOO_BIG, self._limits.unpacked_bytes)
                yield chunk

    def parse(self, name: str, make_ready: Callable[[Any], None]) -> None:
        """Parse one XML part; `make_ready` sets the handlers. A document type is refused: it declares entities."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.StartDoctypeDeclHandler = _refuse_document_type
        make_ready(parser)
        for chunk in self.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def elements(self, name: str, handle: Callable[[str, Attributes], None]) -> None:
        """Call `handle` with the bare name and the attributes of each element of a part."""

        def start(full_name: str, attributes: Attributes) -> None:
            handle(full_name.rpartition(":")[2], attributes)

        def make_ready(parser: Any) -> None:
            parser.StartElementHandler = start

        self.parse(name, make_ready)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_document_type(*_: object) -> None:
    raise Refusal(UNREADABLE)
