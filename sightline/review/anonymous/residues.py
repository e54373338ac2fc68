"""Lists the words of an anonymised text that may still name a person or a place, for a person to look at.

Each is one that no list of ordinary words has, or a known forename, or near to a name that was coded. The list is no
proof that nothing else names a person: what somebody did, where and when may name them too.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum

from sightline.review.anonymous.codes import CODE
from sightline.review.anonymous.terms import WORD, fold

AROUND, MOST_INITIALS, LEAST_NEAR, MOST_DIGITS = 40, 5, 4, 4


class ResidueReason(StrEnum):
    """Why a word may name a person or a place."""

    NEAR = "near_a_name"
    FORENAME = "forename"
    CAPITAL = "capital"
    INITIALS = "initials"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ResidualWord:
    """A word that may name a person: how often, why, and the words around its first place."""

    word: str = field(repr=False)
    times: int
    reason: ResidueReason
    around: str = field(repr=False)


def find_residues(
    texts: Iterable[str],
    *,
    ordinary: Collection[str],
    forenames: Collection[str],
    names_too: Collection[str],
    coded: Collection[str],
) -> tuple[ResidualWord, ...]:
    """The words in order of reason and of letters. `names_too`: ordinary words that are names as well."""
    counts, first = Counter[tuple[ResidueReason, str]](), dict[tuple[ResidueReason, str], str]()
    near = {one for word in coded if len(word) >= LEAST_NEAR for one in _less_one(word)}
    for text in texts:
        bare = CODE.sub(lambda found: " " * len(found[0]), text)
        for found in WORD.finditer(bare):
            why = ResidueReason.NEAR if fold(found[0]) in coded else None
            why = why or _why(found[0], ordinary, forenames, names_too, near)
            if why:
                counts[why, found[0]] += 1
                first.setdefault((why, found[0]), text[max(0, found.start() - AROUND) : found.end() + AROUND].strip())
    order = list(ResidueReason)
    rows = sorted(counts, key=lambda one: (order.index(one[0]), one[1].casefold(), one[1]))
    return tuple(ResidualWord(word, counts[why, word], why, first[why, word]) for why, word in rows)


def _why(
    written: str,
    ordinary: Collection[str],
    forenames: Collection[str],
    names_too: Collection[str],
    near: Set[str],
) -> ResidueReason | None:
    word = fold(written)
    if sum(map(str.isdigit, written)) > MOST_DIGITS:
        return ResidueReason.NUMBER
    if re.search(r"\d", written) or len(written) == 1:
        letters = re.sub(r"\d", "", word)  # amb3r, amber_t06
        return ResidueReason.NEAR if len(letters) >= LEAST_NEAR and not near.isdisjoint(_less_one(letters)) else None
    if len(word) >= LEAST_NEAR and word not in ordinary and not near.isdisjoint(_less_one(word)):
        return ResidueReason.NEAR
    if word in forenames or (word in names_too and written[0].isupper()):
        return ResidueReason.FORENAME
    if written[0].isupper() and word not in ordinary and word.removesuffix("s") not in ordinary:
        is_short = written.isupper() and len(written) <= MOST_INITIALS
        return ResidueReason.INITIALS if is_short else ResidueReason.CAPITAL
    return None


def _less_one(word: str) -> Iterator[str]:
    """The word, and what is left of it without one letter: two words that share one of these differ by a slip."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))
