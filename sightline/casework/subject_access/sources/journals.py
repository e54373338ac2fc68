"""Journals that name the person by a mention, a record or their whole name: requests, reviews, disputes, access.

They are known by the names of their tables, since most are of packages above this one. A journal that says more of a
person than its words has a source of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from sightline.casework.journal.models import JournalEntry
from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    Said,
    WritingSource,
    as_words,
    write_down,
)
from sightline.translation.messages import lazy as _

ENTRY, RECORD_COLUMNS = _("Entry"), ("record_id", "record_ids")
# Of a learning review: rows, as sent and as corrected, are found as records of the agency that gave them.
IMPORTED_ROWS = ("row", "row_corrected")


@dataclass(frozen=True, slots=True)
class NamingJournal:
    """What a journal is called, which columns name whom it is about, and which column says what an entry belongs to.

    Where all of a thread is about the person, `thread` is that column; without it each entry counts for itself.
    `leaves_out` are kinds of entries that are found elsewhere, or are about the work alone.
    """

    label: str
    columns: tuple[str, ...] = ()
    thread: str = ""
    leaves_out: tuple[str, ...] = ()


JOURNALS = {
    "AccessEntry": NamingJournal(_("Reasons to open this person’s records"), ("mention_id",), "about"),
    "AnalystEntry": NamingJournal(_("What an analyst added"), ("ends",), "about"),
    "BreachEntry": NamingJournal(_("A report of a data breach"), ("record_ids",), "about"),
    "ComplaintEntry": NamingJournal(_("A complaint about the use of data")),
    "ConclusionDisputeEntry": NamingJournal(_("A disputed conclusion"), ("record_ids",), "about"),
    "CorrectionEntry": NamingJournal(_("A notice of a correction"), ("record_ids",), "about"),
    "EmergencyEntry": NamingJournal(_("Emergency access to this person’s records"), ("mention_id",), "about"),
    "InsiderEntry": NamingJournal(_("A watch on who reads about this person"), ("mention_id",), "about"),
    "MatchProposal": NamingJournal(_("A proposed match"), ("mention_id", "other_mention_id")),
    "OfficersEntry": NamingJournal(_("A record that two officers saw together"), ("record_ids",), "about"),
    "OnwardEntry": NamingJournal(_("A request to pass records on"), ("mention_id",), "about"),
    "ReadingEntry": NamingJournal(_("A question about who reads about this person"), ("mention_id",), "about"),
    "RestrictionEntry": NamingJournal(_("A restriction of a record"), ("record_id",), "about"),
    "ReviewEntry": NamingJournal(_("Journal of a learning review"), ("mention_id",), leaves_out=IMPORTED_ROWS),
    "RollEntry": NamingJournal(_("A request to open sealed rows"), ("mention_id",), "about"),
}


def find_entries(subject: AccessSubject) -> Iterator[HeldWriting]:
    """One writing for each thread and agency; of a journal without threads one for each entry."""
    naming = subject.texts_naming()
    for name, journal in JOURNALS.items():
        threads = defaultdict[str, list[Any]](list)
        for row in table_of(name)._default_manager.order_by("pk"):
            threads[(getattr(row, journal.thread) if journal.thread else "") or row.entry_id].append(row)
        for key, rows in threads.items():
            is_about = any(_names(subject, row, journal.columns) for row in rows)
            found = [
                row for row in rows
                if row.kind not in journal.leaves_out
                and (row.text_sha in naming or (is_about if journal.thread else _names(subject, row, journal.columns)))
            ]  # fmt: skip
            yield from write_down(subject, _said(subject, found), label=str(journal.label), key=(name, key))


def table_of(name: str) -> type[JournalEntry]:
    """The table of a journal."""
    model = apps.get_model("casework", name)
    assert issubclass(model, JournalEntry)  # noqa: S101 - for the type checker; a test asks it of all
    return model


def _names(subject: AccessSubject, row: JournalEntry, columns: Iterable[str]) -> bool:
    return any(_is_meant(subject, column, set(texts_in(getattr(row, column)))) for column in columns)


def _is_meant(subject: AccessSubject, column: str, said: set[str]) -> bool:
    return not said.isdisjoint(subject.record_ids if column in RECORD_COLUMNS else subject.mention_ids)


def texts_in(value: object) -> Iterator[str]:
    """Every text in a column, also in lists and tables of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


def _said(subject: AccessSubject, rows: list[Any]) -> Iterator[Said]:
    texts = subject.read(row.text_sha for row in rows)
    for row in rows:
        words = as_words(texts.of(row.text_sha, record_ids=row.record_ids))
        yield Said(row.by, row.at, str(ENTRY), words, tuple(row.record_ids))


SOURCE = WritingSource(find_entries, tuple(JOURNALS))
