"""Looks beyond the children whom a reader has opened, at unrestricted records alone: the one place that does.

What is given from here is a child's name and birth date, which bodies hold records, and from when to when. It is never
a record, a word of one, or how somebody was found in one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.agreements import compile_policy
from sightline.casework.access.listed_bodies import ListedBodies, make_listed
from sightline.casework.access.pages.access import ClosedChild, HiddenContents, HoldingBody
from sightline.casework.accounts.governance_scope import OF_ALL
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import read_book
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.names import show_name
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import make_searches, name_forms, placeholders
from sightline.casework.posts.call_backs import read_call_back
from sightline.model.errors import SightlineError
from sightline.model.nouns import Role
from sightline.model.visibility import EVERYTHING_SHARED, NotShared, Reader, RowFilter
from sightline.model.when import years_on
from sightline.sharing import row_filter
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store.search.reader import NameChoice, name_words
from sightline.store.snapshot_reader import SnapshotReader, open_store

FEWEST_WORDS, MOST_FOUND, MOST_LOOKED_AT, GROWN = 2, 20, 400, 18
NAMES, BORN, NHS_NUMBER = ("name", "other name"), "birth date", "NHS number"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """What records of listed bodies say of somebody. `bodies` has the first and the last month of each.

    `shown_names` and `shown_birth_dates` are those of records of which the reader may be told what they say.
    """

    names: tuple[str, ...] = field(repr=False)
    shown_names: tuple[str, ...] = field(repr=False)
    shown_birth_dates: tuple[date, ...] = field(repr=False)
    other_names: tuple[str, ...] = field(repr=False)
    birth_dates: tuple[date, ...] = field(repr=False)
    nhs_numbers: frozenset[str] = field(repr=False)
    record_ids: frozenset[str]
    bodies: dict[tuple[str, str], tuple[str, str]]

    def is_called(self, words: Sequence[str]) -> bool:
        """Whether each of these is a whole word of a name of theirs, in this form or a short or long one."""
        own = {word for name in (*self.names, *self.other_names) for word in name_words(name)}
        return any(own.issuperset(form) for form in name_forms(tuple(words)))


@dataclass(frozen=True, slots=True)
class KnownReader:
    """A reader of the whole snapshot, and what is read of it: unrestricted records of the layouts that a role sees.

    `only_of`: the body to whose own people the reader's role is kept. `existence`: kinds of which the reader is told
    only that there are records.
    """

    store: SnapshotReader
    sight: RowFilter
    only_of: tuple[str, str] | None = None
    bodies_listed: ListedBodies = field(default_factory=ListedBodies)
    existence: NotShared = EVERYTHING_SHARED

    def child(self, person_id: str) -> ClosedChild:
        """The child; NotHere where no body that is listed holds records of a child, or they are not the reader's."""
        found = self.children([person_id])
        if not found:
            raise NotHere
        return found[0]

    def children(self, person_ids: Sequence[str]) -> tuple[ClosedChild, ...]:
        """Those of these people who are children, and whom a body that is listed knows."""
        found = []
        by_record = self._by_record(person_ids)
        own = self._own(person_ids)
        for person_id in (one for one in person_ids if one in own):
            person = self.listed(person_id)
            is_child = any(map(_is_young, person.birth_dates)) if person.birth_dates else person_id in by_record
            if person.bodies and is_child:
                name = next(iter((*person.shown_names, *person.names)), "")
                found.append(ClosedChild(person_id, name, person.shown_birth_dates))
        return tuple(found)

    def listed(self, person_id: str, *, with_agreed: bool = True) -> ListedPerson:
        """What records of listed bodies say of somebody, the most frequent first.

        Without `with_agreed`, not those of services that are listed only because they agreed.
        """
        allowed = self.bodies_listed if with_agreed else self.bodies_listed.without_agreed()
        entries = self.store.entries_to_list(person_id=person_id, sight=self.sight)
        listed = [one for one in entries if allowed.lists(one.of, one.kind)]
        records, mixed = {one.record_id for one in listed}, {one.of for one in entries if one not in listed}
        months: dict[tuple[str, str], list[str]] = {}
        for one in listed:
            months.setdefault((one.of[0], one.of[1]), []).append(one.month)
        said, shown = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
        for row in self.store.said_of(person_id=person_id, sight=self.sight):
            if allowed.lists(row.of) and (row.of not in mixed or row.record_id in records):
                value = show_name(row.value) if row.what in NAMES else row.value
                said[row.what][value] += row.records
                if not self.existence.hides(agency=row.of[0], layout=row.of[2], organisation=row.of[1]):
                    shown[row.what][value] += row.records
        names, others = (_most_frequent(said[what]) for what in NAMES)
        born, shown_born = (tuple(map(date.fromisoformat, _most_frequent(some[BORN]))) for some in (said, shown))
        return ListedPerson(
            names,
            _most_frequent(shown[NAMES[0]]),
            shown_born,
            others,
            born,
            frozenset(map(_digits, said.get(NHS_NUMBER, ()))),
            frozenset(records),
            {body: (min(filter(None, some), default=""), max(some)) for body, some in months.items()},
        )

    def bodies(self, person_id: str) -> dict[tuple[str, str], tuple[str, str]]:
        """The first and the last month of each body's records; none of bodies that have not agreed to be listed."""
        return self.listed(person_id).bodies

    def mention(self, person_id: str) -> str:
        """A mention of the child in one of these records."""
        listed = self.listed(person_id).record_ids
        for row in self.store.namings(person_id=person_id, sight=self.sight):
            if row["record_id"] in listed:
                return row["mention_id"]
        raise NotHere

    def _by_record(self, person_ids: Sequence[str]) -> set[str]:
        """Those whom a record that only children have is about."""
        layouts = read_need_to_know().of_children
        return self.store.children_by_record(person_ids=person_ids, layouts=layouts, sight=self.sight)

    def _own(self, person_ids: Sequence[str]) -> Collection[str]:
        """Those of whom the reader may know at all: everybody, or those whom the reader's own body records."""
        if self.only_of is None:
            return person_ids
        return self.store.recorded_by(person_ids=person_ids, body=self.only_of, sight=self.sight)


def find_person(session: ReaderSession, person_id: str) -> tuple[str, list[str]]:
    """A mention of whom a reader gives a reason for, and every one; NotHere where they may not know of them.

    Who sees every child, and asks first, gives a reason for a person of any record that they see.
    """
    if not session.actor.reader.asks_first:
        with open_known(session) as known:
            known.child(person_id)
            return known.mention(person_id), known.store.mentions_of(person_ids=[person_id])
    with session.need_current() as (_, store):
        namings = store.namings(person_id=person_id, sight=session.sight)
        if not namings:
            raise NotHere
        return min(row["mention_id"] for row in namings), store.mentions_of(person_ids=[person_id])


@contextmanager
def open_known(session: ReaderSession) -> Iterator[KnownReader]:
    """The whole snapshot for one reader; NotHere before the first run."""
    snapshot = session.snapshot
    if snapshot is None:
        raise NotHere
    reader = session.actor.reader
    kept = reader.not_shared.of_existence()
    with open_store(
        snapshot.serve_file, withdrawn=session.withdrawn, not_shared=kept, restricted=session.hidden
    ) as store:
        yield make_known(store, reader)


def make_known(store: SnapshotReader, reader: Reader) -> KnownReader:
    """What one reader may be told of everybody in an open snapshot."""
    own = _as_before(reader).only_people_of
    return KnownReader(store, known_sight(reader), own, _read_listed(), reader.not_shared)


def _read_listed() -> ListedBodies:
    """Which bodies are listed; while agreements cannot be read, as if the register said nothing."""
    try:
        book = read_book(current_workspace().root)
    except SightlineError:
        return ListedBodies()
    return make_listed(book, compile_policy(book, on=clock.today()))


def known_sight(reader: Reader) -> RowFilter:
    """Unrestricted records of everybody, but for the layouts that the reader's role never sees."""
    sight = _as_before(reader)
    return replace(sight, sql=" AND ".join((sight.sql, "restricted = 0")), only_people_of=None)


def _as_before(reader: Reader) -> RowFilter:
    """What the reader sees where need to know is not in force."""
    return row_filter(reader=replace(reader, needs_reason=False, given=(), not_shared=reader.not_shared.of_existence()))


def search_known(known: KnownReader, terms: SearchTerms) -> list[str]:
    """Ids of people with whole names, with the birth date where one is given, or an NHS number; by nothing else."""
    words = name_words(terms.name)
    if terms.phone or terms.registration or not (len(words) >= FEWEST_WORDS or (terms.nhs_number and not words)):
        return []
    found: dict[str, None] = {}
    for keys in make_searches(terms, placeholders=placeholders()):
        whole = replace(keys, name_words=(), choices=tuple(NameChoice(whole=(word,)) for word in keys.name_words))
        found |= dict.fromkeys(known.store.search(keys=whole, sight=known.sight, limit=MOST_LOOKED_AT))
    return [one for one in found if _is_found(known, one, terms)][:MOST_FOUND]


def _is_found(known: KnownReader, person_id: str, terms: SearchTerms) -> bool:
    """Whether they are meant; by records of services that agreed to be listed only with full name and birth date."""
    is_full = bool(terms.birth_date) and len(name_words(terms.name)) >= FEWEST_WORDS
    return _is_meant(known.listed(person_id, with_agreed=is_full), terms)


def _is_meant(person: ListedPerson, terms: SearchTerms) -> bool:
    """Whether records of listed bodies alone say all that was typed."""
    named = not terms.name or person.is_called(name_words(terms.name))
    born = not terms.birth_date or terms.birth_date in person.birth_dates
    return named and born and (not terms.nhs_number or _digits(terms.nhs_number) in person.nhs_numbers)


def list_bodies(known: KnownReader, person_id: str) -> tuple[HoldingBody, ...]:
    """The bodies that hold records of a child, and whom to call at each."""
    lines = []
    for (agency, organisation), (first, last) in sorted(known.bodies(person_id).items()):
        call = read_call_back(agency)
        lines.append(HoldingBody(agency, organisation, first, last, call.post, call.phone))
    return tuple(lines)


def list_hidden_contents(session: ReaderSession, *, person_id: str) -> tuple[HiddenContents, ...]:
    """Which agencies hold records of somebody that their agreements do not show this reader, and whom to call there.

    For a page that is audited by its own selector. Of what an agreement does not tell at all, nothing.
    """
    kept = session.actor.reader.not_shared
    if not kept.existence:
        return ()
    with open_known(session) as known:
        entries = known.store.entries_to_list(person_id=person_id, sight=known.sight)
    found = {
        one.of[0]: kept.contact_of(agency=one.of[0], layout=one.of[2])
        for one in entries
        if kept.hides(agency=one.of[0], layout=one.of[2], organisation=one.of[1])
        and known.bodies_listed.lists(one.of, one.kind)
    }
    return tuple(HiddenContents(agency, contact) for agency, contact in sorted(found.items()))


def is_recorded_by(known: KnownReader, person_id: str, reader: Reader) -> bool:
    """Whether systems of the reader's own agency record the child; every child is of the partnership's governance."""
    if reader.role is Role.INFORMATION_GOVERNANCE and reader.agency in OF_ALL:
        return True
    return any(agency == reader.agency for agency, _ in known.bodies(person_id)) if reader.agency else False


def _is_young(born: date) -> bool:
    return years_on(born=born, day=clock.today()) < GROWN


def _most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit())
