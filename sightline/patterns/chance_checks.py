"""How often each pattern would be met by chance alone: looked for again with chance in the place of what it is about.

The numbers are no error rates. What chance gives are the instances that say nothing; beside what was met they tell how
much of it could be nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sightline.known_facts.facts import gather
from sightline.known_facts.row_types import StandingRow
from sightline.known_facts.rows import human_of
from sightline.known_facts.shuffled_records import (
    ShuffledRecords,
    keep_true,
    put_back,
    shuffle_days,
    shuffle_outcomes,
    shuffle_places,
)
from sightline.known_facts.words import read_words
from sightline.model.calendar import Calendar
from sightline.model.progress import SILENT, Progress
from sightline.patterns.build import FINDERS, SharedFacts
from sightline.patterns.kinds.shared_things import counts
from sightline.patterns.rules import Pattern, read_patterns
from sightline.store.engine import Engine

YEAR = timedelta(days=365)


class Draw(StrEnum):
    """What is drawn by lot. NOTHING: what the pattern says is no coincidence, so chance has no part in it."""

    STANDING = "standing"
    PLACES = "places"
    DAYS = "days"
    OUTCOMES = "outcomes"
    NOTHING = "nothing"


DRAWN_FOR = {
    "adult": Draw.STANDING, "vehicle": Draw.STANDING, "phone": Draw.STANDING, "place": Draw.STANDING,
    "group": Draw.STANDING, "signs_at_a_place": Draw.PLACES,
    "episodes": Draw.DAYS, "long_episodes": Draw.DAYS, "overlapping_episodes": Draw.DAYS,
    "absence_after_missing": Draw.DAYS, "health_after_missing": Draw.DAYS, "emergency_days": Draw.DAYS,
    "several": Draw.DAYS, "withdrawn": Draw.DAYS, "wording": Draw.DAYS,
    "not_brought": Draw.OUTCOMES, "no_further_action": Draw.OUTCOMES, "attendance": Draw.OUTCOMES,
}  # fmt: skip
DRAW: dict[Draw, Callable[..., None]] = {
    Draw.DAYS: shuffle_days, Draw.OUTCOMES: shuffle_outcomes, Draw.PLACES: shuffle_places,
}  # fmt: skip


def drawn_for(pattern: Pattern) -> Draw:
    """What is drawn by lot to see what chance gives of a pattern."""
    return DRAWN_FOR.get(pattern.of, Draw.NOTHING)


def count_by_chance(
    *, engine: Engine, as_at: date, calendar: Calendar, shuffles: int, seed: int, progress: Progress = SILENT
) -> dict[str, int]:
    """How many instances began in the last year over all these lots, by pattern; groups are counted by `networks`.

    It needs the tables of a snapshot and makes working tables alone. The same seed gives the same numbers.
    """
    gather(engine=engine)
    keep_true(engine=engine)
    true = SharedFacts(engine, read_words(), calendar, as_at)
    patterns = [one for one in read_patterns(day=as_at) if one.of in FINDERS and drawn_for(one) != Draw.NOTHING]
    found: Counter[str] = Counter()
    progress.stage("Working out what chance alone would give", total=shuffles)
    for number in range(shuffles):
        for drawn in sorted({drawn_for(one) for one in patterns}):
            some = [one for one in patterns if drawn_for(one) == drawn]
            found.update(_in_one_lot(true, drawn, some, f"{seed} {number}"))
        progress.advance()
    put_back(engine=engine)
    return {one.id: found[one.id] for one in patterns}


def _in_one_lot(true: SharedFacts, drawn: Draw, patterns: Sequence[Pattern], lot: str) -> Mapping[str, int]:
    put_back(engine=true.engine)
    looking = SharedFacts(true.engine, true.words, true.calendar, true.as_at)
    looking.homes = true.homes  # who lives with whom is not drawn
    if drawn == Draw.STANDING:
        looking.records = ShuffledRecords(true.engine, seed=lot, counts=lambda row, kind: _stands(row, kind, true))
    else:
        DRAW[drawn](engine=true.engine, seed=lot)
    days = ((one.pattern.id, one.first_true_on) for one in _all(looking, patterns))
    return Counter(name for name, day in days if true.as_at - YEAR < day <= true.as_at)


def _all(looking: SharedFacts, patterns: Sequence[Pattern]) -> Iterable[Any]:
    for pattern in patterns:
        yield from (one for one in FINDERS[pattern.of](looking, pattern) if one.view.number == 0)


def _stands(row: StandingRow, kind: str, true: SharedFacts) -> bool:
    return human_of(row).is_child(row["event_on"]) and counts(row, kind, true.homes)
