"""An instance as a rule finds it, before it is written: the pattern, whom and what it is about, on what it rests.

Where some readers do not see a record, it is asked anew of what they see. So nothing is hidden behind a restricted
record that it can stand without, and nothing stands that needs it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.scoped_verdicts import ScopedVerdict
from sightline.model.visibility import RestsOn
from sightline.model.when import london_day
from sightline.patterns.instances import Condition, CountedFact, Instance, find_instances
from sightline.patterns.rules import Pattern, PatternClass
from sightline.sharing import View, split_views

RECORD, TIME = "record", "time"
STRUCTURED, ALL = "structured", "all"
# Of something told: a person confirmed whom or what its note names; on which restricted records that rests; and who may
# see these.
CONFIRMED, ALSO, RESTS = "confirmed", "also", "rests"
# Of a sign: when a person read it as one, where no rule did; and the mark of the model, where nobody has.
READ_AT, MARK = "read_at", "mark"
# Of an instance: a possible match that is open makes two of those whom it is about one person.
MAY_BE_ONE = "may_be_one"


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what an instance is about. Of two children the smaller id stands first."""

    person_id: str | None = None
    other_person_id: str | None = None
    entity_kind: str | None = None
    entity_id: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody and everything that it is about."""
        return tuple(one for one in (self.person_id, self.other_person_id, self.entity_id) if one)


@dataclass(frozen=True, slots=True)
class NewInstance:
    """One instance of one pattern, as it was found in a `view`: among what some readers see.

    `on_confirmed`: it rests on something named in a note that a person confirmed; `also`: restricted records that the
    confirming rests on. `read_on`: the day before which it could not be seen without signs that people confirmed later;
    None where it could. `marks`: signs that only the model of notes marked, which no pattern proper has. `asked`: what
    was counted in all, and when it holds; None of a wait.
    """

    pattern: Pattern
    pattern_class: PatternClass
    about: About
    number: int
    first_true_on: date
    completed_by: str
    completing: DatedFact
    pieces: tuple[DatedFact, ...]
    by_agency: dict[str, date]
    view: View[Any]
    basis: str = STRUCTURED
    more: dict[str, Any] = field(default_factory=dict)
    on_confirmed: bool = False
    also: tuple[str, ...] = ()
    read_on: date | None = None
    marks: tuple[str, ...] = ()
    asked: tuple[Sequence[CountedFact], Condition] | None = field(default=None, repr=False)

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it rests on, by event; those of a restricted answer last."""
        return tuple(dict.fromkeys((*(piece.record_id for piece in self.pieces), *self.also)))

    @property
    def restricted_record_ids(self) -> tuple[str, ...]:
        """Those of its records of which it needs something restricted: all of the record, or one sign in it."""
        return tuple(sorted({piece.record_id for piece in self.pieces if piece.restricted}))


def look(
    *,
    pattern: Pattern,
    about: About,
    counted: Sequence[CountedFact],
    condition: Condition,
    as_at: date,
    of_class: Callable[[Instance], PatternClass] | None = None,
    more: Callable[[Instance], dict[str, Any]] | None = None,
    basis: str = STRUCTURED,
    only_confirmed: bool = False,
) -> Iterator[NewInstance]:
    """Every instance of a pattern about one child, pair or thing.

    With `only_confirmed` those alone that rest on something named in a note: the others stand as they are without it.
    """
    things: list[CountedFact | ScopedVerdict] = [*counted, *condition.verdicts]
    for view in split_views(things=things, rests_on=_rests_on):
        seen = [one for one in view.things if isinstance(one, CountedFact)]
        given = replace(condition, verdicts=tuple(one for one in view.things if isinstance(one, ScopedVerdict)))
        for one in find_instances(counted=seen, condition=given, as_at=as_at):
            confirmed = [counted for counted in one.window.counted if counted.more.get(CONFIRMED)]
            if only_confirmed and not confirmed:
                continue
            yield NewInstance(
                pattern=pattern,
                pattern_class=of_class(one) if of_class else pattern.pattern_class,
                about=about,
                number=one.number,
                first_true_on=one.first_true_on,
                completed_by=RECORD,
                completing=one.completing,
                pieces=one.pieces,
                by_agency=one.by_agency,
                view=view,
                basis=basis,
                more=more(one) if more else {},
                on_confirmed=bool(confirmed),
                also=tuple(sorted({record for counted in confirmed for record in counted.more.get(ALSO, ())})),
                read_on=_read_on(one, seen, given, as_at),
                marks=tuple(sorted({each.more[MARK] for each in one.window.counted if each.more.get(MARK)})),
                asked=(counted, condition),
            )


def _read_on(one: Instance, counted: Sequence[CountedFact], condition: Condition, as_at: date) -> date | None:
    """From when it could be seen if signs that people confirmed counted from then on; None where that is no later."""
    read = [moment for each in one.window.counted if (moment := each.more.get(READ_AT))]
    if not read:
        return None
    records = {piece.record_id for piece in one.pieces}
    without = [each for each in counted if not each.more.get(READ_AT)]
    others = find_instances(counted=without, condition=condition, as_at=as_at)
    same = [each.first_true_on for each in others if records & {piece.record_id for piece in each.pieces}]
    day = min([max(map(london_day, read)), *same])
    return day if day > one.first_true_on else None


def views(counted: Sequence[CountedFact]) -> Sequence[View[CountedFact]]:
    """What is told then, once for all readers who see the same of it."""
    return split_views(things=counted, rests_on=_rests_on)


def _rests_on(one: CountedFact | ScopedVerdict) -> RestsOn:
    if isinstance(one, ScopedVerdict):
        return RestsOn(one.scopes)
    scopes = frozenset(piece.scope for piece in one.pieces)
    also: RestsOn | None = one.more.get(RESTS)
    return RestsOn(scopes | also.scopes, also.unless) if also else RestsOn(scopes)
