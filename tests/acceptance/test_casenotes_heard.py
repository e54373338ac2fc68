"""Suspicions and accounts of harm as many kinds of writer put them: invented sentences in lots, each held to a floor.

Rules may be written after reading the lots `dev` and `second`; `held` and `third` are only measured. One hand wrote them all,
so a stranger's notes are read less well than `held`, which was written together with `dev`. When first measured, `second`, which puts
things more indirectly, gave .35 of its suspicions and .47 of its accounts (.07 and .27 by the rules before); then rules were
written after it. `third` gave .70 of both, with no rule written after it.

`is` names what a sentence is, its words in {}; or why it is neither: neg, past, hyp, policy, other, innocent.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sightline.casenotes import Note, read_note
from sightline.model.passages import Experiencer, Passage, Polarity, Tense

SENTENCES = Path(__file__).with_name("casenotes_heard.csv")
LABELS = {"suspicion": "suspected_exploitation", "account": "account_given"}
# What was reached on 28 November 2026, and a little less.
FLOORS = {
    ("dev", "suspicion"): {"recall": 0.87, "precision": 0.95},
    ("dev", "account"): {"recall": 0.90, "precision": 0.93},
    ("held", "suspicion"): {"recall": 0.86, "precision": 0.95},
    ("held", "account"): {"recall": 0.84, "precision": 0.84},
    ("second", "suspicion"): {"recall": 0.58},
    ("second", "account"): {"recall": 0.60},
    ("third", "suspicion"): {"recall": 0.65, "precision": 0.90},
    ("third", "account"): {"recall": 0.65, "precision": 0.80},
}
WRITTEN_ON = date(2024, 5, 14)


def list_sentences(lot: str) -> Iterator[dict[str, str]]:
    """The sentences of a lot, with the range of what is marked in each."""
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if row["lot"] == lot)


def find(row: dict[str, str], label: str) -> list[Passage]:
    """What stands in a sentence as so, now, of the child."""
    text = row["note"].replace("{", "").replace("}", "")
    return [
        one
        for one in read_note(Note(text=text, written_on=WRITTEN_ON, subject=row["subject"]))
        if one.label == label
        and (one.polarity, one.time, one.experiencer) == (Polarity.AFFIRMED, Tense.CURRENT, Experiencer.SUBJECT)
    ]


def is_met(row: dict[str, str], found: Passage) -> bool:
    """As labelled notes are scored: half of their union, or one holds the other and is at most four times as long."""
    start, end = row["note"].index("{"), row["note"].index("}") - 1
    inside = min(end, found.end) - max(start, found.start)
    lengths = sorted((end - start, found.end - found.start))
    return inside >= (sum(lengths) - inside) / 2 or (inside == lengths[0] and lengths[1] <= 4 * lengths[0])


@cache
def measure(lot: str, kind: str) -> dict[str, float]:
    """Recall among the sentences of a kind; precision against those that are neither suspicion nor account."""
    counts: Counter[str] = Counter()
    for row in list_sentences(lot):
        found = find(row, LABELS[kind])
        if row["is"] == kind:
            counts["there"] += 1
            counts["right"] += any(is_met(row, one) for one in found)
        elif row["is"] not in LABELS:
            counts["wrong"] += bool(found)
    return {
        "recall": counts["right"] / counts["there"],
        "precision": counts["right"] / (counts["right"] + counts["wrong"]),
    }


@pytest.mark.parametrize(
    ("lot", "kind", "what"), [(lot, kind, what) for (lot, kind), floors in FLOORS.items() for what in floors]
)
def test_what_is_written_is_heard(lot: str, kind: str, what: str) -> None:
    assert measure(lot, kind)[what] >= FLOORS[lot, kind][what]


@pytest.mark.parametrize("kind", LABELS)
def test_most_kinds_of_writer_are_heard(kind: str) -> None:
    """A good total may hide a writer whom nobody hears."""
    heard: dict[str, list[bool]] = {}
    for row in (*list_sentences("dev"), *list_sentences("held")):
        if row["is"] == kind:
            met = any(is_met(row, one) for one in find(row, LABELS[kind]))
            heard.setdefault(row["writer"], []).append(met)
    assert {writer for writer, met in heard.items() if sum(met) < len(met) / 2} == set()
