"""Finds vehicles that are described: a colour and a make or model, in either order.

A make without a colour is no mention, and neither is a white van. "Golf", "Focus" and "Note" are words too: in small
letters they count only where the sentence speaks of a vehicle.
"""

from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.words import NoteWords, WordShape

MOST_FILLERS = 3
SET_OFF = frozenset({",", "(", "-", "–", ":"})
ENDS = frozenset(",.;:)\n!?")


def find_cars(words: NoteWords, *, lists: MentionLists) -> Iterator[MentionHit]:
    """Colour and vehicle, or vehicle and colour."""
    if lists.colours.isdisjoint(words.small) and "-colour" not in words.text:
        return
    is_cued = not lists.cues["of_vehicles"].isdisjoint(words.small)
    for place, word in enumerate(words.small):
        # Gold-coloured is one word.
        if word.partition("-colour")[0] in lists.colours and (
            span := _ahead(words, place, lists, is_cued) or _behind(words, place, lists, is_cued)
        ):
            yield MentionHit(words.starts[span[0]], words.ends[span[1]], "vehicle", "thing", "vehicle_described")


def _ahead(words: NoteWords, place: int, lists: MentionLists, is_cued: bool) -> tuple[int, int] | None:
    """A dark blue Astra, a silver-coloured 5 door VW Golf: from the colour to the last word of the vehicle."""
    at = place + 1
    while at < len(words.small) and at - place <= MOST_FILLERS + 1 and _is_joined(words, at):
        length = _name_at(words, at, lists, is_cued)
        if length:
            return _with_shade(words, place, lists), _last_of_name(words, at, length, lists)
        if words.small[at] not in lists.cues["between_colour_and_vehicle"] and words.small[at] not in lists.colours:
            return None
        at += 1
    return None


def _behind(words: NoteWords, place: int, lists: MentionLists, is_cued: bool) -> tuple[int, int] | None:
    """A Golf, black; an Audi A3 (dark grey); a Corsa in white: the colour must end what is said of it."""
    after = words.between(place)
    follows = words.small[place + 1] if place + 1 < len(words.small) else ""
    if not (
        after[:1] in ENDS or not follows or follows in ("colour", "coloured", "reg", "index", "vrm", "plate", "in")
    ):
        return None
    first = _with_shade(words, place, lists)
    at = first - 1
    is_led = False
    while at >= 0 and words.small[at] in lists.cues["before_colour"]:
        at, is_led = at - 1, True
    if at < 0 or not (is_led or words.between(at).strip() in SET_OFF):
        return None
    for start in range(max(0, at - 3), at + 1):
        length = _name_at(words, start, lists, is_cued)
        # Leon, black: a person's name and a model's.
        is_name = start == at and words.small[start] in lists.forenames
        if length and not is_name and at <= _last_of_name(words, start, length, lists) < place:
            return start, place
    return None


def _with_shade(words: NoteWords, place: int, lists: MentionLists) -> int:
    has_shade = place > 0 and words.small[place - 1] in lists.cues["shades"] and words.between(place - 1) in (" ", "-")
    return place - 1 if has_shade else place


def _name_at(words: NoteWords, place: int, lists: MentionLists, is_cued: bool) -> int:
    """How many words from a place name a make or model; 0 where they do not, or may be ordinary words."""
    length = lists.vehicles.longest_at(words.small, place)
    is_plain = words.shapes[place] in (WordShape.SMALL, WordShape.DIGITS)
    is_word = length == 1 and words.small[place] in lists.vehicle_words and is_plain
    return 0 if is_word and not is_cued else length


def _last_of_name(words: NoteWords, place: int, length: int, lists: MentionLists) -> int:
    """The last word of a make and model that begin at a place: Mercedes A-Class, BMW 1 series, Audi A3."""
    last = place + length - 1
    while last + 1 < len(words.small) and words.between(last) in (" ", "-"):
        is_small = words.shapes[last + 1] is WordShape.SMALL and words.small[last + 1] in lists.vehicle_words
        more = 0 if is_small else lists.vehicles.longest_at(words.small, last + 1)
        if not more and words.small[last + 1] not in lists.cues["trims"]:
            break
        last += more or 1
    return last


def _is_joined(words: NoteWords, place: int) -> bool:
    return words.before(place).strip(" ") in ("", "-", "/", ",")
