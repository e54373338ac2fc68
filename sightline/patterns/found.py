"""An instance as a rule finds it, before it is written: the pattern, whom and what it is about, on what it rests.

A newcomer would get this wrong: where a record is restricted, each group is asked twice: of all that was known, and of
what is open. So nothing is hidden behind a restricted record that it can stand without.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.known.pieces import Piece
from sightline.patterns.instances import Condition, Instance, Told, find_instances
from sightline.patterns.rules import Pattern, PatternClass

RECORD, TIME = "record", "time"
STRUCTURED, ALL = "structured", "all"
# Of something told: a person confirmed whom or what its note names; on which restricted records that rests; and that it
# holds by answers about open records alone.
CONFIRMED, ALSO, OPEN_ONLY = "confirmed", "also", "open_only"


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
class Found:
    """One instance of one pattern. `of_all`, `of_open`: found among all records, among those not restricted.

    `on_confirmed`: it rests on something named in a note that a person confirmed; `also`: restricted records that the
    confirming rests on.
    """

    pattern: Pattern
    pattern_class: PatternClass
    about: About
    number: int
    first_true_on: date
    completed_by: str
    completing: Piece
    pieces: tuple[Piece, ...]
    by_agency: dict[str, date]
    of_all: bool
    of_open: bool
    basis: str = STRUCTURED
    more: dict[str, Any] = field(default_factory=dict)
    on_confirmed: bool = False
    also: tuple[str, ...] = ()

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it rests on, by event; those of a restricted answer last."""
        return tuple(dict.fromkeys((*(piece.record_id for piece in self.pieces), *self.also)))


def look(
    *,
    pattern: Pattern,
    about: About,
    told: Sequence[Told],
    condition: Condition,
    as_at: date,
    of_class: Callable[[Instance], PatternClass] | None = None,
    more: Callable[[Instance], dict[str, Any]] | None = None,
    basis: str = STRUCTURED,
    only_confirmed: bool = False,
) -> Iterator[Found]:
    """Every instance of a pattern about one child, pair or thing.

    With `only_confirmed` those alone that rest on something named in a note: the others stand as they are without it.
    """
    for of_all, of_open, some in views(told):
        for one in find_instances(told=some, condition=condition, as_at=as_at):
            confirmed = [told for told in one.window.told if told.more.get(CONFIRMED)]
            if only_confirmed and not confirmed:
                continue
            yield Found(
                pattern=pattern,
                pattern_class=of_class(one) if of_class else pattern.pattern_class,
                about=about,
                number=one.number,
                first_true_on=one.first_true_on,
                completed_by=RECORD,
                completing=one.completing,
                pieces=one.pieces,
                by_agency=one.by_agency,
                of_all=of_all,
                of_open=of_open,
                basis=basis,
                more=more(one) if more else {},
                on_confirmed=bool(confirmed),
                also=tuple(sorted({record for told in confirmed for record in told.more.get(ALSO, ())})),
            )


def views(told: Sequence[Told]) -> Iterator[tuple[bool, bool, Sequence[Told]]]:
    """Of all, of open, and what is told then: one view where nothing is restricted, else two."""
    opened = [one for one in told if not any(piece.restricted for piece in one.pieces)]
    every = [one for one in told if not one.more.get(OPEN_ONLY)]
    if len(opened) == len(told) == len(every):
        yield True, True, told
    else:
        yield True, False, every
        yield False, True, opened
