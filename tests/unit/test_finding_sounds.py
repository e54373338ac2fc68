"""Names that are written otherwise are found alike in every tradition of naming, and unlike names are not."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from sightline.casework.finding.sounds import index_sounds
from sightline.casework.finding.spelling import spelt_otherwise
from sightline.linkage.settings import read_settings
from sightline.store.search.reader import name_words

VARIANTS = Path(__file__).with_name("finding_variants.csv")
LEAST_FOUND, LEAST_OF_ALL, MOST_HEARD_ALIKE = 0.8, 0.95, 1.5
UNLIKE = (
    ("hassan", "hussain"), ("zahid", "zaid"), ("hannah", "hamza"), ("hannah", "anna"), ("jamal", "jameel"),
    ("amir", "omar"), ("mohammed", "mahmood"), ("karim", "karam"), ("aisha", "asif"), ("gurpreet", "harpreet"),
    ("jasmine", "jason"), ("oluwaseyi", "oluwaseun"), ("ciara", "clara"), ("niamh", "naomi"), ("ffion", "finn"),
  ("mihai", "mia"), ("zhang", "zhou"), ("nguyen", "nolan"), ("kwame", "kim"),
    ("leah", "lily"), ("joe", "zoe"), ("lee", "lou"), ("sykes", "stokes"),
)  # fmt: skip


def pairs() -> list[tuple[str, str, str]]:
    rows = csv.DictReader(VARIANTS.read_text(encoding="utf-8").splitlines())
    return [(row["of"], *name_words(row["one"]), *name_words(row["other"])) for row in rows]


def frequent() -> list[str]:
    columns = read_settings().name_frequencies
    return [row[column] for column, rows in columns.items() for row in rows]


def test_each_tradition_finds_its_variants_both_ways() -> None:
    """Names of no tradition may be the ones that are not found."""
    known = tuple(sorted({*frequent(), *(name for _, *both in pairs() for name in both)}))
    found: dict[str, list[bool]] = defaultdict(list)
    for tradition, one, other in pairs():
        for typed, meant in ((one, other), (other, one)):
            (choice,) = spelt_otherwise([typed], known=known)
            found[tradition].append(meant in choice.whole)
    assert len(found) >= 15
    missed = {
        tradition: sum(each) / len(each) for tradition, each in found.items() if sum(each) < LEAST_FOUND * len(each)
    }
    assert missed == {}
    assert sum(map(sum, found.values())) >= LEAST_OF_ALL * sum(map(len, found.values()))


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike_names_are_not_heard_alike(one: str, other: str) -> None:
    assert index_sounds((other,)).like(one) == () == index_sounds((one,)).like(other)


def test_few_of_the_frequent_names_are_heard_as_one() -> None:
    names = tuple(sorted(set(frequent())))
    heard = [len(index_sounds(names).like(name)) for name in names]
    assert len(names) > 2000 and sum(heard) / len(heard) < MOST_HEARD_ALIKE and max(heard) <= 15
