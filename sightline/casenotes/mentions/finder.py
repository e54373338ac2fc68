"""Finds who and what a note names: people, nicknames, vehicles, telephones, addresses, premises, accounts.

A mention in a note joins nobody to anything. It is a proposal until a person confirms it, and its role is what the
sentence says, not what somebody is.
"""

import re
from collections.abc import Iterable, Iterator

from sightline.casenotes.mentions.addresses import find_addresses
from sightline.casenotes.mentions.cars import find_cars
from sightline.casenotes.mentions.handles import find_handles
from sightline.casenotes.mentions.hits import MentionHit, TakenWords
from sightline.casenotes.mentions.lists import MentionLists, read_mention_lists
from sightline.casenotes.mentions.nicknames import find_named
from sightline.casenotes.mentions.people import find_people, read_child
from sightline.casenotes.mentions.premises import find_premises
from sightline.casenotes.mentions.registrations import find_registrations
from sightline.casenotes.mentions.rules import read_mention_rules
from sightline.casenotes.mentions.telephones import find_phones
from sightline.casenotes.mentions.words import NoteWords, read_words
from sightline.casenotes.text.words import Pieces
from sightline.model.passages import Attribute, Cue, Passage, PassageKind

DIGIT = re.compile(r"\d")


def find_mentions(
    text: str, *, subject: str, agency: str, pieces: Pieces | None = None, folded: str | None = None
) -> list[Passage]:
    """The mentions of a note, in order; none overlaps another.

    `subject`: the child's name as the record's heading gives it, "" where there is none. `agency`: any word.
    `folded`, `pieces`: the folded text, and as it is cut, where that was done.
    """
    lists = read_mention_lists()
    words = read_words(text, pieces, folded)
    taken = TakenWords(len(text))
    things = _take(_things(text, words, lists), taken)
    child = read_child(subject, lists=lists)
    people = list(find_people(words, child=child, agency=agency, lists=lists, taken=taken))
    named = list(find_named(words, child=child, agency=agency, lists=lists, taken=taken))
    found = [*things, *_take([*named, *people], taken)]
    return [_passage(text, one) for one in sorted(found, key=lambda one: one.start)]


def _things(text: str, words: NoteWords, lists: MentionLists) -> Iterator[MentionHit]:
    """What is no person, the surest first: of two that overlap the first stays."""
    if DIGIT.search(text):
        yield from find_phones(words)
    yield from find_registrations(words, lists=lists)
    yield from find_handles(words, english=lists.english)
    yield from find_cars(words, lists=lists)
    yield from find_premises(words, lists=lists)
    yield from find_addresses(words, lists=lists)


def _take(found: Iterable[MentionHit], taken: TakenWords) -> list[MentionHit]:
    """Those that lie in no other; of two that overlap the first stays."""
    kept: list[MentionHit] = []
    for one in found:
        if taken.is_free(one.start, one.end):
            taken.take(one.start, one.end)
            kept.append(one)
    return kept


def _passage(text: str, found: MentionHit) -> Passage:
    rule = read_mention_rules()[found.rule_id]
    return Passage(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        kind=PassageKind.MENTION,
        label=found.label,
        rule_id=rule.id,
        rule_version=rule.version,
        role=found.role,
        cues=(Cue(*found.cue, Attribute.ROLE),) if found.cue else (),
    )
