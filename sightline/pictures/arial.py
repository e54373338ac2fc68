"""How wide a line of Arial is, so that labels can be placed on the server without a font file.

Source: the advance widths of Arial and of fonts made to its measure (Liberation Sans), in thousandths of the size.
"""

import re
import unicodedata
from functools import cache

_CHARACTERS = "".join(map(chr, range(32, 127))) + "–—‘’“”·→£é…"
_PLAIN = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584
584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278
278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
500 334 260 334 584 556 1000 222 222 333 333 333 1000 556 556 1000
"""
_BOLD = """
278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584
584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333
278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556
500 389 280 389 584 556 1000 278 278 500 500 333 1000 556 556 1000
"""
_UNKNOWN = 667  # wider than most: a label with a rare letter is given a little too much room, never too little
_WIDTHS = {
    bold: dict(zip(_CHARACTERS, map(int, widths.split()), strict=True))
    for bold, widths in ((False, _PLAIN), (True, _BOLD))
}


@cache
def _letter(letter: str, bold: bool) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS[bold].get(letter, _WIDTHS[bold].get(base, _UNKNOWN))


def width(line: str, *, size: float = 13, bold: bool = False) -> float:
    """How wide a line is, in the units of the size."""
    return sum(_letter(letter, bold) for letter in line) * size / 1000


def wrap(text: str, *, most: float, size: float = 13, bold: bool = False) -> list[str]:
    """A text in lines no wider than `most`: broken at spaces; a wider word at its hyphens, else within."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for place, piece in enumerate(_pieces(word, most, size, bold)):
            longer = f"{line}{'' if place else ' '}{piece}".strip()
            if line and width(longer, size=size, bold=bold) > most:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, most: float, size: float, bold: bool) -> list[str]:
    """A word whole, or in pieces that are narrow enough."""
    if width(word, size=size, bold=bold) <= most:
        return [word]
    pieces = [""]
    for part in re.split(r"(?<=-)", word):
        if width(pieces[-1] + part, size=size, bold=bold) <= most:
            pieces[-1] += part
            continue
        pieces.append("")
        for letter in part:
            if width(pieces[-1] + letter, size=size, bold=bold) > most:
                pieces.append("")
            pieces[-1] += letter
    return [piece for piece in pieces if piece]
