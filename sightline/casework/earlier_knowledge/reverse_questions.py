"""Asks of each earliest day that is told for how many other children it was also true, and hides small numbers.

A number can be small by itself, or be what two numbers beside each other differ by. Neither is told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import IntEnum

from sightline.casework.earlier_knowledge.pages import FEW, OthersShown, StatementDays, is_shown
from sightline.review.aftermath import Harm, find_after
from sightline.review.earliest import (
    EarliestDays,
    LeftOut,
    OtherChildren,
    StatementEvidence,
    count_others,
    find_others,
)
from sightline.review.statements import ReviewStatement
from sightline.store import DuckDBEngine

UnsureRecords = Callable[[], Mapping[str, frozenset[str]]]
"""By person the records that likeness alone joins to them."""


class Without(IntEnum):
    """What a day is worked out without."""

    NOTHING = 0
    MATCHES = 1
    READINGS = 2


DayKey = tuple[tuple[str, ...], Without]
"""Whose records a day is worked out from, none for all together, and without what."""


def list_keys(days: EarliestDays) -> dict[DayKey, date]:
    """Each day that is told, the one of most records first."""
    days_of: dict[DayKey, date] = {((), Without.NOTHING): days.together}
    for some, on in sorted(days.by_holders.items(), key=lambda each: -len(each[0])):
        days_of[some, Without.NOTHING] = on
    if days.sure and days.sure != days.together:
        days_of[(), Without.MATCHES] = days.sure
    for some, sure_on in sorted(days.sure_by.items(), key=lambda each: -len(each[0])):
        if sure_on:
            days_of[some, Without.MATCHES] = sure_on
    if days.read and days.read != days.together:
        days_of[(), Without.READINGS] = days.read
    return days_of


def with_others(
    *,
    engine: DuckDBEngine,
    statement: ReviewStatement,
    evidence: Sequence[StatementEvidence],
    own: Collection[str],
    said: StatementDays,
    unsure: UnsureRecords,
) -> StatementDays:
    """With the reverse question of each day that is told, of children who are not `own`."""
    if said.days is None:
        return said
    lacking: Mapping[Without, LeftOut | None] = {
        Without.NOTHING: None,
        Without.MATCHES: lambda _, who: unsure().get(who, frozenset()),
        Without.READINGS: lambda one, _: one.unread,
    }
    counted = {
        (some, out): _count(engine, statement, evidence, own, on, some, lacking[out])
        for (some, out), on in list_keys(said.days).items()
    }
    shown = show_together(counted)
    of_all = {some: one for (some, out), one in shown.items() if out is Without.NOTHING}
    return replace(
        said,
        others=of_all[()],
        others_by={some: of_all[some] for some in said.days.by_holders},
        others_sure={some: one for (some, out), one in shown.items() if out is Without.MATCHES},
        others_read=shown.get(((), Without.READINGS)),
    )


def _count(
    engine: DuckDBEngine,
    statement: ReviewStatement,
    evidence: Sequence[StatementEvidence],
    own: Collection[str],
    on: date,
    holders: Collection[str],
    left_out: LeftOut | None,
) -> OtherChildren:
    """The reverse question: of how many who are not in the review it was true on that day, and what followed for them.

    True on what these holders had, or all; what followed is from all records. With the values of the rule that were in
    force on the day.
    """
    then = statement.on_day(on)
    within = then.open_days
    others = find_others(evidence=evidence, without=own, on=on, open_days=within, holders=holders, left_out=left_out)
    harm = Harm(then.harm_events, then.harm_signs)
    after = find_after(engine=engine, people=others, on=on, within=within, harm=harm)
    return count_others(others=others, after=after, on=on)


def show_together(counted: Mapping[DayKey, OtherChildren]) -> dict[DayKey, OthersShown]:
    """The counts as they may stand on one page. In `counted` what is worked out from more records comes first.

    A number of 1 to 4 is hidden. So is a larger one that differs by 1 to 4 from that of more records: the difference
    would tell for how few children it depends on the rest of these records.
    """
    shown: dict[DayKey, OthersShown] = {}
    for key, one in counted.items():
        alone = show_others(one)
        beside = [(counted[other], shown[other]) for other in shown if _is_part_of(key, other)]
        near = (_is_near(one.children, other.children) for other, said in beside if said.children is not None)
        if is_shown(one.children) and any(near):
            alone = OthersShown(None, None, None, is_hidden_too=True)
        elif any(any(map(_is_near, _followed(one), _followed(other))) for other, said in beside if said.followed):
            alone = replace(alone, followed=None)
        shown[key] = alone
    return shown


def show_others(counted: OtherChildren) -> OthersShown:
    """The counts of one day with numbers of 1 to 4 hidden, and all that would give these away."""
    numbers = (counted.children, *_followed(counted))
    return OthersShown(
        children=counted.children if is_shown(counted.children) else None,
        followed=_followed(counted) if all(map(is_shown, numbers)) else None,
        items_a_week=round(counted.items_a_week, 1) if is_shown(counted.new_in_year) else None,
    )


def _followed(counted: OtherChildren) -> tuple[int, int, int]:
    return counted.harmed_later, counted.nothing_later, counted.not_known


def _is_near(one: int, other: int) -> bool:
    return 0 < abs(one - other) < FEW


def _is_part_of(one: DayKey, other: DayKey) -> bool:
    """Whether the records of one are among those of the other."""
    holders, out = one
    of, of_out = other
    return (not of or (bool(holders) and set(holders) <= set(of))) and of_out in (out, Without.NOTHING)
