"""What a page is given of proposals about what notes name: frozen, filtered for the reader, audited.

What the comparison found is empty until this reader has answered.
"""

from dataclasses import dataclass, field

from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.same_person.pages.questions import SamePersonAnswerLine


@dataclass(frozen=True, slots=True)
class NotedSide:
    """One side: what is named, in which record, and how.

    Of a note `before`, `words` and `behind` are the sentence with the words apart; all empty where it may not be shown.
    Of a record `slot` and `source_role` say where it stands, `person` who it is today. `standing`: who else stands on
    the record. `beside`: how a vehicle is described there.
    """

    id: str
    is_naming: bool
    record_id: str
    agency: str
    organisation: str
    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    restricted: bool
    text: str = field(repr=False)
    beside: str = field(default="", repr=False)
    before: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    behind: str = field(default="", repr=False)
    slot: str = ""
    source_role: str = ""
    other_names: tuple[str, ...] = field(default=(), repr=False)
    person: PersonSummary | None = None
    standing: tuple[PersonSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class NotedLine:
    """One proposal of a list: what kind of thing, why it is asked, both sides in short, and what hangs on it."""

    proposal_id: str
    kind: str
    rule_id: str
    says: str = field(repr=False)
    sides: tuple[NotedSide, NotedSide]
    hangs_on: int
    answered: bool
    place: int


@dataclass(frozen=True, slots=True)
class NotedList:
    """Some of the proposals, in order; `next_after` is the place to go on from, 0 where these are the last."""

    proposals: tuple[NotedLine, ...]
    next_after: int


@dataclass(frozen=True, slots=True)
class NotedPage:
    """One proposal. `agrees` is empty until this reader has answered; `mine` is that answer.

    `alike`: others that lay another note beside the very same; what is said of this one may be said of them too.
    """

    line: NotedLine
    agrees: str
    mine: SamePersonAnswerLine | None
    others: tuple[SamePersonAnswerLine, ...]
    alike: tuple[NotedLine, ...] = ()
