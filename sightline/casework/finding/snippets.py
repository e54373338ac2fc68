"""Cuts out of a text the pieces that hold what was looked for, in parts for a page, without what is protected now."""

import re
from collections.abc import Sequence

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.hits import Hit, find_hits, split_at_hits
from sightline.casework.finding.pages import SnippetPart
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.word_index.words import WantedWords
from sightline.store.search.reader import HIT_BEGINS, HIT_ENDS

HIT = re.compile(f"{HIT_BEGINS}([^{HIT_ENDS}]*){HIT_ENDS}")
HIT_SIGNS = re.compile(f"[{HIT_BEGINS}{HIT_ENDS}]")
CUT, AROUND, BESIDE = "…", 90, 35  # letters on each side of a piece: where it is the only one, and where it is not
Piece = tuple[int, int]


def split_snippet(session: ReaderSession, *, said: str, record_id: str, wanted: WantedWords) -> tuple[SnippetPart, ...]:
    """The parts of a text whose hits the index set apart, with a gap where something in it is protected.

    The words are looked for in what is left: a hit may stand in the middle of an address.
    """
    clean: str = redact_said(session, HIT_SIGNS.sub("", said), record_ids=[record_id])
    return _cut(clean, find_hits(clean, wanted=wanted, also=set(HIT.findall(said))))


def cut_around_hits(text: str, *, wanted: WantedWords) -> tuple[SnippetPart, ...]:
    """The same of a text that was read whole."""
    return _cut(text, find_hits(text, wanted=wanted))


def split_title(text: str, *, wanted: WantedWords) -> tuple[SnippetPart, ...]:
    """A text that is short enough to be shown whole."""
    return split_at_hits(text, find_hits(text, wanted=wanted))


def _cut(text: str, hits: Sequence[Hit]) -> tuple[SnippetPart, ...]:
    """The piece in which most of the words are, and one for each other word; without hits, how the text begins."""
    pieces = _pieces(text, hits) or [_grow(text, 0, 0, 2 * AROUND)]
    parts: list[SnippetPart] = []
    for begin, end in pieces:
        parts += [SnippetPart(f" {CUT} ")] if parts else [SnippetPart(CUT)] if begin else []
        within = [Hit(one.start - begin, one.end - begin, one.choice) for one in hits if begin <= one.start < end]
        parts += split_at_hits(text[begin:end], within)
    return (*parts, SnippetPart(CUT)) if pieces[-1][1] < len(text) else tuple(parts)


def _pieces(text: str, hits: Sequence[Hit]) -> list[Piece]:
    """From where to where each piece is, in order, none over another."""
    best, first = _densest(hits), {one.choice: one for one in reversed(hits)}
    others = [one for choice, one in first.items() if choice not in {each.choice for each in best}]
    spans = [(some[0].start, some[-1].end) for some in (best, *([one] for one in others)) if some]
    merged: list[Piece] = []
    for start, end in sorted(spans):
        around = BESIDE if others else max(BESIDE, AROUND - (end - start) // 2)
        begin, stop = _grow(text, start, end, around)
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return merged


def _densest(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The neighbours, near enough for one piece, that are most of the words; the first of several."""
    best: Sequence[Hit] = ()
    most = first = 0
    for last, hit in enumerate(hits):
        while hit.end - hits[first].start > 2 * AROUND and first < last:
            first += 1
        choices = len({one.choice for one in hits[first : last + 1]})
        if choices > most:
            best, most = hits[first : last + 1], choices
    return best


def _grow(text: str, start: int, end: int, around: int) -> Piece:
    """So many letters more on each side, without a piece of a word at either end."""
    begin, stop = max(0, start - around), min(len(text), end + around)
    if begin and not text[begin - 1].isspace():
        begin = next((at + 1 for at in range(begin, start) if text[at].isspace()), begin)
    if stop < len(text) and not text[stop].isspace():
        stop = next((at for at in range(stop - 1, end, -1) if text[at].isspace()), stop)
    return begin, stop
