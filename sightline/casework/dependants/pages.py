"""What a page is given of decisions to be looked at again: frozen, already filtered for the reader."""

from dataclasses import dataclass, field

from sightline.casework.people.pages.people import IdentityChangeLine

RECOGNISED_NO_MORE, LOOKED = "recognised_no_more", "withdrawn_looked_again"


@dataclass(frozen=True, slots=True)
class LookAgainLine:
    """Something that was decided about somebody who changed since, for somebody to look at again.

    `answer` is the number of the decision where it is an answer to "same person?" of the reader's own; else 0.
    """

    number: int
    kind: str
    says: str = field(repr=False)
    by: str
    change: IdentityChangeLine
    answer: int = 0


@dataclass(frozen=True, slots=True)
class LookAgainList:
    """What is to be looked at again, the newest first; `more` is true where there is more than is listed."""

    lines: tuple[LookAgainLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class PatternReview:
    """One thing to be looked at again: by which rule it came, what became of that and when, and what it is.

    `why` is rule_withdrawn or recognised_no_more; `decision` is the row that says so. `mine`: the reader is asked.
    `whom`: the people whom it is about, by the names that the reader may see.
    """

    why: str = field(repr=False)
    decision: int
    rule_id: str
    at: str
    kind: str
    key: str
    by: str
    mine: bool = False
    whom: tuple[str, ...] = ()
