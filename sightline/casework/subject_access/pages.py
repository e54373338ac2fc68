"""What the pages of requests for a person's data are given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.people.pages.people import PersonSummary


class RequestEntryKind(StrEnum):
    """One thing that happened to a request."""

    RECEIVED = "received"
    IDENTITY = "identity"
    PERSON = "person"
    PAUSED = "paused"
    CHASED = "chased"
    RESUMED = "resumed"
    EXTENDED = "extended"
    SOURCE = "source"
    SOURCE_REPLY = "source_reply"
    OPINION = "opinion"
    ELSEWHERE = "elsewhere"
    RECORD = "record"
    SENT = "sent"
    REFUSED = "refused"


class RequestRelation(StrEnum):
    """Who asks: for themselves, with parental responsibility, or as somebody whom the person authorised."""

    OWN = "own"
    PARENT = "parent"
    REPRESENTATIVE = "representative"


class RequestWord(StrEnum):
    """Who asks; why time stops; what a record's decision is."""

    OWN = "own"
    PARENT = "parent"
    REPRESENTATIVE = "representative"
    IDENTITY = "identity"
    DETAILS = "details"
    GIVE = "give"
    REDACT = "redact"
    WITHHOLD = "withhold"
    SILENT = "silent"
    THEIRS = "theirs"
    OTHER = "other_person"


PAUSES = (RequestWord.IDENTITY, RequestWord.DETAILS)
OUTCOMES = (RequestWord.GIVE, RequestWord.REDACT, RequestWord.WITHHOLD, RequestWord.SILENT)
POSSIBLE = (RequestWord.THEIRS, RequestWord.OTHER)  # whether what names the person by another form is about them


class AccessRequestState(StrEnum):
    """How far a request has come."""

    OPEN = "open"
    PAUSED = "paused"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Exemption:
    """A test: what is asked, what the person reads where it leaves something out, and its law."""

    exemption_id: str
    asks: str
    shown_as: str
    law: str
    was_read: bool
    needs_opinion: bool


@dataclass(frozen=True, slots=True)
class Redaction:
    """Something left out of a record: a whole box, or words of it where there are some, and by which test."""

    box: str
    ground: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is entered: who asks, for whom, which agency holds the data, and the day on which it came.

    `organisation`: which body of that agency, where it has several and the account is of none of them.
    """

    controller: str
    relation: str
    received_on: date
    who: str = field(repr=False)
    about: str = field(repr=False)
    reach: str = field(repr=False)
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class RequestAct:
    """What was done: on which day, about whom or which agency, why a pause, who a reply goes to, and words.

    `back_on`: the day on which a paused request comes back.
    """

    kind: RequestEntryKind
    on_day: date | None = None
    person_id: str = ""
    agency: str = ""
    word: str = ""
    about: str = ""
    words: str = field(default="", repr=False)
    back_on: date | None = None
    letter: LetterTo = field(default=LetterTo(), repr=False)


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """What is decided about one record: the reply to each test, the outcome, and what is left out by which test."""

    record_id: str
    version: int
    outcome: str
    applies: tuple[str, ...]
    redactions: tuple[Redaction, ...] = field(default=(), repr=False)
    is_known: bool = False
    has_health_data: bool = False


@dataclass(frozen=True, slots=True)
class AccessRequestLine:
    """A request on the list. `due_at` is empty while the time stops, and once it is closed."""

    request_id: str
    controller: str
    relation: RequestRelation
    received_on: date
    state: AccessRequestState
    due_at: str
    is_overdue: bool
    person_id: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class RequestLogLine:
    """One entry of the log of a request."""

    entry_id: str
    kind: RequestEntryKind
    at: str
    by: str
    on_day: date | None
    agency: str
    word: str
    record_id: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record of the controller that names the person, and what is decided about it; no outcome while nothing is.

    Of what Sightline concluded from such records, and of what it holds beside them, `concluded` has the boxes and
    `record_id` its own id. `record_ids` are those that what it holds speaks of.
    Of a row that the controller sent in a file of its own, `sent` has the boxes. `is_possible`: it names the person by
    another form of their name alone, and nobody has said yet that it is about them.
    """

    record_id: str
    kind: str
    version: int
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    outcome: str = ""
    applies: tuple[str, ...] = ()
    concluded: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    record_ids: tuple[str, ...] = ()
    sent: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    is_possible: bool = False


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request: its log, the records that are found, what may be done next, and what is still missing for a reply.

    `says_reader`: whoever records the reply says who it goes to. `possible` are people of a name like the one that was
    typed, and not the person whom it is about.
    """

    line: AccessRequestLine
    log: tuple[RequestLogLine, ...]
    records: tuple[FoundRecord, ...]
    choices: tuple[RequestEntryKind, ...]
    open_sources: tuple[RequestLogLine, ...]
    missing: tuple[str, ...]
    who: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    says_reader: bool = False
    possible: tuple[PersonSummary, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class RecordToTest:
    """One record with its boxes, who else it names, and the tests to ask in their order."""

    request_id: str
    record: FoundRecord
    boxes: tuple[tuple[str, str], ...] = field(repr=False)
    others: tuple[str, ...] = field(repr=False)
    exemptions: tuple[Exemption, ...]
    asks_health: bool
    has_opinion: bool


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """A record as the person reads it: its boxes with what is left out, or the reason why it is withheld."""

    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    boxes: tuple[tuple[str, str], ...] = field(repr=False)
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessBundle:
    """What the person is given. Before it `is_complete` it is a draft.

    `has_sealed`: the controller may hold what no search finds, and looked for it in its own systems.
    """

    request_id: str
    controller: str
    made_at: str
    made_by: str
    organisation: str
    records: tuple[BundleRecord, ...] = field(repr=False)
    grounds: tuple[Exemption, ...] = ()
    is_complete: bool = False
    has_sealed: bool = False
