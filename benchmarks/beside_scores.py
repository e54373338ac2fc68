"""What is counted of a set once somebody has joined its rows: pairs, people, twins, and error by origin of names.

Every true pair counts, also those that were never compared, and so does every mention, also where several with the very
same details were given to peers as one row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

FEWEST_PEOPLE = 30


def count_pairs(sizes: Iterable[int]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(size * (size - 1) // 2 for size in sizes)


def rate(*, right: int, held: int, true: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision, recall = right / max(held, 1), right / max(true, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-12)}


def score_pairs(pairs: Iterable[tuple[str, str]], truth: Mapping[str, str]) -> dict[str, float]:
    """Of the pairs joined one by one, before anything follows from them."""
    held = {(min(pair), max(pair)) for pair in pairs}
    right = sum(truth[a] == truth[b] for a, b in held)
    return rate(right=right, held=len(held), true=count_pairs(Counter(truth.values()).values()))


def score_clusters(found: Mapping[str, str], truth: Mapping[str, str]) -> dict[str, float]:
    """Of the pairs that stand in one person in the end."""
    both = Counter((found[key], truth[key]) for key in truth)
    return rate(
        right=count_pairs(both.values()),
        held=count_pairs(Counter(found[key] for key in truth).values()),
        true=count_pairs(Counter(truth.values()).values()),
    )


def count_joined_twins(found: Mapping[str, str], truth: Mapping[str, str], twins: Iterable[tuple[str, str]]) -> int:
    """How many pairs of twins have any row in one person."""
    people: dict[str, set[str]] = defaultdict(set)
    for key, true_id in truth.items():
        people[true_id].add(found[key])
    return sum(bool(people[a] & people[b]) for a, b in twins)


def score_origins(
    found: Mapping[str, str], truth: Mapping[str, str], origin: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """For each origin with enough people the shares of missed and of wrong pairs; a wrong pair counts on both sides."""
    people = Counter(origin[true_id] for true_id in set(truth.values()) if true_id in origin)
    true, right, held, wrong = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    clusters: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter(truth.values())
    for key, true_id in truth.items():
        clusters[found[key]][true_id] += 1
    for true_id, size in sizes.items():
        true[origin.get(true_id, "")] += count_pairs([size])
    for inside in clusters.values():
        whole = sum(inside.values())
        own: Counter[str] = Counter()
        for true_id, size in inside.items():
            own[origin.get(true_id, "")] += size
            right[origin.get(true_id, "")] += count_pairs([size])
        for name, size in own.items():
            held[name] += count_pairs([whole]) - count_pairs([whole - size])
    for name in held:
        wrong[name] = held[name] - right[name]
    return {
        name: {
            "people": people[name],
            "missed": 1 - right[name] / max(true[name], 1),
            "wrong": wrong[name] / max(held[name], 1),
        }
        for name in sorted(people)
        if people[name] >= FEWEST_PEOPLE
    }


def farthest(origins: Mapping[str, Mapping[str, Any]], error: str) -> tuple[float, float, str]:
    """The mean of the groups, how far the farthest is from it, and which that is."""
    shares = {name: float(group[error]) for name, group in origins.items()}
    mean = sum(shares.values()) / max(len(shares), 1)
    name = max(shares, key=lambda name: abs(shares[name] - mean))
    return mean, shares[name] - mean, name
