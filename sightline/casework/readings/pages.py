"""What a page is given of sentences that would complete a pattern: frozen, filtered for the reader, audited."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.notes.pages.sentences import NoteSentences


@dataclass(frozen=True, slots=True)
class WorthChecking:
    """A pattern that would be complete if these sentences said so. It is no pattern."""

    pattern_id: str
    notes: tuple[NoteSentences, ...]


class SentenceAnswer(StrEnum):
    """What a person may answer."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ProposedPattern:
    """The same with the child whom it is about."""

    person_id: str
    name: str = field(repr=False)
    pattern: WorthChecking


@dataclass(frozen=True, slots=True)
class ProposedPatterns:
    """Some of them; `next_after` is the place to go on from, 0 where these are the last."""

    proposed: tuple[ProposedPattern, ...]
    next_after: int
