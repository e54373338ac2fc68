"""Events that several agencies tell: every telling beside the others, what they share, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sightline.casework.chronology.pages.same_events import ContactCount
from sightline.casework.reviews.pages.events import AnyEvent
from sightline.casework.reviews.pages.terms import ReviewLine
from sightline.chronology.same_events import SameState, SharedBy, TellingPart


@dataclass(frozen=True, slots=True)
class TellingShown:
    """One telling, and what it says in the parts that are compared; a part that it does not say is not there."""

    event: AnyEvent = field(repr=False)
    says: Mapping[TellingPart, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Tellings that are or may be one event. `differs` are the parts in which two of them say something else.

    `by`, `at` and `words` are of who confirmed it or kept them separate; empty where nobody has answered.
    """

    key: str
    state: SameState
    tellings: tuple[TellingShown, ...] = field(repr=False)
    shared: tuple[SharedBy, ...] = ()
    differs: tuple[TellingPart, ...] = ()
    by: str = ""
    at: str = ""
    words: str = field(default="", repr=False)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Its tellings by their ids, in order."""
        return tuple(sorted(one.event.event_id for one in self.tellings))


@dataclass(frozen=True, slots=True)
class SameEventsPage:
    """The groups of a review: those to answer first, then what people answered."""

    line: ReviewLine
    groups: tuple[EventGroup, ...] = field(repr=False)
    contacts: ContactCount
    may_decide: bool


@dataclass(frozen=True, slots=True)
class EventRemark:
    """What somebody wrote about an event: of which kind, for which agency, by whom and when."""

    kind: str
    agency: str
    by: str
    at: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TellingPage:
    """One event of a chronology with all that people wrote about it."""

    line: ReviewLine
    key: str
    event: AnyEvent = field(repr=False)
    age: str
    says: Mapping[TellingPart, str] = field(repr=False)
    remarks: tuple[EventRemark, ...] = field(repr=False)
    agencies: tuple[str, ...]
    may_write: bool
