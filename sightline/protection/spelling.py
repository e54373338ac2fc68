"""When a word is another one misspelt: one letter wrong, too many, too few, or two changed about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

SHORTEST = 5


def may_be_near(word: str) -> bool:
    """Whether a word is long enough to be taken for another; figures never are."""
    return len(word) >= SHORTEST and word.isalpha()


def deletions(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def is_near(one: str, other: str) -> bool:
    """Whether one letter, or the order of two, is all that is between them."""
    if one == other:
        return True
    if not (may_be_near(one) and may_be_near(other)) or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[1:] == shorter


class NearWords:
    """Words by what is left of each without one of its letters: those that another is near are found in one look."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_deletion: dict[str, set[str]] = defaultdict(set)
        for word in words:
            if may_be_near(word):
                for less in deletions(word):
                    self._by_deletion[less].add(word)

    def near(self, word: str) -> list[str]:
        """Those that the word is misspelt, by name; the word itself is none."""
        if not may_be_near(word):
            return []
        perhaps = {other for less in deletions(word) for other in self._by_deletion.get(less, ())}
        return sorted(other for other in perhaps - {word} if is_near(word, other))
