"""Which sentences of many notes may hold a sign at all, so that no other is looked at.

A sentence is awake where a phrase of a rule stands in it, or where every slot of some frame has a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from sightline.casenotes.engine.laid_texts import LaidTexts
from sightline.casenotes.engine.phrase_arrays import LaidHits
from sightline.casenotes.engine.piece_numbers import Numbers
from sightline.casenotes.signs.compiled_rules import CHILDS_NAME, CompiledRules
from sightline.casenotes.signs.frames import Frame
from sightline.casenotes.text.words import Hit

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ListedWords:
    """The listed words of a note, where the child's names stand, and by awake sentence the frames that may stand.

    `cues`: the words of all cues, the longest first where several begin at one place.
    """

    hits: list[Hit]
    child: Sequence[Range]
    awake: dict[int, list[Frame]] = field(repr=False)
    cues: list[Hit] = field(repr=False)


def find_listed_words(
    machine: CompiledRules,
    laid: LaidTexts,
    hits: LaidHits,
    children: Sequence[Sequence[Range]],
    cues: LaidHits,
) -> list[ListedWords]:
    """The listed words of each text. `hits`: those of the machine; `children`: where each child's names stand."""
    awake = _find_awake(machine, laid, hits, children)
    by_length = np.lexsort([-cues.ends, cues.starts])
    return [
        ListedWords(*of_note)
        for of_note in zip(
            _divide(laid, hits, slice(None)), children, awake, _divide(laid, cues, by_length), strict=True
        )
    ]


def _divide(laid: LaidTexts, hits: LaidHits, order: Numbers | slice) -> Iterator[list[Hit]]:
    """The words of each note, at their places in it. Their `order` keeps those of a note together."""
    starts, ends = (of - laid.bases[hits.notes] for of in (hits.starts, hits.ends))
    listed = list(zip(*(of[order].tolist() for of in (hits.numbers, starts, ends)), strict=True))
    bounds = np.searchsorted(hits.notes, np.arange(len(laid.bases) + 1)).tolist()
    return (listed[first:last] for first, last in pairwise(bounds))


def _find_awake(
    machine: CompiledRules, laid: LaidTexts, hits: LaidHits, children: Sequence[Sequence[Range]]
) -> list[dict[int, list[Frame]]]:
    """Of each note the sentences that are awake, by number, in order."""
    named = [(note, start) for note, child in enumerate(children) for start, _ in child]
    of_names, at_names = np.array(named, np.int64).reshape(-1, 2).T
    notes = np.concatenate([hits.notes, of_names])
    starts = np.concatenate([hits.starts, at_names + laid.bases[of_names]])
    numbers = np.concatenate([hits.numbers, np.full(len(named), CHILDS_NAME)])
    sentence = np.searchsorted(laid.begins, starts, side="right") - 1
    inside = sentence >= 0
    inside[inside] = laid.of_note[sentence[inside]] == notes[inside]
    numbers, sentence = numbers[inside], sentence[inside]
    possible = machine.served.list_among(numbers, sentence, len(laid.begins))
    spoken = sentence[machine.has_phrase[numbers]].tolist()
    first = np.searchsorted(laid.of_note, np.arange(len(children))).tolist()
    found: list[dict[int, list[Frame]]] = [{} for _ in children]
    for place in sorted({*possible, *spoken}):
        note = int(laid.of_note[place])
        found[note][place - first[note]] = possible.get(place, [])
    return found
