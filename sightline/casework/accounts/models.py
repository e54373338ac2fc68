"""The tables of accounts: one-time links, requests for a second person, recoveries, and wrong passwords.

No secret is kept: a link is kept as the hash of its token. Names and addresses of tries are kept as keyed hashes,
because people type passwords into the wrong box.
"""

from typing import ClassVar

from django.db import models

from sightline.casework.core.moments import MomentField

NAME_LENGTH, HASH_LENGTH = 150, 64
ACCOUNT = "casework.Account"


class OneTimeLink(models.Model):
    """A link by which one person chooses the password of one account, once. `ended_at`: used, or replaced."""

    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    made_at = MomentField()
    made_by = models.CharField(max_length=NAME_LENGTH)
    expires_at = MomentField()
    used_at = MomentField(null=True)
    ended_at = MomentField(null=True)


class AccountRequest(models.Model):
    """Something that one person asks for and another decides. `body` says what would become of the account."""

    kind = models.CharField(max_length=20)
    username = models.CharField(max_length=NAME_LENGTH, db_index=True)
    body = models.JSONField(default=dict)
    why = models.TextField()
    asked_by = models.CharField(max_length=NAME_LENGTH)
    asked_by_account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    asked_at = MomentField()
    expires_at = MomentField()
    state = models.CharField(max_length=20, default="open", db_index=True)
    decided_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    decided_at = MomentField(null=True)


class Recovery(models.Model):
    """A privileged account was recovered at the machine by one person; somebody must say whether that was right."""

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT)
    by = models.CharField(max_length=NAME_LENGTH)
    os_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    why = models.TextField()
    at = MomentField()
    due_at = MomentField()
    answer = models.CharField(max_length=20, blank=True)
    answer_words = models.TextField(blank=True)
    answered_by = models.CharField(max_length=NAME_LENGTH, blank=True)
    answered_at = MomentField(null=True)


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
