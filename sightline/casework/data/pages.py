"""What a page is given of data: files taken in, rows that were not, updates, and how far each agency's data reach."""

from dataclasses import dataclass
from datetime import date

from sightline.casework.core.models import RunState as RunState

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReceivedFileLine:
    """One received file or sheet, with its sums.

    `state` is empty for a file that was taken in; of one that was not, UNFINISHED, READING or REFUSED, with the reason;
    of one that was withdrawn since, WITHDRAWN. `lacking` are the headings of columns that the file may lack, and lacks.
    """

    batch: int
    source_file: str
    sheet: str
    mapping: str
    agency: str
    is_full: bool
    received_at: str
    rows_read: int
    rows_taken: int
    rows_rejected: int
    rows_unchanged: int
    rows_gone: int
    rows_not_data: int
    state: str = ""
    reason: str = ""
    what_to_do: str = ""
    withdrawn_on: date | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectLine:
    """One row or file that could not be read."""

    source_file: str
    sheet: str
    source_row: int
    code: str
    reason: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of the pipeline."""

    started_at: str
    ended_at: str | None
    by: str
    as_at: date
    state: RunState
    snapshot_id: str
    is_current: bool
    counts: dict[str, int]
    what_went_wrong: str = ""


@dataclass(frozen=True, slots=True)
class AgencyAsOf:
    """How fresh one agency's data are; `parts` says the same of each body within it, where there are several.

    `records` is None for whoever may not know how many there are in all.
    """

    agency: str
    organisation: str
    last_received_at: str
    last_recorded_on: date | None
    records: int | None
    parts: "tuple[AgencyAsOf, ...]" = ()


@dataclass(frozen=True, slots=True)
class HeldCounts:
    """How much is held in all, whoever may see it.

    `people` are those whose birth date or number is recorded; `named_only` are namings with less, which nobody can tell
    apart ("mother", a first name).
    """

    people: int
    records: int
    people_held_by_several: int
    named_only: int = 0


@dataclass(frozen=True, slots=True)
class HomePage:
    """What everybody sees first: how fresh the data are. `counts` is None for whoever may not know how much is held.

    `look_again` is how much this reader has to look at again.
    """

    snapshot_id: str
    as_at: date | None
    agencies: tuple[AgencyAsOf, ...]
    counts: HeldCounts | None = None
    look_again: int = 0
