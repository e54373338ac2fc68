"""What a page is given to show of several answers at once: what may be chosen, and what would become of it.

No weight is here at all. Whoever answers many at once is shown no more before answering than whoever answers one.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.same_person.pages.questions import QuestionLine


@dataclass(frozen=True, slots=True)
class BulkGroup:
    """Questions of one rule from one pair of agencies, and how many of them the reader may see."""

    rule_id: str
    agencies: tuple[str, str]
    questions: int


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """Questions to choose from; `next_after` is the place to go on from, 0 where these are the last."""

    questions: tuple[QuestionLine, ...]
    groups: tuple[BulkGroup, ...]
    next_after: int


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that holds today for the same pair, in whose place the new one would come."""

    by: str
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class AnswerImpact:
    """What an answer would do to a chronology (`joined`, `split`, nothing), and what is then to be looked at again."""

    change: str
    needs_review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulkPair:
    """One pair of a preview. `refused` is why it would not be kept (an error's code); `against` what contradicts it."""

    question: QuestionLine
    refused: str
    earlier: EarlierAnswer | None
    against: tuple[str, ...]
    ahead: AnswerImpact


@dataclass(frozen=True, slots=True)
class BulkChain:
    """More than two people who would become one: which pairs of the list (from 1) bring them together."""

    places: tuple[int, ...]
    people: int
    records: int


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What would become of an answer to several questions. `draft` is what must be given back to keep it."""

    pairs: tuple[BulkPair, ...]
    chains: tuple[BulkChain, ...]
    answer: str
    why: str = field(repr=False)
    draft: str = field(repr=False)

    @property
    def kept(self) -> int:
        """How many of the answers would be kept."""
        return sum(not pair.refused for pair in self.pairs)
