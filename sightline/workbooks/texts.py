"""The texts that cells of a workbook share, and how a text is written in XML."""

import re
from typing import Any

from sightline.workbooks.archive import Archive, Attributes
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import TOO_MANY_TEXTS, Refusal

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Signs written as _xHHHH_ are the signs themselves; halves of a pair stay as written."""
    return ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)


class TextCollector:
    """Gathers text while it is parsed; of one that is too long it keeps enough for its row to be rejected."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Take one more piece."""
        room = self.longest + 1 - self._length
        if room > 0:
            self._pieces.append(piece if len(piece) <= room else piece[:room])
            self._length += len(piece)

    def take(self) -> str:
        """The whole text; the next begins empty."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text


class _Strings:
    """The handlers for the part with the shared texts. Readings aids for other scripts (rPh) are left out."""

    def __init__(self, parser: Any, limits: WorkbookLimits) -> None:
        self.found: list[str] = []
        self._parser, self._limits = parser, limits
        self._collector = TextCollector(limits.cell_length)
        self._characters, self._aside = 0, 0
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end

    def start(self, name: str, _: Attributes) -> None:
        """An element begins."""
        bare = name.rpartition(":")[2]
        if bare == "t" and not self._aside:
            self._parser.CharacterDataHandler = self._collector.add
        elif bare == "rPh":
            self._aside += 1

    def end(self, name: str) -> None:
        """An element ends."""
        bare = name.rpartition(":")[2]
        if bare == "t":
            self._parser.CharacterDataHandler = None
        elif bare == "rPh":
            self._aside -= 1
        elif bare == "si":
            self._keep(unescape(self._collector.take()))

    def _keep(self, text: str) -> None:
        self._characters += len(text)
        if len(self.found) >= self._limits.shared_strings:
            raise Refusal(TOO_MANY_TEXTS, self._limits.shared_strings)
        if self._characters > self._limits.shared_characters:
            raise Refusal(TOO_MANY_TEXTS, self._limits.shared_strings)
        self.found.append(text)


def read_strings(archive: Archive, part: str, limits: WorkbookLimits) -> list[str]:
    """The shared texts in order; none where the workbook has no such part."""
    if not part or not archive.has(part):
        return []
    made: list[_Strings] = []
    archive.parse(part, lambda parser: made.append(_Strings(parser, limits)))
    return made[0].found
