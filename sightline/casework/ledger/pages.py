"""What the pages and commands of the sharing ledger are given: bodies, posts, days, counts and ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from sightline.sharing.need_to_know import AccessReason
from sightline.translation.messages import lazy as _


class SharingWay(models.TextChoices):
    """How a record reached a reader of another body, or that it did not."""

    SHOWN = "shown", _("Shown on a page")
    LEFT = "left", _("Written to a file")
    REFUSED = "refused", _("Refused")
    MISTAKE = "mistake", _("Received by mistake")
    NOT_ENOUGH = "not_enough", _("Shown for a reason that a reviewer refused")
    OPENED = "opened", _("Sealed rows opened")
    CLOSED = "closed", _("Sealed rows closed")
    ASKED = "asked", _("Asked to pass on")


class SharedPart(models.TextChoices):
    """Which part of what is held was shown: a record itself, or what Sightline says of a person from records."""

    RECORD = "record", _("The record")
    TABLE = "table", _("A table of records")
    EXISTENCE = "existence", _("That the agency holds records")
    IDENTITY = "identity", _("Name, birth date and home")
    MATCH = "match", _("Details compared for a possible match")
    CONNECTION = "connection", _("Connections with people and places")
    CONCLUSION = "conclusion", _("Patterns, deadlines and questions")
    PLACE = "place", _("Places")


class SharedField(models.TextChoices):
    """Kinds of field of a record: what a line says was shown, without what stood there."""

    NAME = "name", _("Names")
    BIRTH_DATE = "birth_date", _("Birth date")
    SEX = "sex", _("Sex")
    NUMBER = "number", _("Numbers, such as NHS number or UPN")
    ADDRESS = "address", _("Addresses")
    CONTACT = "contact", _("Telephone numbers")
    VEHICLE = "vehicle", _("Vehicles")
    EVENT = "event", _("What happened and when")
    NOTE = "note", _("Notes")
    CHILDS_WORDS = "childs_words", _("The child’s own words")
    OTHER = "other", _("Other fields")


REASONS: Mapping[str, str] = {
    AccessReason.ASSIGNED: _("Assigned to the child"),
    AccessReason.ALLOCATED: _("Assigned to the child by their agency’s own extract"),
    AccessReason.MANAGED: _("Manages the child’s team"),
    AccessReason.ANSWERS: _("Has an action to answer"),
    AccessReason.RECEIVED: _("Received a concern or referral"),
    AccessReason.INVITED: _("Invited to a meeting"),
    AccessReason.NUMBER: _("Entered a contact or referral number"),
    AccessReason.NEEDED: _("Said why they needed to see the child’s records"),
    AccessReason.ANALYSIS: _("Analysis across agencies"),
    AccessReason.OWN_RECORD: _("Works in the body that wrote the record"),
}


# For what agreements let records be used, as a line has it of a reader who said no purpose.
PURPOSES_OF_AGREEMENTS: Mapping[str, str] = {
    "safeguarding": _("Safeguarding"),
    "crime": _("Preventing and investigating crime"),
    "practice_review": _("Practice review"),
    "statistics": _("Statistics"),
}
NOT_SHARED = "not_shared"  # in a line before the reason of the list
REFUSE_TO_SHARE = "refuse_to_share"  # the action of such a line
# What opened a record beside need to know, or kept it closed.
OTHER_REASONS: Mapping[str, str] = {
    NOT_SHARED: _("Its own agency refused to share it, by the person named"),
    "emergency_access": _("Emergency access"),
    "two_officers": _("Two officers together"),
    "onward": _("Request to pass records on"),
    "clinician_no": _("The responsible person for health said no"),
}


@dataclass(frozen=True, slots=True)
class SharingBody:
    """A body: the agency, and the organisation in it where records name one."""

    agency: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class SharingQuestion:
    """Which lines somebody asks for; an empty part asks for nothing. `about`: the id of a record or of a person."""

    from_agency: str = ""
    to_agency: str = ""
    account: str = ""
    agreement: str = ""
    way: str = ""
    about: str = ""
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class SealedRowsLine:
    """Why sealed rows were opened or closed: the trigger and its rule, by which records, and which rows.

    `rule_version`, `met_on`, `windows` and `evidence` are empty of a closing, and of a later version of rows that were
    open. `windows` has by layout the first day; None where every row is inside. `evidence` has ids of records,
    `asked` the entry of whoever asked, `row_ids` keyed hashes, `closed_because` is a word of the closing.
    """

    trigger: str
    rule: str
    rule_version: str
    met_on: date | None
    windows: Mapping[str, date | None]
    evidence: tuple[str, ...]
    asked: str
    row_ids: tuple[str, ...]
    closed_because: str = ""


@dataclass(frozen=True, slots=True)
class SharingLine:
    """Records of one body that one reader was shown at one moment: of which layouts how many, why and on what basis.

    `parts` are words of SharedPart. `people`: how many people it is about, where it is about no record. `bases` and
    `versions`: the lawful bases by these agreements, and hashes of what the agreements said then. Of rows that an
    earlier version wrote these are empty. `fields` are words of SharedField, by which kinds of field were shown: empty
    where nothing was, or where that is not recorded.

    `number` is the first of its rows, `audit_row` the entry of the audit log. `agreements` are ids; empty where no
    agreement in force covered the records. `reasons` are words of the rule on need to know; empty where it was not in
    force for the reader.
    """

    number: int
    at: str
    audit_row: int
    way: str
    action: str
    whose: SharingBody
    to: SharingBody
    username: str
    role: str
    reasons: tuple[str, ...]
    agreements: tuple[str, ...]
    layouts: Mapping[str, int]
    record_ids: tuple[str, ...]
    restricted: int
    sealed: SealedRowsLine | None = None
    parts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    people: int = 0
    post: str = ""
    purposes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharingPage:
    """Lines, newest first. `older_before`: the number before which the next page begins; None on the last."""

    lines: tuple[SharingLine, ...]
    older_before: int | None


@dataclass(frozen=True, slots=True)
class ChildSharing:
    """How many records of one agency about a child readers of another were shown, in which months, or took in files.

    `readers`: how many of them saw the child in a search, chart, list or map, without a record. `fields`: the kinds
    of field that were shown, where that was recorded.
    """

    from_agency: str
    to_agency: str
    shown: int
    left: int
    readers: int
    first_at: str
    last_at: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharingTotal:
    """How many records one agency's readers were first shown of another's in a quarter, exported, or were refused.

    `named` counts a person once for each reader who saw them in a search, chart, list or map, without a record.
    `fields`: the kinds of field that were shown or exported, where that was recorded.
    """

    from_agency: str
    to_agency: str
    shown: int = 0
    left: int = 0
    refused: int = 0
    named: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestTotal:
    """How often one agency asked another to share, to call or to come in a quarter, and how that was answered by now.

    `to_agency` asked; `shared` counts each yes. It is empty where the holder was asked to share with whoever must
    answer. `median_days` is from the request to the last answer; None where nobody has answered.
    """

    from_agency: str
    to_agency: str
    asked: int
    shared: int
    refused: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class AgencyAsk:
    """One request of an agency to another: when, when it was last answered (empty until then), and whether by a no."""

    from_agency: str
    to_agency: str
    asked_at: str
    answered_at: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class QuarterTotals:
    """The totals of one closed quarter of a calendar year."""

    first_on: date
    last_on: date
    totals: tuple[SharingTotal, ...]
    requests: tuple[RequestTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedReasonLine:
    """A reason that was refused, for a body whose records it had opened: who read how many of them, and since when.

    It names neither the child nor the reader's account: information governance tells that.
    """

    refused_at: str
    first_shown_at: str
    to: SharingBody
    role: str
    layouts: Mapping[str, int]
