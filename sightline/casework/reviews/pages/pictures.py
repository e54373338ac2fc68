"""What the pictures of a review are drawn from: events, signs, patterns, connections and the facts of a child's life.

All of it is as known at the end of one day. People are called as the review calls them; homes, vehicles, telephones and
places have numbers, and no address, plate or telephone is in it.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.chronology.pages.lines import SchoolWeek
from sightline.casework.reviews.pages.events import ReviewEvent
from sightline.casework.reviews.pages.silences import SilenceRow
from sightline.casework.reviews.pages.terms import FrozenData, ReviewLine

HOME, SCHOOL, WORKER, STATUS = "home", "school", "worker", "status"


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event, the day from which its agency knew it, and the page of the chronology that has it."""

    event: ReviewEvent
    known_on: date
    page: int


@dataclass(frozen=True, slots=True)
class SignKnown:
    """A sign in a note about a child, by who holds the note, and the day from which it was known.

    The holder is an agency, or an organisation of an agency that has several; empty where nobody knows which.
    `is_heard`: the holder heard of another's note at a meeting, on that day.
    """

    called: str
    indicator: str
    holder: str = field(repr=False)
    record_id: str
    known_on: date
    is_heard: bool = False


@dataclass(frozen=True, slots=True)
class PatternKnown:
    """A pattern about children of the review, and its first day with all records."""

    instance_key: str
    pattern_id: str
    called: tuple[str, ...]
    must: bool
    first_true_on: date
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedTogether:
    """Who and what one record names: people as the review calls them, and things by kind and number."""

    record_id: str
    agency: str
    known_on: date
    people: tuple[str, ...]
    things: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LifeFact:
    """What one record says of a child's life on a day: a home by its number, a school, a worker, a plan or status.

    `runs` is False where it says that something has ended; None where it does not say so.
    """

    called: str
    about: str
    agency: str
    record_id: str
    on_day: date
    known_on: date
    number: int = 0
    value: str = field(default="", repr=False)
    more: str = field(default="", repr=False)
    runs: bool | None = None


@dataclass(frozen=True, slots=True)
class ReviewPictures:
    """All that a review's pictures show of what was known by the end of a day.

    `days` are those on which something became known, whatever day is shown. `unknown_day` counts records of which
    nothing says when they became known, `disputed` those that somebody disputes, `imported` rows of agencies' own
    chronologies: none of these is in a picture. `silences` are those of the day.
    `corrected` counts records that are shown from their correction.
    """

    line: ReviewLine
    on: date
    days: tuple[date, ...]
    chosen: tuple[str, ...]
    children: tuple[str, ...]
    births: dict[str, tuple[date, ...]] = field(repr=False)
    events: tuple[KnownEvent, ...] = field(repr=False)
    weeks: tuple[SchoolWeek, ...] = field(repr=False)
    signs: tuple[SignKnown, ...]
    patterns: tuple[PatternKnown, ...]
    together: tuple[NamedTogether, ...]
    life: tuple[LifeFact, ...] = field(repr=False)
    later: int
    unknown_day: int
    disputed: int
    imported: int
    corrected: int
    silences: tuple[SilenceRow, ...]
    frozen: FrozenData
    holders: tuple[str, ...]
