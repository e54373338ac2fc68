"""Two children missing at the same time, again and again: a stated fact, and no tie by itself.

One long episode of one child that holds three short ones of the other is three occasions. Each is dated by the later
start, and counts only once both are known to have ended.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime

from sightline.known_facts.homes import Homes
from sightline.known_facts.scoped_verdicts import EventVerdicts
from sightline.model.calendar import earliest_moment
from sightline.patterns.chance_expectation import WeekShifts
from sightline.patterns.episodes import FOUND, MISSING, episodes, latest_start
from sightline.patterns.instances import Condition, CountedFact, Instance, Window, verdicts_about
from sightline.patterns.kinds.counts import Missing, episode_windows
from sightline.patterns.kinds.shared_things import is_of_two
from sightline.patterns.new_instances import About, NewInstance, look
from sightline.patterns.rules import Pattern, PatternClass


def find_together(
    *, missing: Missing, verdicts: EventVerdicts, homes: Homes, pattern: Pattern, as_at: date
) -> Iterator[NewInstance]:
    """Two children of two households whose episodes overlap in time so many times within so many days."""
    needs, within = pattern.number("needs"), pattern.number("within_days")
    often = often_overlapping(missing, needs)
    shifts = WeekShifts(missing=missing, pairs=often, homes=homes, pattern=pattern, as_at=as_at)
    for one, other in often:
        if not is_of_two(homes, pattern.pattern_class, one, other):
            continue
        may_be_one = homes.any_may_be_one((one, other))

        def windows(now: Sequence[CountedFact], one: str = one, other: str = other) -> list[Window]:
            of_one, of_other = (episodes([counted for counted in now if counted.who == who]) for who in (one, other))
            occasions = [(max(a.on, b.on), a.counted + b.counted) for a in of_one for b in of_other if a.overlaps(b)]
            return episode_windows(occasions, needs, within)

        counted = [*missing[one][1], *missing[other][1]]
        found = look(
            pattern=pattern,
            about=About(person_id=one, other_person_id=other),
            counted=counted,
            condition=Condition(windows, verdicts=verdicts_about(verdicts, counted)),
            as_at=as_at,
            of_class=lambda instance: _class_together(instance, homes),
        )
        for each in found:
            if may_be_one and each.pattern_class is PatternClass.CONTEXT:
                continue
            each.more.update(asdict(shifts.weigh(one, other, sight=each.view.sight)), may_be_one=may_be_one)
            yield each


def _class_together(instance: Instance, homes: Homes) -> PatternClass:
    """Context where both lived at one setting on every row that it rests on."""
    lived = {counted.more["home"] for counted in instance.window.counted}
    return PatternClass.CONTEXT if len(lived) == 1 and lived <= homes.settings else PatternClass.MUST


def often_overlapping(missing: Missing, needs: int) -> list[tuple[str, str]]:
    """Pairs whose episodes overlap at least so often, whatever was known when: a sweep over all that ever was."""
    spans = sorted(
        (begins, ends, person) for person, (_, counted) in missing.items() for begins, ends in _ever(counted)
    )
    counted: Counter[tuple[str, str]] = Counter()
    going: list[tuple[datetime, str]] = []
    for begins, ends, person in spans:
        going = [(until, who) for until, who in going if until > begins]
        counted.update((min(who, person), max(who, person)) for _, who in going if who != person)
        going.append((ends, person))
    return sorted(pair for pair, times in counted.items() if times >= needs)


def _ever(counted: Sequence[CountedFact]) -> Iterator[tuple[datetime, datetime]]:
    """The time of every report as it ever stood: no fewer overlaps than on any day of knowing."""
    for start in (one for one in counted if one.kind == MISSING):
        for found in (one for one in counted if one.kind == FOUND and one.more["ref"] == start.more["ref"]):
            yield latest_start(start.more["when"]), earliest_moment(found.more["when"])
