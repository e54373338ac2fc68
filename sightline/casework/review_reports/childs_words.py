"""Words for a draft, of a child or an agency: letters in place of names of people of the review.

What else may be a name is to check in a child's words, and left out of an agency's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from sightline.casework.core.errors import NotHere
from sightline.casework.people.agency_views import said_of
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.review.report.nouns import ReportFact
from sightline.review.report.rules import read_report_rules
from sightline.review.report.sentences import say_people

NAMES = ("name", "other name")
WORD = re.compile(r"[^\W\d_]+")
IN_BRACKETS = re.compile(r"\[[^\]]*\]")
IN_BRACKETS_OR_WORD = re.compile(rf"{IN_BRACKETS.pattern}|{WORD.pattern}")
LEFT_OUT = "[…]"
BETWEEN_NAMES = re.compile(r"[ \-'’]{1,2}")
Letters = Mapping[str, frozenset[str]]


def find_letters(frozen: FrozenReader) -> Letters:
    """By each word of a name, in small letters, the people of the review whose name it is, as the review calls them."""
    found: dict[str, set[str]] = {}
    for called, person_id in frozen.people.items():
        try:
            said = said_of(frozen.store, person_id, frozen.sight) if person_id else []
        except NotHere:
            continue
        for row in said:
            if row["what"] in NAMES:
                for word in WORD.findall(row["value"].casefold()):
                    found.setdefault(word, set()).add(called)
    return {word: frozenset(called) for word, called in found.items() if len(word) > 1}


def with_letters(fact: ReportFact, letters: Letters) -> ReportFact:
    """The fact with letters in place of names in the child's words, and what else in them may be a name."""
    words = "".join(_say(fact.childs_words, letters))
    return replace(fact, childs_words=words, words_to_check=tuple(dict.fromkeys(_may_name(words))))


def without_names(text: str, letters: Letters) -> tuple[str, bool]:
    """A text with letters in place of names, without other words that may be a name; and whether some are left out."""
    said = "".join(_say(text.strip(), letters))
    left_out = frozenset(_may_name(said)) - {word for word in WORD.findall(said) if word.casefold() in _jobs()}

    def say(found: re.Match[str]) -> str:
        return LEFT_OUT if found[0] in left_out else found[0]

    return IN_BRACKETS_OR_WORD.sub(say, said), bool(left_out)


def _say(text: str, letters: Letters) -> Iterator[str]:
    """The text in pieces. Names side by side that are one person's are one letter."""
    last, found, place = 0, list(WORD.finditer(text)), 0
    while place < len(found):
        first = place
        whose = _whose(found[place][0], letters)
        while whose and place + 1 < len(found):
            both = whose & _whose(found[place + 1][0], letters)
            if not both or not BETWEEN_NAMES.fullmatch(text[found[place].end() : found[place + 1].start()]):
                break
            whose, place = both, place + 1
        if whose:
            yield text[last : found[first].start()]
            yield f"[{' or '.join(say_people([one]) for one in sorted(whose))}]"
            last = found[place].end()
        place += 1
    yield text[last:]


def _whose(word: str, letters: Letters) -> frozenset[str]:
    """Whose name a word is. One that is an ordinary word too, such as may or will, counts with a capital alone."""
    small = word.casefold()
    return letters.get(small, frozenset()) if word[0].isupper() or small not in _ordinary() else frozenset()


def _may_name(words: str) -> Iterator[str]:
    """Forenames, and words with a capital that are no ordinary word."""
    from sightline.casenotes.mentions.lists import read_mention_lists  # not at the top: pages do without it

    lists = read_mention_lists()
    too = lists.cues["mostly_names"] | lists.cues["word_names"]
    for word in WORD.findall(IN_BRACKETS.sub(" ", words)):
        small = word.casefold()
        is_ordinary = bool(_ordinary() & {small, small.removesuffix("s")})
        is_name = word[0].isupper() and len(word) > 1 and (small in too or not is_ordinary)
        if is_name or small in lists.forenames:
            yield word


@cache
def _jobs() -> frozenset[str]:
    return frozenset(read_report_rules().job_words)


@cache
def _ordinary() -> frozenset[str]:
    from sightline.casenotes.mentions.lists import read_mention_lists

    lists = read_mention_lists()
    return lists.ordinary | lists.not_names
