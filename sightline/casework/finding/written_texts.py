"""Looks for words in what people write in Sightline: each domain gives the texts that one reader may read now.

The word index says which texts hold the words. Those are opened for the reader, without what is protected, and must
hold the words then too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import WhyFound, WrittenAt
from sightline.casework.finding.query import TextQuery
from sightline.casework.finding.reasons import names_hold
from sightline.casework.finding.snippets import cut_around_hits, split_title
from sightline.casework.people.selectors import may_open
from sightline.casework.word_index.words import WantedWords
from sightline.store.snapshot_reader import SnapshotReader

Found = tuple[str, WhyFound]  # whom it is about ("" where the reader may open nobody), and why


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text as its reader may read it, with the mentions of whom that is about.

    `how` says what it is, as a reason why somebody is found. `record_id` and `layout` are of a concern. `words` may be
    in `title` or in `words`, which are those of a document; any other has no title.
    """

    how: str
    place: WrittenAt
    on: date | None
    mention_ids: tuple[str, ...]
    words: str = field(repr=False)
    title: str = field(default="", repr=False)
    record_id: str = ""
    layout: str = ""


SearchWritten = Callable[[ReaderSession, WantedWords], Sequence[WrittenText]]
SEARCHED: Registry[SearchWritten] = Registry("texts that are searched")


def find_written(session: ReaderSession, *, store: SnapshotReader, query: TextQuery) -> list[Found]:
    """Texts that hold what is wanted, each with whom it is about as far as the reader may open them."""
    found: list[Found] = []
    for search in SEARCHED.all() if query.wanted else ():
        for one in search(session, query.wanted):
            if query.wanted.hold_in(f"{one.title} {one.words}"):
                found += _about(session, store, query, one)
    return found


def _about(session: ReaderSession, store: SnapshotReader, query: TextQuery, one: WrittenText) -> Iterator[Found]:
    people = set(store.people_of(mention_ids=[each for each in one.mention_ids if each]).values())
    may = sorted(person for person in people if may_open(store, person, session.sight))
    if query.named:
        words = store.name_words_of(person_ids=may, sight=session.sight) if may else {}
        may = [person for person in may if names_hold(query.named, words.get(person, set()))]
    title, snippet = split_title(one.title, wanted=query.wanted), cut_around_hits(one.words, wanted=query.wanted)
    is_in_title_alone = any(part.is_hit for part in title) and not any(part.is_hit for part in snippet)
    why = WhyFound(
        one.how, layout=one.layout, on=one.on, record_id=one.record_id, place=one.place, title=title,
        snippet=() if is_in_title_alone else snippet,
    )  # fmt: skip
    yield from ((person, why) for person in may or ([] if query.named else [""]))
