"""Writes the rows of working files: each a decision, a row and an audit entry, all or none.

The columns that lists read are worked out here from the rows, after each row, and nowhere else. The decision carries
ids and hashes; the words stand apart, so that they can be erased by name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.casework.core.actor import Actor
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import EntryDraft, read_records
from sightline.casework.journal.writer import JournalWriting, SubjectJournal
from sightline.casework.meetings.rights import seen_records
from sightline.casework.subject_files.models import SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.notices import note_named
from sightline.casework.subject_files.rights import OpenedFile, need_file
from sightline.casework.subject_files.state import FileState, load_state
from sightline.model.errors import Refused
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class FileEntryDraft(EntryDraft):
    """What is to be written in a file. `who`: whose assessment it is, who considered, who is to act.

    `stood_on`: of a decision that takes the file off, the records that then put its subject together with children.
    """

    measure: str = ""
    measure_version: str = ""
    to_day: date | None = None
    stood_on: tuple[str, ...] | None = None


class FileJournal(SubjectJournal[SubjectFile, SubjectFileEntry, FileEntryDraft]):
    """What is the subject files' own: measures, the author's role and agency, and the columns that lists read."""

    noun, key, column = "working_file", "file_id", "subject_file"
    subjects, entries = SubjectFile, SubjectFileEntry

    def identify(self, draft: FileEntryDraft, text_sha: str) -> tuple[str, ...]:
        """A measure, an account and the days tell an entry apart too."""
        account = str(draft.account.pk) if draft.account else ""
        days = (day.isoformat() if day else "" for day in (draft.on_day, draft.to_day))
        return draft.about, draft.word, draft.measure, text_sha, account, *days

    def columns(self, draft: FileEntryDraft) -> dict[str, Any]:
        """The measure, and until when it runs."""
        names = ("about", "word", "measure", "measure_version", "account", "on_day", "to_day")
        return {name: getattr(draft, name) for name in names}

    def sign(self, actor: Actor) -> dict[str, Any]:
        """The role and agency in which somebody wrote."""
        return {"by_role": str(actor.reader.role), "by_agency": actor.reader.agency}

    def decide(self, draft: FileEntryDraft) -> dict[str, Any]:
        """What a decision that takes the file off rested on."""
        return {"stood_on": list(draft.stood_on)} if draft.stood_on is not None else {}

    def follow(self, session: ReaderSession, subject: SubjectFile, entry: SubjectFileEntry) -> None:
        """Work out how the file stands, and tell whoever is named."""
        keep_state(subject)
        note_named(session, file=subject, entry=entry)


FILES = FileJournal()


@dataclass
class FileWriter(JournalWriting[SubjectFile, SubjectFileEntry, FileEntryDraft]):
    """A file that is being written in."""

    opened: OpenedFile

    def check_records(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """These records, each once; NotHere where one of them is not open to whoever writes."""
        return check_records(self.session, record_ids)


def check_records(session: ReaderSession, record_ids: Iterable[str]) -> tuple[str, ...]:
    """These records, each once; NotHere where one of them is not open to the account."""
    wanted = tuple(record_ids)
    return read_records(wanted, seen=seen_records(session, record_ids=wanted))


@contextmanager
def writing(session: ReaderSession, *, file_id: str, action: str, decides: bool = False) -> Iterator[FileWriter]:
    """The file of one service, audited; Refused where the account only reads it, or does not decide."""
    with FILES.hold(session, subject_id=file_id, action=action) as trail:
        opened = need_file(session, file_id=file_id)
        check_writes(opened, decides=decides)
        yield FileWriter(FILES, opened.file, session, trail, opened)


def check_writes(opened: OpenedFile, *, decides: bool) -> None:
    """Refused where the file is at an end, or the account does not write in it, or decide about it."""
    if opened.house.ended_at:
        raise Refused(
            _("This file has ended."), code="ended", what_to_do=_("Open a new file, and say why you need it.")
        )
    if not opened.writes or (decides and not opened.decides):
        raise Refused(
            _(
                "Only an analyst, a manager, a senior officer or information governance can decide this. Their name "
                "is recorded."
            ),
            code="not_theirs",
            what_to_do=_("Tell one of them what you know."),
        )


def keep_state(file: SubjectFile) -> None:
    """Write how a file stands into the columns that lists read. Nothing else writes them."""
    columns = columns_of(file, load_state(file))
    SubjectFile.objects.filter(pk=file.pk).update(**columns)
    for name, value in columns.items():
        setattr(file, name, value)


def columns_of(file: SubjectFile, state: FileState) -> dict[str, object]:
    """The columns that lists read, from the rows."""
    owner = state.owner.account if state.owner else None
    return {
        "status": state.status.value,
        "owner_id": owner.pk if owner else None,
        "unowned_from_at": None if owner else file.from_at,
        "review_on": state.review_on,
        "ended_at": state.ended_at or None,
        **({"agency": owner.agency, "organisation": owner.organisation} if owner and owner.agency else {}),
    }
