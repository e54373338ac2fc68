"""Pairs missing at the same time: how many are said to be more than chance, with trios planted and without.

    python benchmarks/together.py [--nights N]

300 children, a year, weekends and a season, ten homes with bad nights. Nights are drawn anew here, by another hand than
that which chose the rule's numbers.
"""

import argparse
import os
import random
import sys
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.casework.settings")

from support.nights import nights

from sightline.known_facts import KnownPerson
from sightline.patterns import Pattern, read_patterns
from sightline.patterns.chance_expectation import WeekShifts
from sightline.patterns.kinds.missing_pairs import often_overlapping

SEEDS, CHILDREN, HOMES, IN_A_HOME, TRIOS = 10, 300, 10, 6, 8
FIRST, AS_AT = date(2024, 1, 1), date(2026, 1, 1)
Days = dict[str, set[int]]


def draw_day(chance: random.Random) -> int:
    """A day of the year: weekends twice as often, summer half as often again."""
    while True:
        day = chance.randrange(364)
        weekend = (FIRST + timedelta(days=day)).weekday() in (4, 5)
        if chance.random() < (1.0 if weekend else 0.5) * (1.0 if 150 < day < 250 else 0.7):
            return day


def draw_world(seed: int, trio_nights: int) -> tuple[Days, set[tuple[str, str]]]:
    """The nights of each child, and the planted pairs: none where a trio has no nights."""
    chance, children = random.Random(seed), [f"c{number:03}" for number in range(CHILDREN)]
    days: Days = {who: set() for who in children}
    for who in children:
        wanted = chance.choice((2, 3, 4, 6, 8, 12))
        while len(days[who]) < wanted:
            days[who].add(draw_day(chance))
    for home in range(HOMES):
        for _ in range(6):
            day = draw_day(chance)
            for who in children[home * IN_A_HOME : (home + 1) * IN_A_HOME]:
                if chance.random() < 0.5:
                    days[who].add(day)
    trios = [children[100 + 3 * number : 103 + 3 * number] for number in range(TRIOS)]
    for trio in trios:
        for _ in range(trio_nights):
            day = draw_day(chance)
            for who in trio:
                if chance.random() < 0.75:
                    days[who].add(day)
    return days, {pair for trio in trios for pair in combinations(trio, 2)} if trio_nights else set()


def judge(pattern: Pattern, days: Days, planted: set[tuple[str, str]]) -> tuple[int, int, int, int]:
    """Pairs often missing at once, how many are planted; pairs beyond chance, how many are planted."""
    homes = {who: f"home {int(who[1:]) // IN_A_HOME}" for who in days if int(who[1:]) < HOMES * IN_A_HOME}
    missing = {
        who: (
            KnownPerson(who, None, taken_as_child=True),
            nights(who, [FIRST + timedelta(days=day) for day in sorted(some)], home=homes.get(who, "")),
        )
        for who, some in days.items()
    }
    often = often_overlapping(missing, pattern.number("needs"))
    settings = SimpleNamespace(settings=set(homes.values()))
    shifts = WeekShifts(missing=missing, pairs=often, homes=settings, pattern=pattern, as_at=AS_AT)  # type: ignore[arg-type]
    beyond = [pair for pair in often if shifts.weigh(*pair, sight=lambda _scope: True).beyond]
    return len(often), len(planted & set(often)), len(beyond), len(planted & set(beyond))


def main() -> None:
    """One line with trios planted, one without; means over ten seeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nights", type=int, default=10, help="nights of each planted trio; each child at 3 in 4")
    asked = parser.parse_args()
    pattern = next(one for one in read_patterns(day=AS_AT) if one.id == "missing_together")
    for trio_nights in (asked.nights, 0):
        found = [judge(pattern, *draw_world(seed, trio_nights)) for seed in range(SEEDS)]
        often, often_true, beyond, true = (sum(column) / SEEDS for column in zip(*found, strict=True))
        print(f"{trio_nights} nights a trio: {often:.1f} pairs three times or more, {often_true:.1f} of them planted; "
              f"{beyond:.1f} more than chance, {true:.1f} of them planted")  # fmt: skip


if __name__ == "__main__":
    main()
