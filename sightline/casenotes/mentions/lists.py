"""The lists that tell names, vehicles, streets and premises from other words, as `rules/casenotes/mentions` holds them.

A name needs no list. A word with a capital that is no ordinary word may be a name of any land; the lists of forenames
only help with names that are words too, and with notes that use no capitals.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sightline.casenotes.mentions.words import divide
from sightline.rulebook.files import read_column, read_csv
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text

FOLDER = ("casenotes", "mentions", "lists")
NICKNAMES = ("linkage", "nicknames.csv")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Names of one or more words, by their first word; the longest first. The words are in small letters."""

    by_first: dict[str, tuple[Phrase, ...]]

    def longest_at(self, words: list[str], place: int) -> int:
        """How many words from a place are one of the phrases; 0 where none begins there."""
        for phrase in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class MentionLists:
    """Every list, in small letters. `ordinary` are English words; `english` lacks those that are mostly names.

    `forenames` are those that are no other word, `plain_forenames` those of them that count in small letters too.
    `no_heads`: words that are nobody's name where they begin a sentence, unless behind one of `before_titled`.
    """

    english: frozenset[str]
    ordinary: frozenset[str]
    plain_forenames: frozenset[str]
    no_heads: frozenset[str]
    before_titled: frozenset[str]
    small_names: frozenset[str]
    before_small_names: frozenset[str]
    forenames: frozenset[str]
    not_names: frozenset[str]
    cues: dict[str, frozenset[str]]
    colours: frozenset[str]
    vehicles: Phrases
    vehicle_words: frozenset[str]
    chains: Phrases
    chains_with_s: frozenset[str]
    premises: Phrases
    begin_premises: frozenset[str]
    pubs: Phrases
    no_premises: frozenset[str]
    no_house: frozenset[str]
    premises_after_name: frozenset[Phrase]
    premises_with_capital: frozenset[Phrase]
    streets: frozenset[str]
    streets_after_place: frozenset[str]
    streets_after_number: frozenset[str]


@cache
def read_mention_lists() -> MentionLists:
    """The lists, read once."""
    vehicles, premises = read_csv(*FOLDER, "vehicle_names.csv"), read_csv(*FOLDER, "premises_words.csv")
    chains, streets = read_csv(*FOLDER, "chains.csv"), read_csv(*FOLDER, "street_types.csv")
    cues, ordinary, nicknames = _lists("cues.toml"), _column("english_words.csv"), read_csv(*NICKNAMES)
    kinds = {
        name: words | {word.removesuffix("'s") for word in words} for name, words in _lists("not_names.toml").items()
    }
    not_names = frozenset(word for words in kinds.values() for word in words)
    other_words = (ordinary - cues["mostly_names"]) | not_names
    plain = _column("forenames.csv") - other_words
    forenames = (plain | {row[name] for row in nicknames for name in ("name1", "name2")}) - other_words
    english, called = ordinary - cues["mostly_names"], not_names - cues["word_names"]
    kinds_of_premises = _phrases(row["word"] for row in premises)
    names_of_chains = _phrases(row["name"] for row in chains)
    return MentionLists(
        english=english,
        ordinary=ordinary,
        plain_forenames=plain - ordinary,
        no_heads=(english | called) - forenames - cues["word_names"],
        before_titled=cues["titles"] | cues["ranks"],
        small_names=(plain - ordinary) | cues["particles"],
        before_small_names=frozenset(
            ("called", "named", "and", *(word for name in ("kin", "peers", "signing") for word in cues[name]))
        ),
        forenames=forenames,
        not_names=called,
        cues=cues,
        colours=_column("colours.csv"),
        vehicles=_phrases(row["name"] for row in vehicles),
        vehicle_words=frozenset(row["name"] for row in vehicles if row["word"]),
        chains=names_of_chains,
        chains_with_s=frozenset(row["name"].lower() for row in chains if row["name"].endswith("'s")),
        premises=kinds_of_premises,
        begin_premises=frozenset((*kinds_of_premises.by_first, *names_of_chains.by_first)),
        pubs=_phrases(row["name"] for row in read_csv(*FOLDER, "pub_names.csv")),
        no_premises=not_names | cues["generic"],
        no_house=cues["generic"].union(*(kinds[name] for name in ("days_and_months", "people", "peoples", "others"))),
        premises_after_name=frozenset(split_phrase(row["word"]) for row in premises if row["needs"] == "name"),
        premises_with_capital=frozenset(split_phrase(row["word"]) for row in premises if row["needs"] == "capital"),
        streets=frozenset(row["word"] for row in streets),
        streets_after_place=frozenset(row["word"] for row in streets if row["needs"] == "place"),
        streets_after_number=frozenset(row["word"] for row in streets if row["needs"] == "number"),
    )


@cache
def read_near_names() -> dict[str, frozenset[str]]:
    """Forenames and the short forms that stand for them, both ways."""
    near: dict[str, set[str]] = {}
    for row in read_csv(*NICKNAMES):
        near.setdefault(row["name1"], set()).add(row["name2"])
        near.setdefault(row["name2"], set()).add(row["name1"])
    return {name: frozenset(others) for name, others in near.items()}


def split_phrase(text: str) -> Phrase:
    """A listed name as the words that a note is divided into."""
    return tuple(word for word, _, _ in divide(text.lower()))


def _column(file: str) -> frozenset[str]:
    return frozenset(read_column(*FOLDER, file))


def _lists(file: str) -> dict[str, frozenset[str]]:
    return read_decided(dict[str, frozenset[Text]], "casenotes", "mentions", file)


def _phrases(names: Iterable[str]) -> Phrases:
    by_first: dict[str, list[Phrase]] = {}
    for phrase in sorted(map(split_phrase, names), key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return Phrases({first: tuple(phrases) for first, phrases in by_first.items()})
