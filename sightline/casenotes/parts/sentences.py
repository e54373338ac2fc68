"""Divides a note into windows, sentences and quotations, as ranges of integers.

What a heading, a speaker or a chronology says in one window does not reach into the next; only a note longer than any
case note has several. Case notes are not prose. A line break ends a sentence unless the line was only wrapped, small
letters may follow a full stop, and "Mr.", "approx." and "p. vance" have full stops that end nothing.
"""

import re

from sightline.casenotes.parts.dates import MONTHS, WEEKDAYS
from sightline.model.passages import MOST_LETTERS

Range = tuple[int, int]

# It begins with the signs that may end a sentence, so that a search passes over all others at once.
BOUNDARY = re.compile(
    r"[.!?…;:\r\n*](?:(?<=[.!?…])[.!?…]*[\"'”’)\]]*(?=\s)|(?<=[;:])[\r\n]+|(?<=[\r\n])[\r\n]*|(?<=\s\*)(?=\s))"
)
# Words with a full stop that ends no sentence, and those where it does before a capital. One letter is an initial.
NEVER_END = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "rev",
        "sgt",
        "insp",
        "det",
        "supt",
        "approx",
        "e.g",
        "i.e",
        "eg",
        "cf",
        "vs",
        "incl",
    )
)
SELDOM_END = frozenset(
    ("rd", "ave", "appt", "ref", "tel", "mob", "ext", "para", "hrs", "yrs", "mins", *MONTHS, *WEEKDAYS)
)
NUMBERED = frozenset({"no", "nos"})
WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘/-]+\Z")
# A line this long whose follower begins small was broken by a mail program, not by its author.
WRAPPED = 60
# Nobody writes a sentence of so many letters; what has no full stop is divided, so that reading it costs its length.
LONGEST = 600
DIVIDES = (re.compile(r".*[,;:](?=\s)", re.DOTALL), re.compile(r".*\s", re.DOTALL))
LONGEST_WORD = 12
# It begins with the marks that may open one, for the same reason.
QUOTATION = re.compile(
    r"[\"“'‘](?:(?<=\")([^\"\n]{1,800}(?:\n(?!\s*\n)[^\"\n]{0,800}){0,3})\"|(?<=“)([^”]{1,800})”"
    r"|(?<=')(?<![\w'’]')(?=\S)((?:[^'\n]|(?<=\w)'(?=\w)){1,800})(?<=\S)'(?!\w)"
    r"|(?<=‘)(?<!\w‘)(?=\S)((?:[^’\n]|(?<=\w)’(?=\w)){1,800})’(?!\w))"
)
# Letters in a window: as many as the box for a concern takes.
WINDOW = 20_000
# Where a window may end, the best place first: an empty line, a line, a sentence, a word.
WINDOW_ENDS = tuple(re.compile(end, re.DOTALL) for end in (r".*\n[ \t]*\n", r".*\n", r".*[.!?]\s", r".*\s"))


def find_sentences(text: str) -> list[Range]:
    """The sentences of a text in order, without blanks around them. Every character that is no blank is in one."""
    found: list[Range] = []
    start = 0
    for boundary in BOUNDARY.finditer(text):
        if _ends(text, boundary):
            _add(found, text, start, boundary.end())
            start = boundary.end()
    _add(found, text, start, len(text))
    if all(end - start <= LONGEST for start, end in found):
        return found
    return [piece for sentence in found for piece in _divide(text, sentence)]


def find_quotations(text: str) -> list[Range]:
    """What stands within quotation marks, without the marks; an apostrophe is none."""
    if '"' not in text and "“" not in text and "'" not in text and "‘" not in text:
        return []
    return [found.span(found.lastindex or 0) for found in QUOTATION.finditer(text)]


def _add(found: list[Range], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        found.append((start, end))


def _divide(text: str, sentence: Range) -> list[Range]:
    """A sentence in pieces of at most LONGEST letters, each ended at a mark or a blank where there is one."""
    start, end = sentence
    pieces: list[Range] = []
    while end - start > LONGEST:
        cut = next(
            (found.end() for divider in DIVIDES if (found := divider.search(text, start, start + LONGEST))), None
        )
        stop = cut or start + LONGEST
        _add(pieces, text, start, stop)
        start = stop
    _add(pieces, text, start, end)
    return pieces


def _ends(text: str, boundary: re.Match[str]) -> bool:
    stop, after = boundary[0], text[boundary.end() :][:40].lstrip(" \t")[:1]
    if stop[-1] in "\r\n":
        return not _is_wrapped(text, boundary)
    if stop == "?" and text[boundary.start() - 1 : boundary.start()].strip() == "":
        return False  # "mum ? exploitation": a query, written before what is asked
    if stop != "." or after in ("\n", "\r", ""):
        return True
    before = WORD_BEFORE.search(text, max(0, boundary.start() - LONGEST_WORD), boundary.start())
    word = before[0].lower() if before else ""
    if word in NUMBERED:
        return not after.isdigit()
    if word in SELDOM_END:
        return not (after.islower() or after.isdigit())
    return word not in NEVER_END and not (len(word) == 1 and word.isalpha())


def _is_wrapped(text: str, boundary: re.Match[str]) -> bool:
    """A line break that a mail program put into a sentence: a long line, and the next one goes on in small letters."""
    if boundary[0] not in ("\n", "\r\n") or boundary.end() >= len(text):
        return False
    line_start = text.rfind("\n", 0, boundary.start()) + 1
    return boundary.start() - line_start >= WRAPPED and text[boundary.end()].islower()


def list_windows(text: str) -> list[Range]:
    """The windows of a text in order, as far as the budget of steps goes; one where it fits one."""
    limit = min(len(text), MOST_LETTERS)
    windows: list[Range] = []
    start = 0
    while limit - start > WINDOW:
        end = _find_window_end(text, start)
        windows.append((start, end))
        start = end
    return [*windows, (start, limit)]


def _find_window_end(text: str, start: int) -> int:
    """The last good place in the second half of the window, else its full length."""
    half, full = start + WINDOW // 2, start + WINDOW
    return next((found.end() for end in WINDOW_ENDS if (found := end.match(text, half, full))), full)
