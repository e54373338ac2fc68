"""Looks for words in journals that people keep here: each domain gives the texts that one reader may read now.

The database looks first, in its own way of searching, and only through texts of journals in which the account has a
part. What it finds is opened for the reader, without what is protected, and must hold the words then too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.registry import Registry
from sightline.casework.core.session import ReaderSession
from sightline.casework.finding.pages import IN_FILE, IN_MINUTES, WhyFound
from sightline.casework.finding.query import plain_words
from sightline.casework.finding.snippets import mark_words
from sightline.casework.people.search import may_open
from sightline.store.snapshot_reader import SnapshotReader

Found = tuple[str, WhyFound]  # whom it is about ("" where the reader may open nobody), and why


@dataclass(frozen=True, slots=True)
class JournalText:
    """One text of a meeting or working file as its reader may read it, with the mentions of whom that is about.

    `entry_id` is empty for the title of a file.
    """

    on: date
    mention_ids: tuple[str, ...]
    words: str = field(repr=False)
    meeting_id: str = ""
    file_id: str = ""
    entry_id: str = ""


SearchJournal = Callable[[ReaderSession, Sequence[str]], Sequence[JournalText]]
SEARCHED: Registry[SearchJournal] = Registry("journals that are searched")


def find_in_journals(session: ReaderSession, *, store: SnapshotReader, words: Sequence[str]) -> list[Found]:
    """Texts of journals that hold every word, each with whom it is about as far as the reader may open them."""
    found: list[Found] = []
    for search in SEARCHED.all() if words else ():
        for one in search(session, words):
            if not set(words) <= set(plain_words(one.words)):
                continue
            people = set(store.people_of(mention_ids=one.mention_ids).values())
            why = WhyFound(
                IN_FILE if one.file_id else IN_MINUTES, on=one.on, meeting_id=one.meeting_id, file_id=one.file_id,
                entry_id=one.entry_id, snippet=mark_words(one.words, words=words),
            )  # fmt: skip
            may = sorted(person for person in people if may_open(store, person, session.sight))
            found += [(person, why) for person in may or [""]]
    return found
