"""Which sentences of many notes may hold a sign at all, so that no other is looked at.

A sentence is awake where a phrase of a rule stands in it, or where every slot of some frame has a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from sightline.casenotes.engine.laid_texts import LaidTexts, lay_out_texts
from sightline.casenotes.engine.phrase_arrays import LaidHits
from sightline.casenotes.signs.compiled_rules import CHILDS_NAME, CompiledRules
from sightline.casenotes.signs.frames import Frame
from sightline.casenotes.text.words import Hit, Pieces

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ListedWords:
    """The listed words of a note, where the child's names stand, and by awake sentence the frames that may stand."""

    hits: list[Hit]
    child: Sequence[Range]
    awake: dict[int, list[Frame]] = field(repr=False)


def find_listed_words(
    machine: CompiledRules,
    texts: Sequence[Pieces],
    sentences: Sequence[Sequence[Range]],
    children: Sequence[Sequence[Range]],
) -> list[ListedWords]:
    """The listed words of each text. `sentences` and `children`: the ranges of each text's, in it."""
    laid = lay_out_texts(texts, sentences)
    hits = machine.words.find(laid)
    awake = _find_awake(machine, laid, hits, children)
    starts, ends = (of - laid.bases[hits.notes] for of in (hits.starts, hits.ends))
    listed = list(zip(hits.numbers.tolist(), starts.tolist(), ends.tolist(), strict=True))
    bounds = np.searchsorted(hits.notes, np.arange(len(texts) + 1)).tolist()
    return [
        ListedWords(listed[first:last], child, of_note)
        for (first, last), child, of_note in zip(pairwise(bounds), children, awake, strict=True)
    ]


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
