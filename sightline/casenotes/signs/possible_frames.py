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

BITS = 8
# So many sentences at a time, so that a row for every slot stays near the processor.
AT_A_TIME = 512


@dataclass(frozen=True, slots=True)
class PossibleFrames:
    """The frames of a machine, and their slots by number.

    `of_form`: the slots of every form, one behind the other, where those of a form begin is in `begins`. `needs`: for
    each place among a frame's slots, the frames that have so many, and the slot there. `slots`: how many there are.
    """

    frames: tuple[Frame, ...]
    slots: int
    of_form: Numbers = field(repr=False)
    begins: Numbers = field(repr=False)
    needs: tuple[tuple[Numbers, Numbers], ...] = field(repr=False)

    def list_among(self, numbers: Numbers, sentences: Numbers, count: int) -> dict[int, list[Frame]]:
        """The frames that may stand, in order, by sentence. `numbers`: forms; `sentences`: the one that holds each."""
        order = np.argsort(sentences, kind="stable")
        numbers, sentences = numbers[order], sentences[order]
        found: dict[int, list[Frame]] = {}
        for first in range(0, count, AT_A_TIME):
            here = slice(*np.searchsorted(sentences, (first, first + AT_A_TIME)).tolist())
            may_stand = self._list_some(numbers[here], sentences[here] - first, min(AT_A_TIME, count - first))
            found |= {sentence + first: frames for sentence, frames in may_stand.items()}
        return found

    def _list_some(self, numbers: Numbers, sentences: Numbers, count: int) -> dict[int, list[Frame]]:
        sizes = self.begins[numbers + 1] - self.begins[numbers]
        held = np.zeros((self.slots, count), np.bool_)
        held[self.of_form[spread(self.begins[numbers], sizes)], np.repeat(sentences, sizes)] = True
        bits = np.packbits(held, axis=1, bitorder="little")
        may_stand = np.zeros((len(self.frames), bits.shape[1]), np.uint8)
        for place, (frames, slots) in enumerate(self.needs):
            may_stand[frames] = bits[slots] if place == 0 else may_stand[frames] & bits[slots]
        return self._list(may_stand)

    def _list(self, may_stand: NDArray[np.uint8]) -> dict[int, list[Frame]]:
        rows, eighths = np.nonzero(may_stand)
        some, bits = np.nonzero(np.unpackbits(may_stand[rows, eighths][:, None], axis=1, bitorder="little"))
        found: dict[int, list[Frame]] = defaultdict(list)
        for sentence, row in zip((eighths[some] * BITS + bits).tolist(), rows[some].tolist(), strict=True):
            found[sentence].append(self.frames[row])
        return found


def list_possible_frames(frames: Sequence[Frame], forms: int) -> PossibleFrames:
    """The frames with their slots by number. `forms`: how many there are."""
    numbers_of = {one.slot: one.numbers for frame in frames for one in frame.elements}
    place = {slot: number for number, slot in enumerate(numbers_of)}
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
        needs=tuple(needs),
    )
