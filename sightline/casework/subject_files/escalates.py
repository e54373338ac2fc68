"""Working files as things that climb: that nobody owns, or whose review date or next step has passed its day.

All always climb, with no switch, for a person opened the file here. What passed its day begins with the manager of
whoever owns it: the owner had until that day.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sightline.casework.audit.trail import DONE
from sightline.casework.concerns.live_entries import find_visibility
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.house_reader import PROFESSIONAL_LAYOUT
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import ACTION_OVERDUE as ACTION_OVERDUE
from sightline.casework.escalation.engine import REVIEW_OVERDUE as REVIEW_OVERDUE
from sightline.casework.escalation.engine import UNOWNED, Basis, Candidate, calendar
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.posts.services.posts import holders_at, posts_of_account
from sightline.casework.subject_files.models import FileEntryKind, Kind, SubjectFile, SubjectFileEntry
from sightline.escalation import Stage, choose_ladder, read_escalation_rules, read_ladder, unowned_from
from sightline.model.calendar import end_of_day
from sightline.model.visibility import Visibility
from sightline.translation.messages import lazy as _

CLOSED = "close_account"
SETS_A_REVIEW = (FileEntryKind.STATUS, FileEntryKind.REVIEW)
NOBODY_OWNS = _("A file on a person or place has no owner.")
REVIEW_PASSED = _("The review of a file on a person or place is overdue.")
ACTION_PASSED = _("The next step of a file on a person or place is overdue.")


def unowned(session: ReaderSession, now: str) -> list[Candidate]:
    """Working files that nobody owns: from when five working days are over."""
    del now
    open_files = list(SubjectFile.objects.open().select_related("owner").order_by("pk"))
    since = {row: unowned_since(row) for row in open_files}
    rows = [row for row in open_files if since[row]]
    seen, people = visibility_of_files(session, rows), people_of_files(session, rows)
    return [
        _candidate(
            row,
            seen,
            people,
            rule_id=UNOWNED,
            about=NOBODY_OWNS,
            about_id=row.file_id,
            due_at=unowned_from(from_at=since[row], calendar=calendar()),
            nth=f"{row.file_id} {since[row]}",
        )
        for row in rows
    ]


def unowned_since(row: SubjectFile) -> str:
    """Since when nobody owns a file; empty while somebody does. Whose account was closed owns nothing from then on."""
    if row.owner is None or row.owner.is_active:
        return row.unowned_from_at or ""
    key = f"account:{row.owner.pk}"
    closings = AuditEntry.objects.filter(action=CLOSED, outcome=DONE).order_by("-sequence").values_list("at", "ids")
    return next((at for at, ids in closings if key in ids), row.from_at)


def overdue_reviews(session: ReaderSession, now: str) -> list[Candidate]:
    """Working files whose review date has passed; each date that passes is a thing of its own."""
    rows = [
        row
        for row in SubjectFile.objects.open().exclude(review_on=None).select_related("owner").order_by("pk")
        if row.review_on and end_of_day(row.review_on) < now
    ]
    seen, people, set_by = visibility_of_files(session, rows), people_of_files(session, rows), _who_set(rows)
    return [
        _candidate(
            row,
            seen,
            people,
            rule_id=REVIEW_OVERDUE,
            about=REVIEW_PASSED,
            about_id=set_by[row.pk],
            due_at=end_of_day(row.review_on or date.max),
            nth=set_by[row.pk],
            begins=manager_stage(row),
        )
        for row in rows
    ]


def overdue_actions(session: ReaderSession, now: str) -> list[Candidate]:
    """Working files whose next step is not done by its day; each step is a thing of its own."""
    open_files = {row.pk: row for row in SubjectFile.objects.open().select_related("owner").order_by("pk")}
    last = {action.subject_file_id: action for action in _entries(open_files, FileEntryKind.NEXT_ACTION)}
    done = {row.about for row in _entries(open_files, FileEntryKind.ACTION_DONE)}
    late = [
        action for action in last.values()
        if action.entry_id not in done and action.on_day and end_of_day(action.on_day) < now
    ]  # fmt: skip
    rows = [open_files[action.subject_file_id] for action in late]
    seen, people = (
        visibility_of_files(session, rows, also={one for action in late for one in action.record_ids}),
        people_of_files(session, rows),
    )
    return [
        _candidate(
            row,
            seen,
            people,
            rule_id=ACTION_OVERDUE,
            about=ACTION_PASSED,
            about_id=action.entry_id,
            due_at=end_of_day(action.on_day or date.max),
            nth=action.entry_id,
            begins=manager_stage(row),
            also=action.record_ids,
        )
        for row, action in zip(rows, late, strict=True)
    ]


def file_of(about_id: str) -> str:
    """The file that an item of these is about; empty where there is none."""
    if SubjectFile.objects.filter(file_id=about_id).exists():
        return about_id
    entry = SubjectFileEntry.objects.filter(entry_id=about_id).select_related("subject_file").first()
    return entry.subject_file.file_id if entry else ""


def manager_stage(row: SubjectFile) -> str:
    """The stage above the highest post that the owner holds on the ladder; the team manager's where they hold none."""
    ladder = read_ladder(choose_ladder(agency=row.agency))
    held = [
        post.stage
        for post in (posts_of_account(account_id=row.owner_id, on=clock.today()) if row.owner_id else ())
        if post.answers_for(ladder=ladder.id, organisation=row.organisation)
    ]
    if not held:
        return Stage.TEAM_MANAGER.value
    return ladder.next_after(max(held, key=lambda stage: stage.rank)).value


def managers_of(session: ReaderSession, row: SubjectFile) -> tuple[str, ...]:
    """The accounts of the owner's manager, or of the next post above that somebody holds. As an item would go up."""
    named = visibility_of_files(session, [row])
    about_professional = any(one.layout == PROFESSIONAL_LAYOUT for one in named.values())
    about_agency = _works_for(row.record_ids) if about_professional else ""
    ladder = read_ladder(
        choose_ladder(agency=row.agency, about_professional=about_professional, about_agency=about_agency)
    ).beginning_at(Stage(manager_stage(row)))
    organisation = "" if row.organisation == row.agency else row.organisation
    for rung in ladder.rungs:
        told = holders_at(ladder=ladder, stage=rung.stage, organisation=organisation, on=clock.today())
        if told:
            return told
    return ()


def _candidate(
    row: SubjectFile, seen: dict[str, Visibility], people: dict[int, str], *, rule_id: str, about: str, about_id: str,
    due_at: str, nth: str, begins: str = "", also: Sequence[str] = (),
) -> Candidate:  # fmt: skip
    records = dict.fromkeys([*row.record_ids, *also])
    basis = tuple(Basis(record_id, seen[record_id]) for record_id in records if record_id in seen)
    about_professional = any(each.seen.layout == PROFESSIONAL_LAYOUT for each in basis)
    return Candidate(
        rule_id=rule_id,
        rule_version=read_escalation_rules()[rule_id].version,
        source=rule_id,
        due_at=due_at,
        about=about,
        agency=row.agency,
        organisation="" if row.organisation == row.agency else row.organisation,
        record_id=row.record_ids[0] if row.record_ids else "",
        mention_ids=tuple(row.mention_ids),
        basis=basis,
        about_id=about_id,
        person_id=people.get(row.pk, ""),
        always=True,
        about_professional=about_professional,
        about_agency=_works_for(row.record_ids) if about_professional else "",
        nth=nth,
        begins=begins,
    )


def _entries(files: Iterable[int], kind: FileEntryKind) -> Iterable[SubjectFileEntry]:
    """The rows of one kind in these files, in the order in which they were written."""
    return SubjectFileEntry.objects.filter(subject_file__in=list(files), kind=kind).order_by("pk")


def _works_for(record_ids: Iterable[str]) -> str:
    """The agency of the professional whom a concern among these records is about; empty where nobody said."""
    concerns = Concern.objects.filter(record_id__in=list(record_ids), about_professional=True).order_by("pk")
    return next((one.said.get("professional_agency", "") for one in concerns), "")


def _who_set(rows: Iterable[SubjectFile]) -> dict[int, str]:
    """The row that set the review date of each file: the last that names one."""
    found: dict[int, str] = {}
    entries = SubjectFileEntry.objects.filter(subject_file__in=[row.pk for row in rows], kind__in=SETS_A_REVIEW)
    for entry in entries.exclude(on_day=None).order_by("pk"):
        found[entry.subject_file_id] = entry.entry_id
    return found


def people_of_files(session: ReaderSession, rows: Iterable[SubjectFile]) -> dict[int, str]:
    """Who the files on persons are about, as things stand, by the file's key."""
    about = {row.pk: row.mention_ids[0] for row in rows if row.kind == Kind.PERSON and row.mention_ids}
    with session.open_current() as opened:
        people = opened[1].people_of(mention_ids=sorted(set(about.values()))) if opened and about else {}
    return {key: people[mention] for key, mention in about.items() if mention in people}


def visibility_of_files(
    session: ReaderSession, rows: Iterable[SubjectFile], *, also: Collection[str] = ()
) -> dict[str, Visibility]:
    """What the filter reads of records of these files and of others: of the snapshot, or of concerns entered since."""
    return find_visibility(session, {record_id for row in rows for record_id in row.record_ids} | set(also))


SOURCE = EscalationSource(
    finders=(unowned, overdue_reviews, overdue_actions),
    still_so={UNOWNED: unowned, REVIEW_OVERDUE: overdue_reviews, ACTION_OVERDUE: overdue_actions},
)
