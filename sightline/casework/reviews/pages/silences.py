"""Silences of a chronology: a contact that a rule expected by a day, and no record of it in data that reach past it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sightline.casework.reviews.pages.events import AnyEvent, OtherTellings, ReviewEvent
from sightline.casework.reviews.pages.terms import FrozenData, ReviewLine
from sightline.model.rules import Rule


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """One silence: a row of its own kind, and no event. `agency` had to make the contact.

    `from_on` and `to_on` are its first and last day without a record: from the day after `due_on`, and at most to the
    end of the period and of the data. `reach`: the last day of the data that would show it. `came_on` is the day of a
    later record in the period. `begun_by` is the event that began it, and `begun_number` its place in the chronology.
    `behind` are all records that the deadline is based on.
    """

    clock_id: str
    called: tuple[str, ...]
    agency: str
    rule: Rule
    limit: str
    due_on: date
    from_on: date
    to_on: date
    reach: date
    came_on: date | None
    begun_by: ReviewEvent = field(repr=False)
    begun_number: int
    record_ids: tuple[str, ...]
    behind: tuple[str, ...] = ()
    begun_page: int = 1
    is_silence: ClassVar[bool] = True

    @property
    def made_on(self) -> date | None:
        """When its rule was made, where that was after the contact was due: the silence is one of hindsight."""
        return self.rule.made_after(self.due_on)


@dataclass(frozen=True, slots=True)
class Silences:
    """The silences of a chronology by day; `cannot_tell` counts contacts of which received data cannot tell."""

    rows: tuple[SilenceRow, ...] = ()
    cannot_tell: int = 0


ChronologyRow = AnyEvent | SilenceRow


def lay_between(
    events: Sequence[AnyEvent], silences: Sequence[SilenceRow], *, first: int = 0, size: int | None = None
) -> list[ChronologyRow]:
    """Some of the events in their order, with each silence before the events of its first day.

    A silence is with the event that follows it, or with the last.
    """
    days = [one.first_on or date.max for one in events]
    end = len(events) if size is None else min(first + size, len(events))
    places = [(bisect_left(days, one.from_on), one) for one in silences]
    rows: list[ChronologyRow] = []
    for number in range(first, end):
        rows += [one for place, one in places if place == number]
        rows.append(events[number])
    rows += [one for place, one in places if place == len(events) == end]
    return rows


@dataclass(frozen=True, slots=True)
class ReviewChronology:
    """One page of the chronology of a review, the oldest first, of `total` events; `rows` has its silences too.

    `silences` are how many the whole chronology has, or None where they are left out; `cannot_tell` how many expected
    contacts the received data cannot tell of. `holders` are the agencies that let the review read their restricted
    records. `other_tellings` has, by event, the other agencies of a group of tellings and whether people confirmed it;
    `remarks` how many remarks people wrote. `ages` are by event, or by the id of a silence.
    """

    line: ReviewLine
    events: tuple[AnyEvent, ...] = field(repr=False)
    rows: tuple[ChronologyRow, ...] = field(repr=False)
    total: int
    page: int
    pages: int
    frozen: FrozenData
    holders: tuple[str, ...]
    silences: int | None = None
    cannot_tell: int = 0
    other_tellings: Mapping[str, OtherTellings] = field(default_factory=dict)
    remarks: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, str] = field(default_factory=dict)
