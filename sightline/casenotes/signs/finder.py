"""Finds where a folded text holds the phrases and frames of rules: spans and rule numbers, nothing else yet.

The same words are often found by several frames and rules of one label. That is one sign, over all those words: in `did
not return until 4am` the `not` is part of it, and denies nothing.
"""

import re
from bisect import bisect_left, insort_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from sightline.casenotes.engine.sentence_memory import make_key
from sightline.casenotes.signs.adult_phrases import is_of_grown_people
from sightline.casenotes.signs.awake_sentences import ListedWords
from sightline.casenotes.signs.compiled_rules import CHILDS_NAME, CompiledRules
from sightline.casenotes.signs.frames import Frame, Numbers, SentenceWords, find_frame
from sightline.casenotes.signs.rules import NoteRule
from sightline.casenotes.signs.slots import read_slots
from sightline.casenotes.text.words import Hit
from sightline.model.passages import PassageKind

Range = tuple[int, int]
# Two that share words become one where that is not much longer than the longer of them.
STRETCH = 1.5
PEER = "peer_exploited"
WEAK_START, WEAK_END = "weak_start", "weak_end"
PUNCTUATION = ',.;:!?"- '
# A sign goes on to the end of its clause where that is no more words away than this.
NEAR_END = 9
CLAUSE_END = re.compile(
    r"[,;.!?:()\"\n]|\s-|\s(?:and|but|because|so|who|which|if|when|while|after|before|until|since)\s"
)
# A belief is shown with all that its sentence says of it, up to a mark that ends a thought.
BELIEF, THOUGHT_END, REST_OF_THOUGHT = (
    "suspected_exploitation",
    re.compile(r"[;.!?\n\"]|\s-\s|\sand\s(?:i|we|she|he|it)\b"),
    16,
)


class Sign(NamedTuple):
    """A span that a rule marks, the number of the rule, the sentence that holds it, and the words that were found."""

    start: int
    end: int
    rule: int
    sentence: int
    words: tuple[Range, ...]


class FoundSigns(NamedTuple):
    """The signs of a sentence whose rules ask for nothing of an attribute, and the others.

    `is_whole`: nothing outside the sentence can undo them, and they are one each; else both may be so.
    """

    firm: tuple[Sign, ...]
    depends: tuple[Sign, ...]
    is_whole: bool


NOTHING = FoundSigns((), (), is_whole=True)


def find_signs(*, machine: CompiledRules, folded: str, listed: ListedWords, sentences: list[Range]) -> list[Sign]:
    """Every sign of a folded text, by place. `listed`: its listed words, and the sentences that may hold a sign."""
    hits, child = listed.hits, listed.child
    if child:
        hits = list(hits)
        for start, end in child:
            insort_right(hits, (CHILDS_NAME, start, end), key=itemgetter(1, 2))
    note = NoteHits(machine, hits, sentences, folded, listed.awake)
    firm: list[Sign] = []
    depends: list[Sign] = []
    for place in listed.awake:
        found = note.find(place)
        for signs, of_sentence in ((firm, found.firm), (depends, found.depends)):
            if of_sentence and not found.is_whole:
                signs += _one_each(machine, [sign for sign in of_sentence if note.may_stand(sign)])
            else:
                signs += of_sentence
    return [*firm, *depends]


class NoteHits:
    """The listed words of a note, in order: the numbers of all, and of each sentence."""

    def __init__(
        self,
        machine: CompiledRules,
        hits: list[Hit],
        sentences: list[Range],
        folded: str,
        awake: Mapping[int, Sequence[Frame]],
    ) -> None:
        starts = [start for _, start, _ in hits]
        numbers = [number for number, _, _ in hits]
        self._machine = machine
        self._hits = hits
        self._sentences = sentences
        self._numbers = numbers
        self._bounds = [*(bisect_left(starts, start) for start, _ in sentences), len(hits)]
        self._folded = folded
        self._awake = awake

    def find(self, place: int) -> FoundSigns:
        """What is found in a sentence, without asking what stands around it; remembered, if all of it is in there."""
        first, last = self._bounds[place], self._bounds[place + 1]
        start, end = self._sentences[place]
        hits = self._hits[first:last]
        if max([stop for _, _, stop in hits]) > end:
            return self._find_anew(place)
        named = hits if CHILDS_NAME in self._numbers[first:last] else ()
        child = [f"{one - start} {stop - start}" for number, one, stop in named if number == CHILDS_NAME]
        key = make_key(f"{start > 0} {end - start}", self._folded[max(start - 1, 0) : end + 1], ",".join(child))
        held: tuple[int, int, FoundSigns] | None = self._machine.remembered.find(key)
        if held is None:
            found = self._find_anew(place)
            self._machine.remembered.keep(key, (start, place, found))
            return found
        was, at, found = held
        return found if (was, at) == (start, place) else _move(found, start - was, place)

    def _find_anew(self, place: int) -> FoundSigns:
        machine, folded, sentence = self._machine, self._folded, self._sentences[place]
        found: dict[tuple[int, int, int], Sign] = {}
        for sign in (*self._find_phrases(place), *self._find_frames(place)):
            key = sign[:3]
            found[key] = _unite(found[key], sign) if key in found else sign
        if not found:
            return NOTHING
        said = frozenset(self._numbers[self._bounds[place] : self._bounds[place + 1]])
        shaped = [
            _shape(sign, folded, sentence[1], machine.rules[sign.rule])
            for sign in found.values()
            if (
                machine.unless[sign.rule].isdisjoint(said)
                or not self._holds(machine.unless[sign.rule], place, place + 1)
            )
            and not _is_no_peer(sign, machine.rules[sign.rule], folded, sentence)
        ]
        if not shaped:
            return NOTHING
        firm = [sign for sign in shaped if not machine.rules[sign.rule].only]
        depends = [sign for sign in shaped if machine.rules[sign.rule].only]
        if any(machine.looks_around[sign.rule] for sign in shaped):
            return FoundSigns(tuple(firm), tuple(depends), is_whole=False)
        return FoundSigns(tuple(_one_each(machine, firm)), tuple(_one_each(machine, depends)), is_whole=True)

    def _find_phrases(self, place: int) -> Iterator[Sign]:
        """What phrases mark."""
        phrases = self._machine.phrase_rules
        first, last = self._bounds[place], self._bounds[place + 1]
        for number, start, end in self._hits[first:last]:
            if number in phrases:
                for rule in phrases[number]:
                    yield Sign(start, end, rule, place, ((start, end),))

    def _find_frames(self, place: int) -> Iterator[Sign]:
        """What frames mark: those of which every element has a word in the sentence are looked for there."""
        first, last = self._bounds[place], self._bounds[place + 1]
        frames = self._awake[place]
        if not frames:
            return
        words = SentenceWords(
            hits=self._hits[first:last],
            frames=frames,
            slots_of=self._machine.served.slots_of,
            cuts=self._machine.cuts,
            text=self._folded,
            end=self._sentences[place][1],
        )
        for frame in frames:
            for found in find_frame(frame, words):
                yield Sign(found[0][0], found[-1][1], frame.rule, place, found)

    def may_stand(self, sign: Sign) -> bool:
        """False where what stands around its sentence undoes it, as the rule says, or lacks what it needs."""
        machine, rule, place = self._machine, sign.rule, sign.sentence
        undone = machine.unless_in_note[rule]
        if undone and not undone.isdisjoint(self._numbers):
            return False
        beside = min(place + 2, len(self._sentences))
        if self._holds(machine.unless_beside[rule], place, beside):
            return False
        needed = machine.needs[rule]
        return not needed or self._holds(needed, max(place - 1, 0), beside)

    def _holds(self, numbers: Numbers, first: int, last: int) -> bool:
        """Whether any of these words stands in the sentences from `first` up to `last`."""
        begin, stop, limit = self._bounds[first], self._bounds[last], self._sentences[last - 1][1]
        return not numbers.isdisjoint(self._numbers[begin:stop]) and any(
            number in numbers and end <= limit for number, _, end in self._hits[begin:stop]
        )


def _move(found: FoundSigns, by: int, place: int) -> FoundSigns:
    """The same signs, so many letters further on, in the sentence with this number."""
    if not (found.firm or found.depends):
        return NOTHING

    def moved(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
        return tuple(
            [
                Sign(start + by, end + by, rule, place, tuple([(one + by, last + by) for one, last in words]))
                for start, end, rule, _, words in signs
            ]
        )

    return FoundSigns(moved(found.firm), moved(found.depends), found.is_whole)


def _is_no_peer(sign: Sign, rule: NoteRule, folded: str, sentence: Range) -> bool:
    return rule.label == PEER and is_of_grown_people(folded, (sign.start, sign.end), sentence)


def _one_each(machine: CompiledRules, found: list[Sign]) -> list[Sign]:
    """Signs of one label that share words in one sentence are one: over all their words, or the longest alone."""
    kept: list[Sign] = []
    last: dict[str, int] = {}
    for sign in sorted(found, key=lambda one: (one.start, -one.end, one.rule)):
        label = machine.rules[sign.rule].label
        place = last.get(label)
        if place is None or sign.start >= kept[place].end or sign.sentence != kept[place].sentence:
            last[label] = len(kept)
            kept.append(sign)
        else:
            kept[place] = _unite(kept[place], sign)
    return kept


def _unite(before: Sign, sign: Sign) -> Sign:
    longer = sign if sign.end - sign.start > before.end - before.start else before
    end = max(before.end, sign.end)
    words = tuple(sorted({*before.words, *sign.words}))
    if (end - before.start) <= STRETCH * (longer.end - longer.start):
        return Sign(before.start, end, longer.rule, before.sentence, words)
    return longer


def _shape(sign: Sign, folded: str, limit: int, rule: NoteRule) -> Sign:
    """The sign without small words at its ends and, for an indicator, on to the end of its clause if that is near."""
    start, end = sign.start, sign.end
    while (space := folded.find(" ", start, end)) > 0 and folded[start:space].strip(PUNCTUATION) in read_weak(
        WEAK_START
    ):
        if folded.startswith(("no longer", "no one", "no more"), start, limit):
            break
        start = space + 1
    if rule.kind is PassageKind.INDICATOR:
        end = _find_clause_end(folded, end, limit, is_belief=rule.label == BELIEF)
    while (space := folded.rfind(" ", start, end)) > start and folded[space + 1 : end].strip(PUNCTUATION) in read_weak(
        WEAK_END
    ):
        end = space
    while end > start + 1 and folded[end - 1] in PUNCTUATION:
        end -= 1
    return Sign(start, end, sign.rule, sign.sentence, sign.words)


def _find_clause_end(folded: str, end: int, limit: int, *, is_belief: bool) -> int:
    clause_end, most = (THOUGHT_END, REST_OF_THOUGHT) if is_belief else (CLAUSE_END, NEAR_END)
    clause = clause_end.search(folded, end, limit)
    here = clause.start() if clause else limit
    return here if folded.count(" ", end, here) <= most else end


@cache
def read_weak(name: str) -> frozenset[str]:
    """The words with which no passage begins, or ends."""
    return frozenset(read_slots()[name].forms)
