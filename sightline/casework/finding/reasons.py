"""Says why each person is found: which record says the number, how the name is written, the words in a note."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.hits import Hit, split_at_hits
from sightline.casework.finding.pages import IN_TEXT, KEY, NAME, OTHER_FORM, SPELT_OTHERWISE, SnippetPart, WhyFound
from sightline.casework.finding.query import TypedQuery
from sightline.casework.finding.snippets import split_snippet
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.word_index.words import WantedWords, find_words
from sightline.model.rows.search import ServedFoundText
from sightline.store.search.reader import NameChoice
from sightline.store.snapshot_reader import SnapshotReader

MOST_A_PERSON = 3
APOSTROPHE = "\u02bc"  # a letter of a word
Reasons = Mapping[str, tuple[WhyFound, ...]]


def why_of_keys(
    session: ReaderSession, *, store: SnapshotReader, typed: TypedQuery, person_ids: Sequence[str]
) -> Reasons:
    """For each person the visible records that say what was typed, the newest of each layout."""
    keys = [key for either in typed.keys for key in either]
    if not keys or not person_ids:
        return {}
    found: dict[str, list[WhyFound]] = defaultdict(list)
    for row in store.keys_of(keys=keys, person_ids=person_ids, sight=session.sight):
        day = _day(row["last_on"])
        why = WhyFound(KEY, row["key_kind"], row["layout"], day, row["record_id"], key_value=row["key_value"])
        found[row["person_id"]].append(why)
    return {person_id: tuple(why[:MOST_A_PERSON]) for person_id, why in found.items()}


def why_of_names(
    session: ReaderSession, *, store: SnapshotReader, name_ways: Sequence[tuple[str, Sequence[NameChoice]]],
    people: Sequence[PersonSummary],
) -> Mapping[str, WhyFound]:  # fmt: skip
    """For each person the first of the steps that holds of the names that visible records say, and which name it is."""
    ids = [one.person_id for one in people]
    words = store.name_words_of(person_ids=ids, sight=session.sight) if name_ways and ids else {}
    found: dict[str, WhyFound] = {}
    for one in people:
        held = (way for way in name_ways if names_hold(way[1], words.get(one.person_id, set())))
        how, choices = next(held, ("", ()))
        if how in (NAME, OTHER_FORM, SPELT_OTHERWISE):
            found[one.person_id] = WhyFound(how, snippet=_split_name(one, choices))
    return found


def _split_name(person: PersonSummary, choices: Sequence[NameChoice]) -> tuple[SnippetPart, ...]:
    """The written name that holds most of the choices, with those set apart; the one that pages call them by first."""
    names = [(name, _hits_of_name(name, choices)) for name in (person.name, *person.other_names)]
    name, hits = max(names, key=lambda one: len({hit.choice for hit in one[1]}))
    return split_at_hits(name, hits) if hits else ()


def _hits_of_name(name: str, choices: Sequence[NameChoice]) -> list[Hit]:
    """The words of a name that are what was looked for; an apostrophe ends no word."""
    hits = []
    for word, start, end in find_words(name.replace("'", APOSTROPHE).replace("’", APOSTROPHE)):
        said = {word.replace(APOSTROPHE, "")}
        place = next((place for place, one in enumerate(choices) if names_hold([one], said)), None)
        if place is not None:
            hits.append(Hit(start, end, place))
    return hits


def why_of_texts(
    session: ReaderSession, rows: Iterable[ServedFoundText], *, wanted: WantedWords, how: str = IN_TEXT
) -> Reasons:
    """For each person the newest texts that hold the words or are of the day, each once, in the order of the newest."""
    found: dict[str, list[WhyFound]] = defaultdict(list)
    given: set[tuple[str, str]] = set()
    for row in rows:
        text = (row["person_id"], row["said"])
        if text not in given and len(found[row["person_id"]]) < MOST_A_PERSON:
            given.add(text)
            parts = split_snippet(session, said=row["said"], record_id=row["record_id"], wanted=wanted)
            day = _day(row["happened_on"])
            found[row["person_id"]].append(
                WhyFound(how, row["part"], row["layout"], day, row["record_id"], snippet=parts)
            )
    return {person_id: tuple(why) for person_id, why in found.items()}


def names_hold(choices: Sequence[NameChoice], words: set[str]) -> bool:
    """Whether each choice is among a person's name words."""
    return all(
        any(word.startswith(one.beginning) if one.beginning else False for word in words) or words & set(one.whole)
        for one in choices
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
