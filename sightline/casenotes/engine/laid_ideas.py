"""The listed ideas in parts of notes that are laid out, and each two that stand near each other, as whole numbers.

What is found here is what `learned.vocabulary.KnownIdeas` finds in one sentence after the other; a test compares both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sightline.casenotes.engine.laid_texts import Flags, lead, spread
from sightline.casenotes.engine.laid_words import LaidSentences
from sightline.casenotes.engine.phrase_arrays import LaidHits
from sightline.casenotes.engine.piece_numbers import Numbers

# Two ideas belong together where no more letters than this stand between them; so many of a part are looked at.
NEAR, MOST_IDEAS, LOOKS_ON = 40, 60, 30


@dataclass(frozen=True, slots=True)
class KnownPairs:
    """What a model knows of ideas. They are numbered in the order of their names.

    `of_form`: the ideas of each form, one behind the other, where those of a form begin is in `begins`. `alone`: the
    feature of each, `pairs` that of each two, 0 where there is none. `is_common`: it stands in most sentences.
    """

    of_form: Numbers = field(repr=False)
    begins: Numbers = field(repr=False)
    alone: Numbers
    pairs: Numbers = field(repr=False)
    is_common: Flags


@dataclass(frozen=True, slots=True)
class PlacedIdeas:
    """Ideas by the part that holds them, in the order of the text."""

    parts: Numbers
    ideas: Numbers
    starts: Numbers
    ends: Numbers


def find_features(hits: LaidHits, parts: LaidSentences, known: KnownPairs) -> tuple[Numbers, Numbers]:
    """The features of ideas in each part: which part, which feature. Those of one alone come first."""
    held = _place(hits, parts, known)
    ideas = len(known.alone)
    alone = _each_once((held.parts * ideas + held.ideas)[known.alone[held.ideas] > 0])
    pairs = _find_near(held, known, len(parts.first))
    order = np.argsort(np.concatenate([alone // ideas, pairs // (ideas * ideas)]), kind="stable")
    features = np.concatenate([known.alone[alone % ideas], known.pairs[pairs % (ideas * ideas)]])
    return np.concatenate([alone // ideas, pairs // (ideas * ideas)])[order], features[order]


def _place(hits: LaidHits, parts: LaidSentences, known: KnownPairs) -> PlacedIdeas:
    """Every idea in every part that holds all its words."""
    numbers, starts, ends = hits.numbers, hits.starts, hits.ends
    first, last = np.searchsorted(starts, parts.begins), np.searchsorted(starts, parts.stops)
    in_part = spread(first, last - first)
    of_part = np.repeat(np.arange(len(first)), last - first)
    whole = ends[in_part] <= parts.stops[of_part]
    in_part, of_part = in_part[whole], of_part[whole]
    forms = numbers[in_part]
    sizes = known.begins[forms + 1] - known.begins[forms]
    ideas = known.of_form[spread(known.begins[forms], sizes)]
    in_part = np.repeat(in_part, sizes)
    return PlacedIdeas(np.repeat(of_part, sizes), ideas, starts[in_part], ends[in_part])


def _find_near(held: PlacedIdeas, known: KnownPairs, parts: int) -> Numbers:
    """The known pairs of near ideas: part, first and second in one number, each once, in order."""
    rare = np.flatnonzero(~known.is_common[held.ideas])
    of_part = held.parts[rare]
    begins = np.searchsorted(of_part, np.arange(parts + 1))
    kept = np.arange(len(rare)) - begins[of_part] < MOST_IDEAS
    rare, of_part = rare[kept], of_part[kept]
    starts, ends, ideas = held.starts[rare], held.ends[rare], held.ideas[rare]
    places = np.arange(len(rare))
    # Parts stand one behind the other, but a clause repeats the places of its sentence: so each counts apart.
    apart = of_part * (int(ends.max(initial=0)) + NEAR + 1)
    keys = apart + starts
    first = np.maximum(np.searchsorted(keys, apart + ends), places + 1)
    last = np.minimum(np.searchsorted(keys, apart + ends + NEAR), places + LOOKS_ON)
    sizes = np.maximum(last - first, 0)
    one, other = np.repeat(places, sizes), spread(first, sizes)
    size = len(known.alone)
    pairs = ideas[one] * size + ideas[other]
    is_known = known.pairs[pairs] > 0
    return _each_once(of_part[one[is_known]] * (size * size) + pairs[is_known])


def _each_once(keys: Numbers) -> Numbers:
    """The numbers in order, each once."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) > 0]


def list_pairs(
    lists: Sequence[Sequence[str]], alone: dict[str, int], behind: dict[str, dict[str, int]], common: frozenset[str]
) -> KnownPairs:
    """What a model knows, by number. `lists`: the ideas of each form; `behind`: the features of each two."""
    paired = {name for one, others in behind.items() for name in (one, *others)}
    names = sorted({name for of in lists for name in of} | {*alone} | paired)
    number = {name: place for place, name in enumerate(names)}
    pairs = np.zeros(len(names) * len(names), np.int64)
    for one, others in behind.items():
        for other, feature in others.items():
            pairs[number[one] * len(names) + number[other]] = feature
    return KnownPairs(
        of_form=np.array([number[name] for of in lists for name in of], np.int64),
        begins=lead([len(of) for of in lists]),
        alone=np.array([alone.get(name, 0) for name in names], np.int64),
        pairs=pairs,
        is_common=np.array([name in common for name in names]),
    )
