"""Tells a slip of the pen from a name of its own, by how two forenames differ and by letters that follow each other.

Real names of twins may differ in any one letter (Karina, Karima). So only those differences count that two real names
hardly ever show. Of one home those are two letters in the middle changed places, a letter doubled or a double letter
single, and one letter more or another where neither it nor its neighbours follow each other in any listed name (Rohxn).
Elsewhere too they are what makes three letters follow each other, inside the name, that do so in no listed name.
"""

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
from rapidfuzz.distance import DamerauLevenshtein

from sightline.linkage.settings import Settings
from sightline.store import Engine

# Where a wrong letter stands, two pairs of letters are in no name.
STRANGE = 2
PAIR, RUN = 2, 3  # how many letters that follow each other are looked at
# What follows a letter of fewer listed names than that says nothing (q, w, x): Yaqeen, Jaxon and Oliwia are names.
FEW = 0.04
SHORTEST = 5  # Hung and Huong are two names: a shorter name has too few letters to tell


def load_typing_slips(*, engine: Engine, settings: Settings, pairs: str) -> None:
    """Make `typing_slip` (right_name, odd, is_certain, is_strange) of those in the table `pairs` that may be a slip.

    Certain are those that at one home can only be one; strange those that no two true names show.
    """
    rows = engine.query(f"SELECT DISTINCT right_name, odd FROM {pairs}")
    known, seen = list_letter_pairs(settings.every_forename), read_letter_runs(settings.every_forename)
    right, odd = (rows.column(at).to_pylist() for at in (0, 1))
    names = list(zip(right, odd, strict=True))
    columns = {
        "right_name": pa.array(right, pa.string()),
        "odd": pa.array(odd, pa.string()),
        "is_certain": pa.array([is_typing_slip(right=a, odd=b, known=known) for a, b in names], pa.bool_()),
        "is_strange": pa.array([is_strange_slip(right=a, odd=b, seen=seen) for a, b in names], pa.bool_()),
    }
    engine.load("typing_slip", pa.table(columns))


@lru_cache(maxsize=2)
def list_letter_pairs(names: AbstractSet[str]) -> frozenset[str]:
    """Two letters that follow each other in one of the names, with its beginning and its end."""
    return frozenset(pair for name in names for pair in _divide(name, PAIR))


@dataclass(frozen=True, slots=True)
class LetterRuns:
    """Three letters that follow each other in listed names, and the letters that few of those names have."""

    runs: frozenset[str]
    rare: frozenset[str]


@lru_cache(maxsize=2)
def read_letter_runs(names: AbstractSet[str]) -> LetterRuns:
    """What follows what in the names, each with its beginning and its end."""
    having = Counter(letter for name in names for letter in set(name))
    rare = frozenset(letter for letter, count in having.items() if count < FEW * len(names))
    return LetterRuns(frozenset(run for name in names for run in _divide(name, RUN)), rare)


def is_typing_slip(*, right: str, odd: str, known: AbstractSet[str]) -> bool:
    """Whether `odd` can only be `right` mistyped. `known` are the letter pairs of all listed names."""
    if odd == right:
        return False
    if _fold(odd) == _fold(right):
        return abs(len(odd) - len(right)) == 1
    if len(odd) == len(right):
        differ = [at for at, (one, other) in enumerate(zip(right, odd, strict=True)) if one != other]
        if _are_swapped(right, odd, differ):
            return differ[0] > 0 and differ[-1] < len(right) - 1
        is_one_letter = len(differ) == 1
    else:
        is_one_letter = any(odd[:at] + odd[at + 1 :] == right for at in range(len(odd)))
    return is_one_letter and sum(pair not in known for pair in _divide(odd, PAIR)) >= STRANGE


def is_strange_slip(*, right: str, odd: str, seen: LetterRuns) -> bool:
    """Whether `odd` is `right` with one slip inside, and so makes rows of three letters that no listed name has.

    One such row is enough where two letters changed places, or a letter is doubled or a double one single. A letter
    left out, added or another must make no other row. A slip at the beginning or the end never counts, nor does one in
    a short name: two true names may differ there (Holly, Molly; Amir, Amira; Ella, Ellie).
    """
    if odd == right or min(len(odd), len(right)) < SHORTEST or not is_inside(right, odd):
        return False
    made = set(_divide(odd, RUN)) - set(_divide(right, RUN))
    differ = [at for at, (one, other) in enumerate(zip(right, odd, strict=False)) if one != other]
    swapped = len(odd) == len(right) and _are_swapped(right, odd, differ)
    if swapped or (abs(len(odd) - len(right)) == 1 and _fold(odd) == _fold(right)):
        return bool(made - seen.runs)
    if DamerauLevenshtein.distance(odd, right, score_cutoff=1) != 1 or seen.rare & (set(odd) - set(right)):
        return False
    return len(made) >= STRANGE and not made & seen.runs


def is_inside(right: str, odd: str) -> bool:
    """Whether two names begin and end alike, and neither is the other with more before or behind it."""
    shorter, longer = sorted((right, odd), key=len)
    goes_on = longer.startswith(shorter) or longer.endswith(shorter)
    return odd[0] == right[0] and odd[-1] == right[-1] and not goes_on


def _are_swapped(right: str, odd: str, differ: list[int]) -> bool:
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return right[first] == odd[second] and right[second] == odd[first]


def _fold(name: str) -> str:
    """The name with each doubled letter once."""
    return "".join(letter for at, letter in enumerate(name) if not at or letter != name[at - 1])


def _divide(name: str, length: int) -> list[str]:
    written = f"^{name}$"
    return [written[at : at + length] for at in range(len(written) - length + 1)]
