"""What the pages of proposals are given: filtered for the reader, and audited."""

from dataclasses import dataclass, field

from sightline.casework.match_proposals.kinds import ProposalKind
from sightline.casework.pairing.pages import Effects, PairPage, RecordGroup
from sightline.casework.people.pages.people import PersonSummary


@dataclass(frozen=True, slots=True)
class MatchProposalLine:
    """A proposal as a list shows it. `answer` is empty while nobody has answered; "cannot tell" leaves it open.

    `answered_by` is empty where an update alone made it so. `names` are those of the two records.
    """

    proposal_id: str
    kind: ProposalKind
    at: str
    by: str
    why: str = field(repr=False)
    names: tuple[str, str] = field(repr=False)
    people: tuple[str, str]
    mention_ids: tuple[str, str]
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    answer_why: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody who can tell."""
        return self.answer in ("", "cannot_tell")


@dataclass(frozen=True, slots=True)
class MatchProposalPage:
    """A proposal, both sides of it, and what hangs on it. `pair` is None where both records are of one person now."""

    line: MatchProposalLine
    may_answer: bool
    pair: PairPage | None


@dataclass(frozen=True, slots=True)
class OtherPersonPage:
    """A record that may be about another person, and what changes if it is."""

    person: PersonSummary
    part: RecordGroup
    effects: Effects
