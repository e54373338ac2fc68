"""Finds premises whose name says nothing of what they are, or says it first: the Old Creamery, Café Sol.

A capital behind "the" is a meeting or a team as often as a place. Only where somebody is at it, in it or outside it can
it be premises, and never with a word of a body in it.
"""

from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.words import NoteWords, WordShape

MOST_WORDS = 3


def find_called_premises(words: NoteWords, *, lists: MentionLists) -> Iterator[MentionHit]:
    """Names behind "the" where somebody is, and names behind the kind of place."""
    cues = lists.cues
    at_premises, kind_first = cues["at_premises"], cues["kind_first"]
    asked = (words.all & (at_premises | kind_first)) | {"the"}
    for place, word in [(place, word) for place, word in enumerate(words.small[:-1]) if word in asked]:
        if (
            word == "the"
            and place
            and words.small[place - 1] in cues["premises_placing"]
            and words.between(place) == " "
        ):
            pub = _pub_behind(words, place, lists)
            found = pub or _names_behind(words, place, lists)
            if found and (pub or _is_called(words, place, found, lists)):
                yield _found(words, found, "premises_the")
        elif word in at_premises and words.between(place) == " ":
            found = _names_behind(words, place, lists)
            if found and len(found) > 1 and all(words.small[at] in lists.english for at in found):
                yield _found(words, found, "premises_the")
        elif word in kind_first and words.shapes[place] is WordShape.CAPITAL and words.between(place) == " ":
            found = _names_behind(words, place, lists)
            if found:
                yield _found(words, range(place, found.stop), "premises_kind")


def _names_behind(words: NoteWords, place: int, lists: MentionLists) -> range | None:
    """The words with capitals behind a place, where none of them is of a body or only says which."""
    last = place + 1
    while last < len(words.small) and last - place <= MOST_WORDS and words.shapes[last] is WordShape.CAPITAL:
        if words.before(last) != " ":
            break
        last += 1
        # The Trap and Gown: two names that a small word joins.
        joins = last + 1 < len(words.small) and words.small[last] in ("and", "of") and words.between(last) == " "
        if joins and words.before(last) == " " and words.shapes[last + 1] is WordShape.CAPITAL:
            last += 1
    names = range(place + 1, last)
    if not names or words.owns[last - 1] or any(words.small[at] in lists.no_premises for at in names):
        return None
    return names


def _pub_behind(words: NoteWords, place: int, lists: MentionLists) -> range | None:
    """The name that many public houses bear, with capitals and nothing of another name behind it."""
    length = lists.pubs.longest_at(words.small, place + 1)
    last = place + length
    if not length or words.shapes[place + 1] is not WordShape.CAPITAL or words.owns[last]:
        return None
    goes_on = last + 1 < len(words.small) and words.between(last) == " "
    after = words.small[last + 1] if goes_on else ""
    is_kind = (after,) in lists.premises.by_first.get(after, ())
    return (
        None if is_kind or (goes_on and words.shapes[last + 1] is not WordShape.SMALL) else range(place + 1, last + 1)
    )


def _is_called(words: NoteWords, place: int, names: range, lists: MentionLists) -> bool:
    """Whether what stands behind "the" can be the name of a place where somebody is."""
    follows = words.small[names.stop] if names.stop < len(words.small) and words.before(names.stop) == " " else ""
    if follows in lists.english and follows not in lists.cues["after_premises"]:
        return False
    if (words.small[names[0]],) in lists.premises.by_first.get(words.small[names[0]], ()):
        return False
    is_strange = any(words.small[at] not in lists.english for at in names)
    return len(names) > 1 or is_strange or words.small[place - 1] in lists.cues["at_premises"]


def _found(words: NoteWords, names: range, rule: str) -> MentionHit:
    return MentionHit(words.starts[names[0]], words.ends[names[-1]], "premises", "place", rule)
