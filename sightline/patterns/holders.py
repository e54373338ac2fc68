"""On which days one holder of records, two or all could have seen a pattern, and by which fewest records.

The condition of each pattern is asked again of what these holders had. Who is who, and who lives with whom, stay as
in the run.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from math import comb

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.facts import gather
from sightline.known_facts.holders import BY_AGENCY, NO_HOLDER, RecordHolders
from sightline.known_facts.words import read_words
from sightline.model.calendar import Calendar
from sightline.patterns.build import FINDERS, SharedFacts
from sightline.patterns.instances import Condition, CountedFact, list_windows
from sightline.patterns.new_instances import ALSO, READ_AT, NewInstance
from sightline.patterns.rules import read_patterns
from sightline.store.engine import Engine

MOST_SETS = 50_000  # of one size that are tried
OF_SIGNS = ("young", "several", "withdrawn", "worry", "suspicion", "account", "signs_at_a_place")
Shown = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class HeldCondition:
    """What a pattern counts about some people, and when it holds."""

    pattern_id: str
    people: tuple[str, ...] = field(repr=False)
    counted: tuple[CountedFact, ...] = field(repr=False)
    condition: Condition
    as_at: date
    held_by: RecordHolders = field(repr=False)
    is_read: bool

    @property
    def unread(self) -> frozenset[str]:
        """The records that count by a sign in a note alone, which no person confirmed."""
        signs = (one for one in self.counted if self.is_read and not one.more.get(READ_AT))
        return frozenset(piece.record_id for one in signs for piece in one.pieces)

    @property
    def holders(self) -> frozenset[str]:
        """Those who can hold something alone."""
        return frozenset(self._holder(piece) for one in self.counted for piece in one.pieces) - {NO_HOLDER}

    def days(self, *, holders: Collection[str] = (), without: Collection[str] = ()) -> list[date]:
        """The first day of each time that it held, on what these holders had, or all; `without` some records.

        Where one holder alone is asked for less, as in a run: no day before the pattern held on what all had.
        """
        return [day for day, _ in self._windows(holders, without)]

    def times(
        self, *, holders: Collection[str] = (), without: Collection[str] = ()
    ) -> list[tuple[date, tuple[str, ...]]]:
        """The first day of each time that it held, as `days` has them, and the records of that time."""
        return [
            (day, tuple(dict.fromkeys(record for one in counted for record in _records_of(one))))
            for day, counted in self._windows(holders, without)
        ]

    def _windows(
        self, holders: Collection[str], without: Collection[str]
    ) -> list[tuple[date, tuple[CountedFact, ...]]]:
        some = [one for one in self.counted if self._is_of(one, holders, without)]
        if len(holders) != 1 or self.condition.alone is None:
            return list_windows(counted=some, condition=self.condition, as_at=self.as_at)
        of_all = self._windows((), without)
        own = replace(self.condition, windows=self.condition.alone)
        found = list_windows(counted=some, condition=own, as_at=self.as_at) if of_all else []
        return [(day, counted) for day, counted in found if day >= of_all[0][0]]

    def smallest(self, *, on: date) -> tuple[tuple[str, ...], ...]:
        """Every set of the fewest records from which it follows, of all that was known on the day.

        They come by the order of their events. Empty where too many sets would have to be tried.
        """
        known = [one for one in self.counted if one.is_known(on)]
        records = list(
            dict.fromkeys(p.record_id for one in sorted(known, key=lambda one: one.order) for p in one.pieces)
        )
        for size in range(1, len(records) + 1):
            if comb(len(records), size) > MOST_SETS:
                break
            found = tuple(some for some in combinations(records, size) if self._follows(known, frozenset(some), on))
            if found:
                return found
        return ()

    def records(self, *, on: date, holders: Collection[str] = (), without: Collection[str] = ()) -> frozenset[str]:
        """Every record that was counted on the day, of what these holders had, or all."""
        some = (one for one in self.counted if one.is_known(on) and self._is_of(one, holders, without))
        return frozenset(record for one in some for record in _records_of(one))

    def _follows(self, known: Sequence[CountedFact], records: frozenset[str], on: date) -> bool:
        some = [one for one in known if all(piece.record_id in records for piece in one.pieces)]
        return any(True for _ in self.condition.holding(some, on=on))

    def _is_of(self, one: CountedFact, holders: Collection[str], without: Collection[str]) -> bool:
        held = not holders or all(self._holder(piece) in holders for piece in one.pieces)
        return held and not any(piece.record_id in without for piece in one.pieces)

    def _holder(self, piece: DatedFact) -> str:
        return self.held_by.holder_of(record_id=piece.record_id, agency=piece.agency)


def _records_of(one: CountedFact) -> tuple[str, ...]:
    return (*(piece.record_id for piece in one.pieces), *one.more.get(ALSO, ()))


def find_conditions(
    *,
    engine: Engine,
    as_at: date,
    calendar: Calendar,
    wanted: Collection[str],
    shown: Shown,
    held_by: RecordHolders = BY_AGENCY,
) -> Iterator[HeldCondition]:
    """What each of these patterns counts, of records that are `shown` alone, wherever it ever held among all records.

    Patterns that wait for an answer count nothing together, and are not among them.
    """
    gather(engine=engine)
    looking = SharedFacts(engine, read_words(), calendar, as_at)
    for pattern in read_patterns(day=as_at):
        if pattern.id in wanted and pattern.of in FINDERS:
            seen: set[tuple[object, ...]] = set()
            for one in FINDERS[pattern.of](looking, pattern):
                key = (one.about, one.basis)
                if one.asked and key not in seen:
                    seen.add(key)
                    yield _held(one, one.asked, as_at, shown, held_by)


def _held(
    one: NewInstance,
    asked: tuple[Sequence[CountedFact], Condition],
    as_at: date,
    shown: Shown,
    held_by: RecordHolders,
) -> HeldCondition:
    counted, condition = asked
    kept = tuple(
        each for each in counted
        if all(map(shown, _records_of(each)))
    )  # fmt: skip
    people = tuple(who for who in (one.about.person_id, one.about.other_person_id) if who)
    return HeldCondition(one.pattern.id, people, kept, condition, as_at, held_by, one.pattern.of in OF_SIGNS)
