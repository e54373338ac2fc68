"""Notices of working files: to whoever is to own one or do its next step, and to owner and manager of a breach.

A notice gives no right. It is shown and sent only while the file is open to its account, and of an owner or a next step
while it is still theirs: where another owns it, there is nothing to tell.
"""

from collections.abc import Sequence

from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.notices import note_entry
from sightline.casework.notices.models import NoticeKind
from sightline.casework.subject_files.escalates import managers_of
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.rights import is_theirs, open_files

TOLD_OF = (FileEntryKind.OWNER, FileEntryKind.NEXT_ACTION)


def note_named(session: ReaderSession, *, file: SubjectFile, entry: SubjectFileEntry) -> None:
    """Whom a row names, or must hear of it, unless they wrote it. In the transaction of the row."""
    if entry.kind in TOLD_OF and entry.account:
        note_entry(entry=entry, kind=NoticeKind.FILE, about_id=file.file_id, usernames=[entry.account.username])
    if entry.kind == FileEntryKind.BREACH:
        told = {*managers_of(session, file), *([file.owner.username] if file.owner else [])}
        names = [one for one in told if _may_see(session, one, file, entry)]
        note_entry(entry=entry, kind=NoticeKind.BREACH, about_id=file.file_id, usernames=names)


def own_files(session: ReaderSession, file_ids: Sequence[str]) -> set[str]:
    """Those of these files that the account owns, or is to do the next step of, and may open."""
    files = list(SubjectFile.objects.open().filter(file_id__in=file_ids)) if file_ids else []
    opened = open_files(session, files=files)
    return {one.file.file_id for one in opened if is_theirs(actor=session.actor, state=one.house)}


def breached_files(session: ReaderSession, file_ids: Sequence[str]) -> set[str]:
    """Those of these open files in which the account may see a breach that nobody took back."""
    files = list(SubjectFile.objects.open().filter(file_id__in=file_ids)) if file_ids else []
    opened = open_files(session, files=files)
    return {one.file.file_id for one in opened if any(each.breaches for each in one.state.measures)}


def _may_see(session: ReaderSession, username: str, file: SubjectFile, entry: SubjectFileEntry) -> bool:
    """Whether an account may open the file and see the row. Who may not is not told that there is one."""
    account = Account.active.named(username)
    opened = open_files(session.of(actor_for_account(account)), files=[file]) if account else ()
    return any(row.pk == entry.pk for one in opened for row in one.rows)
