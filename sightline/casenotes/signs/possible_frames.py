"""Which frames may stand in which sentences of many notes: those of which every slot has a word there.

Each slot has a bit for every sentence that holds one of its words. A frame may stand where the bits of its slots do.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.engine.laid_texts import lead, spread
from sightline.casenotes.engine.piece_numbers import Numbers
from sightline.casenotes.signs.frames import Frame

BITS = 64
Bits = NDArray[np.uint64]
# So many sentences at a time, a multiple of BITS, so that a row for every slot stays near the processor.
AT_A_TIME = 512


@dataclass(frozen=True, slots=True)
class PossibleFrames:
    """The frames of a machine, and their slots by number.

    `of_form`: the slots of every form, one behind the other, where those of a form begin is in `begins`. `slots_of`:
    the same by name. `needs`: for each place among a frame's slots, the frames that have so many, and the slot there.
    `slots`: how many there are.
    """

    frames: tuple[Frame, ...]
    slots: int
    of_form: Numbers = field(repr=False)
    begins: Numbers = field(repr=False)
    slots_of: tuple[frozenset[str], ...] = field(repr=False)
    needs: tuple[tuple[Numbers, Numbers], ...] = field(repr=False)

    def list_among(self, numbers: Numbers, sentences: Numbers, count: int) -> dict[int, list[Frame]]:
        """The frames that may stand, in order, by sentence. `numbers`: forms; `sentences`: the one that holds each."""
        order = np.argsort(sentences, kind="stable")
        numbers, sentences = numbers[order], sentences[order]
        found: dict[int, list[Frame]] = {}
        for first in range(0, count, AT_A_TIME):
            here = slice(*np.searchsorted(sentences, (first, first + AT_A_TIME)).tolist())
            wide = -(-min(AT_A_TIME, count - first) // BITS) * BITS
            may_stand = self._list_some(numbers[here], sentences[here] - first, wide)
            found |= {sentence + first: frames for sentence, frames in may_stand.items()}
        return found

    def _list_some(self, numbers: Numbers, sentences: Numbers, wide: int) -> dict[int, list[Frame]]:
        bits = self._find_slots(numbers, sentences, wide)
        may_stand = np.zeros((len(self.frames), bits.shape[1]), np.uint64)
        for place, (frames, slots) in enumerate(self.needs):
            may_stand[frames] = bits[slots] if place == 0 else may_stand[frames] & bits[slots]
        return self._list(may_stand)

    def _find_slots(self, numbers: Numbers, sentences: Numbers, wide: int) -> Bits:
        """A row for each slot, `wide` bits long, with one for each sentence.

        A common word stands in a hundred slots: the sentences that hold it are marked once, and united by slot.
        """
        is_there = np.zeros(len(self.begins), np.bool_)
        is_there[numbers] = True
        forms = np.flatnonzero(is_there)
        row_of = np.empty(len(self.begins), np.int64)
        row_of[forms] = np.arange(len(forms))
        held = np.zeros((len(forms), wide), np.bool_)
        held[row_of[numbers], sentences] = True
        of_forms = np.packbits(held, axis=1, bitorder="little").view(np.uint64)
        sizes = self.begins[forms + 1] - self.begins[forms]
        slots = self.of_form[spread(self.begins[forms], sizes)]
        order = np.argsort(slots.astype(np.min_scalar_type(self.slots)), kind="stable")
        slots, rows = slots[order], np.repeat(np.arange(len(forms)), sizes)[order]
        bits = np.zeros((self.slots, of_forms.shape[1]), np.uint64)
        first = np.flatnonzero(np.diff(slots, prepend=-1))
        if len(first):
            bits[slots[first]] = np.bitwise_or.reduceat(of_forms[rows], first, axis=0)
        return bits

    def _list(self, may_stand: Bits) -> dict[int, list[Frame]]:
        rows, columns = np.nonzero(may_stand)
        eighths = may_stand[rows, columns][:, None].view(np.uint8)
        some, bits = np.nonzero(np.unpackbits(eighths, axis=1, bitorder="little"))
        found: dict[int, list[Frame]] = defaultdict(list)
        for sentence, row in zip((columns[some] * BITS + bits).tolist(), rows[some].tolist(), strict=True):
            found[sentence].append(self.frames[row])
        return found


def list_possible_frames(frames: Sequence[Frame], forms: int) -> PossibleFrames:
    """The frames with their slots by number. `forms`: how many there are."""
    numbers_of = {one.slot: one.numbers for frame in frames for one in frame.elements}
    place = {slot: number for number, slot in enumerate(numbers_of)}
    names = tuple(place)
    # Most forms fill the same few slots: each set of them is held once.
    sets: dict[tuple[int, ...], frozenset[str]] = {}
    of_form: list[list[int]] = [[] for _ in range(forms)]
    for slot, numbers in numbers_of.items():
        for number in numbers:
            of_form[number].append(place[slot])
    asked = [list(dict.fromkeys(place[one.slot] for one in frame.elements)) for frame in frames]
    needs = []
    for depth in range(max(map(len, asked), default=0)):
        deep = [number for number, slots in enumerate(asked) if len(slots) > depth]
        needs.append((np.array(deep, np.int64), np.array([asked[number][depth] for number in deep], np.int64)))
    return PossibleFrames(
        frames=tuple(frames),
        slots=len(place),
        of_form=np.array([slot for of in of_form for slot in of], np.int64),
        begins=lead([len(of) for of in of_form]),
        slots_of=tuple([sets.setdefault(tuple(of), frozenset([names[number] for number in of])) for of in of_form]),
        needs=tuple(needs),
    )
