"""Looks beyond the children whom a reader has opened, at unrestricted records alone: the one place that does.

What is given from here is a child's name and birth date, which bodies hold records, and from when to when. It is never
a record, a word of one, or how somebody was found in one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.access.pages.access import ClosedChild, HoldingBody
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import make_searches, placeholders, summarise_one
from sightline.casework.posts.call_backs import read_call_back
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, RowFilter
from sightline.model.when import years_on
from sightline.sharing import row_filter
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store.search.reader import name_words
from sightline.store.snapshot_reader import SnapshotReader, open_store

FEWEST_WORDS, MOST_FOUND, GROWN = 2, 20, 18


@dataclass(frozen=True, slots=True)
class KnownReader:
    """A reader of the whole snapshot, and what is read of it: unrestricted records of the layouts that a role sees."""

    store: SnapshotReader
    sight: RowFilter

    def child(self, person_id: str) -> ClosedChild:
        """The child; NotHere where no body that is listed holds records of somebody who is perhaps a child."""
        found = self.children([person_id])
        if not found:
            raise NotHere
        return found[0]

    def children(self, person_ids: Sequence[str]) -> tuple[ClosedChild, ...]:
        """Those of these people who are perhaps children, and whom a body that is listed knows."""
        rows = self.store.said(person_ids=person_ids, sight=self.sight)
        found = []
        for person_id in person_ids:
            summary = summarise_one(person_id, [row for row in rows if row["person_id"] == person_id], 0)
            if _may_be_child(summary.birth_dates) and self.bodies(person_id):
                found.append(ClosedChild(person_id, summary.name, summary.birth_dates))
        return tuple(found)

    def bodies(self, person_id: str) -> dict[tuple[str, str], tuple[str, str]]:
        """The first and the last month of each body's records; none of bodies that have not agreed to be listed."""
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.store.entry_counts(person_id=person_id, sight=self.sight):
            if not _is_unlisted(row["organisation"], row["kind"]):
                found.setdefault((row["agency"], row["organisation"]), []).append(row["month"])
        return {body: (min(filter(None, months), default=""), max(months)) for body, months in found.items()}

    def mention(self, person_id: str) -> str:
        """A mention of the child in one of these records."""
        for row in self.store.namings(person_id=person_id, sight=self.sight):
            return row["mention_id"]
        raise NotHere


@contextmanager
def open_known(session: ReaderSession) -> Iterator[KnownReader]:
    """The whole snapshot for one reader; NotHere before the first run."""
    snapshot = session.snapshot
    if snapshot is None:
        raise NotHere
    with open_store(snapshot.serve_file, withdrawn=session.withdrawn) as store:
        yield KnownReader(store, known_sight(session.actor.reader))


def known_sight(reader: Reader) -> RowFilter:
    """Unrestricted records of everybody, but for the layouts that the reader's role never sees."""
    sight = row_filter(reader=replace(reader, needs_reason=False, given=()))
    return replace(sight, sql=" AND ".join((sight.sql, "restricted = 0")), only_people_of=None)


def search_known(known: KnownReader, terms: SearchTerms) -> list[str]:
    """Ids of people with a whole name, or a name and a birth date, or an NHS number; none by a phone or a vehicle."""
    named = len(name_words(terms.name)) >= FEWEST_WORDS or (terms.name and terms.birth_date)
    if terms.phone or terms.registration or not (named or terms.nhs_number):
        return []
    found: dict[str, None] = {}
    for keys in make_searches(terms, placeholders=placeholders()):
        found |= dict.fromkeys(known.store.search(keys=keys, sight=known.sight, limit=MOST_FOUND))
    return list(found)[:MOST_FOUND]


def list_bodies(known: KnownReader, person_id: str) -> tuple[HoldingBody, ...]:
    """The bodies that hold records of a child, and whom to call at each."""
    lines = []
    for (agency, organisation), (first, last) in sorted(known.bodies(person_id).items()):
        call = read_call_back(agency)
        lines.append(HoldingBody(agency, organisation, first, last, call.post, call.phone))
    return tuple(lines)


def is_recorded_by(known: KnownReader, person_id: str, reader: Reader) -> bool:
    """Whether systems of the reader's own agency record the child; every child is governance's."""
    if reader.role is Role.INFORMATION_GOVERNANCE:
        return True
    return any(agency == reader.agency for agency, _ in known.bodies(person_id)) if reader.agency else False


def _may_be_child(birth_dates: Sequence[date]) -> bool:
    return not birth_dates or any(years_on(born=born, day=clock.today()) < GROWN for born in birth_dates)


def _is_unlisted(organisation: str, kind: str) -> bool:
    said = f"{organisation} {kind}".lower().replace("_", " ")
    return any(words in said for words in read_need_to_know().unlisted)
