"""Finds the words of a note that may be somebody's name: runs of words with capitals, initials, small names.

A newcomer would get this wrong: whether they are one is decided elsewhere, of all occurrences together. Here a run is
only cut out: titles and ranks, words of bodies, days and places are no part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.casenotes.mention_lists import MentionLists
from sightline.casenotes.mention_text import Shape, Words

MOST_WORDS = 5
# In small letters before a surname: Mrs de Souza.
BEGINS_SURNAME = frozenset(
    {
        "de",
        "da",
        "di",
        "dos",
        "del",
        "della",
        "bin",
        "ibn",
        "bint",
        "binti",
        "von",
        "der",
        "ap",
        "ferch",
        "el",
        "ul",
        "ur",
    }
)
# Q. and A. in an interview.
MARKS = frozenset({"q", "a"})
CAPITALS = (Shape.CAPITAL, Shape.CAPITALS)
SHORTEST_SMALL_NAME = 3
# Didn't, she's, they'd.
SHORT_ENDINGS = frozenset({"s", "t", "d", "ll", "re", "ve", "m"})
SHORT_STEMS = frozenset(
    {"didn", "doesn", "wasn", "couldn", "wouldn", "hadn", "hasn", "isn", "aren", "weren", "haven", "shouldn", "i"}
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` that may be a name. `strange`: how many of them no list of other words holds."""

    first: int
    last: int
    strange: int
    has_forename: bool
    has_initial: bool

    @property
    def length(self) -> int:
        """How many words."""
        return self.last - self.first + 1


def find_runs(words: Words, *, lists: MentionLists, known: frozenset[str]) -> Iterator[Run]:
    """The runs of a note, in order. `known`: the words of the child's own name, in small letters."""
    place = 0
    while place < len(words.small):
        last = _run_from(words, place, lists, known)
        if last is None:
            place += 1
            continue
        yield _describe(words, place, last, lists, known)
        place = last + 1


def is_strange(word: str, lists: MentionLists) -> bool:
    """Whether no list of ordinary words holds a word, nor all the parts of a word with a hyphen."""
    if word in lists.not_names or word in lists.english:
        return False
    parts = word.replace("’", "'").split("-")
    if len(parts) > 1:
        return not all(part in lists.english or part in lists.not_names for part in parts)
    stem, mark, ending = word.replace("’", "'").partition("'")
    return not (mark and ending in SHORT_ENDINGS and (stem in lists.english or stem in SHORT_STEMS))


def is_name_and_word(word: str, lists: MentionLists) -> bool:
    """Whether a forename is an ordinary word too: May, Hope, Will."""
    return word in lists.forenames and (word in lists.english or word in lists.not_names)


def _run_from(words: Words, place: int, lists: MentionLists, known: frozenset[str]) -> int | None:
    if not _may_begin(words, place, lists, known):
        return None
    last = place
    while last + 1 < len(words.small) and last - place + 1 < MOST_WORDS and _is_joined(words, last):
        after = last + 1
        if _may_follow(words, after, lists, known):
            last = after
        elif (
            words.small[after] in lists.cues["particles"]
            and after + 1 < len(words.small)
            and words.between(after) == " "
            and words.shapes[after + 1] in CAPITALS
            and _may_follow(words, after + 1, lists, known)
            and words.small[after] not in ("e", "y")
        ):
            last = after + 1
        else:
            break
    return None if last == place and words.shapes[place] is Shape.INITIAL else last


def _may_begin(words: Words, place: int, lists: MentionLists, known: frozenset[str]) -> bool:
    word, shape = words.small[place], words.shapes[place]
    if word in known:
        return word not in lists.english or shape is not Shape.SMALL
    if shape is Shape.INITIAL:
        return words.between(place).startswith(".") and not (word in MARKS and words.is_interview)
    if shape is Shape.SMALL:
        if word in BEGINS_SURNAME:
            return (
                place + 1 < len(words.small)
                and words.between(place) == " "
                and words.shapes[place + 1] is Shape.CAPITAL
            )
        return any(test(words, place, lists) for test in (_is_small_name, _is_small_initial, _is_small_signature))
    if shape is Shape.CAPITALS:
        return is_strange(word, lists) and word in lists.forenames
    if shape is not Shape.CAPITAL:
        return False
    return word in lists.forenames or (
        word not in lists.not_names
        and (is_strange(word, lists) or not words.begins[place] or words.owns[place] or _is_titled(words, place, lists))
    )


def _is_titled(words: Words, place: int, lists: MentionLists) -> bool:
    return place > 0 and words.small[place - 1] in lists.cues["titles"] | lists.cues["ranks"]


def _is_small_name(words: Words, place: int, lists: MentionLists) -> bool:
    """A forename in small letters that is no other word."""
    word = words.small[place]
    return (
        len(word) >= SHORTEST_SMALL_NAME
        and word in lists.forenames
        and word not in lists.ordinary
        and is_strange(word, lists)
    )


def _is_small_initial(words: Words, place: int, lists: MentionLists) -> bool:
    """A small initial with its full stop and a word that is no other: p. vance."""
    if len(words.small[place]) > 1 or words.between(place) not in (". ", ".") or place + 1 >= len(words.small):
        return False
    return len(words.small[place + 1]) >= SHORTEST_SMALL_NAME and is_strange(words.small[place + 1], lists)


def _is_small_signature(words: Words, place: int, lists: MentionLists) -> bool:
    """ta, dele: a word at the end of a note behind one of thanks, that is no other word."""
    ends = place and place + 2 >= len(words.small) and words.before(place).strip(" ") in (",", "\n", ",\n", "")
    return bool(ends) and words.small[place - 1] in lists.cues["signing"] and is_strange(words.small[place], lists)


def _may_follow(words: Words, place: int, lists: MentionLists, known: frozenset[str]) -> bool:
    word, shape = words.small[place], words.shapes[place]
    if word in known:
        return True
    if shape is Shape.SMALL:
        first_initial = words.shapes[place - 1] is Shape.SMALL and len(words.small[place - 1]) == 1
        return first_initial and is_strange(word, lists)
    if shape is Shape.CAPITALS:
        # Police write surnames in capitals; DSL and SW behind a name are none.
        return is_strange(word, lists) and len(word) > 2
    if shape is Shape.INITIAL:
        return place + 1 < len(words.small) and words.shapes[place + 1] is Shape.CAPITAL and _is_joined(words, place)
    return shape is Shape.CAPITAL and word not in lists.not_names and word not in lists.streets


def _is_joined(words: Words, place: int) -> bool:
    """Whether the next word belongs to the same name as far as what stands between tells."""
    gap = words.between(place)
    is_initial = len(words.written[place]) == 1
    return gap == " " or (is_initial and gap in (".", ". "))


def _describe(words: Words, first: int, last: int, lists: MentionLists, known: frozenset[str]) -> Run:
    places = range(first, last + 1)
    return Run(
        first=first,
        last=last,
        strange=sum(
            is_strange(words.small[at], lists) or words.small[at] in known for at in places if len(words.small[at]) > 1
        ),
        has_forename=any(words.small[at] in lists.forenames or words.small[at] in known for at in places),
        has_initial=len(words.small[first]) == 1,
    )
