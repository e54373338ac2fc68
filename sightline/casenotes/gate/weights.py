"""What each feature says for a mark, as it is learned and as it is shipped: two files."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import numpy as np

from sightline.casenotes.gate.features import BESIDE, COUNTS_FOR, USUAL_WORDS, list_features, may_be_set_aside
from sightline.casenotes.gate.known_words import KnownWord, KnownWords
from sightline.casenotes.learned.model import ABOUT, ARRAYS, hash_arrays
from sightline.model.errors import OurFault
from sightline.model.passages import Passage
from sightline.rulebook.files import rules_folder

FOLDER = ("casenotes", "gate")
MOST_UNITS = 127
# What each word says.
Said = dict[str, float]
NOTHING: Said = {}


@dataclass(frozen=True, slots=True)
class GateWeights:
    """The known words, what each feature says, and what is said before any feature."""

    words: KnownWords
    says: dict[str, float] = field(repr=False)
    offset: float
    _of_words: dict[str, Said] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_of_words", _by_sign(self.says))

    def chance(self, one: Passage, words: Sequence[KnownWord]) -> float:
        """How often such a mark of a rule was right on hands that were not learned from."""
        said = self._of_mark(one) + self._of_sentence(one, words) + self._of_beside(one, words)
        return 1 / (1 + exp(-(sum(said) + self.offset)))

    def chance_by_features(self, one: Passage, words: Sequence[KnownWord]) -> float:
        """The same, feature by feature as `list_features` names them; a test compares both."""
        says = self.says
        score = sum([says[feature] * counts for feature, counts in list_features(one, words) if feature in says])
        return 1 / (1 + exp(-(score + self.offset)))

    def _of_mark(self, one: Passage) -> list[float]:
        says, sign = self.says, one.label
        of_mark = (f"l {sign}", f"r {one.rule_id}", f"a {sign} {one.certainty} {one.time}")
        return [says[feature] * COUNTS_FOR[feature[0]] for feature in of_mark if feature in says]

    def _of_sentence(self, one: Passage, words: Sequence[KnownWord]) -> list[float]:
        """What each word of the sentence says, by itself and for the sign, and within the mark; each once."""
        alone, of_sign, inside = (
            self._of_words.get(kind, NOTHING) for kind in ("w", f"s {one.label}", f"i {one.label}")
        )
        share = (USUAL_WORDS / max(1, len(words))) ** 0.5
        by_itself, for_sign, within = COUNTS_FOR["w"] * share, COUNTS_FOR["s"] * share, COUNTS_FOR["i"]
        found: list[float] = []
        counted, counted_inside, mark_start, mark_end = set[str](), set[str](), one.start, one.end
        for start, end, word in words:
            if word not in counted:
                counted.add(word)
                if word in alone:
                    found.append(alone[word] * by_itself)
                if word in of_sign:
                    found.append(of_sign[word] * for_sign)
            if word in inside and start < mark_end and end > mark_start and word not in counted_inside:
                counted_inside.add(word)
                found.append(inside[word] * within)
        return found

    def _of_beside(self, one: Passage, words: Sequence[KnownWord]) -> list[float]:
        """What the words right before and behind the mark say; each once."""
        before = [word for _, end, word in words if end <= one.start][-BESIDE:]
        behind = [word for start, _, word in words if start >= one.end][:BESIDE]
        found: list[float] = []
        for kind, beside in (("b", before), ("f", behind)):
            said = self._of_words.get(f"{kind} {one.label}", NOTHING)
            found += [said[word] * COUNTS_FOR[kind] for word in dict.fromkeys(beside) if word in said]
        return found


def _by_sign(says: Mapping[str, float]) -> dict[str, Said]:
    """What words say, by kind of feature and sign: `w`, `s missing_episode`."""
    held: dict[str, Said] = {}
    for feature, says_so in says.items():
        kind, _, word = feature.rpartition(" ")
        held.setdefault(kind, {})[word] = says_so
    return held


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate in force. `version`: a hash of its arrays.

    Marks of a lower chance than `stands_from` are set aside. Of signs that are never left out, those of a lower chance
    than `asked_below` are asked about.
    """

    version: str
    weights: GateWeights
    stands_from: float
    asked_below: float

    def least_of(self, one: Passage) -> float:
        """The lowest chance at which a mark of its sign stands."""
        return self.stands_from if may_be_set_aside(one) else self.asked_below


def pack_gate(weights: GateWeights) -> bytes:
    """The same bytes for the same weights: features and words as text, weights in whole units."""
    features = sorted(weights.says)
    says = np.array([weights.says[one] for one in features], np.float64)
    unit = float(np.abs(says).max(initial=1e-9)) / MOST_UNITS
    whole = np.rint(says / unit).astype(np.int8)
    kept = np.flatnonzero(whole)
    held = io.BytesIO()
    np.savez_compressed(
        held,
        features=_as_bytes([features[place] for place in kept]),
        says=whole[kept],
        unit=np.float32(unit),
        offset=np.float32(weights.offset),
        small=_as_bytes(sorted(weights.words.small)),
        heads=_as_bytes(sorted(weights.words.heads)),
        kin=_as_bytes(sorted(weights.words.kin)),
    )
    return held.getvalue()


def unpack_gate(arrays: bytes) -> GateWeights:
    """The weights of a packed gate."""
    with np.load(io.BytesIO(arrays), allow_pickle=False) as held:
        words = KnownWords(*(frozenset(_as_text(held[name])) for name in ("small", "heads", "kin")))
        unit = float(held["unit"])
        says = dict(zip(_as_text(held["features"]), (held["says"] * unit).tolist(), strict=True))
        return GateWeights(words, says, float(held["offset"]))


def _as_bytes(words: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _as_text(held: "np.ndarray[Any, np.dtype[np.uint8]]") -> list[str]:
    return held.tobytes().decode().split("\n")


@cache
def read_gate() -> Gate:
    """The gate that is shipped. OurFault where its bytes are not those that its description names."""
    folder = rules_folder(*FOLDER)
    arrays, about = folder.joinpath(ARRAYS).read_bytes(), json.loads(folder.joinpath(ABOUT).read_bytes())
    version = hash_arrays(arrays)
    if version != about["version"]:
        raise OurFault("The gate of notes is not the one that its description names.", code="bad_gate", where=ARRAYS)
    return Gate(version, unpack_gate(arrays), float(about["stands_from"]), float(about["asked_below"]))


def write_gate(folder: Path, arrays: bytes, about: dict[str, Any]) -> None:
    """Write both files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ARRAYS).write_bytes(arrays)
    said = json.dumps({"version": hash_arrays(arrays), **about}, indent=1)
    (folder / ABOUT).write_text(f"{said}\n", encoding="utf-8")
