"""Tells a slip of the pen from a name of its own, by how two forenames differ and by letters that follow each other.

Real names of twins may differ in any one letter (Karina, Karima). So only those differences count that two real names
hardly ever show: two letters in the middle changed places, a letter doubled or a double letter single, and one letter
more or another where neither it nor its neighbours follow each other in any listed name (Rohxn).
"""

from collections.abc import Set as AbstractSet
from functools import lru_cache

import pyarrow as pa

from sightline.linkage.settings import Settings
from sightline.store import Engine

# Where a wrong letter stands, two pairs of letters are in no name.
STRANGE = 2


def load_typing_slips(*, engine: Engine, settings: Settings, pairs: str) -> None:
    """Make `typing_slip` (right_name, odd) of those in the table `pairs` of which the odd one can only be a slip."""
    rows = engine.query(f"SELECT DISTINCT right_name, odd FROM {pairs}")
    known = list_letter_pairs(settings.every_forename)
    names = zip(rows.column(0).to_pylist(), rows.column(1).to_pylist(), strict=True)
    found = [(right, odd) for right, odd in names if is_typing_slip(right=right, odd=odd, known=known)]
    columns = zip(*found, strict=True) if found else [()] * 2
    engine.load("typing_slip", pa.table([pa.array(c, pa.string()) for c in columns], names=["right_name", "odd"]))


@lru_cache(maxsize=2)
def list_letter_pairs(names: AbstractSet[str]) -> frozenset[str]:
    """Two letters that follow each other in one of the names, with its beginning and its end."""
    return frozenset(pair for name in names for pair in _divide(name))


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
    return is_one_letter and sum(pair not in known for pair in _divide(odd)) >= STRANGE


def _are_swapped(right: str, odd: str, differ: list[int]) -> bool:
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return right[first] == odd[second] and right[second] == odd[first]


def _fold(name: str) -> str:
    """The name with each doubled letter once."""
    return "".join(letter for at, letter in enumerate(name) if not at or letter != name[at - 1])


def _divide(name: str) -> list[str]:
    written = f"^{name}$"
    return [written[at : at + 2] for at in range(len(written) - 1)]
