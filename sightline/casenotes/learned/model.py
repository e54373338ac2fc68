"""The model: what each feature weighs for each sign, and from which chance on a sentence is listed or marked.

It scores sentences, never people. A score is a sum over the features of the sentence, so each feature's part in it can
be shown.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sightline.casenotes.learned.features import Sentence
from sightline.casenotes.learned.scorer import Scorer
from sightline.casenotes.learned.vectors import WordVectors, read_vectors
from sightline.casenotes.learned.vocabulary import Floats, Vocabulary
from sightline.model.errors import OurFault
from sightline.model.passages import INDICATORS
from sightline.rulebook.files import rules_folder

FOLDER = ("casenotes", "model")
ARRAYS, ABOUT = "model.npz", "about.json"
# The array of a packed model that names its word vectors. A model that a workspace trained before has none.
VECTORS = "vectors"
# A weight is kept as a whole number of units of its column, at most so many.
MOST_UNITS = 127
# How much of a sentence's score is that of its best part.
OF_THE_BEST = np.float32(0.5)


@dataclass(frozen=True)
class Weights:
    """What was learned: a row a feature, a column a sign; `units` is what one unit of a column is worth.

    `directions`: a row for each number of a word's vector, in the same units; none where no vectors were learned by.
    """

    vocabulary: Vocabulary
    rows: NDArray[Any] = field(repr=False)
    units: Floats
    offsets: Floats
    directions: Floats = field(repr=False)

    @cached_property
    def scorer(self) -> Scorer:
        """What the weights say, made ready to score many sentences."""
        return Scorer(self.vocabulary, self.rows, self.directions)

    def score(self, sentences: Sequence[Sentence]) -> Floats:
        """A row a sentence, a column a sign, in the order of INDICATORS; above 0 is rather so than not.

        Half is the score of the whole sentence, half that of its best part: a sign is often said in one clause.
        """
        owners = [row for row, one in enumerate(sentences) for _ in one.clauses]
        parts = self.score_parts([*sentences, *[clause for one in sentences for clause in one.clauses]])
        return unite_parts(parts, owners)

    def score_parts(self, parts: Sequence[Sentence]) -> Floats:
        """The same of sentences or clauses, each taken by itself."""
        if not parts:
            return np.zeros((0, len(self.units)), np.float32)
        scores: Floats = self.scorer.score(parts) * self.units + self.offsets
        return scores

    def find_best(self, sentence: Sentence, sign: str) -> Sentence:
        """The sentence or the clause of it that speaks most for a sign."""
        parts = [sentence, *sentence.clauses]
        return parts[int(self.score_parts(parts)[:, INDICATORS.index(sign)].argmax())]


def unite_parts(parts: Floats, owners: Sequence[int] | NDArray[np.int64]) -> Floats:
    """The scores of sentences. `parts`: those of whole sentences, then of clauses; `owners`: the sentence of each."""
    whole = parts[: len(parts) - len(owners)]
    best = whole.copy()
    if len(owners):
        np.maximum.at(best, owners, parts[len(whole) :])
    scores: Floats = OF_THE_BEST * best + (1 - OF_THE_BEST) * whole
    return scores


@dataclass(frozen=True, slots=True)
class Levels:
    """How scores are read: each sign's chance is 1 / (1 + exp(-(slope * score + shift))), and where levels begin."""

    slopes: Floats
    shifts: Floats
    marked: float
    worth_reading: float

    def chances(self, scores: Floats) -> Floats:
        """How often such a score was right on hands that had not been learned from."""
        chances: Floats = (1 / (1 + np.exp(-(scores * self.slopes + self.shifts)))).astype(np.float32)
        return chances


class PlacedMark(NamedTuple):
    """A sign that is likely in a sentence, and the words that carried it, by where they stand in the sentence."""

    label: str
    level: str
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NoteModel:
    """A model in force. `version` is a hash of its arrays."""

    version: str
    weights: Weights
    levels: Levels

    def chances(self, sentences: Sequence[Sentence]) -> Floats:
        """A row a sentence, a column a sign."""
        return self.levels.chances(self.weights.score(sentences))


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model that a workspace trained: its version, its folder, and the hash of its two files when it was chosen."""

    version: str
    folder: Path
    sha256: str


@cache
def read_model(files: ModelFiles | None = None) -> NoteModel:
    """The model that is shipped, or one of a workspace. OurFault where its bytes are not those that were named."""
    folder = files.folder if files else rules_folder(*FOLDER)
    try:
        arrays, described = (folder.joinpath(name).read_bytes() for name in (ARRAYS, ABOUT))
    except OSError as error:
        raise _changed(files) from error
    if files and files.sha256 != hash_files(arrays, described):
        raise _changed(files)
    about = json.loads(described)
    version = hash_arrays(arrays)
    if version != about["version"] or about["signs"] != list(INDICATORS):
        raise OurFault("The model of notes is not the one that its description names.", code="bad_model", where=ARRAYS)
    return NoteModel(version, unpack_weights(arrays), unpack_levels(about["levels"]))


def _changed(files: ModelFiles | None) -> OurFault:
    return OurFault(
        "The files of the model of notes are missing, or were changed after it was put in force.",
        code="note_model_changed",
        where=files.version if files else ARRAYS,
        what_to_do="Put the folder back from a backup, or go back: 'sightline note-model shipped --why REASON'.",
    )


def hash_files(arrays: bytes, described: bytes) -> str:
    """One hash of both files of a model."""
    return hashlib.sha256(hashlib.sha256(arrays).digest() + hashlib.sha256(described).digest()).hexdigest()


def hash_arrays(arrays: bytes) -> str:
    """The version of a model: the first letters of the hash of its arrays."""
    return hashlib.sha256(arrays).hexdigest()[:16]


def pack_weights(weights: Weights) -> bytes:
    """The same bytes for the same weights: features as text, weights in whole units of each sign."""
    units = np.maximum(np.abs(weights.rows).max(axis=0), 1e-9) / MOST_UNITS
    held = io.BytesIO()
    vectors = weights.vocabulary.vectors
    np.savez_compressed(
        held,
        features=np.frombuffer("\n".join(weights.vocabulary.numbers).encode(), np.uint8),
        counts_for=weights.vocabulary.counts_for.astype(np.float16),
        rows=np.rint(weights.rows / units).astype(np.int8),
        steps=(units * weights.units).astype(np.float32),
        offsets=weights.offsets,
        directions=(weights.directions / units).astype(np.float32),
        vectors=np.frombuffer((vectors.version if vectors else "").encode(), np.uint8),
    )
    return held.getvalue()


def unpack_weights(arrays: bytes) -> Weights:
    """The weights of a packed model, in whole units."""
    with np.load(io.BytesIO(arrays), allow_pickle=False) as held:
        features = held["features"].tobytes().decode().split("\n")
        vocabulary = Vocabulary(
            {feature: number for number, feature in enumerate(features, start=1)},
            held["counts_for"].astype(np.float32),
            _find_vectors(held["vectors"].tobytes().decode() if VECTORS in held else ""),
        )
        directions = held["directions"] if VECTORS in held else np.zeros((0, held["rows"].shape[1]), np.float32)
        return Weights(vocabulary, held["rows"], held["steps"], held["offsets"], directions)


def _find_vectors(version: str) -> WordVectors | None:
    """The word vectors that a model learned with: none for one without. OurFault where other ones are shipped now."""
    if not version:
        return None
    vectors = read_vectors()
    if version != vectors.version:
        raise OurFault("The model of notes learned with other word vectors.", code="bad_model", where=ARRAYS)
    return vectors


def pack_levels(levels: Levels) -> dict[str, Any]:
    """As it is written into the description of a model."""
    return {
        "slopes": [round(float(one), 6) for one in levels.slopes],
        "shifts": [round(float(one), 6) for one in levels.shifts],
        "marked": round(levels.marked, 4),
        "worth_reading": round(levels.worth_reading, 4),
    }


def unpack_levels(written: dict[str, Any]) -> Levels:
    """As the description of a model has it."""
    slopes, shifts = (np.array(written[name], np.float32) for name in ("slopes", "shifts"))
    return Levels(slopes, shifts, written["marked"], written["worth_reading"])


def write_about(version: str, levels: Levels, said: dict[str, Any]) -> str:
    """The description of a model as text."""
    return json.dumps({"version": version, **said, "signs": list(INDICATORS), "levels": pack_levels(levels)}, indent=1)
