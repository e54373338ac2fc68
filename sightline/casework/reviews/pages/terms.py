"""The terms of learning reviews as pages show them: who may read, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.reviews.pages.contacts import ReviewContact
from sightline.translation.messages import lazy as _


class ReviewEntryKind(StrEnum):
    """One thing that was decided about a review."""

    OPENED = "opened"
    CHILD = "child"
    ADULT = "adult"
    AUTHOR = "author"
    AUTHOR_ENDED = "author_ended"
    PROCEEDING = "proceeding"
    KEY_DATE = "key_date"
    OTHER_PERSON = "other_person"
    CONTACT = "contact"
    HOLDER_YES = "holder_yes"
    HOLDER_ENDED = "holder_ended"
    FROZEN = "frozen"
    REBUILT = "rebuilt"
    CLOSED = "closed"
    IMPORTED = "imported"
    ROW = "row"
    ROW_CORRECTED = "row_corrected"
    IMPORT_WITHDRAWN = "import_withdrawn"
    HEADINGS = "headings"
    REPORT_DRAFT = "report_draft"
    ANALYSIS = "analysis"
    ACCOUNT_ASKED = "account_asked"
    ACCOUNT_GIVEN = "account_given"
    PANEL_DECIDED = "panel_decided"
    SAME_EVENT = "same_event"
    SEPARATE_EVENTS = "separate_events"
    COMMENT = "comment"
    EVENT_ANALYSIS = "event_analysis"
    SIGNIFICANCE = "significance"
    KEY_EPISODE = "key_episode"
    THEME = "theme"
    CODE_KEY = "code_key"
    CONCLUDED = "concluded"
    PUBLICATION_CHECK = "publication_check"
    CONSENT = "consent"


class ProceedingKind(StrEnum):
    """Which proceedings a review must not put at risk."""

    CRIMINAL = "criminal"
    FAMILY = "family"
    INQUEST = "inquest"
    INQUIRY = "inquiry"


class RebuildReason(StrEnum):
    """Why the frozen data of a review were built again."""

    ERASED = "records_erased"
    KEY = "key_changed"
    VERSION = "other_version"
    LOST = "not_readable"


class ReviewFileForm(StrEnum):
    """In which form the chronology leaves."""

    WORD = "docx"
    EXCEL = "xlsx"
    PDF = "pdf"
    HTML = "html"


PROCEEDINGS: Mapping[str, str] = {
    ProceedingKind.CRIMINAL: _("Criminal investigation or trial"),
    ProceedingKind.FAMILY: _("Family court"),
    ProceedingKind.INQUEST: _("Inquest"),
    ProceedingKind.INQUIRY: _("Inquiry"),
}


# What people write about an event of a chronology; the event itself stays as its agency wrote it.
REMARKS: Mapping[str, str] = {
    ReviewEntryKind.COMMENT: _("Comment"),
    ReviewEntryKind.EVENT_ANALYSIS: _("Analysis"),
    ReviewEntryKind.SIGNIFICANCE: _("Significance"),
    ReviewEntryKind.KEY_EPISODE: _("Key episode"),
    ReviewEntryKind.THEME: _("Theme"),
}


@dataclass(frozen=True, slots=True)
class NewReview:
    """The first terms: title, what the review must find out, period, and the agencies whose records it reads."""

    title: str = field(repr=False)
    asks: str = field(repr=False)
    from_on: date
    to_on: date
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewAct:
    """What is added to the terms: a person by their page, an account, a day, names and words."""

    kind: ReviewEntryKind
    person_id: str = ""
    username: str = ""
    word: str = ""
    about: str = ""
    on_day: date | None = None
    who: str = field(default="", repr=False)
    what: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review on the list."""

    review_id: str
    title: str = field(repr=False)
    from_on: date
    to_on: date
    opened_at: str
    children: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReviewPerson:
    """A child or an adult of a review: the letter or number by which pages call them, and the name in frozen data.

    `name` is empty where the frozen data hold nothing of them that this reader may see.
    """

    called: str
    name: str = field(default="", repr=False)
    birth_dates: tuple[date, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReviewAuthor:
    """An account that reads the review by its terms until a day; or why it no longer does: `AuthorEnd`.

    `may_conflict`: a name that the account declared is also the name of a person of the review. Only who sets terms is
    told.
    """

    entry_id: str
    username: str
    since: str
    added_by: str
    until_on: date | None
    ended: str = ""
    may_conflict: bool = False


@dataclass(frozen=True, slots=True)
class ReviewProceeding:
    """Proceedings, with the officer in the case and the disclosure officer."""

    kind: str
    officer: str = field(repr=False)
    disclosure_officer: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReviewDate:
    """A day of the review, as the day it is due."""

    what: str = field(repr=False)
    on_day: date


@dataclass(frozen=True, slots=True)
class HolderYes:
    """A body that lets the review read its restricted records: who decided, who recorded it, and until when.

    `in_force`: today is not after its last day, and nobody withdrew it. `organisation` is empty where its agency has
    one alone.
    """

    entry_id: str
    agency: str
    organisation: str
    who: str = field(repr=False)
    at: str
    by: str
    until_on: date
    words: str = field(repr=False)
    in_force: bool


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Restricted records of an agency that the review leaves out. `records` is None where they are 1 to 4."""

    agency: str
    records: int | None


@dataclass(frozen=True, slots=True)
class NewHolderYes:
    """What an agency's information governance says: who decided, until when, and why."""

    who: str = field(repr=False)
    until_on: date | None
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnRestricted:
    """A restricted record of the reader's own agency that its yes opens: of whom, what kind, and when it happened."""

    record_id: str
    called: str
    kind: str
    on_day: date | None


@dataclass(frozen=True, slots=True)
class HolderPage:
    """What information governance of an agency reads of a review before it says yes: no record of another agency.

    `people` are named as the agency's own records name them.
    """

    line: "ReviewLine"
    agency: str
    organisation: str
    asks: str = field(repr=False)
    authors: tuple[str, ...]
    people: "tuple[ReviewPerson, ...]"
    records: tuple[OwnRestricted, ...]
    yes: HolderYes | None
    earlier: tuple[HolderYes, ...]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class FrozenData:
    """The data that a review reads: up to which day, frozen when, and whether they can be read and newer ones exist.

    `rebuilt_at` and `rebuilt_why` are of the last time they were built again; empty text where they never were.
    """

    snapshot_id: str
    up_to: date
    frozen_at: str
    is_readable: bool
    newer_up_to: date | None
    rebuilt_at: str = ""
    rebuilt_why: str = ""


@dataclass(frozen=True, slots=True)
class KnownChoices:
    """What may be asked of an earlier day: people by how the review calls them, and agencies.

    `holders` let the review read their restricted records.
    """

    line: ReviewLine
    people: tuple[str, ...]
    agencies: tuple[str, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewImport:
    """A chronology that was imported: of which agency, from which file, by whom, and what became of its rows.

    `is_erased`: nobody can read its rows any more.
    """

    import_id: str
    agency: str
    file_name: str = field(repr=False)
    file_sha: str
    at: str
    by: str
    imported: int
    doubtful: int
    not_imported: int
    is_withdrawn: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One review: its terms and what comes next. `choices` are what this reader may add to the terms."""

    line: ReviewLine
    opened_by: str
    asks: str = field(repr=False)
    agencies: tuple[str, ...]
    children: tuple[ReviewPerson, ...]
    adults: tuple[ReviewPerson, ...]
    authors: tuple[ReviewAuthor, ...]
    proceedings: tuple[ReviewProceeding, ...]
    dates: tuple[ReviewDate, ...]
    holders: tuple[HolderYes, ...]
    kept_back: tuple[KeptBack, ...]
    frozen: FrozenData
    imports: tuple[ReviewImport, ...]
    may_import: bool
    choices: tuple[ReviewEntryKind, ...]
    contacts: tuple[ReviewContact, ...] = ()
    closed_at: str = ""
    closed_why: str = field(default="", repr=False)
