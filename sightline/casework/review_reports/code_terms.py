"""Gathers whom and what the texts of a review may name: from its records, its imports and the texts themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import said_of
from sightline.casework.review_reports.kept_drafts import analyses_of
from sightline.casework.reviews.event_groups import remarks_of
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.histories import ReviewHistory
from sightline.casework.reviews.pages.columns import ChronologyColumn
from sightline.casework.reviews.pages.events import AnyEvent, ImportedEvent
from sightline.model.agency_names import AGENCY_NAMES
from sightline.model.nouns import Agency, EntityKind
from sightline.model.visibility import PROTECTED_WORDS
from sightline.review.anonymous.codes import CodeBook, CodeKind, own_base
from sightline.review.anonymous.terms import (
    CodedTerm,
    NameWords,
    TermFinder,
    expand_address,
    owner_of,
    shorten_body,
    words_of,
)

K = CodeKind
KIND_OF_SAID = {"NHS number": K.NUMBER, "UPN": K.NUMBER, "own number": K.NUMBER, "phone": K.PHONE}
KIND_OF_THING = {EntityKind.PHONE: K.PHONE, EntityKind.VEHICLE: K.VEHICLE}
KIND_OF_HIT = {
    "person": K.PERSON, "nickname": K.PERSON, "phone": K.PHONE, "address": K.PLACE, "premises": K.PLACE,
    "vehicle": K.VEHICLE, "handle": K.ONLINE,
}  # fmt: skip
BETWEEN_NAMES = re.compile(r"[,;/&\n()]|\band\b")
MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class ReviewTerms:
    """Everything of a review that has a code, its days of birth, and the words of the language."""

    terms: tuple[CodedTerm, ...] = field(repr=False)
    births: frozenset[date] = field(repr=False)
    words: NameWords

    def finder(self, book: CodeBook) -> TermFinder:
        """What finds them in texts."""
        return TermFinder(self.terms, words=self.words, book=book)


def gather_terms(
    session: ReaderSession,
    found: ReviewHistory,
    frozen: FrozenReader,
    events: Iterable[AnyEvent],
    *,
    added: Iterable[str],
    texts: Iterable[str],
) -> ReviewTerms:
    """The terms of a review. `texts` are further texts that are to be coded; `added` are words that people added."""
    from sightline.casenotes.mentions.lists import read_mention_lists  # not at the top: pages do without it

    lists, every = read_mention_lists(), list(events)
    cues = lists.cues
    not_names = frozenset().union(*(cues[one] for one in ("titles", "ranks", "particles", "kin", "peers", "adults")))
    everyday = cues["acts"] | cues["weak_acts"] | cues["towards"] | cues["generic"]
    words = NameWords(lists.ordinary, not_names, everyday, not_names & lists.forenames)
    births = set[date]()
    terms = [
        *_added(added),
        *_of_people(frozen, births),
        *_of_records(frozen, every),
        *_of_files(every),
        *_of_staff(session, found),
    ]
    known = TermFinder(terms, words=words, book=CodeBook(0, 0))
    said = [*_texts_of(session, found, every), *texts]
    terms += terms_in_texts(dict.fromkeys(said), known)
    return ReviewTerms(tuple(terms), frozenset(births), words)


def _added(added: Iterable[str]) -> Iterator[CodedTerm]:
    for text in added:
        yield CodedTerm(K.NAME, owner_of(K.NAME, text), text, always=True)


def _of_people(frozen: FrozenReader, births: set[date]) -> Iterator[CodedTerm]:
    """What records say of the review's own people; their birth dates are added to `births`."""
    from sightline.casenotes.mentions.lists import read_near_names  # as above

    for called, person_id in frozen.people.items():
        try:
            said = said_of(frozen.store, person_id, frozen.sight) if person_id else []
        except NotHere:
            continue
        base = own_base(called)
        for row in said:
            what, value = row["what"], row["value"]
            if what in ("name", "other name"):
                first = (*words_of(value)[:1],)
                also = tuple(sorted(read_near_names().get(first[0], ()))) if first else ()
                yield CodedTerm(K.PERSON, person_id, value, base=base, also=also)
            elif what == "birth date":
                births.add(date.fromisoformat(value))
            elif what in KIND_OF_SAID:
                yield CodedTerm(KIND_OF_SAID[what], owner_of(KIND_OF_SAID[what], value), value)
            elif what == "address":
                yield from _places(value)


def _of_records(frozen: FrozenReader, events: Iterable[AnyEvent]) -> Iterator[CodedTerm]:
    """Whom and what the records of the events name."""
    own = {person_id: called for called, person_id in frozen.people.items()}
    for event in events:
        rows = () if event.is_imported else frozen.store.record_namings(record_id=event.event_id, sight=frozen.sight)
        for row in rows:
            text, kind = row["text"], row["entity_kind"]
            if kind == EntityKind.PERSON:
                called = own.get(row["person_id"], "")
                base = own_base(called) if called else ""
                yield CodedTerm(K.PERSON, row["person_id"] or owner_of(K.PERSON, text), text, base=base)
            elif kind == EntityKind.PLACE:
                yield from _places(text)
            elif kind in KIND_OF_THING:
                yield CodedTerm(KIND_OF_THING[EntityKind(kind)], owner_of(KIND_OF_THING[EntityKind(kind)], text), text)


def _places(text: str) -> Iterator[CodedTerm]:
    if PROTECTED_WORDS not in text:
        for part, owner in expand_address(text).items():
            yield CodedTerm(K.PLACE, owner, part)


def _of_files(events: Iterable[AnyEvent]) -> Iterator[CodedTerm]:
    """The bodies and files from which events come, and people in a column of names."""
    for event in events:
        if isinstance(event, ImportedEvent):
            yield CodedTerm(K.FILE, event.file_name, event.file_name)
            for name in BETWEEN_NAMES.split(event.row.text(ChronologyColumn.PEOPLE)):
                if 0 < len(words_of(name)) <= MOST_NAME_WORDS and name[:1].strip().upper() == name.strip()[:1]:
                    yield CodedTerm(K.PERSON, owner_of(K.PERSON, name), name.strip())
            continue
        for entry in event.entries:
            if words_of(entry.organisation) not in ((), words_of(event.agency)):
                yield from _body(entry.organisation, event.agency)
            if entry.source_file:
                yield CodedTerm(K.FILE, entry.source_file, entry.source_file)


def _body(name: str, agency: str) -> Iterator[CodedTerm]:
    """An organisation, and what people call it for short."""
    from sightline.casenotes.mentions.lists import read_mention_lists  # as above

    lists = read_mention_lists()
    kinds = {one for phrases in lists.premises_after_name for one in phrases} if agency == Agency.SCHOOL else ()
    for text in (name, *shorten_body(name, ordinary=lists.ordinary | lists.not_names, kinds=kinds)):
        yield CodedTerm(K.BODY, owner_of(K.BODY, name), text)


def _of_staff(session: ReaderSession, found: ReviewHistory) -> Iterator[CodedTerm]:
    """The accounts that files name."""
    names = {session.actor.reader.username, found.opened.by, *(row.by for row in found.entries.all)}
    names |= {row.account.username for row in found.entries.all if row.account}
    for name in sorted(names):
        yield CodedTerm(K.STAFF, name, name, always=True)


def _texts_of(session: ReaderSession, found: ReviewHistory, events: Iterable[AnyEvent]) -> Iterator[str]:
    """What agencies and authors wrote in words of their own."""
    for event in events:
        if isinstance(event, ImportedEvent):
            yield from (*event.row.texts.values(), *event.row.others.values())
        else:
            yield from (text for entry in event.entries for text in (entry.what, entry.childs_words) if text)
    yield from (one.words for some in remarks_of(session, found).values() for one in some)
    yield from (one.words for one in analyses_of(session, found))


def terms_in_texts(texts: Iterable[str], known: TermFinder) -> Iterator[CodedTerm]:
    """Whom and what the texts themselves name, but for what is known already."""
    from sightline.casenotes.mentions.finder import find_mentions  # as above
    from sightline.casenotes.mentions.lists import read_mention_lists

    lists, agencies = read_mention_lists(), set(map(words_of, AGENCY_NAMES))
    verbs = (lists.cues["acts"] | lists.cues["towards"]) - lists.forenames
    for text in filter(None, texts):
        for one in find_mentions(text, subject="", agency="partnership"):
            kind, said = KIND_OF_HIT.get(one.label, K.NAME), words_of(one.text)
            if PROTECTED_WORDS in one.text or (kind is K.VEHICLE and not re.search(r"\d", one.text)):
                continue
            name = said[1:] if len(said) > 1 and said[0] in verbs else said  # "Gave Wren" names Wren
            if said in agencies or (kind is K.PERSON and known.knows(name)):
                continue  # youth_service is no account
            if kind is K.PLACE:
                yield from _places(one.text)
            else:
                yield CodedTerm(kind, owner_of(kind, one.text), one.text)
