"""Finds where in a text the words stand that were looked for, as the reader sees it: in whatever way it writes them.

The index knows a registration by letters that no text need have, and an accent is none to it. So the words are looked
for once more, in the text as it is shown.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from sightline.casework.finding.pages import SnippetPart
from sightline.casework.word_index.words import WantedWords, find_numbers, find_words, plain_words


class Hit(NamedTuple):
    """Where a word stands, and which of the choices it is."""

    start: int
    end: int
    choice: int


def find_hits(text: str, *, wanted: WantedWords, also: Collection[str] = ()) -> list[Hit]:
    """Every place of every wanted word and number, in order, none over another.

    `also`: other forms of wanted words that the index found, as "officers" for "officer".
    """
    of_word = {word: number for number, choice in enumerate(wanted.choices) for word in choice}
    of_word |= {word: _nearest(word, wanted) for one in also for word in plain_words(one) if word not in of_word}
    if not of_word:
        return []
    said = (*find_numbers(text), *find_words(text))
    found = sorted((start, -end, of_word[word]) for word, start, end in said if word in of_word)
    hits: list[Hit] = []
    for start, end, choice in found:
        if not hits or start >= hits[-1].end:
            hits.append(Hit(start, -end, choice))
    return hits


def split_at_hits(text: str, hits: Sequence[Hit]) -> tuple[SnippetPart, ...]:
    """A whole text in parts, each hit a part of its own."""
    parts, at = [], 0
    for hit in hits:
        parts += [SnippetPart(text[at : hit.start]), SnippetPart(text[hit.start : hit.end], True)]
        at = hit.end
    return tuple(part for part in (*parts, SnippetPart(text[at:])) if part.words)


def _nearest(word: str, wanted: WantedWords) -> int:
    """Which choice another form is of: the one that begins most like it."""
    likeness = [max(Prefix.similarity(word, one) for one in choice) for choice in wanted.choices]
    return likeness.index(max(likeness)) if likeness else 0
