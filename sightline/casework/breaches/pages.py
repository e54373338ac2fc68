"""What the pages of data breaches are given: each report, the steps since, and what is still to be decided."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.named_adults.pages import LetterTo


class BreachEntryKind(StrEnum):
    """One thing that happened to a report. Only the first is anybody's; the others are information governance's."""

    REPORTED = "reported"
    ADDRESS_EXPOSED = "address_exposed"
    ADDRESS_SAFE = "address_safe"
    REGULATOR_NOTIFIED = "regulator_notified"
    NOT_REPORTABLE = "not_reportable"
    PEOPLE_NOTIFIED = "people_notified"
    PEOPLE_NOT_NOTIFIED = "people_not_notified"
    CLOSED = "closed"


class AddressExposed(StrEnum):
    """Whether an address may be known to somebody who must not know it, as whoever reports says."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class BreachState(StrEnum):
    """How far a report has come: something to decide, all decided and not closed, or closed."""

    TO_DECIDE = "to_decide"
    DECIDED = "decided"
    CLOSED = "closed"


REGULATOR = (BreachEntryKind.REGULATOR_NOTIFIED, BreachEntryKind.NOT_REPORTABLE)
PEOPLE = (BreachEntryKind.PEOPLE_NOTIFIED, BreachEntryKind.PEOPLE_NOT_NOTIFIED)
WITH_MOMENT = (BreachEntryKind.REGULATOR_NOTIFIED, BreachEntryKind.PEOPLE_NOTIFIED)


@dataclass(frozen=True, slots=True)
class NewBreach:
    """What somebody reports. `holder` is the agency that holds an exposed address; empty where nobody knows.

    `record_id`: the record that reached them by mistake, if it was one.
    """

    noticed_at: str
    address: str = field(repr=False)
    words: str = field(repr=False)
    whose: str = field(repr=False)
    holder: str = field(default="", repr=False)
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class BreachDecision:
    """What information governance decided: when who was told, the regulator's reference, the reason in words."""

    kind: BreachEntryKind
    words: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)
    notified_at: str = ""
    holder: str = field(default="", repr=False)
    letter: LetterTo = field(default=LetterTo(), repr=False)


@dataclass(frozen=True, slots=True)
class BreachEntryLine:
    """A step as one reader may see it: the words of information governance are for its own eyes.

    `happened_at` is when the regulator or the people were told; `reference` is the regulator's.
    """

    kind: str
    at: str
    by: str
    happened_at: str = ""
    holder: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A report on the list. `due_at` is the last moment for the regulator, counted from `noticed_at`."""

    breach_id: str
    reported_at: str
    by: str
    noticed_at: str
    due_at: str
    address: str = field(repr=False)
    state: BreachState
    is_regulator_decided: bool
    are_people_decided: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class BreachList:
    """The reports that a reader may open: all of them, or their own. `may_settle`: whether they decide about them."""

    lines: tuple[BreachLine, ...]
    may_settle: bool
    now: str


@dataclass(frozen=True, slots=True)
class BreachNotified:
    """Who had to be told, and whether they were at once. The partnership stands for information governance.

    `reached` is the first stage at which anybody was told, where that is a later one; empty where nobody was at all.
    """

    agency: str
    is_notified: bool
    reached: str = ""
    ladder: str = ""


@dataclass(frozen=True, slots=True)
class BreachPage:
    """A report with its steps, who was told of it, and the steps that the reader may take next."""

    line: BreachLine
    entries: tuple[BreachEntryLine, ...]
    notified: tuple[BreachNotified, ...]
    choices: tuple[BreachEntryKind, ...]
    may_settle: bool
    now: str
    record_id: str = ""
    holder: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    whose: str = field(default="", repr=False)
