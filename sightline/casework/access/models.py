"""The table of what people decided about access: teams, tasks, who is assigned, who needed to see, and the reviews.

No row is ever changed, and triggers hold that. What is in force at a moment is read from the rows in order.
"""

from typing import Self

from django.db import models

from sightline.casework.access.pages.entry_kinds import (
    AccessEntryKind,
    AccessPurpose,
    AssignedWithin,
    NumberCheck,
    ReviewOutcome,
    TaskKind,
    TeamListing,
)
from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.core.moments import MomentField
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.model.nouns import Agency

MOST_NAME = 200
WORDS = (TaskKind, AccessPurpose, ReviewOutcome, AssignedWithin, NumberCheck, TeamListing)
ACCOUNT = "casework.Account"


class AccessEntryQuerySet(models.QuerySet["AccessEntry"]):
    """What people decided about access."""

    def of_kind(self, *kinds: AccessEntryKind) -> Self:
        """The rows of these kinds, the first that was written first."""
        return self.filter(kind__in=[kind.value for kind in kinds]).order_by("pk")

    def waiting(self) -> Self:
        """The reasons and numbers that open nobody before a review, reviewed or not."""
        return self.of_kind(AccessEntryKind.NEEDED, AccessEntryKind.NUMBER).filter(until_at=None)

    def not_ended(self) -> Self:
        """Those that no later row ended."""
        ended = AccessEntry.objects.filter(kind=AccessEntryKind.ENDED).values("about")
        return self.exclude(entry_id__in=ended)


class AccessEntry(JournalEntry):
    """One thing that somebody decided about access. `about` is the entry that it is about, or changes, or ends.

    `on_day` is the first day of need to know, or the last of a task or an assignment. `account` and `mention_id`
    are who opens whom. A team has a `name`, the account names of its `members` and `managers`, and the `agency`
    that it is of, with the organisations, units and areas that it `responsible_for`. An assignment to a team names the
    team by `about`. A task's `members` are those whom the signer let in. `until_at` is when what somebody needed
    closes; none where it waits for a review, whose row then has it. The words are the reason; `what` beside them is
    the number of a case system.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(AccessEntryKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(*WORDS))
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, null=True, related_name="access_entries")
    mention_id = models.CharField(max_length=ID_LENGTH, blank=True, db_index=True)
    until_at = MomentField(null=True)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))
    members = models.JSONField(default=list)
    managers = models.JSONField(default=list)
    responsible_for = models.JSONField(default=list)

    objects = AccessEntryQuerySet.as_manager()

    @property
    def waits(self) -> bool:
        """Whether it opens nobody before a review: a refusal came before it."""
        return self.kind in (AccessEntryKind.NEEDED, AccessEntryKind.NUMBER) and self.until_at is None
