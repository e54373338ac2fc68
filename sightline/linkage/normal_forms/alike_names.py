"""Whether two names as written may be of one person, where nothing but the names is known.

It asks a question and joins nobody. So a nickname, an initial, the other order, a name left out and a slip of one
letter are all alike.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from sightline.linkage.normal_forms.names import NameForms, read_names
from sightline.linkage.settings import Placeholders

LONG = 5  # letters from which one slip leaves a word known


def may_be_alike(one: NameForms, other: NameForms, *, near: Mapping[str, Collection[str]]) -> bool:
    """Whether each word of the shorter name is like a word of its own in the longer, and a whole one among them.

    A name of one word is like another only by its surname: a forename alone says nobody.
    """
    shorter, longer = sorted((_words_of(one), _words_of(other)), key=len)
    if not shorter:
        return False
    if len(shorter) == 1 and len(longer) > 1:
        (word,), forms = shorter, other if _words_of(other) == longer else one
        return any(_is_whole(word, last) for last in (forms.last, *forms.lasts, longer[-1]) if last)
    return _fits(shorter, longer, near)


def typed_forms(name: str, *, placeholders: Placeholders) -> NameForms:
    """The forms of a name that somebody typed in one box."""
    return read_names(surname="", forename="", whole=name, placeholders=placeholders)


def _words_of(forms: NameForms) -> tuple[str, ...]:
    return forms.words or tuple(one for one in (forms.first, forms.last) if one)


def _fits(
    shorter: tuple[str, ...], longer: tuple[str, ...], near: Mapping[str, Collection[str]], whole: bool = False
) -> bool:
    """Whether the words can be laid out one against one, and one of the pairs is no initial."""
    if not shorter:
        return whole
    word, rest = shorter[0], shorter[1:]
    for place, against in enumerate(longer):
        if _is_like(word, against, near):
            is_whole = whole or min(len(word), len(against)) > 1
            if _fits(rest, longer[:place] + longer[place + 1 :], near, is_whole):
                return True
    return False


def _is_like(one: str, other: str, near: Mapping[str, Collection[str]]) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return _is_whole(one, other) or other in near.get(one, ()) or one in near.get(other, ())


@lru_cache(maxsize=100_000)
def _is_whole(one: str, other: str) -> bool:
    """The same word, but for a slip in a long one."""
    if one == other:
        return True
    return min(len(one), len(other)) >= LONG and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
