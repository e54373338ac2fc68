"""What the page of counts shows: numbers as words, small ones hidden, with the rule that each rests on.

Nothing here is a number that a page could still add up. What may not leave is hidden before it gets here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.pictures.counts.facts import CountGrowth, OverlapStory, RangeStory


@dataclass(frozen=True, slots=True)
class CountedList:
    """One list: what it is called and means, how it is made, how many are on it."""

    label: str
    agency: str
    means: str
    definition: str
    people: str


@dataclass(frozen=True, slots=True)
class CountedYear:
    """How many were known by the end of a year, or by the day of the count in its own; rounded to the nearest five."""

    year: str
    harmed: str
    at_risk: str
    could: str
    by_agency: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EstimateView:
    """The sentences of an estimate, the range or refusal among them; its methods and its assumptions."""

    words: tuple[str, ...]
    refused: bool
    methods: tuple[Mapping[str, Any], ...]
    assumptions: tuple[str, ...]
    use: str
    seed: int
    resamples: int
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountView:
    """A count as it was kept, without the rules that were `withdrawn` then, and with those `withdrawn_since`."""

    rule: Mapping[str, Any]
    snapshot_id: str
    as_at: date
    made_at: str
    made_by: str
    known: str
    harmed: str
    at_risk: str
    waiting: str
    waiting_days: tuple[str, str]
    undated: str
    no_birth_date: str
    lists: tuple[CountedList, ...]
    agencies: tuple[str, ...]
    years: tuple[CountedYear, ...]
    overlaps: OverlapStory | None
    growth: CountGrowth | None
    estimate: EstimateView | None
    found_range: RangeStory | None
    withdrawn: tuple[str, ...] = ()
    withdrawn_since: tuple[str, ...] = ()


Counts = Sequence[CountView]
