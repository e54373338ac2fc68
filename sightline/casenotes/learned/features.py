"""What a sentence is to the model: its words, runs of words, pieces of words, listed ideas and what rules marked.

A child's own name and every figure are masked, so that the model knows no child, no date and no number.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice, pairwise

from sightline.casenotes.note import Note, NoteText
from sightline.casenotes.signs.compiled_rules import build_machine
from sightline.casenotes.signs.slots import read_slots
from sightline.casenotes.text.folded_text import fold
from sightline.casenotes.text.words import Hit
from sightline.model.passages import Passage, PassageKind, Polarity

Range = tuple[int, int]
# Where words of a list stand, and the list.
FoundIdea = tuple[int, int, str]
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[£?]")
CLAUSE_END = re.compile(r"[,;:.!?()\"]| - |\s(?:and|but|because|so|who|which|while|then)(?=\s)")
SHORTEST_CLAUSE = 3
FIGURES = str.maketrans("123456789", "000000000")
NAME, BEGIN, END = "childname", "<", ">"
SHORTEST_NAME = 2
# Pieces of so many letters of a word, its ends marked.
PIECES = (3, 4, 5)
# Two ideas belong together where no more letters than this stand between them; so many of a sentence are looked at.
NEAR, MOST_IDEAS, LOOKS_ON = 40, 60, 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a note: where it stands, its words, where listed ideas stand, and the signs that rules marked.

    `clauses`: its parts, where it has several, each as if it were a sentence; what rules marked is not among them.
    """

    start: int
    end: int
    words: tuple[str, ...] = field(repr=False)
    ideas: tuple[FoundIdea, ...] = field(repr=False)
    marked: tuple[str, ...] = field(default=(), repr=False)
    clauses: tuple["Sentence", ...] = field(default=(), repr=False)

    @property
    def features(self) -> tuple[str, ...]:
        """The features besides words and their runs."""
        return (*list_ideas(self.ideas), *self.marked)

    def list_all(self) -> Iterator[str]:
        """Every feature, those of its words too."""
        for word in self.words:
            yield from list_pieces(word)
        yield from list_runs(self.words)
        yield from self.features


def read_sentences(note: Note, passages: Iterable[Passage], ready: NoteText | None = None) -> list[Sentence]:
    """Every sentence of a note, with its clauses. `passages`: what rules marked in it; `ready`: its text, if it is."""
    unread = UnreadSentences(note, passages, ready or NoteText(note.text))
    return unread.read(range(len(unread.ranges)))


class UnreadSentences:
    """The sentences of a note, each of which is read when it is asked for."""

    def __init__(self, note: Note, passages: Iterable[Passage], ready: NoteText) -> None:
        self.text = ready
        self.ranges = ready.sentences
        self.marked = list_marked(passages, self.ranges)
        self.names = _list_names(note)

    def read(self, places: Sequence[int]) -> list[Sentence]:
        """The sentences with these numbers."""
        text, ranges = _Text(self.names, self.text), [self.ranges[place] for place in places]
        clauses = [find_clauses(text.folded, span) for span in ranges]
        parts = iter(text.read([clause for of in clauses for clause in of]))
        return [
            Sentence(one.start, one.end, one.words, one.ideas, tuple(self.marked[place]), tuple(islice(parts, len(of))))
            for one, place, of in zip(text.read(ranges), places, clauses, strict=True)
        ]


def read_ranges(note: Note, ranges: Sequence[Range]) -> list[Sentence]:
    """Parts of a note, each as if it were a sentence by itself."""
    return _Text(_list_names(note), NoteText(note.text)).read(ranges)


class _Text:
    """A note made ready once, whichever parts of it are read."""

    def __init__(self, names: Iterable[str], ready: NoteText) -> None:
        self.folded = ready.folded
        self._masked = self.folded.translate(FIGURES)
        self._names = frozenset(names)
        self._ideas = find_ideas(ready.hits)

    def read(self, ranges: Sequence[Range]) -> list[Sentence]:
        """These parts, in order."""
        return [
            Sentence(*span, tuple(find_words(self._masked[span[0] : span[1]], self._names)), ideas)
            for span, ideas in zip(ranges, _by_range(self._ideas, ranges), strict=True)
        ]


def _list_names(note: Note) -> list[str]:
    """The words of the child's name as they are masked."""
    return sorted({part for part in fold(note.subject).split() if len(part) >= SHORTEST_NAME})


def find_clauses(folded: str, sentence: Range) -> list[Range]:
    """The clauses of a sentence that are long enough to say something; none where it is one clause."""
    found, begin = [], sentence[0]
    for stop in CLAUSE_END.finditer(folded, *sentence):
        found.append((begin, stop.start()))
        begin = stop.end()
    found.append((begin, sentence[1]))
    kept = [span for span in found if len(WORD.findall(folded, *span)) >= SHORTEST_CLAUSE]
    return kept if len(kept) > 1 else []


def find_words(folded: str, names: frozenset[str]) -> list[str]:
    """The words of a folded text, the child's names masked."""
    return [NAME if word in names or word.removesuffix("'s") in names else word for word in WORD.findall(folded)]


def list_runs(words: Sequence[str]) -> Iterator[str]:
    """Each two words that follow each other, and each two with one between."""
    ends = [BEGIN, *words, END]
    yield from [f"b {one} {other}" for one, other in pairwise(ends)]
    yield from [f"s {one} {other}" for one, other in zip(words, words[2:], strict=False)]


@lru_cache(maxsize=50_000)
def list_pieces(word: str) -> tuple[str, ...]:
    """A word and its pieces; remembered, because the same words come again and again."""
    whole = f"^{word}$"
    pieces = {whole[at : at + size] for size in PIECES for at in range(len(whole) - size + 1)}
    return (f"w {word}", *(f"c {piece}" for piece in sorted(pieces)))


def list_ideas(found: Sequence[FoundIdea]) -> list[str]:
    """The listed ideas of a sentence, and each two that stand near each other, in their order."""
    if not found:
        return []
    alone = sorted({idea for _, _, idea in found})
    near = sorted({(idea, other) for idea, behind in list_near(found) for other in behind if idea != other})
    return [*[f"k {idea}" for idea in alone], *[f"p {idea} {other}" for idea, other in near]]


def list_near(found: Sequence[FoundIdea]) -> Iterator[tuple[str, list[str]]]:
    """Each idea that is not common, and those that stand near behind it."""
    common = list_common()
    rare = [one for one in found if one[2] not in common][:MOST_IDEAS]
    starts = [start for start, _, _ in rare]
    for place, (_, end, idea) in enumerate(rare):
        first = bisect_left(starts, end, place + 1)
        last = min(bisect_left(starts, end + NEAR, place + 1), place + LOOKS_ON)
        if first < last:
            yield idea, [other for _, _, other in rare[first:last]]


def list_marked(passages: Iterable[Passage], ranges: Sequence[Range]) -> list[list[str]]:
    """Of each sentence the signs that rules marked in it, affirmed or denied."""
    held: list[set[str]] = [set() for _ in ranges]
    starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
    for one in passages:
        if one.kind is PassageKind.INDICATOR:
            kind = "r" if one.polarity == Polarity.AFFIRMED else "n"
            for place in range(bisect_right(ends, one.start), bisect_left(starts, one.end)):
                held[place].add(f"{kind} {one.label}")
    return [sorted(marked) for marked in held]


def find_ideas(hits: Sequence[Hit]) -> list[FoundIdea]:
    """Where words of the rules' lists stand: start, end, and the list."""
    lists = build_machine().lists
    return [(start, end, idea) for number, start, end in hits for idea in lists[number]]


def _by_range(found: Sequence[FoundIdea], ranges: Sequence[Range]) -> list[tuple[FoundIdea, ...]]:
    """What lies whole in each range. `found` is in the order of the text."""
    starts = [start for start, _, _ in found]
    return [
        tuple([one for one in found[bisect_left(starts, begin) : bisect_left(starts, end)] if one[1] <= end])
        for begin, end in ranges
    ]


@cache
def list_common() -> frozenset[str]:
    """The ideas whose words stand in most sentences."""
    return frozenset(name for name, slot in read_slots().items() if slot.common)
