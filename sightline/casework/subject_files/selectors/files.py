"""Reads working files: the list, one file, what a new one may be about, and the files on a person.

The list stands in the order of what waits the longest, never of how much is known. A file that was ended is in none of
it, but for those who audit and review.
"""

from collections.abc import Sequence
from dataclasses import replace

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import DependantKind, LookAgain
from sightline.casework.core.session import ReaderSession
from sightline.casework.dependants.patterns import WORKING_FILE, pattern_reviews_of
from sightline.casework.meetings.rights import seen_records
from sightline.casework.people.instance_visibility import is_recognised
from sightline.casework.people.pages.nodes import RemovalDecision
from sightline.casework.subject_files.escalates import people_of_files
from sightline.casework.subject_files.exposure import things_of
from sightline.casework.subject_files.models import FileEntryKind, Kind, SubjectFile
from sightline.casework.subject_files.pages.files import (
    AboutLine,
    FileFormOptions,
    FilePage,
    FilesPage,
    RecordChoice,
    SubjectFileLine,
)
from sightline.casework.subject_files.pages.statuses import last_review_day, may_become
from sightline.casework.subject_files.rights import (
    DECIDES,
    KEEP_ENDED,
    NONE,
    OpenedFile,
    check_decides,
    check_part,
    every_file,
    need_file,
    open_files,
)
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.selectors.lines import OF_LEDGER, FileLineBuilder
from sightline.casework.subject_files.selectors.oversight import list_files_to_ask_about, measures_not_used
from sightline.casework.subject_files.selectors.record_choice import records_of_person
from sightline.casework.subject_files.services.opening import open_ones
from sightline.casework.subject_files.subjects import (
    FileSubject,
    files_on,
    name_person,
    name_recognised,
    named_on,
    subjects_of,
)
from sightline.casework.subject_files.suppression import decided_on
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.sharing import part_in_subject_files
from sightline.translation.messages import lazy as _

THINGS = (Kind.PLACE, Kind.VEHICLE, Kind.PHONE)
SEES_LEDGER = (Role.MANAGER, Role.SENIOR_OFFICER, Role.REVIEWER, Role.INFORMATION_GOVERNANCE)


def list_subject_files(session: ReaderSession) -> FilesPage:
    """The open working files that the account may know of: what waits the longest first, then the next review."""
    with audited(session, action="list_working_files") as trail:
        part = check_part(actor=session.actor)
        made = lines_of_files(session, list(SubjectFile.objects.open().order_by("pk")))
        lines = sorted((one.file() for one in made), key=place)
        asks = session.actor.reader.is_one_of(SEES_LEDGER)
        audit_lines(trail, lines)
        return FilesPage(
            lines=tuple(lines),
            ledger=list_files_to_ask_about(made) if asks else (),
            left=measures_not_used(made) if asks else (),
            decides=part == DECIDES and session.actor.account_id is not None,
            keeps_ended=session.actor.reader.is_one_of(KEEP_ENDED),
        )


def list_ended_subject_files(session: ReaderSession) -> tuple[SubjectFileLine, ...]:
    """The files at an end, the last first: for audit and review alone."""
    with audited(session, action="list_ended_working_files") as trail:
        check_part(actor=session.actor)
        if not session.actor.reader.is_one_of(KEEP_ENDED):
            raise Refused(
                _("Ended files stay on record for audit and review."),
                code="not_for_role",
                what_to_do=_("Ask information governance if you need one."),
            )
        made = lines_of_files(session, list(SubjectFile.objects.exclude(ended_at=None).order_by("-ended_at", "-pk")))
        lines = tuple(one.file() for one in made)
        audit_lines(trail, lines)
        return lines


def list_subject_files_about(session: ReaderSession, *, person_id: str) -> tuple[SubjectFileLine, ...]:
    """The open files on a person that the account may know of; none where it has no part in any."""
    if part_in_subject_files(reader=session.actor.reader) == NONE:
        return ()
    with audited(session, action="list_working_files_about") as trail:
        trail.add("person", [person_id])
        files = [one for one in every_file(session) if one.kind == Kind.PERSON and not one.ended_at]
        people = people_of_files(session, files)
        made = lines_of_files(session, [one for one in files if people.get(one.pk) == person_id])
        lines = tuple(one.file() for one in made)
        audit_lines(trail, lines)
        return lines


def list_subject_files_on(session: ReaderSession, *, kind: str, node_id: str) -> tuple[SubjectFileLine, ...]:
    """The open files on a person, a thing (by its id) or what was recognised (`group`), for the pages of networks."""
    if part_in_subject_files(reader=session.actor.reader) == NONE:
        return ()
    if kind not in (*THINGS, Kind.GROUP):
        return list_subject_files_about(session, person_id=node_id)
    with audited(session, action="list_working_files_about") as trail:
        trail.add("pattern" if kind == Kind.GROUP else "thing", [node_id])
        files = list(SubjectFile.objects.open().filter(kind=kind).order_by("pk"))
        things = things_of(session, [one for file in files for one in file.mention_ids]) if kind in THINGS else {}
        some = [
            file
            for file in files
            if node_id and node_id in (file.pattern_key, *(things.get(one) for one in file.mention_ids))
        ]
        lines = tuple(one.file() for one in lines_of_files(session, some))
        audit_lines(trail, lines)
        return lines


def people_with_files(session: ReaderSession, *, person_ids: Sequence[str]) -> frozenset[str]:
    """Those of these people on whom there is an open file that the account may know of."""
    if part_in_subject_files(reader=session.actor.reader) == NONE or not person_ids:
        return frozenset()
    with audited(session, action="list_working_files_about") as trail:
        trail.add("person", person_ids)
        files = [one for one in every_file(session) if one.kind == Kind.PERSON and not one.ended_at]
        people = people_of_files(session, files)
        opened = open_files(session, files=[one for one in files if people.get(one.pk) in set(person_ids)])
        trail.add("working_file", [one.file.file_id for one in opened])
        return frozenset(one.person_id for one in opened)


def read_subject_file(session: ReaderSession, *, file_id: str) -> FilePage:
    """One working file; NotHere where there is none that the account may know of."""
    with audited(session, action="read_working_file") as trail:
        trail.add("working_file", [file_id])
        opened = need_file(session, file_id=file_id)
        (made,) = _lines_of(session, [opened])
        page = _page(made)
        audit_lines(trail, [page.line])
        trail.add("record", opened.seen)
        return page


def offer_file_on_person(
    session: ReaderSession, *, person_id: str, choice: RecordChoice | None = None
) -> FileFormOptions:
    """A file on a person, and the records that name them: first those that put them together with children."""
    with audited(session, action="offer_working_file") as trail:
        check_decides(actor=session.actor)
        trail.add("person", [person_id])
        choose = records_of_person(session, person_id=person_id, choice=choice or RecordChoice())
        trail.add("record", [one.record_id for one in choose.shown])
        return replace(_offer(session, [name_person(session, person_id)], ()), records=choose.shown, choose=choose)


def offer_file_on_record(session: ReaderSession, *, record_id: str) -> FileFormOptions:
    """A file on somebody or something that a record names, based on that record."""
    with audited(session, action="offer_working_file") as trail:
        check_decides(actor=session.actor)
        trail.add("record", [record_id])
        if not seen_records(session, record_ids=[record_id]):
            raise NotHere
        offered = _offer(session, named_on(session, record_id=record_id), [record_id], chosen=(record_id,))
        trail.add("person", [one.key for one in offered.about if one.kind == Kind.PERSON])
        return offered


def offer_file_on_recognised(session: ReaderSession, *, instance_key: str) -> FileFormOptions:
    """A file on the adult, thing or group of a pattern found, based on its records."""
    with audited(session, action="offer_working_file") as trail:
        check_decides(actor=session.actor)
        trail.add("pattern", [instance_key])
        named = name_recognised(session, instance_key, session.sight)
        trail.add("record", named.record_ids)
        return _offer(session, [named], named.record_ids, chosen=named.record_ids, pattern_key=instance_key)


def place(line: SubjectFileLine) -> tuple[int, str, str]:
    """Where a file stands in a list: what waits the longest first; where nothing waits, by its next review."""
    due = [one.since_on for one in line.waits if one.what not in OF_LEDGER]
    if due:
        return 0, min(due).isoformat(), line.file_id
    return 1, line.review_on.isoformat() if line.review_on else "", line.file_id


def _offer(
    session: ReaderSession,
    named: Sequence[FileSubject],
    records: Sequence[str],
    *,
    chosen: Sequence[str] = (),
    pattern_key: str = "",
) -> FileFormOptions:
    mine = open_ones(session)
    about = tuple(
        AboutLine(
            key=one.person_id or pattern_key or one.mention_ids[0],
            kind=one.kind.value,
            words=one.words,
            is_child=one.is_child,
            file_id=next((each.file_id for each in files_on(session, one, mine)), ""),
            decided=_decided_before(session, one),
        )
        for one in named
    )
    seen = seen_records(session, record_ids=records)
    shown = tuple(sorted(seen.values(), key=lambda one: (one.occurred_from or "", one.record_id)))
    return FileFormOptions(about, shown, tuple(chosen), pattern_key, last_review_day(clock.today()))


def _decided_before(session: ReaderSession, named: FileSubject) -> RemovalDecision | None:
    """That a file on the same is at an end, so that nobody opens another without knowing."""
    node_id = named.person_id or named.thing_id
    if named.kind == Kind.GROUP:
        with session.open_current() as opened:
            sight = session.sight
            instance = opened[1].patterns.one(instance_key=named.pattern_key, sight=sight) if opened else None
        node_id = (instance["group_id"] or "") if instance else ""
    return decided_on(session, node_id=node_id) if node_id else None


def lines_of_files(session: ReaderSession, files: Sequence[SubjectFile]) -> list[FileLineBuilder]:
    """The lines of those of these files that the account may know of. For what is audited by its own selector."""
    return _lines_of(session, open_files(session, files=files))


def _lines_of(session: ReaderSession, opened: Sequence[OpenedFile]) -> list[FileLineBuilder]:
    subjects = subjects_of(session, files=[one.file for one in opened])
    return [FileLineBuilder(session, one, subjects[one.file.pk]) for one in opened]


def _page(made: FileLineBuilder) -> FilePage:
    opened, state = made.opened, made.opened.state
    taken = {one.considered.measure for one in state.measures if not one.ended}
    fits = [
        one
        for name, one in read_measures().items()
        if name not in taken and one.fits(kind=opened.file.kind, is_child=made.subject.is_child)
    ]
    planned = [row for row in state.planned if state.next_action is None or row.pk != state.next_action.pk]
    said = state.said
    return FilePage(
        line=made.file(),
        opened_by=opened.file.opened_by,
        records=tuple(opened.seen[one] for one in opened.file.record_ids if one in opened.seen),
        statuses=made.entries(state.statuses),
        reviews=made.entries(state.reviews),
        as_a_child=made.entries(state.as_a_child),
        capacities=made.entries(row for row in said if row.kind == FileEntryKind.CAPACITY),
        facts=made.entries(row for row in said if row.kind == FileEntryKind.FACT),
        assessments=made.entries(row for row in said if row.kind == FileEntryKind.ASSESSMENT),
        next_action=made.entry(state.next_action) if state.next_action else None,
        actions_before=tuple(
            (made.entry(row), made.entry(state.done[row.entry_id]) if row.entry_id in state.done else None)
            for row in planned
        ),
        measures=tuple(made.measure(one, counted=True) for one in state.measures),
        to_consider=tuple(fits),
        becomes=tuple(str(one) for one in may_become(state.status, kind=opened.file.kind)),
        decides=opened.decides,
        writes=opened.writes,
        pattern_key=_recognised_now(made),
        look_again=LookAgain.objects.filter(
            kind=DependantKind.SUBJECT_FILE, key=opened.file.file_id, decision=None
        ).exists(),
        pattern_reviews=pattern_reviews_of(made.session, kind=WORKING_FILE, key=opened.file.file_id),
        last_review_on=last_review_day(clock.today()),
    )


def _recognised_now(made: FileLineBuilder) -> str:
    """What was recognised, where the file was opened from that and it still stands for this reader."""
    key = made.opened.file.pattern_key
    return key if key and is_recognised(made.session, instance_key=key) else ""


def audit_lines(trail: Trail, lines: Sequence[SubjectFileLine]) -> None:
    """Note files and people in an audit."""
    trail.add("working_file", [one.file_id for one in lines])
    trail.add("person", [one.subject.person.person_id for one in lines if one.subject.person])
