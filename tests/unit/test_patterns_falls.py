"""A fall of attendance is found as a plain reading of the weeks finds it, whatever was corrected and when it came."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import pytest

from sightline.known_facts import EVER, DatedFact
from sightline.patterns import read_patterns
from sightline.patterns.attendance_codes import FRIDAY
from sightline.patterns.instances import Condition, CountedFact, Window, find_instances
from sightline.patterns.kinds.proportions import _fall_windows

AS_AT = date(2026, 1, 1)
PATTERN = next(one for one in read_patterns(day=AS_AT) if one.id == "attendance_fall")
BEFORE, WEEKS = PATTERN.number("weeks_before"), PATTERN.number("weeks")
LOW, HIGH = PATTERN.share("share_before_hundredths"), PATTERN.share("share_hundredths")


def draw_weeks(seed: int) -> list[CountedFact]:
    """Two years of a register: good weeks, falls, weeks of two schools, corrections and rows that came late."""
    chance, weeks = random.Random(seed), list[CountedFact]()
    bad = 0
    for number in range(104):
        bad = bad - 1 if bad else 8 * (chance.random() < 0.05)
        on = date(2023, 1, 2) + timedelta(weeks=number)
        for school in range(1 + (chance.random() < 0.1)):
            came = on + timedelta(days=4 + 7 * (chance.random() < 0.2))
            corrected = came + timedelta(days=30) if chance.random() < 0.15 else EVER
            for version, (begins, ends) in enumerate(((came, corrected), (corrected, EVER))):
                if begins < ends:
                    absent = chance.choice((2, 4, 6)) if bad and not version else chance.choice((0, 0, 0, 0, 1))
                    row = f"{number} {school}"
                    piece = DatedFact(
                        f"school {school}.csv",
                        number + 1,
                        f"{row} {version}",
                        "attendance",
                        begins,
                        ends,
                        record_id=row,
                    )
                    more = {"absent": absent, "marks": 10, "ran": chance.random() < 0.95}
                    weeks.append(CountedFact("child", on, (piece,), "week", more))
    return weeks


def read_plainly(now: Sequence[CountedFact]) -> list[Window]:
    """Each stretch of weeks in turn, added up one by one."""
    weeks = [list(some) for _, some in groupby(sorted(now, key=lambda one: one.order), key=lambda one: one.on)]
    found = []
    for end in range(BEFORE + WEEKS, len(weeks) + 1):
        before, lately = weeks[end - BEFORE - WEEKS : end - WEEKS], weeks[end - WEEKS : end]
        shares = [
            sum(one.more["absent"] for week in some for one in week)
            / sum(one.more["marks"] for week in some for one in week)
            for some in (before, lately)
        ]
        if any(one.more["ran"] for one in lately[-1]) and shares[0] < LOW and shares[1] >= HIGH:
            counted = tuple(one for week in (*before, *lately) for one in week)
            found.append(Window(before[0][0].on, lately[-1][0].on + FRIDAY, counted))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_falls_are_those_of_a_plain_reading(seed: int) -> None:
    weeks = draw_weeks(seed)
    plain, found = (
        find_instances(counted=weeks, condition=condition, as_at=AS_AT)
        for condition in (Condition(read_plainly), Condition(_fall_windows(PATTERN), in_order=True))
    )
    assert found == plain


def test_the_drawn_registers_hold_falls() -> None:
    assert sum(bool(read_plainly(draw_weeks(seed))) for seed in range(12)) > 6
