"""Learns what features weigh: a linear model with squared hinge loss, one column a sign, by L-BFGS from zero.

The same examples give the same weights: nothing is drawn at random. Columns are scaled by how common their feature is,
without which the search needs several times the steps.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

from sightline.casenotes.learned.features import Sentence
from sightline.casenotes.learned.model import Weights
from sightline.casenotes.learned.vectors import read_vectors
from sightline.casenotes.learned.vocabulary import Floats, Vocabulary
from sightline.casenotes.training.examples import Example, LabelledFragment, list_truth

# Measured on left-out hands; docs/decisions has the other values.
COST, OF_A_SIGN, MOST_ROUNDS, LEAST_SENTENCES = 1.0, 2.0, 60, 3
# Of the examples that a feature stands in, the share that still counts when the search ends.
SHARE_IN_PLAY = 0.08
# Words that a person labelled teach by themselves too, and weigh so much of a whole sentence.
OF_A_FRAGMENT = 0.4
# What a kind of feature counts: word, two words, two with one between, piece, idea, two ideas, rule, rule that denies.
COUNTS_FOR = {"w": 1.0, "b": 0.7, "s": 0.5, "c": 0.5, "k": 0.7, "p": 0.5, "r": 2.5, "n": 1.0}


def learn(
    sentences: Sequence[Sentence], truth: Floats, heed: Floats, *, vocabulary: Vocabulary | None = None
) -> Weights:
    """Weights by sentences and the signs that people read in them (a row a sentence, a column a sign).

    `heed`: how much each sentence weighs for each sign, 1 for a whole one; or one column for all signs. `vocabulary`:
    the features that count; else those of these sentences.
    """
    vocabulary = vocabulary or make_vocabulary(sentences)
    flat, begins, counts, vectors = vocabulary.lay_out(sentences)
    ends, features = np.append(begins, len(flat)), len(vocabulary.counts_for)
    named = sparse.csr_matrix((counts.astype(np.float32), flat, ends), shape=(len(sentences), features))
    named.sum_duplicates()
    matrix = sparse.hstack([named, sparse.csr_matrix(vectors)], format="csr")
    rows, offsets = _Search(matrix, truth, heed).find()
    return Weights(vocabulary, rows[:features], np.ones(truth.shape[1], np.float32), offsets, rows[features:])


def learn_from(examples: Sequence[Example], fragments: Sequence[LabelledFragment]) -> Weights:
    """Weights by sentences of the corpus and by what was labelled in them."""
    lessons: list[Example | LabelledFragment] = [*examples, *fragments]
    return learn([one.sentence for one in lessons], list_truth(lessons), heed_corpus(examples, fragments))


def heed_corpus(examples: Sequence[Example], fragments: Sequence[LabelledFragment]) -> Floats:
    """How much each sentence of the corpus and each labelled piece of one weighs, as one column."""
    return np.array([[1.0]] * len(examples) + [[OF_A_FRAGMENT]] * len(fragments), np.float32)


def make_vocabulary(sentences: Iterable[Sentence]) -> Vocabulary:
    """The features of at least LEAST_SENTENCES sentences; what is rare counts more."""
    held: Counter[str] = Counter()
    total = 0
    for sentence in sentences:
        held.update(set(sentence.list_all()))
        total += 1
    kept = sorted(feature for feature, times in held.items() if times >= LEAST_SENTENCES)
    counts = [(np.log((1 + total) / (1 + held[one])) + 1) * COUNTS_FOR[one[0]] for one in kept]
    # Kept as the packed model has them, so that a model that was packed scores as it did before.
    counts_for = np.array([0.0, *counts], np.float16).astype(np.float32)
    return Vocabulary({feature: number for number, feature in enumerate(kept, start=1)}, counts_for, read_vectors())


@dataclass(frozen=True)
class _Search:
    matrix: sparse.csr_matrix
    truth: Floats
    heed: Floats

    def find(self) -> tuple[Floats, Floats]:
        examples, signs = self.truth.shape
        features = self.matrix.shape[1]
        across = self.matrix.T.tocsr()
        side = (2 * self.truth - 1).astype(np.float32)
        cost = np.where(self.truth > 0, OF_A_SIGN, 1.0).astype(np.float32) * (COST * self.heed)
        common = np.asarray(self.matrix.multiply(self.matrix).sum(0)).ravel()
        scale = (1 / np.sqrt(1 + 2 * COST * SHARE_IN_PLAY * common)).astype(np.float32)[:, None]
        scale_of_offset = np.float32(1 / np.sqrt(2 * COST * SHARE_IN_PLAY * examples))

        def unfold(point: np.ndarray) -> tuple[Floats, Floats]:
            single = point.astype(np.float32)
            return scale * single[:-signs].reshape(features, signs), scale_of_offset * single[-signs:] - 1

        def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
            rows, offsets = unfold(point)
            short = np.maximum(1 - side * (self.matrix @ rows + offsets), 0)
            slope = -2 * cost * short * side
            down = np.concatenate([(scale * (rows + across @ slope)).ravel(), scale_of_offset * slope.sum(0)])
            value = 0.5 * float((rows * rows).sum()) + float((cost * short * short).sum())
            return value, down.astype(np.float64)

        begin = np.zeros(features * signs + signs)
        options = {"maxiter": MOST_ROUNDS, "maxcor": 6}
        return unfold(minimize(loss, begin, jac=True, method="L-BFGS-B", options=options).x)
