"""Who may know of a working file, read it, write in it and decide about it.

No role is enough. Whoever may not see one of the records that a file cannot stand without, or open the person whom it
is about, does not know that there is a file; and each row goes through the same filter by the records that it names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.actor import Actor, bare_reader, shared_now
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.journal.draft import read_account
from sightline.casework.journal.state import EntryRows
from sightline.casework.meetings.rights import seen_records
from sightline.casework.people.selectors import may_open
from sightline.casework.subject_files.escalates import people_of_files, visibility_of_files
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.pages.statuses import ENDS
from sightline.casework.subject_files.state import FileState, read_file_state, rows_of
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import part_in_subject_files
from sightline.translation.messages import lazy as _

DECIDES, REVIEWS, OWN, NONE = "decides", "reviews", "own", "none"
KEEP_ENDED = (Role.REVIEWER, Role.INFORMATION_GOVERNANCE)
WITHOUT_RECORDS = (Role.INFORMATION_GOVERNANCE,)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that the account may open: its standing as this reader sees it, and the records that may be shown.

    `house` is how it stands over every row: what ends a file ends it for all. `decides`, `writes`: what the account
    may.
    """

    file: SubjectFile
    rows: tuple[SubjectFileEntry, ...]
    state: FileState
    house: FileState
    seen: Mapping[str, RecordBasis]
    person_id: str
    decides: bool
    writes: bool

    def shows(self, row: SubjectFileEntry) -> bool:
        """Whether the words of a row may be shown: that every record that they rest on may."""
        return all(one in self.seen for one in row.record_ids)


def check_part(*, actor: Actor) -> str:
    """The account's part in working files; Refused where it has none."""
    check_people(actor=actor)
    part = part_in_subject_files(reader=actor.reader)
    if part == NONE:
        raise Refused(
            _("Only analysts, managers, senior officers and owners can write in these files."),
            code="not_for_role",
            what_to_do=_("Add a concern, or tell one of them what you know."),
        )
    return part


def check_decides(*, actor: Actor) -> None:
    """Refused where the role does not open working files or decide about them."""
    if check_part(actor=actor) != DECIDES or actor.account_id is None:
        raise Refused(
            _(
                "Only an analyst, a manager, a senior officer or information governance can decide this. Their name "
                "is recorded."
            ),
            code="not_for_role",
            what_to_do=_("Tell one of them what you know, and which records it is based on."),
        )


def need_file(session: ReaderSession, *, file_id: str) -> OpenedFile:
    """The file, where the account may know of it; else NotHere."""
    check_part(actor=session.actor)
    file = SubjectFile.objects.by_id(file_id)
    opened = open_files(session, files=[file]) if file else ()
    if not opened:
        raise NotHere
    return opened[0]


def open_files(session: ReaderSession, *, files: Sequence[SubjectFile]) -> tuple[OpenedFile, ...]:
    """Those of these files that the account may know of, each as it may see it."""
    part = part_in_subject_files(reader=session.actor.reader)
    if part == NONE or not files:
        return ()
    rows, there, people = rows_of(files), visibility_of_files(session, files), people_of_files(session, files)
    named = {one for file in files for row in rows[file.pk].all for one in row.record_ids}
    seen = seen_records(session, record_ids=sorted(named | {one for file in files for one in file.record_ids}))
    found = []
    for file in files:
        base = [one for one in file.record_ids if one in there]  # what was lawfully erased hides no file
        if not all(one in seen for one in base) or not (base or session.actor.reader.is_one_of(WITHOUT_RECORDS)):
            continue
        opened = _as_seen(session.actor, part, file, rows[file.pk], seen, people.get(file.pk, ""))
        if opened:
            found.append(opened)
    may = _openable(session, [one.person_id for one in found if one.person_id])
    return tuple(one for one in found if not one.person_id or one.person_id in may)


def every_file(session: ReaderSession) -> tuple[SubjectFile, ...]:
    """Every working file, the oldest first: a page asks once. Whether a reader may know of one is asked after."""
    return session.once("subject_files", lambda: tuple(SubjectFile.objects.order_by("pk")))


def files_seen(session: ReaderSession, *, files: Sequence[SubjectFile]) -> tuple[SubjectFile, ...]:
    """Those of these files of which the reader may open every record and whom they are about, whatever their role.

    It gives no right to the file: it says for whom a decision in it can hold at all.
    """
    there, people = visibility_of_files(session, files), people_of_files(session, files)
    based = {one.pk: [each for each in one.record_ids if each in there] for one in files}
    seen = seen_records(session, record_ids=sorted({one for some in based.values() for one in some}))
    found = [one for one in files if based[one.pk] and all(each in seen for each in based[one.pk])]
    may = _openable(session, [people[one.pk] for one in found if one.pk in people])
    return tuple(one for one in found if one.pk not in people or people[one.pk] in may)


def _as_seen(
    actor: Actor,
    part: str,
    file: SubjectFile,
    rows: EntryRows[SubjectFileEntry],
    seen: Mapping[str, RecordBasis],
    person_id: str,
) -> OpenedFile | None:
    house = read_file_state(rows)
    if house.ended_at and not actor.reader.is_one_of(KEEP_ENDED):
        return None
    theirs = is_theirs(actor=actor, state=house)
    if part == OWN and not theirs:
        return None
    shown = tuple(row for row in rows.all if all(one in seen for one in row.record_ids) or _is_end(row))
    decides = part == DECIDES and actor.account_id is not None and not house.ended_at
    return OpenedFile(
        file=file,
        rows=shown,
        state=read_file_state(EntryRows(shown)),
        house=house,
        seen={one: seen[one] for one in _list_named_people(file, shown) if one in seen},
        person_id=person_id,
        decides=decides,
        writes=decides or (theirs and not house.ended_at),
    )


def is_theirs(*, actor: Actor, state: FileState) -> bool:
    """Whether the account owns the file, or is to do its next step."""
    named = {each.account_id for each in (state.owner, state.next_action) if each}
    return actor.account_id is not None and actor.account_id in named


def _is_end(row: SubjectFileEntry) -> bool:
    """Whether a row takes the file off every list: of that everybody who sees the file knows."""
    return row.kind == FileEntryKind.STATUS and row.word in ENDS


def _list_named_people(file: SubjectFile, rows: Iterable[SubjectFileEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*file.record_ids, *(one for row in rows for one in row.record_ids)]))


def _openable(session: ReaderSession, person_ids: Iterable[str]) -> set[str]:
    sight = session.sight
    with session.open_current() as opened:
        return {one for one in set(person_ids) if opened and may_open(opened[1], one, sight)}


def may_own(session: ReaderSession, *, account: Account, file: SubjectFile) -> bool:
    """Whether an account may be named as the owner: open, with a part in working files, and every record open to it."""
    reader = bare_reader(account, session.actor.shared or shared_now())
    if not account.is_active or part_in_subject_files(reader=reader) not in (DECIDES, OWN):
        return False
    known = visibility_of_files(session, [file])
    there = [one for one in file.record_ids if one in known]
    return set(seen_records(session.of(Actor(reader, "web", "", account.pk)), record_ids=there)) == set(there)


def read_owner(session: ReaderSession, username: str, file: SubjectFile) -> Account:
    """The open account of that name; Refused where there is none, or it may not see what the file rests on."""
    account = read_account(username)
    if not may_own(session, account=account, file=file):
        raise Refused(
            _("That account cannot own these files, or cannot see a record behind this file."),
            code="cannot_own",
            what_to_do=_("Choose a person who may see every record behind the file."),
        )
    return account
