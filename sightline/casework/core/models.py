"""The casework tables: accounts, assignments, audit, decisions, runs, and which snapshot is current.

AuditEntry and Decision are only ever appended to. Triggers in the database hold that; `chain` appends to them, each row
carrying the hash of the row before.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, get_args

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.crypto import salted_hmac

from sightline.casework.core import clock
from sightline.casework.core.moments import MomentField
from sightline.casework.core.querysets import (
    ActiveAccounts,
    AppendOnly,
    AuditQuerySet,
    CurrentSnapshotQuerySet,
    DecisionQuerySet,
    MarkerQuerySet,
    SuccessorQuerySet,
    WrittenWordsQuerySet,
    refuse_change,
)
from sightline.casework.core.row_keys.sealed_texts import ReadTogether, SealedWordsField
from sightline.model.errors import OurFault
from sightline.model.nouns import Agency, Role
from sightline.translation.messages import lazy as _

WHEN_LENGTH, ID_LENGTH, NAME_LENGTH, HASH_LENGTH = 20, 40, 150, 64
SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"  # Django's own


Via = Literal["web", "cli"]

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField


def choices_of(*words: Iterable[StrEnum | models.TextChoices]) -> list[tuple[str, str]]:
    """The values of enums as a column's choices, each once. Pages have words of their own for enums of the rooms."""
    return [(value, value) for value in dict.fromkeys(word.value for some in words for word in some)]


class VocabularyField(TextColumn):
    """A CharField that keeps one of its choices and refuses to keep anything else, also where nobody cleans the row.

    What is read is not checked: a database may hold a word that an earlier version kept. Migrations know it as Django's
    CharField without labels, so that words for people and translations are no change of a table.
    """

    def deconstruct(self) -> Any:
        """As Django's own column, with the values alone. Choices that a function lists stay that function."""
        name, _, args, kwargs = super().deconstruct()
        if isinstance(kwargs.get("choices"), list):
            kwargs["choices"] = [(value, value) for value, _ in kwargs["choices"]]
        return name, "django.db.models.CharField", args, kwargs

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The word to keep; OurFault where it is none of the vocabulary. Expressions are the database's own."""
        if isinstance(value, str) and not self.holds(value):
            of = f"{self.model.__name__}.{self.name}"
            raise OurFault(f"{of} cannot hold what it was given: it is none of its words.", code="not_in_vocabulary")
        return super().get_db_prep_save(value, connection)

    def holds(self, value: str) -> bool:
        """Whether the column may hold this: a word of the vocabulary, or nothing where that is allowed."""
        return self.blank if not value else any(value == word for word, _ in self.flatchoices)


def languages() -> list[tuple[str, str]]:
    """The languages that pages are read in."""
    return list(settings.LANGUAGES)


class Account(AbstractUser):
    """Somebody who signs in. Role, agency and organisation say what they see; the post is a word for people.

    `ends_on` is the last London day on which the account may be used. `confirmed_on` is the day on which somebody last
    said that it is needed. `suspended_on` is since when a break in employment closes it; empty where there is none.
    Every session ends when `sessions_ended` goes up, as when the password changes.
    `language` is the one that its owner chose last; empty before any choice.
    """

    role = VocabularyField(max_length=40, choices=choices_of(Role))
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    organisation = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)

    ends_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    language = VocabularyField(max_length=10, blank=True, default="", choices=languages)

    objects: ClassVar[UserManager[Self]] = UserManager()
    active = ActiveAccounts()
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def is_open(self) -> bool:
        """Whether the account may be used today: it is not closed, and its last day has not passed."""
        return self.is_active and (self.ends_on is None or clock.today() <= self.ends_on)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Made from the password and from how often all sessions were ended."""
        ended = f"\x1f{self.sessions_ended}" if self.sessions_ended else ""
        return salted_hmac(SESSION_SALT, self.password + ended, secret=secret, algorithm="sha256").hexdigest()


class AssignmentKind(models.TextChoices):
    """What somebody is assigned to a child as."""

    LEAD_WORKER = "lead_worker", _("Lead worker")
    POLICE_LEAD = "police_lead", _("Police lead")


class Assignment(models.Model):
    """Who is lead worker or police lead for a child. It names a mention: persons are recomputed, mentions stay."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    kind = VocabularyField(max_length=20, choices=AssignmentKind.choices)
    mention_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    why = SealedWordsField()

    objects = ReadTogether.as_manager()


class ChainedRow(models.Model):
    """One row of an append-only chain: its number, the hash of the row before, and its own."""

    sequence = models.BigAutoField(primary_key=True)
    at = models.CharField(max_length=WHEN_LENGTH)
    previous_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        """Abstract: each chain is a table of its own."""

        abstract = True

    def save(self, *_: Any, **__: Any) -> None:
        """Insert once, never change."""
        if not self._state.adding:
            refuse_change()
        super().save(force_insert=True)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        refuse_change()


class AuditEntry(ChainedRow):
    """One thing that somebody did or tried: ids only, never a name and never what was typed."""

    username = models.CharField(max_length=NAME_LENGTH, blank=True, db_index=True)
    role = VocabularyField(max_length=40, choices=choices_of(Role))
    via = VocabularyField(max_length=10, choices=[(one, one) for one in get_args(Via)])
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    action = models.CharField(max_length=40)
    ids = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    reason = SealedWordsField(blank=True)
    outcome = models.CharField(max_length=80)

    objects = AuditQuerySet.as_manager()  # type: ignore[misc]  # narrower than the chain's


class Decision(ChainedRow):
    """One thing that a person decided. It names mentions and records, never a derived thing alone."""

    kind = models.CharField(max_length=40, db_index=True)
    by = models.CharField(max_length=NAME_LENGTH)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    why = SealedWordsField(blank=True)
    body = models.JSONField(default=dict)

    objects = DecisionQuerySet.as_manager()  # type: ignore[misc]  # narrower than the chain's


class CurrentSnapshot(models.Model):
    """Which snapshot is served: one row, changed in one transaction. `manifest_sha256` is the hash of its manifest."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    snapshot_id = models.CharField(max_length=ID_LENGTH)
    changed_at = MomentField()
    manifest_sha256 = models.CharField(max_length=HASH_LENGTH, blank=True, default="")

    objects = CurrentSnapshotQuerySet.as_manager()

    class Meta:
        """One row."""

        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_current_snapshot")]


class RunState(models.TextChoices):
    """How a run of the pipeline stands, or how it ended."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    BESIDE = "beside", _("Of an earlier day")
    FAILED = "failed", _("Failed")
    INTERRUPTED = "interrupted", _("Interrupted")


class PipelineRun(models.Model):
    """One run of the pipeline. A row that says `running` while nobody holds the lock is of a run that died."""

    started_at = MomentField()
    ended_at = MomentField(null=True)
    by = models.CharField(max_length=NAME_LENGTH)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    as_at = models.DateField()
    state = VocabularyField(max_length=20, default=RunState.RUNNING, choices=RunState.choices)
    snapshot_id = models.CharField(max_length=ID_LENGTH, blank=True)
    counts = models.JSONField(default=dict)
    what_went_wrong = models.TextField(blank=True)


class PersonChangeKind(models.TextChoices):
    """Whether two people became one, or one became two."""

    JOINED = "joined"
    SPLIT = "split"


class PersonChange(models.Model):
    """Two people became one, or one became two, from one current snapshot to the next. Only ever added to.

    `person_whole` is the one person: after a joining, before a taking apart. `person_a` and `person_b` are the two,
    `mention_id_a` and `mention_id_b` a naming on either side. `cause` lists the links between them, as they stand or
    stood; `decision` is the number of the answer that did it.
    """

    snapshot_before = models.CharField(max_length=ID_LENGTH)
    snapshot_after = models.CharField(max_length=ID_LENGTH)
    changed_on = models.DateField()
    kind = VocabularyField(max_length=10, choices=choices_of(PersonChangeKind))
    person_whole = models.CharField(max_length=ID_LENGTH, db_index=True)
    person_a = models.CharField(max_length=ID_LENGTH, db_index=True)
    person_b = models.CharField(max_length=ID_LENGTH, db_index=True)
    mention_id_a = models.CharField(max_length=ID_LENGTH)
    mention_id_b = models.CharField(max_length=ID_LENGTH)
    cause = models.JSONField(default=list)
    decision = models.BigIntegerField(null=True)


class MentionSuccessor(models.Model):
    """A mention that decisions name left the data, and another mention of the same person is read in its place.

    `mention_id` is a keyed hash where the record was erased. The last row of a mention counts: its `successor` is empty
    where the mention came back. Only ever added to; an erasure puts hashes in place of the ids that it erases.
    """

    mention_id = models.CharField(max_length=ID_LENGTH, db_index=True)
    successor = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    since_on = models.DateField()

    objects = SuccessorQuerySet.as_manager()


class DependantKind(models.TextChoices):
    """What somebody decided that depends on who is who."""

    SAME_PERSON = "same_person"
    ITEM = "item"
    ASSIGNMENT = "assignment"
    MEETING = "meeting"
    SUBJECT_FILE = "working_file"
    NETWORK_ENTRY = "network_entry"
    ACCESS = "access"
    WATCH = "watch"
    NAMED_ADULT = "named_adult"
    REVIEW = "learning_review"
    BLIND_QUESTION = "blind_question"
    TWO_OFFICERS = "two_officers"
    EMERGENCY = "emergency_access"


class LookAgain(models.Model):
    """Something that somebody decided and that named a person who changed since.

    `mention_id` is the one that changed hands; `mention_ids` and `record_ids` are what a reader must be able to see.
    `decision` is the number of the decision by which somebody looked again; empty while nobody has. The decision names
    this row, so that the column can be made anew from the decisions.
    """

    change = models.ForeignKey(PersonChange, on_delete=models.PROTECT)
    kind = VocabularyField(max_length=40, choices=choices_of(DependantKind))
    key = models.CharField(max_length=ID_LENGTH)
    by = models.CharField(max_length=NAME_LENGTH, db_index=True)
    says = models.TextField()
    mention_id = models.CharField(max_length=ID_LENGTH)
    mention_ids = models.JSONField(default=list)
    record_ids = models.JSONField(default=list)
    decision = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        """Each thing once a change."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["change", "kind", "key"], name="looked_at_once")]


class AnswerText(models.Model):
    """What somebody wrote, sealed, by the hash that the decision carries. Erasing destroys its key, not the hash."""

    sha256 = models.CharField(max_length=HASH_LENGTH, primary_key=True)
    what = SealedWordsField(blank=True)
    who = SealedWordsField(blank=True)
    words = SealedWordsField(blank=True)
    erased_at = MomentField(null=True)

    objects = WrittenWordsQuerySet.as_manager()


class Marker(models.Model):
    """How far something has been taken over: through which concern, from which snapshot. It may be made anew."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=100)

    objects = MarkerQuerySet.as_manager()
