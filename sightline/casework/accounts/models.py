"""The tables of accounts: one-time links, requests for a second person, recoveries, and wrong passwords.

No secret is kept: a link is kept as the hash of its token. Names and addresses of tries are kept as keyed hashes,
because people type passwords into the wrong box.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.core.row_keys.sealed_texts import ReadTogether, SealedWordsField
from sightline.translation.messages import lazy as _

NAME_LENGTH, HASH_LENGTH = 150, 64
ACCOUNT = "casework.Account"


class LinkKind(models.TextChoices):
    """Why an account's password is chosen by a link."""

    INVITE = "invite"
    RESET = "reset"
    REOPEN = "reopen"
    RECOVER = "recover"


class OneTimeLink(models.Model):
    """A link by which one person chooses the password of one account, once. `ended_at`: used, or replaced."""

    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    kind = VocabularyField(max_length=20, choices=choices_of(LinkKind))
    made_at = MomentField()
    made_by = models.CharField(max_length=NAME_LENGTH)
    expires_at = MomentField()
    used_at = MomentField(null=True)
    ended_at = MomentField(null=True)


class RequestKind(models.TextChoices):
    """What somebody asks a second person for."""

    INVITE = "invite", _("Invitation")
    CHANGE = "change", _("Change of role")
    REOPEN = "reopen", _("Reopening")
    RESET_PASSWORD = "reset_password", _("Password reset")
    RESET_SECOND_FACTOR = "reset_second_step", _("Second sign-in step reset")
    END = "end", _("Closing")


class RequestState(models.TextChoices):
    """How a request stands. `withdrawn`: whoever asked took it back, or the account was closed meanwhile."""

    OPEN = "open", _("Open")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AccountRequest(models.Model):
    """Something that one person asks for and another decides. `body` says what would become of the account."""

    kind = VocabularyField(max_length=20, choices=RequestKind.choices)
    username = models.CharField(max_length=NAME_LENGTH, db_index=True)
    body = models.JSONField(default=dict)
    why = SealedWordsField()
    asked_by = models.CharField(max_length=NAME_LENGTH)
    asked_by_account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    asked_at = MomentField()
    expires_at = MomentField()
    state = VocabularyField(max_length=20, default=RequestState.OPEN, db_index=True, choices=RequestState.choices)
    decided_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    decided_at = MomentField(null=True)

    objects = ReadTogether.as_manager()


class RecoveryAnswer(models.TextChoices):
    """What somebody said of a recovery."""

    RIGHT = "right"
    WRONG = "wrong"


class Recovery(models.Model):
    """A privileged account was recovered at the machine by one person; somebody must say whether that was right."""

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    by = models.CharField(max_length=NAME_LENGTH)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    why = SealedWordsField()
    at = MomentField()
    due_at = MomentField()
    answer = VocabularyField(max_length=20, blank=True, choices=choices_of(RecoveryAnswer))
    answer_words = SealedWordsField(blank=True)
    answered_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    answered_at = MomentField(null=True)

    objects = ReadTogether.as_manager()


class SignInTries(models.Model):
    """Wrong passwords of a pair; of one account everywhere (no address); from one address for all accounts (no name).

    `known_at` is when the pair last signed in.
    """

    name_key = models.CharField(max_length=HASH_LENGTH, blank=True)
    address_key = models.CharField(max_length=HASH_LENGTH, blank=True)
    failures = models.FloatField(default=0)
    failed_at = MomentField(null=True, db_index=True)
    known_at = MomentField(null=True)

    class Meta:
        """One row a pair."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["name_key", "address_key"], name="tries_once_a_pair")]
