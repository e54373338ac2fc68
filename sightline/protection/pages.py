"""Takes protected things out of a page of HTML as it is sent: the last door, whatever wrote the words.

What a reader is typing is left. In a box of a form stand their own words, and a gap sent back in their place would lose
them.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection.finder import Finder, ProtectedSpan
from sightline.protection.texts import redact_json, redact_text
from sightline.protection.tokens import NOTHING, fold

TAG = re.compile(r"<!--.*?-->|<(script|style|textarea)\b[^>]*>.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
# What a page says in a tag: the words of a picture, a chart's data, a choice. What leads somewhere is left.
ATTRIBUTE = re.compile(
    r"""\b(title|alt|aria-[\w-]+|placeholder|content|value|label|summary|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*')""",
    re.IGNORECASE,
)
SCRIPT = re.compile(r"<script\b[^>]*>[^<]", re.IGNORECASE)
TYPED_IN = ("<input", "<textarea")


class PageText(NamedTuple):
    """Some text of a page between two tags: where it begins there, and among all text."""

    on_page: int
    in_text: int
    length: int


def redact_page(page: str, finder: Finder) -> str:
    """The page without protected things in what it shows or says of itself."""
    if not finder:
        return page
    text, tags = _may_hold(TAG.sub(" ", page), finder), _may_hold(" | ".join(_in_tags(page)), finder)
    if not (text or tags or SCRIPT.search(page)):
        return page
    changes = [*(_changes_of_text(page, finder) if text else ()), *_changes_of_tags(page, finder)]
    return _change(page, sorted(changes))


def _may_hold(text: str, finder: Finder) -> bool:
    return finder.may_hold(html.unescape(text) if "&" in text else text)


def _in_tags(page: str) -> Iterator[str]:
    for attribute in ATTRIBUTE.finditer(page):
        yield attribute[2]


def _read_text(page: str) -> tuple[list[PageText], str]:
    """The text between tags, folded, one blank between two pieces, with each piece's place."""
    pieces, folded, at = [], [], 0
    for start, end in _between_tags(page):
        part = page[start:end]
        stripped = part.strip()
        if not stripped:
            continue
        begin = start + part.index(stripped[0])
        pieces.append(PageText(begin, at, len(stripped)))
        folded.append(fold(ENTITY.sub(_as_one_letter, stripped).replace("\n", " ")))
        at += len(stripped) + 1
    return pieces, " ".join(folded)


def _between_tags(page: str) -> Iterator[tuple[int, int]]:
    at = 0
    for tag in TAG.finditer(page):
        yield at, tag.start()
        at = tag.end()
    yield at, len(page)


def _as_one_letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return letter + NOTHING * (len(entity[0]) - 1) if len(letter) == 1 else " " * len(entity[0])


def _changes_of_text(page: str, finder: Finder) -> Iterator[tuple[int, int, str]]:
    """For each span the gap in its first piece of text; in the others nothing is left of it."""
    pieces, text = _read_text(page)
    spans: list[ProtectedSpan] = finder.find_folded(text)
    starts = [piece.in_text for piece in pieces]
    for span in spans:
        written = PROTECTED_WORDS
        place = bisect_right(starts, span.start) - 1
        while place < len(pieces) and pieces[place].in_text < span.end:
            piece = pieces[place]
            start = max(span.start, piece.in_text)
            end = min(span.end, piece.in_text + piece.length)
            if start < end:
                shift = piece.on_page - piece.in_text
                yield (start + shift, end + shift, written)
                written = ""
            place += 1


def _changes_of_tags(page: str, finder: Finder) -> Iterator[tuple[int, int, str]]:
    for tag in TAG.finditer(page):
        if tag[1] and tag[1].lower() == "script":
            changed = redact_json(tag[0], finder)
        elif tag[0].lower().startswith(TYPED_IN):
            continue
        else:
            changed = ATTRIBUTE.sub(lambda found: _redact_attribute(found, finder), tag[0])
        if changed != tag[0]:
            yield (tag.start(), tag.end(), changed)


def _redact_attribute(found: re.Match[str], finder: Finder) -> str:
    said = html.unescape(found[2][1:-1])
    clean = redact_text(said, finder)
    return found[0] if clean == said else f'{found[1]}="{html.escape(clean)}"'


def _change(page: str, changes: list[tuple[int, int, str]]) -> str:
    kept, at = [], 0
    for start, end, written in changes:
        kept += [page[at:start], written]
        at = end
    return "".join([*kept, page[at:]])
