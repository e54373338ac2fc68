"""What Sightline itself holds about a person beside records: files, meetings, answers, letters, earlier versions.

Each domain finds its own and registers a source; those below this package have theirs in `sources`. Nothing is left
out for the person whom it names: what may not be told is tested like a record, by the body whose people wrote it.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sightline.agreements import Bodies
from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import Account
from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.models import JournalEntry
from sightline.casework.named_adults.namesakes import are_alike
from sightline.casework.people.selectors import NAMES, nicknames
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.casework.subject_access.controllers import Controller
from sightline.casework.word_index.models import TextSource
from sightline.casework.word_index.selectors import indexed_ids
from sightline.casework.word_index.words import WantedWords, plain_words
from sightline.model.ids import make_id
from sightline.model.nouns import Agency
from sightline.model.when import london_day
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _

Boxes = tuple[tuple[str, str], ...]
FEWEST_WORDS, MOST_VERSION = 2, 2**31 - 1
WINDOWS = (2, 3)  # how many words of a text are compared with a name at once
NUMBERED = _("%(number)s. %(what)s, %(day)s")


@dataclass(frozen=True, slots=True)
class HeldWriting:
    """Something that Sightline holds about a person: what it is, since when, who tests it, and what it says.

    `bodies`: those whose information governance tests it, each for itself. `record_ids`: those that it speaks of.
    `boxes` are tested and left out like those of a record. `is_possible`: it names the person by a nickname, known-as
    name or other spelling alone, so a person must say whether it is about them.
    """

    writing_id: str
    label: str
    since: str
    bodies: frozenset[str]
    record_ids: tuple[str, ...]
    boxes: tuple[tuple[str, str], ...] = field(repr=False)
    is_possible: bool = False

    @property
    def version(self) -> int:
        """A number that changes with what it says: a decision about other words does not count."""
        return zlib.crc32(json.dumps(self.boxes).encode()) & MOST_VERSION


@dataclass(frozen=True, slots=True)
class AccessSubject:
    """Whose data is asked for: the person's mentions, the records that name them, and what these call them.

    `called` are names as written, `born` birth dates as ISO days. `is_wide`: a nickname, a known-as name and another
    spelling count as the name, by the rules of linkage.
    """

    session: ReaderSession = field(repr=False)
    person_id: str
    mention_ids: frozenset[str]
    record_ids: frozenset[str]
    known: Bodies = field(repr=False)
    called: tuple[str, ...] = field(repr=False)
    born: frozenset[str] = field(repr=False)
    is_wide: bool = False

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name that has more than one."""
        found = dict.fromkeys(plain_words(name) for name in self.called)
        return tuple(name for name in found if len(name) >= FEWEST_WORDS)

    def body_of(self, agency: str, organisation: str, *, layout: str = "") -> str:
        """Which body tests what an agency wrote: the partnership where no body did, or where nobody knows which."""
        return self.known.body_of(agency, organisation, layout=layout) or str(Agency.PARTNERSHIP)

    def bodies_of(self, usernames: Iterable[str]) -> dict[str, str]:
        """The same of what each of these accounts wrote, as they are now."""
        names = {*usernames}
        rows = Account.objects.filter(username__in=names).values_list("username", "agency", "organisation")
        found = {username: self.body_of(agency, organisation) for username, agency, organisation in rows}
        return {one: found.get(one, str(Agency.PARTNERSHIP)) for one in names}

    def may_be_called(self, name: str) -> bool:
        """Whether somebody meant the person by a name that they typed, or may have meant them where this is wide."""
        if self.is_wide:
            return any(are_alike(name, one) for one in self.called)
        return sorted(plain_words(name)) in [sorted(plain_words(one)) for one in self.called]

    def is_meant(self, mention_ids: Iterable[str]) -> bool:
        """Whether one of these mentions is of the person."""
        return not self.mention_ids.isdisjoint(mention_ids)

    def is_named_in(self, *texts: str) -> bool:
        """Whether words have a whole name of the person, in either order; where this is wide, one that is like it."""
        if self.is_wide:
            return any(is_like_a_name(text, self.wide_names) for text in texts)
        lines = [f" {' '.join(plain_words(text))} " for text in texts]
        return any(f" {' '.join(order)} " in line for line in lines for name in self.names for order in _orders(name))

    def texts_naming(self) -> frozenset[str]:
        """The hashes of the texts that have such a name."""
        held = set(self._naming(TextSource.TEXT))
        texts = self.read(held)
        return frozenset(sha for sha in held if self.is_named_in(*_parts(texts.of(sha))))

    def documents_naming(self) -> frozenset[str]:
        """The ids of the documents that have one, in their name or their words."""
        return frozenset(self._naming(TextSource.DOCUMENT))

    @property
    def wide_names(self) -> tuple[tuple[str, ...], ...]:
        """The same, and each name of one word with the last word of each other: a known-as name is often a forename."""
        alone = [words[0] for name in self.called if len(words := plain_words(name)) == 1]
        return tuple(dict.fromkeys([*self.names, *((one, name[-1]) for one in alone for name in self.names)]))

    def _naming(self, source: TextSource) -> Iterable[str]:
        if self.is_wide:
            for name in self.wide_names:
                yield from indexed_ids(source=source, wanted=WantedWords((near_words(name[0]), near_words(name[-1]))))
            return
        for name in self.names:
            for order in _orders(name):
                wanted = WantedWords(tuple((word,) for word in order))
                yield from indexed_ids(source=source, wanted=wanted)

    def read(self, shas: Iterable[str]) -> Texts:
        """Texts by their hash, without what is protected."""
        return Texts(self.session, shas)


@dataclass(frozen=True, slots=True)
class Said:
    """What an account said and when: what it is called, the words, and the records that they speak of."""

    by: str
    at: str
    what: str
    words: str = field(repr=False)
    record_ids: tuple[str, ...] = ()


FindWritings = Callable[[AccessSubject], Iterable[HeldWriting]]


@dataclass(frozen=True, slots=True)
class WritingSource:
    """What one domain finds, and the names of the tables whose rows it finds.

    A test asks that each table that can name a person is here, or is listed with the reason why it is not.
    """

    find: FindWritings
    tables: tuple[str, ...] = ()


SOURCES: Registry[WritingSource] = Registry("writings about a person")


def find_writings(session: ReaderSession, *, person_id: str, controller: Controller) -> tuple[HeldWriting, ...]:
    """Those about the person that a body tests, the oldest first."""
    subject = read_subject(session, person_id=person_id, bodies=controller.bodies)
    sure = {one.writing_id: one for one in _find(subject, controller)}
    wide = _find(replace(subject, is_wide=True), controller)
    return tuple(sorted((*sure.values(), *_only_possible(sure, wide)), key=_place))


def _find(subject: AccessSubject, controller: Controller) -> Iterator[HeldWriting]:
    for source in SOURCES.all():
        yield from (one for one in source.find(subject) if controller.body in one.bodies)


def _only_possible(sure: Mapping[str, HeldWriting], wide: Iterable[HeldWriting]) -> Iterator[HeldWriting]:
    """What only another form of the name finds: each with an id of its own, so that nothing sure is decided with it."""
    for one in wide:
        if one.writing_id not in sure or sure[one.writing_id].boxes != one.boxes:
            yield replace(one, writing_id=make_id("writing", "possible", one.writing_id), is_possible=True)


def read_subject(session: ReaderSession, *, person_id: str, bodies: Bodies) -> AccessSubject:
    """The person as records have them now."""
    with session.need_current() as (_, store):
        mentions = store.mentions_of(person_ids=[person_id])
        records = store.records_naming(person_id=person_id, sight=session.sight)
        said = store.said(person_ids=[person_id], sight=session.sight)
    entered = Concern.objects.filter(about_mention_id__in=mentions).values_list("mention_id", "record_id")
    mentions, records = [*mentions, *(one for one, _ in entered)], [*records, *(one for _, one in entered)]
    called = tuple(dict.fromkeys(row["value"] for row in said if row["what"] in NAMES))
    born = frozenset(row["value"] for row in said if row["what"] == "birth date")
    left = {one for one, now in session.successors.items() if now in set(mentions)}  # mentions that left the data
    return AccessSubject(session, person_id, frozenset(mentions) | left, frozenset(records), bodies, called, born)


def write_down(
    subject: AccessSubject, said: Iterable[Said], *, label: str, key: tuple[str, ...], ahead: Boxes = ()
) -> Iterator[HeldWriting]:
    """What was said about one thing as a writing for each body whose people said it, named by the parts of `key`.

    Each box is headed by its number, what it is and its day; `ahead` are boxes before these. What says nothing is left
    out.
    """
    full = [one for one in said if one.words.strip()]
    bodies = subject.bodies_of(one.by for one in full)
    for body in sorted(set(bodies.values())):
        own = [one for one in full if bodies[one.by] == body]
        boxes = tuple((_heading(number, one), one.words) for number, one in enumerate(own, 1))
        records = tuple(sorted({record_id for one in own for record_id in one.record_ids}))
        writing_id = make_id("writing", *key, body)
        yield HeldWriting(writing_id, label, own[0].at, frozenset({body}), records, (*ahead, *boxes))


def read_entries(
    subject: AccessSubject,
    rows: Sequence[JournalEntry],
    *,
    kinds: Mapping[Any, str],
    mention_ids: Iterable[str] = (),
    columns: Callable[[Any], str] | None = None,
) -> list[Said]:
    """What rows of a journal say. `kinds` calls each kind of row; `columns` puts columns of a row before its words."""
    texts, about = subject.read(row.text_sha for row in rows), tuple(mention_ids)
    found = []
    for row in rows:
        words = as_words(texts.of(row.text_sha, mention_ids=about, record_ids=row.record_ids))
        parts = (columns(row) if columns else "", words)
        found.append(Said(row.by, row.at, str(kinds[row.kind]), "\n".join(filter(None, parts)), tuple(row.record_ids)))
    return found


def as_words(text: FreeText) -> str:
    """All that a text says, each part on a line."""
    return "\n".join(part for part in _parts(text) if part.strip())


def _heading(number: int, one: Said) -> str:
    return str(NUMBERED % {"number": number, "what": one.what, "day": long_day(london_day(one.at))})


def _parts(text: FreeText) -> tuple[str, str, str]:
    return text.who, text.what, text.words


def near_words(word: str) -> tuple[str, ...]:
    """A word of a name with its nicknames and other spellings."""
    return (word, *nicknames().get(word, ()))


def is_like_a_name(text: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether words side by side, or with one between them, may be one of these names as linkage reads names.

    The first and the last of them are words of the name, nicknames or other spellings: else a title would do.
    """
    words = plain_words(text)
    for name in names:
        known, whole = {near for one in name for near in near_words(one)}, " ".join(name)
        for length in WINDOWS:
            for place in range(len(words) - length + 1):
                window = words[place : place + length]
                if {window[0], window[-1]} <= known and are_alike(" ".join(window), whole):
                    return True
    return False


def _orders(name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name as it is written, and with its last word first; first and last alone, where it has more between."""
    short = (name[0], name[-1])
    return tuple(dict.fromkeys((name, (name[-1], *name[:-1]), short, short[::-1])))


def _place(one: HeldWriting) -> tuple[str, str]:
    return one.since, one.writing_id
