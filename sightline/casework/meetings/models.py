"""The tables of meetings: what a meeting is about, and one row for each thing that was done or said at it.

No row is ever changed, and triggers hold that. Who came, what was decided and whether an action is done is read from
the rows in order; a correction is a row that names the one which it corrects.
"""

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.journal.models import HASH_LENGTH, ID_LENGTH, NAME_LENGTH, JournalEntry
from sightline.casework.meetings.pages.entry_kinds import Attendance, DoneBy, MeetingEntryKind, MeetingTopic
from sightline.casework.meetings.pages.kinds import Theme, kind_choices
from sightline.model.nouns import Agency

ACCOUNT = "casework.Account"


class Meeting(models.Model):
    """A meeting as it was opened. It names mentions and records; who they are is asked anew each time.

    `record_ids` are those that it cannot stand without, that of the mention first. `text_sha` is why it was opened.
    """

    meeting_id = models.CharField(max_length=ID_LENGTH, unique=True)
    kind = VocabularyField(max_length=30, choices=kind_choices)
    about = VocabularyField(max_length=10, choices=choices_of(MeetingTopic))
    mention_ids = models.JSONField(default=list)
    record_ids = models.JSONField(default=list)
    item_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    planned_at = MomentField()
    opened_at = MomentField()
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    opened_by = models.CharField(max_length=NAME_LENGTH)
    text_sha = models.CharField(max_length=HASH_LENGTH)
    decision = models.BigIntegerField(unique=True)


class MeetingEntry(JournalEntry):
    """One thing that was done or said. `about` is the entry that it is about, `corrects` the one that it replaces.

    `word` is the part of an agenda, an attendance, or that whoever was to act says that it is done.
    `record_ids` are the records that its words speak of: whoever may not see one of them does not see the words.
    `account`, `post` (ladder stage seat, and body) or the words say who is meant: asked, to act, or to lead.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(MeetingEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(Theme, Attendance, DoneBy))
    corrects = models.CharField(max_length=ID_LENGTH, blank=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True, related_name="meeting_entries")
    post = models.CharField(max_length=150, blank=True)
    moment = MomentField(null=True)
