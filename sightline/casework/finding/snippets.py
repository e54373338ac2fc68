"""Cuts out of a text the words around the first hit, in parts for a page, without what is protected now."""

import re
from collections.abc import Collection

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import SnippetPart
from sightline.casework.protection.current import redact_said
from sightline.store.search.reader import HIT_BEGINS, HIT_ENDS

HIT = re.compile(f"{HIT_BEGINS}([^{HIT_ENDS}]*){HIT_ENDS}")
MARKED = re.compile(f"[{HIT_BEGINS}{HIT_ENDS}]")
CUT, AROUND = "…", 90  # letters on each side of the first hit


def split_snippet(session: ReaderSession, *, said: str, record_id: str) -> tuple[SnippetPart, ...]:
    """The parts of a text whose hits are marked; where something in it is protected, with a gap and no hits.

    A hit's mark may stand in the middle of an address, so the words are looked through without marks.
    """
    plain = MARKED.sub("", said)
    clean: str = redact_said(session, plain, record_ids=[record_id])
    return _cut(said) if clean == plain else (SnippetPart(_words(clean, 0, 2 * AROUND)),)


def mark_words(text: str, *, words: Collection[str]) -> tuple[SnippetPart, ...]:
    """The same of a text that was read whole, with these words marked."""
    either = "|".join(map(re.escape, words))
    return _cut(re.sub(rf"(?<![^\W_])({either})(?![^\W_])", rf"{HIT_BEGINS}\1{HIT_ENDS}", text, flags=re.IGNORECASE))


def _cut(marked: str) -> tuple[SnippetPart, ...]:
    """The parts around the first hit: whole ones, but for the words before and after that are too far away."""
    pieces = HIT.split(marked)
    before = len(pieces[0])
    parts, left = [SnippetPart(_words(pieces[0], max(0, before - AROUND), before))], 2 * AROUND - min(before, AROUND)
    for place, words in enumerate(pieces[1:], start=1):
        if left <= 0:
            break
        parts.append(SnippetPart(words, True) if place % 2 else SnippetPart(_words(words, 0, left)))
        left -= len(words)
    return tuple(part for part in parts if part.words)


def _words(text: str, begin: int, end: int) -> str:
    """A piece of a text that begins and ends with whole words, with dots where it was cut."""
    begin = text.find(" ", begin) if begin > 0 else 0
    end = text.rfind(" ", 0, end) if end < len(text) else len(text)
    return (CUT if begin > 0 else "") + text[max(begin, 0) : max(end, 0)] + (CUT if end < len(text) else "")
