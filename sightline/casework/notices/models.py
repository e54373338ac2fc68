"""The tables of notices: that an account is to be told, by which way that must still go out, and what was sent.

A notice is written in the transaction of what it tells of, and says nothing but which item, concern or meeting. What it
says is made when it is shown or sent, from what its account may see by then.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.core.querysets import OfAccount
from sightline.casework.notices.settings import Channel

ID_LENGTH = 40
ACCOUNT = "casework.Account"


class NoticeKind(models.TextChoices):
    """What an account is told of. The last four: a comment mentions it."""

    CAME = "came"
    FEEDBACK = "told_back"
    MEETING = "meeting"
    FILE = "working_file"
    BREACH = "breach"
    ACCOUNT = "account"
    DAY_LIST = "day_list"
    OVER = "over_ceiling"
    WATCHED = "watched"
    PROPOSAL = "proposal"
    CALL_ASKED = "call_asked"
    OFFICER = "officer"
    CORRECTION = "correction"
    DISPUTED = "disputed"
    REFUSED_REASON = "refused_reason"
    ACCESS_ENDS = "access_ends"
    INSIDER = "insider"
    REVIEW = "learning_review"
    COMMENT_CONCERN = "comment_concern"
    COMMENT_ITEM = "comment_item"
    COMMENT_MEETING = "comment_meeting"
    COMMENT_FILE = "comment_file"


class SendingState(models.TextChoices):
    """How far a notice has come on its way out. `dropped`: nothing was left to say, or nobody took it."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"


class NoticeQuerySet(OfAccount["Notice"]):
    """The notices of an account."""


class Notice(models.Model):
    """One account is to be told of one thing, once. `step` is the item's; 0 where it is about no item."""

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    kind = VocabularyField(max_length=20, choices=choices_of(NoticeKind))
    about_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    occasion = models.PositiveIntegerField(default=0)
    at = MomentField()
    read_at = MomentField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        """Each thing once an account; looked up by who has not read it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "kind", "about_id", "occasion"], name="each_notice_once")
        ]
        indexes: ClassVar = [models.Index(fields=["account", "read_at", "id"], name="notice_unread")]


class NoticeSending(models.Model):
    """A notice that is to leave by a channel, and how far that has come: the outbox.

    Whoever sends it claims it first, in words of its own, until a moment; nobody else takes it before.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    channel = VocabularyField(max_length=10, choices=choices_of(Channel))
    state = VocabularyField(max_length=10, default=SendingState.WAITING, choices=choices_of(SendingState))
    attempts = models.PositiveIntegerField(default=0)
    made_at = MomentField()
    next_at = MomentField()
    claimed_by = models.CharField(max_length=ID_LENGTH, blank=True)
    claimed_until = MomentField(null=True)

    class Meta:
        """Each notice once a channel; looked up by what is to be tried next."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "channel"], name="once_a_channel")]
        indexes: ClassVar = [models.Index(fields=["state", "channel", "next_at"], name="sending_next")]


class NoticeLog(models.Model):
    """One attempt to tell one account by one channel, and how it ended. Only ever added to.

    `outcome` is `sent`, `failed: …` or `dropped: …`, with a code and never with the text of whoever answered.
    """

    at = MomentField()
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    channel = VocabularyField(max_length=10, choices=choices_of(Channel))
    message_id = models.CharField(max_length=ID_LENGTH)
    notice_ids = models.JSONField(default=list)
    outcome = models.CharField(max_length=80)
