"""The tables of subject files: whom or what a file is about, and one row for each thing that was decided or done.

The rows of SubjectFileEntry are only ever added to, and triggers hold that. `status`, `owner` and the days of a file
are kept for lists alone: `writer` works them out anew from the rows, and nothing else writes them.
"""

from enum import StrEnum
from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.journal.models import ID_LENGTH, NAME_LENGTH, JournalEntry
from sightline.casework.subject_files.kinds import Capacity, Status
from sightline.casework.subject_files.kinds import Kind as Kind
from sightline.model.nouns import Agency, Role

ACCOUNT = "casework.Account"


class FileEntryKind(StrEnum):
    """What a row says happened."""

    STATUS = "status"
    REVIEW = "review"
    OWNER = "owner"
    NEXT_ACTION = "next_step"
    ACTION_DONE = "step_done"
    AS_A_CHILD = "as_a_child"
    CAPACITY = "capacity"
    FACT = "fact"
    ASSESSMENT = "assessment"
    TAKEN_BACK = "taken_back"
    CONSIDERED = "considered"
    NOT_USED = "not_used"
    USED = "used"
    BREACH = "breach"
    ENDED = "ended"


class SubjectFileQuerySet(models.QuerySet["SubjectFile"]):
    """Files on people, places and things of concern."""

    def open(self) -> Self:
        """Those that are not ended."""
        return self.filter(ended_at=None)

    def by_id(self, file_id: str) -> "SubjectFile | None":
        """The file of that id, or none. Whether a reader may know of it is asked elsewhere."""
        return self.filter(file_id=file_id).first()


class SubjectFile(models.Model):
    """A working file on a person, place, vehicle, phone or group. It names mentions and records.

    `record_ids` are those that it cannot stand without: whoever may not see one of them does not know of the file.
    `pattern_key` is what was recognised, where it was opened from that. `unowned_from_at` is since when nobody owns it,
    empty while somebody does. `agency` is who answers for it: its owner's, else that of whoever opened it.
    """

    file_id = models.CharField(max_length=ID_LENGTH, unique=True)
    kind = VocabularyField(max_length=20, choices=choices_of(Kind))
    mention_ids = models.JSONField(default=list)
    record_ids = models.JSONField(default=list)
    pattern_key = models.CharField(max_length=ID_LENGTH, blank=True)
    from_at = MomentField()
    opened_by = models.CharField(max_length=NAME_LENGTH)
    decision = models.BigIntegerField(unique=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)
    status = VocabularyField(max_length=30, blank=True, choices=choices_of(Status))
    owner = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True, related_name="owned_subject_files")
    unowned_from_at = MomentField(null=True)
    review_on = models.DateField(null=True, db_index=True)
    ended_at = MomentField(null=True, db_index=True)

    objects = SubjectFileQuerySet.as_manager()


class SubjectFileEntry(JournalEntry):
    """One thing that somebody decided, wrote or did. `about` is the row that it speaks of.

    `word` is the status or capacity. `on_day` is when a status is reviewed, a step is to be done, a measure begins, was
    breached or ended; `to_day` when a measure runs out. `record_ids` are the records that it rests on: whoever may not
    see one of them does not see the row. `account` owns the file, or is to do the step.
    """

    subject_file = models.ForeignKey(SubjectFile, on_delete=models.PROTECT, related_name="entries")
    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(FileEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(Status, Capacity))
    by_role = VocabularyField(max_length=40, blank=True, choices=choices_of(Role))
    by_agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    measure = models.CharField(max_length=60, blank=True)
    measure_version = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True, related_name="subject_file_entries")
    to_day = models.DateField(null=True)
