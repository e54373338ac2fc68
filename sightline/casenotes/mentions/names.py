"""Finds the words of a note that may be somebody's name: runs of words with capitals, initials, small names.

Whether they are one is decided elsewhere, of all occurrences together. Here a run is only cut out: titles and ranks,
words of bodies, days and places are no part of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.words import NoteWords, WordShape

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
LINE_ENDS = re.compile(r"[ .!x]*(?=[\r\n]|\Z)", re.IGNORECASE)
AT_ADDRESS = frozenset({"@", "/", "\\"})
# Q. and A. in an interview.
SPEAKER_LETTERS = frozenset({"q", "a"})
SMALL, CAPITAL, DIGITS = WordShape.SMALL, WordShape.CAPITAL, WordShape.DIGITS
CAPITALS = (WordShape.CAPITAL, WordShape.CAPITALS)
SHORTEST_SMALL_NAME = 3
# A letter by itself with a full stop, as in p. vance.
SINGLE = re.compile(r"\.(?<=\b\w\.)")
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
    may_be_forename: bool
    has_initial: bool

    @property
    def length(self) -> int:
        """How many words."""
        return self.last - self.first + 1


def find_runs(words: NoteWords, *, lists: MentionLists, known: frozenset[str]) -> Iterator[Run]:
    """The runs of a note, in order. `known`: the words of the child's own name, in small letters."""
    taken = -1
    for place in _list_places(words, lists, known):
        last = _run_from(words, place, lists, known) if place > taken else None
        if last is not None:
            yield _describe(words, place, last, lists, known)
            taken = last


def _list_places(words: NoteWords, lists: MentionLists, known: frozenset[str]) -> list[int]:
    """Where a run may begin. Nearly every word is small, and nothing before it says that a name follows."""
    names = (words.all & lists.small_names) | (words.all & known)
    leads = words.all & lists.before_small_names
    heads = (words.all & lists.no_heads) - known
    small, begins = words.small, words.begins
    places = {place for place, shape in enumerate(words.shapes) if shape is not SMALL and shape is not DIGITS}
    places = {
        place for place in places if small[place] not in heads or not begins[place] or _is_led(words, place, lists)
    }
    if names or leads:
        places |= {place for place, word in enumerate(small) if word in names}
        places |= {place for place, word in enumerate(small[:-1], start=1) if word in leads}
    if SINGLE.search(words.text):
        places |= {place for place, word in enumerate(small) if len(word) == 1}
    return sorted(places)


def _is_led(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """Whether an ordinary word that begins a sentence may be a name: behind a title, with 's or all in capitals."""
    return (
        words.shapes[place] is not CAPITAL
        or words.owns[place]
        or (place > 0 and (words.small[place - 1] in lists.before_titled or words.small[place - 1].isdigit()))
    )


def is_strange(word: str, lists: MentionLists) -> bool:
    """Whether no list of ordinary words holds a word, nor all the parts of a word with a hyphen."""
    if word in lists.not_names or word in lists.english:
        return False
    parts = word.replace("’", "'").split("-")
    if len(parts) > 1:
        return not all(part in lists.english or part in lists.not_names for part in parts)
    stem, apostrophe, ending = word.replace("’", "'").partition("'")
    return not (apostrophe and ending in SHORT_ENDINGS and (stem in lists.english or stem in SHORT_STEMS))


def is_name_and_word(word: str, lists: MentionLists) -> bool:
    """Whether a forename is an ordinary word too: May, Hope, Will."""
    return word in lists.cues["word_names"]


def _run_from(words: NoteWords, place: int, lists: MentionLists, known: frozenset[str]) -> int | None:
    if not _may_begin(words, place, lists, known):
        return None
    last = place
    while last + 1 < len(words.small) and last - place + 1 < MOST_WORDS and _is_joined(words, last):
        after = last + 1
        if words.small[after] in lists.cues["particles"] and words.small[after] not in ("e", "y"):
            surname = _surname_behind(words, after, lists, known)
        else:
            surname = after if _may_follow(words, after, lists, known) else None
        if surname is None:
            break
        last = surname
    return None if last == place and len(words.small[place]) == 1 else last


def _surname_behind(words: NoteWords, place: int, lists: MentionLists, known: frozenset[str]) -> int | None:
    """The place of the surname that particles begin: de Souza, van der Berg, bin Rashid."""
    while place + 1 < len(words.small) and words.between(place) == " ":
        place += 1
        if words.shapes[place] in CAPITALS:
            return place if _may_follow(words, place, lists, known) else None
        if words.small[place] not in lists.cues["particles"]:
            return None
    return None


def _may_begin(words: NoteWords, place: int, lists: MentionLists, known: frozenset[str]) -> bool:
    word, shape = words.small[place], words.shapes[place]
    if words.may_be_address and _is_in_address(words, place):
        return False
    if word in known:
        return word not in lists.english or shape is not WordShape.SMALL
    if shape is WordShape.INITIAL:
        return words.between(place).startswith(".") and not (word in SPEAKER_LETTERS and words.is_interview)
    if shape is WordShape.SMALL:
        if word in BEGINS_SURNAME or (word in lists.cues["particles"] and _is_titled(words, place, lists)):
            return _surname_behind(words, place, lists, known) is not None
        return any(test(words, place, lists) for test in SMALL_NAMES)
    if shape is WordShape.CAPITALS:
        return (is_strange(word, lists) and word in lists.forenames) or _is_titled(words, place, lists)
    if shape is not WordShape.CAPITAL:
        return False
    if word in lists.forenames or word in lists.cues["word_names"]:
        return True
    # In a note all in capitals they say nothing of ordinary words.
    is_likely = (words.owns[place] or not words.begins[place]) and not words.shouted
    return word not in lists.not_names and (is_likely or _is_titled(words, place, lists) or is_strange(word, lists))


def _is_in_address(words: NoteWords, place: int) -> bool:
    """Whether a word is part of a mail address or of a page's: o.dowd@example.org."""
    text, start, end = words.text, words.starts[place], words.ends[place]
    return (
        text[end : end + 1] in AT_ADDRESS
        or (start > 0 and text[start - 1] in AT_ADDRESS)
        or (
            text[end : end + 1] == "."
            and text[end + 1 : end + 2].isalpha()
            and "@" in text[end : end + 40].split(" ")[0]
        )
    )


def _is_titled(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """Whether a title or rank stands before, with a number or without: PC 4411 OKAFOR."""
    if words.small[place] in lists.not_names or not place:
        return False
    before = words.small[place - 1]
    if before.isdigit() and place > 1:
        before = words.small[place - 2]
    return before in lists.cues["titles"] or before in lists.cues["ranks"]


def _is_small_name(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """A forename in small letters that is no other word."""
    return len(words.small[place]) >= SHORTEST_SMALL_NAME and words.small[place] in lists.plain_forenames


def _is_small_initial(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """A small initial with its full stop and a word that is no other: p. vance."""
    if len(words.small[place]) > 1 or words.between(place) not in (". ", ".") or place + 1 >= len(words.small):
        return False
    return len(words.small[place + 1]) >= SHORTEST_SMALL_NAME and is_strange(words.small[place + 1], lists)


def _is_small_signature(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """Ta, dele: a word at the end of a line behind one of thanks, that is no other word."""
    ends = place > 0 and LINE_ENDS.match(words.text, words.ends[place]) is not None
    is_set_off = words.before(place).strip(" ") in (",", "\n", ",\n", "")
    return (
        ends
        and is_set_off
        and words.small[place - 1] in lists.cues["signing"]
        and is_strange(words.small[place], lists)
    )


def _is_small_friend(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """Her mate arbnora, a lad called dexx: a word that is no other behind one that somebody's name follows."""
    if not place or words.before(place) != " " or len(words.small[place]) < SHORTEST_SMALL_NAME:
        return False
    before, cues = words.small[place - 1], lists.cues
    if before == "and" and place > 1:
        return _is_pair(words, place, lists)
    has_cue = before in cues["kin"] or before in cues["peers"] or before in ("called", "named")
    return has_cue and words.small[place] not in lists.ordinary and is_strange(words.small[place], lists)


def _is_pair(words: NoteWords, place: int, lists: MentionLists) -> bool:
    """Her mates arbnora and kacie-mae."""
    strange = words.small[place] not in lists.ordinary and is_strange(words.small[place], lists)
    return strange and words.shapes[place - 2] is WordShape.SMALL and _is_small_friend(words, place - 2, lists)


SMALL_NAMES = (_is_small_name, _is_small_initial, _is_small_signature, _is_small_friend)


def _may_follow(words: NoteWords, place: int, lists: MentionLists, known: frozenset[str]) -> bool:
    word, shape = words.small[place], words.shapes[place]
    if word in known:
        # Jamie L. Sumaya came too: a sentence ends behind the initial.
        return (
            words.shapes[place - 1] is not WordShape.INITIAL
            or place < 2
            or words.shapes[place - 2] is not WordShape.CAPITAL
        )
    if shape is WordShape.SMALL:
        first_initial = words.shapes[place - 1] is WordShape.SMALL and len(words.small[place - 1]) == 1
        return first_initial and is_strange(word, lists)
    if shape is WordShape.CAPITALS:
        # Police write surnames in capitals; DSL and SW behind a name are none.
        return word not in lists.not_names and len(word) > 2
    if shape is WordShape.INITIAL:
        return (
            place + 1 < len(words.small) and words.shapes[place + 1] is WordShape.CAPITAL and _is_joined(words, place)
        )
    if words.shouted and not is_strange(word, lists):
        return word in lists.cues["word_names"]
    if word in lists.not_names:
        return (
            shape is WordShape.CAPITAL
            and word in lists.cues["also_surnames"]
            and words.small[place - 1] in lists.forenames
        )
    return shape is WordShape.CAPITAL


def _is_joined(words: NoteWords, place: int) -> bool:
    """Whether the next word belongs to the same name as far as what stands between tells."""
    gap = words.between(place)
    is_initial = len(words.written[place]) == 1
    return gap == " " or (is_initial and gap in (".", ". "))


def _describe(words: NoteWords, first: int, last: int, lists: MentionLists, known: frozenset[str]) -> Run:
    places = range(first, last + 1)
    return Run(
        first=first,
        last=last,
        strange=sum(
            is_strange(words.small[at], lists) or words.small[at] in known for at in places if len(words.small[at]) > 1
        ),
        has_forename=any(words.small[at] in lists.forenames or words.small[at] in known for at in places),
        may_be_forename=any(
            words.small[at] in lists.forenames or is_name_and_word(words.small[at], lists) for at in places
        ),
        has_initial=len(words.small[first]) == 1,
    )
