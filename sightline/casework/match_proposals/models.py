"""The table of proposals. No row is ever changed; what became of one is read from the answers about its records."""

from typing import Self

from django.db import models

from sightline.casework.core.models import VocabularyField, choices_of
from sightline.casework.journal.models import ID_LENGTH, JournalEntry
from sightline.casework.match_proposals.kinds import ProposalKind
from sightline.model.judgements import PairAnswer
from sightline.model.nouns import Agency


class MatchProposalQuerySet(models.QuerySet["MatchProposal"]):
    """Proposals."""

    def newest_first(self) -> Self:
        """The newest first."""
        return self.order_by("-pk")


class MatchProposal(JournalEntry):
    """What somebody proposed about two mentions.

    Of a record that is about another person, `mention_id` is in it, and `other_mention_id` in another record of the
    person. `agency` is that of the proposer: its team manager is asked first. `word` stays empty.
    """

    kind = VocabularyField(max_length=20, db_index=True, choices=choices_of(ProposalKind))
    word = VocabularyField(max_length=30, blank=True, choices=choices_of(PairAnswer))
    mention_id = models.CharField(max_length=ID_LENGTH)
    other_mention_id = models.CharField(max_length=ID_LENGTH)
    agency = VocabularyField(max_length=40, blank=True, choices=choices_of(Agency))

    objects = MatchProposalQuerySet.as_manager()
