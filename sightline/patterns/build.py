"""Looks for every pattern in what was known, and writes each instance with the records that it rests on.

A pattern is looked for over all days at once. What stands in the table is when it could first have been seen, and that
day may be years ago.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sightline.known_facts.facts import gather
from sightline.known_facts.homes import Homes
from sightline.known_facts.records import Records
from sightline.known_facts.scoped_verdicts import EventVerdicts
from sightline.known_facts.words import WordLists, read_words
from sightline.model.calendar import Calendar
from sightline.patterns.episodes import gather_episodes
from sightline.patterns.instance_writer import in_order, write
from sightline.patterns.instances import CountedFact
from sightline.patterns.kinds import counts as count_patterns
from sightline.patterns.kinds import missing_pairs, proportions, sequences, shared_things, unanswered_worries
from sightline.patterns.kinds import notes as note_patterns
from sightline.patterns.kinds.groups import group_rows
from sightline.patterns.kinds.unanswered_notes import find_unanswered_notes
from sightline.patterns.new_instances import NewInstance
from sightline.patterns.places import signs as place_signs
from sightline.patterns.proposals.search import write_proposals
from sightline.patterns.rules import Pattern, read_patterns
from sightline.store.engine import Engine

GROUP = "group"


@dataclass
class SharedFacts:
    """What the patterns of one run share, read once."""

    engine: Engine
    words: WordLists
    calendar: Calendar
    as_at: date

    @cached_property
    def verdicts(self) -> EventVerdicts:
        """What people said of records that may tell of one event."""
        return EventVerdicts(self.engine)

    @cached_property
    def homes(self) -> Homes:
        """Households, own things and kinds of place."""
        return Homes(engine=self.engine, words=self.words)

    @cached_property
    def missing(self) -> count_patterns.Missing:
        """Every child's episodes as told."""
        return gather_episodes(engine=self.engine)

    @cached_property
    def visits(self) -> dict[str, list[CountedFact]]:
        """Every child's emergency attendances."""
        return count_patterns.gather_visits(engine=self.engine, words=self.words)

    @cached_property
    def notes(self) -> note_patterns.Notes:
        """What was read in notes of children."""
        return note_patterns.Notes(self.engine, self.words.signs)

    @cached_property
    def records(self) -> Records:
        """Children's records, and what stands on them."""
        return Records(self.engine)


def build(
    *, engine: Engine, as_at: date, calendar: Calendar, patterns: Sequence[Pattern] | None = None
) -> dict[str, int]:
    """Write PATTERN, PATTERN_BASIS, PATTERN_PROPOSAL and PLACE_PERSON from rows, facts, mentions and resolved people.

    Returns how many instances each pattern has among all records.
    """
    sought = read_patterns(day=as_at) if patterns is None else patterns
    gather(engine=engine)
    looking = SharedFacts(engine, read_words(), calendar, as_at)
    found = [one for pattern in sought if pattern.of in FINDERS for one in FINDERS[pattern.of](looking, pattern)]
    groups = [
        row
        for pattern in sought
        if pattern.of == GROUP
        for row in group_rows(engine=engine, homes=looking.homes, pattern=pattern)
    ]
    write_proposals(engine=engine, sought=sought, found=found, signs=looking.words.signs, as_at=as_at)
    write(engine=engine, found=list(in_order(found)), groups=groups)
    place_signs.write_places(engine=engine, homes=looking.homes)
    counts = Counter(one.pattern.id for one in found if one.view.number == 0)
    counts.update(row["pattern_id"] for row in groups if row["view_no"] == 0)
    return {pattern.id: counts[pattern.id] for pattern in sought}


def _missing(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return count_patterns.find_missing(
        missing=looking.missing, verdicts=looking.verdicts, pattern=pattern, as_at=looking.as_at
    )


def _long_missing(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    hours = pattern.number("hours")
    return count_patterns.find_missing(
        missing=looking.missing, verdicts=looking.verdicts, pattern=pattern, as_at=looking.as_at, hours=hours
    )


def _together(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return missing_pairs.find_together(
        missing=looking.missing, verdicts=looking.verdicts, homes=looking.homes, pattern=pattern, as_at=looking.as_at
    )


def _shared(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return shared_things.find_shared(records=looking.records, homes=looking.homes, pattern=pattern, as_at=looking.as_at)


def _places(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return place_signs.find_places(engine=looking.engine, homes=looking.homes, pattern=pattern, as_at=looking.as_at)


def _absent(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return sequences.find_absent(
        engine=looking.engine,
        missing=looking.missing,
        verdicts=looking.verdicts,
        pattern=pattern,
        words=looking.words,
        as_at=looking.as_at,
    )


def _health(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return sequences.find_health(missing=looking.missing, visits=looking.visits, pattern=pattern, as_at=looking.as_at)


def _emergency(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return count_patterns.find_emergency(
        visits=looking.visits, verdicts=looking.verdicts, pattern=pattern, as_at=looking.as_at
    )


def _not_brought(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return proportions.find_not_brought(
        engine=looking.engine, verdicts=looking.verdicts, pattern=pattern, words=looking.words, as_at=looking.as_at
    )


def _bouncing(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return proportions.find_bouncing(
        engine=looking.engine, verdicts=looking.verdicts, pattern=pattern, as_at=looking.as_at
    )


def _falls(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return proportions.find_falls(engine=looking.engine, pattern=pattern, words=looking.words, as_at=looking.as_at)


def _worries(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return unanswered_worries.find_unanswered_worries(
        engine=looking.engine, pattern=pattern, calendar=looking.calendar, as_at=looking.as_at
    )


def _suspicions(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return find_unanswered_notes(
        engine=looking.engine, pattern=pattern, calendar=looking.calendar, as_at=looking.as_at, whoever=True
    )


def _accounts(looking: SharedFacts, pattern: Pattern) -> Iterator[NewInstance]:
    return find_unanswered_notes(
        engine=looking.engine, pattern=pattern, calendar=looking.calendar, as_at=looking.as_at, whoever=False
    )


def _noted(find: Callable[..., Iterator[NewInstance]]) -> Callable[[SharedFacts, Pattern], Iterator[NewInstance]]:
    return lambda looking, pattern: find(notes=looking.notes, pattern=pattern, as_at=looking.as_at)


FINDERS: dict[str, Callable[[SharedFacts, Pattern], Iterator[NewInstance]]] = {
    "episodes": _missing,
    "long_episodes": _long_missing,
    "overlapping_episodes": _together,
    "adult": _shared,
    "vehicle": _shared,
    "phone": _shared,
    "place": _shared,
    "signs_at_a_place": _places,
    "absence_after_missing": _absent,
    "health_after_missing": _health,
    "emergency_days": _emergency,
    "not_brought": _not_brought,
    "no_further_action": _bouncing,
    "attendance": _falls,
    "worry": _worries,
    "suspicion": _suspicions,
    "account": _accounts,
    "young": _noted(note_patterns.find_young),
    "several": _noted(note_patterns.find_several),
    "withdrawn": _noted(note_patterns.find_withdrawn),
    "wording": _noted(note_patterns.find_blaming),
}
