"""What is decided and written about somebody or something of concern: status, review, owner, next step, what is said.

A fact names the record that says it, an assessment names whose it is, and neither can stand as the other. Nothing is
changed: what was wrong is taken back, by whom and why, and stays to be read.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import MOST_NAME, need_records, read_due_day, read_name, read_words
from sightline.casework.journal.state import need_not_taken_back
from sightline.casework.subject_files.models import FileEntryKind, Kind, SubjectFileEntry
from sightline.casework.subject_files.pages.statuses import (
    ENDS,
    SAID_BY_A_RECORD,
    Capacity,
    Status,
    check_review,
    may_become,
)
from sightline.casework.subject_files.rights import read_owner
from sightline.casework.subject_files.suppression import records_around
from sightline.casework.subject_files.writer import FileEntryDraft, FileWriter, writing
from sightline.model.errors import Usage
from sightline.translation.messages import lazy as _

CAN_BE_TAKEN_BACK = (
    FileEntryKind.FACT,
    FileEntryKind.ASSESSMENT,
    FileEntryKind.CAPACITY,
    FileEntryKind.CONSIDERED,
    FileEntryKind.BREACH,
)


@dataclass(frozen=True, slots=True)
class SubjectFileInput:
    """What somebody writes: words, the records that they rest on, and what else the step asks for."""

    words: str = field(default="", repr=False)
    record_ids: tuple[str, ...] = ()
    word: str = ""
    who: str = field(default="", repr=False)
    username: str = ""
    on_day: date | None = None
    to_day: date | None = None


def decide_status(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Decide how a file stands: why, on which records, and when it is looked at again. The entry's id."""
    with writing(session, file_id=file_id, action="decide_working_file", decides=True) as at:
        becomes = may_become(at.opened.state.status, kind=at.opened.file.kind)
        if entered.word not in becomes:
            raise Usage(
                _("This status cannot come next."), code="no_status", what_to_do=_("Choose a status from the list.")
            )
        status, why = Status(entered.word), read_words(entered.words)
        records = at.check_records(entered.record_ids)
        if status in SAID_BY_A_RECORD and not records:
            raise Usage(
                _("A charge or conviction must be based on a record."),
                code="no_record",
                what_to_do=_("Choose the record that shows it."),
            )
        if status not in ENDS:
            check_review(entered.on_day)
        if status in ENDS:
            stood_on = records_around(session, file=at.opened.file)
            return at.write(
                FileEntryDraft(FileEntryKind.STATUS, why, word=status, record_ids=records, stood_on=stood_on)
            )
        return at.write(
            FileEntryDraft(FileEntryKind.STATUS, why, word=status, on_day=entered.on_day, record_ids=records)
        )


def keep_review(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Write down that the file was looked at and stands as it is: why, and when it is looked at again."""
    with writing(session, file_id=file_id, action="review_working_file", decides=True) as at:
        why = read_words(entered.words)
        check_review(entered.on_day)
        records = at.check_records(entered.record_ids)
        return at.write(FileEntryDraft(FileEntryKind.REVIEW, why, on_day=entered.on_day, record_ids=records))


def name_owner(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Say who owns the file: an account that may see all that it rests on."""
    with writing(session, file_id=file_id, action="own_working_file", decides=True) as at:
        account = read_owner(session, entered.username, at.opened.file)
        return at.write(FileEntryDraft(FileEntryKind.OWNER, entered.words.strip(), account=account))


def keep_next_action(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Say what is done next, by whom, by when. It takes the place of the step before."""
    with writing(session, file_id=file_id, action="plan_working_file") as at:
        words = read_words(entered.words)
        due_on = read_due_day(entered.on_day)
        who = entered.who.strip()[:MOST_NAME]
        if bool(entered.username.strip()) == bool(who):
            raise Usage(
                _("The next step needs a person."),
                code="no_who",
                what_to_do=_("Enter a user name, or a name or job title."),
            )
        account = read_owner(session, entered.username, at.opened.file) if entered.username.strip() else None
        records = at.check_records(entered.record_ids)
        line = FileEntryDraft(
            FileEntryKind.NEXT_ACTION, words, who=who, account=account, on_day=due_on, record_ids=records
        )
        return at.write(line)


def finish_action(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Say that the next action is done, and what came of it."""
    with writing(session, file_id=file_id, action="do_working_file_step") as at:
        action = at.opened.state.next_action
        if action is None or action.entry_id != entry_id:
            raise NotHere
        return at.write(_about(FileEntryKind.ACTION_DONE, entered, action))


def keep_as_a_child(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Say what is done for a child whom a file is about, as a child."""
    with writing(session, file_id=file_id, action="keep_as_a_child") as at:
        _check_person(at)
        records = at.check_records(entered.record_ids)
        return at.write(FileEntryDraft(FileEntryKind.AS_A_CHILD, read_words(entered.words), record_ids=records))


def keep_capacity(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Say as what a record names the person: victim, witness, suspect, convicted. It always names the record."""
    with writing(session, file_id=file_id, action="keep_capacity") as at:
        _check_person(at)
        if entered.word not in list(Capacity):
            raise Usage(
                _("No role is chosen."),
                code="no_capacity",
                what_to_do=_("Choose victim, witness, suspect or convicted."),
            )
        records = need_records(at.check_records(entered.record_ids))
        line = FileEntryDraft(
            FileEntryKind.CAPACITY, entered.words.strip(), word=entered.word, on_day=entered.on_day, record_ids=records
        )
        return at.write(line)


def keep_fact(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Write down what a record says: it names the record."""
    with writing(session, file_id=file_id, action="keep_fact") as at:
        records = need_records(at.check_records(entered.record_ids))
        return at.write(
            FileEntryDraft(FileEntryKind.FACT, read_words(entered.words), on_day=entered.on_day, record_ids=records)
        )


def keep_assessment(session: ReaderSession, *, file_id: str, entered: SubjectFileInput) -> str:
    """Write down what somebody thinks, and whose view it is."""
    with writing(session, file_id=file_id, action="keep_assessment") as at:
        words, whose = (
            read_words(entered.words),
            read_name(entered.who, missing=_("Name the person whose view this is.")),
        )
        records = at.check_records(entered.record_ids)
        return at.write(FileEntryDraft(FileEntryKind.ASSESSMENT, words, who=whose, record_ids=records))


def take_back(session: ReaderSession, *, file_id: str, entry_id: str, entered: SubjectFileInput) -> str:
    """Take back what was written, and say why. It stays to be read."""
    with writing(session, file_id=file_id, action="take_back_entry") as at:
        written = {one.entry_id: one for one in at.opened.rows if one.kind in CAN_BE_TAKEN_BACK}
        row = need_not_taken_back(written, entry_id, taken_back=at.opened.state.taken_back)
        return at.write(_about(FileEntryKind.TAKEN_BACK, entered, row))


def _about(kind: FileEntryKind, entered: SubjectFileInput, row: SubjectFileEntry) -> FileEntryDraft:
    """An entry about another is as restricted as that one."""
    return FileEntryDraft(kind, read_words(entered.words), about=row.entry_id, record_ids=tuple(row.record_ids))


def _check_person(at: FileWriter) -> None:
    if at.opened.file.kind != Kind.PERSON:
        raise NotHere
