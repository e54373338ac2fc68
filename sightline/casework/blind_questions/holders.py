"""Finds who of the whole snapshot is meant by a full name and a birth date, and which bodies the asker is not told of.

Only the tick asks this, as the house, after a question was answered: so no answer can be slower for what is found here.
A sealed identity is looked for apart, by the bodies that hold one alone: nothing else of it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.access.known_children import make_known
from sightline.casework.blind_questions.pages import NewAsk
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import make_searches, name_forms, placeholders
from sightline.model.visibility import Reader, RowFilter
from sightline.store.search.reader import Keys, NameChoice, name_words
from sightline.store.snapshot_reader import SnapshotReader

MOST_LOOKED_AT = 400
SEALED_ALONE = RowFilter("sealed", ())
NAMES = ("name", "other name")


@dataclass(frozen=True, slots=True)
class MeantChild:
    """Somebody whom all records together call so: a mention of each body that holds a record of them."""

    person_id: str
    mentions: dict[tuple[str, str], str]


def find_meant(session: ReaderSession, ask: NewAsk) -> tuple[MeantChild, ...]:
    """Everybody of that full name and birth date, by every record but those of sealed identities."""
    with session.open_current() as opened:
        if opened is None:
            return ()
        store, sight = opened[1], session.sight
        found = dict.fromkeys(one for keys in _searches(ask) for one in _search(store, keys, sight))
        return tuple(_meant(session, store, one) for one in found if _is_called(store, one, ask, sight=sight))


def sealed_bodies(session: ReaderSession, ask: NewAsk, *, asker: Reader) -> frozenset[tuple[str, str]]:
    """The bodies that hold a sealed identity so called and born so, but for those that the asker is told of."""
    with session.open_current() as opened:
        if opened is None:
            return frozenset()
        store, known = opened[1], make_known(opened[1], asker)
        found = dict.fromkeys(one for keys in _searches(ask) for one in _search(store, keys, SEALED_ALONE))
        bodies = {
            (person_id, said.of[:2])
            for person_id in found
            if _is_called(store, person_id, ask, sight=SEALED_ALONE)
            for said in store.said_of(person_id=person_id, sight=SEALED_ALONE)
        }
        return frozenset(
            (body[0], body[1])
            for person_id, body in bodies
            if body[0] != asker.agency and body not in known.bodies(person_id)
        )


def hidden_bodies(session: ReaderSession, child: MeantChild, *, asker: Reader) -> Iterator[tuple[str, str]]:
    """The bodies of the child's records that whoever asked was not told of, but for the asker's own agency's."""
    with session.need_current() as (_, store):
        listed = make_known(store, asker).bodies(child.person_id)
    yield from (body for body in sorted(child.mentions) if body not in listed and body[0] != asker.agency)


def _meant(session: ReaderSession, store: SnapshotReader, person_id: str) -> MeantChild:
    bodies: dict[str, tuple[str, str]] = {}
    for one in store.entries_to_list(person_id=person_id, sight=session.sight):
        bodies[one.record_id] = one.of[:2]
    for said in store.said_of(person_id=person_id, sight=session.sight):
        bodies.setdefault(said.record_id, said.of[:2])
    mentions: dict[tuple[str, str], str] = {}
    for row in store.namings(person_id=person_id, sight=session.sight):
        if row["record_id"] in bodies:
            mentions.setdefault(bodies[row["record_id"]], row["mention_id"])
    return MeantChild(person_id, mentions)


def _searches(ask: NewAsk) -> list[Keys]:
    """What is looked for: each word of the name as a whole word, in each form of the name."""
    every = make_searches(SearchTerms(name=ask.name, birth_date=ask.born), placeholders=placeholders())
    return [
        replace(keys, name_words=(), choices=tuple(NameChoice(whole=(word,)) for word in keys.name_words))
        for keys in every
    ]


def _search(store: SnapshotReader, keys: Keys, sight: RowFilter) -> list[str]:
    return store.search(keys=keys, sight=sight, limit=MOST_LOOKED_AT)


def _is_called(store: SnapshotReader, person_id: str, ask: NewAsk, *, sight: RowFilter) -> bool:
    """Whether each word typed is a whole word of a name of theirs, in some form, and the day is their birth date."""
    said = store.said_of(person_id=person_id, sight=sight)
    own = {word for one in said if one.what in NAMES for word in name_words(one.value)}
    born = {date.fromisoformat(one.value) for one in said if one.what == "birth date"}
    return ask.born in born and any(own.issuperset(form) for form in name_forms(name_words(ask.name)))
