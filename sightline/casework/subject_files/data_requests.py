"""What a request for data finds here: files on the person with their measures, and entries of others that name them."""

from collections.abc import Iterable, Iterator

from sightline.casework.subject_access.writings import (
    AccessSubject,
    HeldWriting,
    WritingSource,
    read_entries,
    write_down,
)
from sightline.casework.subject_files.kinds import Kind
from sightline.casework.subject_files.models import FileEntryKind, SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.state import rows_of
from sightline.translation.messages import lazy as _

K = FileEntryKind
ON_THEM, NAMED = _("File on a person of concern"), _("Entries that name the person in another file")
KINDS = {
    K.STATUS: _("Status"),
    K.REVIEW: _("Review"),
    K.OWNER: _("Owner"),
    K.NEXT_ACTION: _("Next step"),
    K.ACTION_DONE: _("Step done"),
    K.AS_A_CHILD: _("As a child"),
    K.CAPACITY: _("Named as"),
    K.FACT: _("Fact"),
    K.ASSESSMENT: _("Assessment"),
    K.TAKEN_BACK: _("Withdrawn"),
    K.CONSIDERED: _("Measure considered"),
    K.NOT_USED: _("Measure not used"),
    K.USED: _("Measure used"),
    K.BREACH: _("Measure breached"),
    K.ENDED: _("Measure ended"),
}


def find_files(subject: AccessSubject) -> Iterator[HeldWriting]:
    """Of a file on the person, or on a group that they are in, every entry; of another those that name them."""
    files, naming = list(SubjectFile.objects.order_by("pk")), subject.texts_naming()
    about, rows = files_about(subject, files), rows_of(files)
    for file in files:
        is_about = file.file_id in about
        found = [row for row in rows[file.pk].all if is_about or row.text_sha in naming]
        said = read_entries(subject, found, kinds=KINDS, mention_ids=file.mention_ids, columns=_in_columns)
        yield from write_down(subject, said, label=str(ON_THEM if is_about else NAMED), key=(file.file_id,))


def files_about(subject: AccessSubject, files: Iterable[SubjectFile]) -> frozenset[str]:
    """The ids of those on the person, or on a group that they are in."""
    some, keys = list(files), _keys_of_groups(subject)
    return frozenset(
        one.file_id
        for one in some
        if subject.is_meant(one.mention_ids) or (one.kind == Kind.GROUP and one.pattern_key in keys)
    )


def _keys_of_groups(subject: AccessSubject) -> set[str]:
    """The patterns about a group that the person is in, and those that are about them."""
    sight, person_id = subject.session.sight, subject.person_id
    with subject.session.need_current() as (_snapshot, store):
        networks, patterns = store.networks, store.patterns.of_all_rules()
        groups = networks.groups(sight=sight)
        theirs = [
            one["group_id"] for one in groups if person_id in {m["member_id"] for m in networks.members(group=one)}
        ]
        rows = [*patterns.of_person(person_id=person_id, sight=sight), *patterns.about(ids=theirs, sight=sight)]
    return {row["instance_key"] for row in rows}


def _in_columns(row: SubjectFileEntry) -> str:
    """The status or capacity, the measure and the days, as columns have them."""
    measure = read_measures().get(row.measure)
    days = (day.isoformat() if day else "" for day in (row.on_day, row.to_day))
    return ", ".join(
        filter(None, (row.word.replace("_", " "), str(measure.rule.label) if measure else row.measure, *days))
    )


SOURCE = WritingSource(find_files, ("SubjectFile", "SubjectFileEntry"))
