"""Writes proposals, each a decision, a row and an audit entry, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.casework.journal.draft import EntryDraft
from sightline.casework.journal.writer import Journal
from sightline.casework.match_proposals.models import MatchProposal


@dataclass(frozen=True, slots=True)
class ProposalDraft(EntryDraft):
    """A proposal, checked and not written yet."""

    mention_id: str = ""
    other_mention_id: str = ""
    agency: str = ""


class ProposalJournal(Journal[None, MatchProposal, ProposalDraft]):
    """What is a proposal's own: the two mentions. The decision has no word of the reason."""

    noun, entries = "match_proposal", MatchProposal

    def identify(self, draft: ProposalDraft, text_sha: str) -> tuple[str, ...]:
        """The two mentions."""
        return draft.mention_id, draft.other_mention_id, text_sha

    def columns(self, draft: ProposalDraft) -> dict[str, Any]:
        """All that is no draft's."""
        return {
            "mention_id": draft.mention_id,
            "other_mention_id": draft.other_mention_id,
            "agency": draft.agency,
        }

    def body(self, subject: None, entry_id: str, draft: ProposalDraft, text_sha: str) -> dict[str, Any]:
        """Ids and hashes."""
        del subject
        mentions = {"mention_id": draft.mention_id, "other_mention_id": draft.other_mention_id}
        return {"entry_id": entry_id, **mentions, "record_ids": list(draft.record_ids), "text_sha256": text_sha}

    def name_ids(self, entry_id: str, draft: ProposalDraft) -> dict[str, Iterable[str]]:
        """The proposal, and the mentions and records that it names."""
        mentions = sorted((draft.mention_id, draft.other_mention_id))
        return {"match_proposal": [entry_id], "mention": mentions, "record": draft.record_ids}


PROPOSALS = ProposalJournal()
