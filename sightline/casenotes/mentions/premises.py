"""Finds named premises: hotels, takeaways, shops, parks, stations, farms, and shops of many branches.

A kind of place is not its name. "The car park" and "Police Station" name none; "the Old Creamery" does, though no word
in it says what it is.
"""

from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.premises_names import find_called_premises
from sightline.casenotes.mentions.words import NoteWords, WordShape

KIND_GAPS = frozenset({" ", "-", "&", " & ", "'s ", "’s "})
JOINERS = frozenset({"&", "and", "of", "the", "n"})
MOST_WORDS = 5


def find_premises(words: NoteWords, *, lists: MentionLists) -> Iterator[MentionHit]:
    """The premises of a note that have a name."""
    behind = 0
    named = words.all & lists.begin_premises
    for place in [place for place, word in enumerate(words.small) if word in named] if named else ():
        if place < behind:
            continue
        last = _chain(words, place, lists)
        if last is None and (length := _kind_at(words, place, lists)):
            first = _first_word(words, place, length, lists)
            last = _last_kind(words, place + length - 1, lists) if first is not None else None
            if first is not None and last is not None:
                yield MentionHit(words.starts[first], words.ends[last], "premises", "place", "premises_kind")
        elif last is not None:
            # McDonald's has its 's in the name, Tesco's has not.
            end = words.ends[last] + 2 if words.owns[last] else words.ends[last]
            is_own = words.text[words.starts[place] : end].lower().replace("’", "'") in lists.chains_with_s
            yield MentionHit(
                words.starts[place], end if is_own else words.ends[last], "premises", "place", "premises_chain"
            )
        behind = place + 1 if last is None else last + 1
    yield from find_called_premises(words, lists=lists)


def _last_kind(words: NoteWords, last: int, lists: MentionLists) -> int:
    """The last word where one kind follows another: Golden Fry Fish Bar."""
    while last + 1 < len(words.small) and words.between(last) == " " and (more := _kind_at(words, last + 1, lists)):
        last += more
    return last


def _kind_at(words: NoteWords, place: int, lists: MentionLists) -> int:
    if words.small[place] not in lists.premises.by_first:
        return 0
    length = lists.premises.longest_at(words.small, place)
    return length if all(words.between(at) in KIND_GAPS for at in range(place, place + length - 1)) else 0


def _first_word(words: NoteWords, place: int, length: int, lists: MentionLists) -> int | None:
    """The first word of the name before a kind of place; None where there is no name."""
    first = place
    while first and place - first < MOST_WORDS and _is_name_word(words, first - 1):
        first -= 1
    while first < place and (words.small[first] in lists.cues["generic"] or words.small[first] in JOINERS):
        first += 1
    if place - first > 1 and words.begins[first] and words.small[first] in lists.english and not words.owns[first]:
        # Attends Thornbeck Academy: a sentence begins there, not the name.
        first += 1 if words.small[first] in lists.not_names or words.small[first + 1] not in lists.english else 0
    names = range(first, place)
    phrase, is_capital = tuple(words.small[place : place + length]), words.shapes[place] is not WordShape.SMALL
    any_name = is_capital and " ".join(phrase) in lists.cues["any_name"]
    if not names or not _says_a_name(words, names, lists, lists.no_house if any_name else lists.no_premises):
        return None
    is_house = words.small[place] in lists.streets and first > 0 and words.shapes[first - 1] is WordShape.DIGITS
    if is_house:
        return None
    if phrase in lists.premises_after_name and all(words.small[at] in lists.english for at in names):
        return None
    if phrase in lists.premises_with_capital and not is_capital:
        return None
    is_plain = words.begins[first] and len(names) == 1 and words.small[first] in lists.english
    return None if is_plain and not is_capital else first


def _is_name_word(words: NoteWords, place: int) -> bool:
    gap = words.between(place).replace("'s", "").replace("’s", "").strip(" ")
    capital = words.shapes[place] not in (WordShape.SMALL, WordShape.DIGITS)
    return (
        (gap in ("", "&") and capital)
        or (gap == "." and words.small[place] in ("st", "rd", "mr"))
        or (gap == "" and words.small[place] in ("of",) and place > 0)
    )


def _says_a_name(words: NoteWords, names: range, lists: MentionLists, no_name: frozenset[str]) -> bool:
    """Whether some word is neither a kind of body, nor of place, nor one that only says which."""
    kinds = {} if no_name is lists.no_house else lists.premises.by_first
    said = [words.small[at] for at in names if (words.small[at],) not in kinds.get(words.small[at], ())]
    return any(word not in no_name and word not in JOINERS for word in said)


def _chain(words: NoteWords, place: int, lists: MentionLists) -> int | None:
    """The last word of a chain's name that begins at a place."""
    if words.small[place] not in lists.chains.by_first:
        return None
    length = lists.chains.longest_at(words.small, place)
    last = place + length - 1
    if not length or (last + 1 < len(words.small) and words.small[last + 1] in lists.cues["no_branch"]):
        return None
    is_word = words.small[place] in lists.english
    if is_word and (words.shapes[place] is WordShape.SMALL or words.begins[place]) and length == 1:
        return None
    return _last_kind(words, last, lists)
