"""Opens working files: on a person, a place, a vehicle or a phone that a record names, or on a recognised group.

Nothing opens a file but a named person with a form. A file names a mention and its records; who that is, is asked anew
each time. While a file is open that its opener may see, no second one is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, acting_account
from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import MOST_RECORDS, need_records, read_words
from sightline.casework.journal.writer import JournalWriting, all_or_none
from sightline.casework.protection.free_text import keep_text
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile
from sightline.casework.subject_files.pages.statuses import OPENS_AS, Status, check_review
from sightline.casework.subject_files.rights import check_decides, open_files, read_owner
from sightline.casework.subject_files.subjects import FileSubject, files_on, name_one
from sightline.casework.subject_files.writer import FILES, FileEntryDraft, check_records
from sightline.model.errors import Usage
from sightline.model.ids import make_id
from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class NewSubjectFile:
    """What is needed to open a file. One of `person_id`, `mention_id` (on the first record) and `pattern_key`.

    `as_a_child`: what is done for somebody who is a child, which must be said before anything else is.
    """

    record_ids: tuple[str, ...]
    status: str
    why: str = field(repr=False)
    review_on: date | None = None
    person_id: str = ""
    mention_id: str = ""
    pattern_key: str = ""
    as_a_child: str = field(default="", repr=False)
    owner: str = ""


class AlreadyOpen(Usage):
    """There is an open file on the same: `file_id` is its id."""

    def __init__(self, file_id: str) -> None:
        self.file_id = file_id
        super().__init__(_("There is already a file on this."), code="already_open", what_to_do=_("Add to that file."))


def open_subject_file(session: ReaderSession, *, opening: NewSubjectFile) -> str:
    """Open a working file; its id. AlreadyOpen where the account knows of one on the same."""
    with audited(session, action="open_working_file") as trail:
        check_decides(actor=session.actor)
        why = read_words(opening.why, part="why")
        if opening.status not in OPENS_AS:
            raise Usage(_("The status is missing."), code="no_status", what_to_do=_("Choose one of the two statuses."))
        check_review(opening.review_on)
        named = name_one(
            session,
            person_id=opening.person_id,
            record_id=opening.record_ids[0] if opening.record_ids else "",
            mention_id=opening.mention_id,
            pattern_key=opening.pattern_key,
        )
        child_words = _check_child(named, opening.as_a_child)
        need_records(opening.record_ids, what_to_do=_("Choose the records that it is based on."))
        records = check_records(session, [*named.record_ids, *opening.record_ids][:MOST_RECORDS])
        with all_or_none(actor=session.actor, action="open_working_file", trail=trail):
            hash_chain.hold_lock(Decision)
            _refuse_second(session, named)
            file = _create(session.actor, named, records, opening, why, trail)
            new = JournalWriting(FILES, file, session, trail)
            new.write(FileEntryDraft(FileEntryKind.STATUS, why, word=opening.status, on_day=opening.review_on))
            if child_words:
                new.write(FileEntryDraft(FileEntryKind.AS_A_CHILD, child_words))
            if opening.owner:
                new.write(FileEntryDraft(FileEntryKind.OWNER, account=read_owner(session, opening.owner, file)))
    return file.file_id


def _check_child(named: FileSubject, words: str) -> str:
    """What is done for somebody who is a child: NotAnAnswer where it says nothing."""
    return read_words(words, part="as_a_child") if named.is_child else ""


def _refuse_second(session: ReaderSession, named: FileSubject) -> None:
    """Refuse where an open file on the same is known to this account; of others it cannot know."""
    same = files_on(session, named, open_ones(session))
    if same:
        raise AlreadyOpen(same[0].file_id)


def open_ones(session: ReaderSession) -> Sequence[SubjectFile]:
    """The open files that the account may know of."""
    files = list(SubjectFile.objects.open().order_by("pk"))
    return [one.file for one in open_files(session, files=files)]


def _create(
    actor: Actor, named: FileSubject, records: tuple[str, ...], opening: NewSubjectFile, why: str, trail: Trail
) -> SubjectFile:
    now = clock.now_at()
    parts = (named.kind, *named.mention_ids, *records, now, actor.reader.username, str(SubjectFile.objects.count()))
    account = acting_account(actor=actor)
    file, _ = FILES.open(
        actor=actor,
        trail=trail,
        subject_id=make_id("working file", *parts),
        says={
            "kind": named.kind.value,
            "mention_ids": list(named.mention_ids),
            "record_ids": list(records),
            "pattern_key": opening.pattern_key,
        },
        decided={
            "status": Status(opening.status).value,
            "review_on": opening.review_on.isoformat() if opening.review_on else "",
            "text_sha256": keep_text(words=why),
        },
        kept={
            "from_at": now,
            "agency": account.agency,
            "organisation": account.organisation,
            "unowned_from_at": now,
        },
    )
    return file
