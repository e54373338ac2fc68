"""What a page is given of a child who may be missing now: by which record, how old that is, and what was told since.

Police records and telephone calls are never mixed: a call stands beside the record until the police's file agrees.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from sightline.rulebook.schema import Written

Number = Annotated[str, Meta(pattern=r"^(\+?[0-9][0-9 ]{1,18})?$")]


class MissingState(StrEnum):
    """How it stands now, as far as this reader may know."""

    HERE = "here"  # nothing says that the child is missing
    MISSING = "missing"  # by the police's records
    REPORTED_MISSING = "told_missing"  # by telephone; the police's file does not say so yet
    REPORTED_FOUND = "told_found"  # by telephone; the police's file still says missing


@dataclass(frozen=True, slots=True)
class TelephoneReport:
    """What somebody was told by telephone: missing or found, since when, by whom they were told, who wrote it down.

    `found_before`: the last call before a missing one that said that the child was found.
    """

    sequence: int
    is_found: bool
    since_at: str
    told_by: str = field(repr=False)
    by: str
    at: str
    found_before: "TelephoneReport | None" = None


@dataclass(frozen=True, slots=True)
class MissingStatus:
    """Whether a child is missing. `since` is a when of the record or the call; `grade` and `what` as the record has it.

    `police_data_of`: when the newest file about missing people came, empty where none did. `is_known`: that, or the
    call that counts, is of the last day. `may_have_changed`: the file is older than six hours. `last_seen`, `what`: how
    the record says that the child was last seen, and the rest. `is_before_call`: these and `record_id` are of the
    police's report before calls said found and missing again. `no_return_since`: one of weeks ago has no return.
    """

    state: MissingState
    is_known: bool
    may_have_changed: bool
    police_data_of: str
    now: str
    since: str = ""
    precision: str = ""
    grade: str = ""
    last_seen: str = field(repr=False, default="")
    what: str = field(repr=False, default="")
    record_id: str = ""
    is_before_call: bool = False
    no_return_since: str = ""
    report: TelephoneReport | None = None

    @property
    def is_missing(self) -> bool:
        """Whether a page must say so first: by the police's records, or by telephone; also where that is old."""
        return self.state in (MissingState.MISSING, MissingState.REPORTED_MISSING)

    @property
    def in_police_file(self) -> bool:
        """Whether `record_id` says how it stands now, as far as the police's file goes."""
        return bool(self.record_id) and not self.is_before_call

    @property
    def is_missing_now(self) -> bool:
        """Whether that is known of the last day; else the child was missing, and nobody knows how it stands now."""
        return self.is_missing and self.is_known


class MissingTask(StrEnum):
    """Something to do about a missing child."""

    SEARCH = "search"  # police confirm who searches
    CALL = "call"  # the front door calls the police
    CALL_AGAIN = "call_again"  # all is done that was open: ask for news
    CHECK = "check"  # who oversees it checks with the front door
    TELL = "tell"  # others tell the front door what they know
    DISCUSS = "discuss"  # decide on a strategy discussion


class Telephones(Written, frozen=True):
    """The police's numbers. Empty where the partnership has not said: pages then name 101."""

    police_missing: Number = ""
    police_control_room: Number = ""
