"""What the pages of putting people together and splitting one are given: filtered for the reader, and audited."""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.same_person.pages.bulk import EarlierAnswer
from sightline.casework.same_person.pages.questions import QuestionLine, QuestionSide


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address as records give it, and the agencies whose records do."""

    text: str = field(repr=False)
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What is open about the people of a decision: actions, deadlines and other possible matches.

    `informed_agencies`: those whose responsible people were told of an action about them, open or closed. `addresses`:
    those that visible records give; `has_protected`: whether one more is protected, and not shown.
    """

    actions: tuple[ItemLine, ...] = ()
    deadlines: tuple[ClockLine, ...] = ()
    matches: tuple[QuestionLine, ...] = ()
    informed_agencies: tuple[str, ...] = ()
    addresses: tuple[AddressLine, ...] = ()
    has_protected: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """What a decision changes: records, what was recognised and the groups, the page that stays, and earlier decisions.

    `records`: how many records that the reader may see come to the other page, or leave it. `keeps_page`: whose page
    shows them afterwards. `needs_review`: decisions that will need review, in words. `work`: what is open about them.
    `entered`: how many concerns about them that the reader may see came after the last update. `records` has none.
    """

    records: int
    patterns: tuple[RecognisedLine, ...]
    groups: tuple[RecognisedLine, ...]
    keeps_page: PersonSummary | None
    needs_review: tuple[str, ...]
    work: OpenWork = field(default_factory=OpenWork)
    entered: int = 0


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two people side by side. `may_decide`: whether the reader may put them together.

    `refused` is the code of why that is not possible; `against` are answers that contradict it, in words. `question_id`
    is of the possible match of these two, for a reader who answers such; `unasked` is why there is none, as a message.
    """

    sides: tuple[QuestionSide, QuestionSide]
    effects: Effects
    may_decide: bool
    refused: str
    against: tuple[str, ...]
    earlier: EarlierAnswer | None
    question_id: str = ""
    unasked: str = ""


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Records of a person that have the same details in one agency; `part_id` is one mention of theirs."""

    part_id: str
    agency: str
    organisation: str
    names: tuple[str, ...] = field(repr=False)
    roles: tuple[str, ...]
    record_id: str
    records: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A person and the parts of which their page is made."""

    person: PersonSummary
    parts: tuple[RecordGroup, ...]


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """What a split would change. `draft` is what must be given back to make it."""

    person: PersonSummary
    leaving: tuple[RecordGroup, ...]
    staying: tuple[RecordGroup, ...]
    effects: Effects
    against: tuple[str, ...]
    page_leaves: bool
    why: str = field(repr=False)
    draft: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SplitReceipt:
    """What a split wrote: how many decisions, and the earlier ones that its reader is to look at again, in words."""

    decisions: int
    needs_review: tuple[str, ...]
