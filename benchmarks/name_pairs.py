"""How well two names alone tell whether they are one person's: python benchmarks/name_pairs.py [held]

Ours is the weight that the shipped model gives to the names; beside it stand Jaro-Winkler on the whole text, and its
words laid beside each other. Each method's threshold is the best on the half for building, and is then used on the half
that is asked for.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from sightline.linkage.examples import EXAMPLE_SECRET
from sightline.linkage.live.profile import read_profile
from sightline.linkage.live.scores import read_scorer
from sightline.linkage.scores import weigh_levels
from sightline.linkage.settings import read_settings

DATA = Path(__file__).parent.parent / "tests" / "data"
BUILD, HELD = "build", "held"
NAMES = ("forename", "surname", "further_names")


class NamePair(NamedTuple):
    """Two names, and whether they are one person's."""

    half: str
    tradition: str
    name_a: str
    name_b: str
    way: str
    same: bool


def read_pairs() -> list[NamePair]:
    """The set of tests/data/name_pairs.csv."""
    with (DATA / "name_pairs.csv").open(encoding="utf-8", newline="") as stream:
        return [
            NamePair(row["half"], row["tradition"], row["name_a"], row["name_b"], row["way"], row["same"] == "1")
            for row in csv.DictReader(stream)
        ]


def weigh_names(name_a: str, name_b: str) -> float:
    """The bits that the shipped model gives to two names, each in one cell."""
    settings, scorer = read_settings(), read_scorer()
    left, right = (
        read_profile(mention={"name_as_written": name}, settings=settings, secret=EXAMPLE_SECRET)
        for name in (name_a, name_b)
    )
    levels, weights = scorer.weigh(left, right).levels, weigh_levels(settings.model)
    return sum(weights[name].get(levels[name], 0.0) for name in NAMES)


def compare_texts(name_a: str, name_b: str) -> float:
    """Jaro-Winkler of the whole texts, in plain small letters."""
    return JaroWinkler.similarity(anyascii(name_a).lower(), anyascii(name_b).lower())


def align_words(name_a: str, name_b: str) -> float:
    """Each word of the shorter name with the likest one of the longer that is free; the mean of their likeness."""
    one, other = (anyascii(name).lower().replace(",", " ").replace("-", " ").split() for name in (name_a, name_b))
    shorter, longer = sorted((one, other), key=len)
    free, likeness = list(longer), []
    for word in shorter:
        best = max(free, key=lambda each: JaroWinkler.similarity(word, each))
        likeness.append(JaroWinkler.similarity(word, best))
        free.remove(best)
    return sum(likeness) / len(likeness)


METHODS: Mapping[str, Callable[[str, str], float]] = {
    "Sightline": weigh_names, "Jaro-Winkler": compare_texts, "words aligned": align_words,
}  # fmt: skip


def f1(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    """F1 where a score of the threshold and more says the same."""
    right = sum(same for score, same in scored if score >= threshold)
    said, true = sum(score >= threshold for score, _ in scored), sum(same for _, same in scored)
    return 2 * right / max(said + true, 1)


def choose_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    """The score at which F1 is best."""
    return max(sorted({score for score, _ in scored}), key=lambda each: f1(scored, each))


def main() -> None:
    """Print F1 by method and tradition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default=BUILD, choices=(BUILD, HELD))
    half, pairs = parser.parse_args().half, read_pairs()
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for method, score in METHODS.items():
        scored = [(pair, score(pair.name_a, pair.name_b)) for pair in pairs]
        threshold = choose_threshold([(value, pair.same) for pair, value in scored if pair.half == BUILD])
        for tradition in ("all", *dict.fromkeys(pair.tradition for pair in pairs)):
            chosen = [
                (value, pair.same)
                for pair, value in scored
                if pair.half == half and tradition in ("all", pair.tradition)
            ]
            found[tradition][f"{method} ({threshold:.2f})"] = f1(chosen, threshold)
    print("| Tradition | " + " | ".join(found["all"]) + " |")
    for tradition, by_method in found.items():
        print(f"| {tradition} | " + " | ".join(f"{value:.3f}" for value in by_method.values()) + " |")


if __name__ == "__main__":
    main()
