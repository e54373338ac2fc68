"""What Sightline concludes of a child on an earlier day: from what was known then, and apart from it, hindsight."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class DayConclusionKind(StrEnum):
    """What kind of thing was concluded."""

    PATTERN = "pattern"
    GROUP = "group"
    DEADLINE = "deadline"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class ConcludedWithout:
    """The same conclusion without what no person confirmed: since when, and on which records; None where never."""

    since: date | None = None
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConclusionOfDay:
    """A pattern, group, deadline or question as a replay of the day has it: since when, and on which records.

    `sure` is without records that likeness alone joins to the person, `read` without readings of notes; None where
    it has none of these.
    """

    kind: DayConclusionKind
    rule_id: str
    label: str
    since: date
    state: str
    record_ids: tuple[str, ...]
    sure: ConcludedWithout | None = None
    read: ConcludedWithout | None = None

    @property
    def every_record(self) -> tuple[str, ...]:
        """Every record that it names, also without what no person confirmed."""
        others = (record for one in (self.sure, self.read) if one for record in one.record_ids)
        return tuple(dict.fromkeys((*self.record_ids, *others)))

    def without_matches(self) -> "ConclusionOfDay | None":
        """It as it is without unconfirmed matches; None where it then is not."""
        if self.sure is None:
            return self
        if self.sure.since is None:
            return None
        return replace(self, since=self.sure.since, record_ids=self.sure.record_ids, sure=None)


class HindsightMaker(StrEnum):
    """What came after the day and makes a conclusion about it. `NOT_KNOWN`: Sightline cannot tell which of them."""

    RECORD = "record"
    MATCH = "match"
    PERSON = "person"
    READING = "reading"
    RULE = "rule"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class HindsightCause:
    """A record, match, answer, reading or rule that came after the day. `on` is None where its day is not known.

    `MATCH` is by Sightline, `PERSON` is a match by a person. `READING` is of a note, confirmed by a person.
    """

    by: HindsightMaker
    on: date | None = None
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HindsightConclusion:
    """What the day's own knowledge and rules do not give, and what came later does; with all that made it."""

    concluded: ConclusionOfDay
    causes: tuple[HindsightCause, ...]

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it names."""
        named = (record for one in self.causes for record in one.record_ids)
        return tuple(dict.fromkeys((*self.concluded.every_record, *named)))


@dataclass(frozen=True, slots=True)
class MatchedPerson:
    """A person as whom some of the child's records count on the day: of which agencies, and how many records."""

    agencies: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class DayConclusions:
    """What Sightline concludes from what was known on the day alone, and as whom the child's records count.

    `hindsight` is None where nobody asked for it, or nobody looked for it when the day was run again.
    """

    people_of_day: tuple[MatchedPerson, ...]
    found: tuple[ConclusionOfDay, ...]
    hindsight: tuple[HindsightConclusion, ...] | None = None

    def completed(self, unsure: Collection[str], *, later: Collection[str]) -> "DayConclusions":
        """With a word on what names one of these records, and was kept before Sightline asked what is so without.

        `later` are the records for what is hindsight.
        """

        def complete(one: ConclusionOfDay, records: Collection[str]) -> ConclusionOfDay:
            is_older = one.sure is None and any(record in records for record in one.record_ids)
            return replace(one, sure=ConcludedWithout()) if is_older else one

        hindsight = self.hindsight and tuple(
            replace(one, concluded=complete(one.concluded, later)) for one in self.hindsight
        )
        return replace(self, found=tuple(complete(one, unsure) for one in self.found), hindsight=hindsight)

    def without_matches(self) -> "DayConclusions":
        """The conclusions as they are without unconfirmed matches."""
        later = (
            None
            if self.hindsight is None
            else tuple(
                replace(one, concluded=said) for one in self.hindsight if (said := one.concluded.without_matches())
            )
        )
        return replace(self, found=tuple(filter(None, (one.without_matches() for one in self.found))), hindsight=later)

    @property
    def people(self) -> int:
        """As how many people the child counts."""
        return len(self.people_of_day)

    @property
    def record_ids(self) -> frozenset[str]:
        """Every record that is named."""
        of_day = {record for one in self.found for record in one.every_record}
        return frozenset(of_day | {record for one in self.hindsight or () for record in one.record_ids})
