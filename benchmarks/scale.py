"""Measures the estimates of how many: beside what is published, on tables with known truth, and how fast. Half an hour.

It writes benchmarks/scale_measured.json, from which docs/reference/scale.md is printed. The same seeds give the
same numbers, apart from the seconds. Parts may be named: published, within, speed, or a kind of drawn tables.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from sightline.scale.estimates import estimate
from sightline.scale.methods.loglinear import fit_model, main_effects
from sightline.scale.methods.stepwise import choose_stepwise, stepwise_numbers
from sightline.scale.resamples import bootstrap_interval
from sightline.scale.results import Estimate
from sightline.scale.table_reader import read_table
from sightline.scale.tables import OverlapTable
from sightline.scale.workers import Workers

HERE = Path(__file__).parent
TABLES = HERE.parent / "tests" / "data" / "shared" / "data" / "mse"
OUT = HERE / "scale_measured.json"
SEED, FEWER, FAR = 1, 200, 1e9
TRUE_NUMBER, CHANCES, TIMES = 2000, (0.15, 0.12, 0.10, 0.08), 40
KINDS = {
    "independent": "each list is independent of the others",
    "two depend": "a person on the first list has four times the odds of being on the second",
    "unequal": "people differ: the log-odds of being on any list have a standard deviation of 1 between people",
    "excluded": "a person on the first list has a quarter of the odds of being on the second (sent on, not entered)",
    "unequal and excluded": "both of the last two",
    "two kinds": "one person in four has six times the odds of being on any list",
}


def main(parts: list[str]) -> None:
    """Measure the named parts, or all, and write each down when it is done."""
    for name in parts or PARTS:
        keep(name, dict(measured) if isinstance(measured := PARTS[name](), Iterator) else measured)


def keep(name: str, measured: Any) -> None:
    """Put one part into the file."""
    made = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    made |= {"kinds": KINDS, name: measured}
    lines = [f"{json.dumps(key)}: {json.dumps(made[key])}" for key in sorted(made)]
    OUT.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


def measure_published() -> Iterator[tuple[str, Any]]:
    """Every stored table by every method, 1,000 resamples."""
    for path in sorted(TABLES.glob("*.json")):
        if path.stem != "internal_consistency":
            yield path.stem, describe(estimate(table=read_table(path=path), seed=SEED))
            say(path.stem)


def measure_within() -> list[dict[str, Any]]:
    """Tables whose truth is known: of those on one list, who is on the others?"""
    made = []
    for stored in json.loads((TABLES / "internal_consistency.json").read_text(encoding="utf-8")):
        table = make_table(stored["lists"], {tuple(row["in"]): row["count"] for row in stored["rows"]})
        known = {key: stored[key] for key in ("parent", "conditioned_on", "true_N", "usable")}
        made.append({**known, **describe(estimate(table=table, seed=SEED))})
        say(f"{stored['parent']} within {stored['conditioned_on']}")
    return made


def measure_simulated(kind: str) -> dict[str, Any]:
    """Drawn tables of one kind, whose truth is known: each estimated with 200 resamples."""
    drawn = []
    for number in range(TIMES):
        table = draw_table(np.random.default_rng([SEED, list(KINDS).index(kind), number]), kind)
        drawn.append(in_short(describe(estimate(table=table, seed=number, resamples=FEWER, cores=1))))
        say(f"{kind} {number + 1}")
    return {"true_N": TRUE_NUMBER, "tables": drawn}


def draw_table(chance: np.random.Generator, kind: str) -> OverlapTable:
    """2,000 people and who of them is on which of four lists."""
    odds = np.log(np.array(CHANCES) / (1 - np.array(CHANCES)))[None, :] + np.zeros((TRUE_NUMBER, 1))
    if "unequal" in kind:
        odds = odds + chance.normal(0, 1, size=(TRUE_NUMBER, 1))
    if kind == "two kinds":
        odds = odds + np.log(6) * (chance.random((TRUE_NUMBER, 1)) < 0.25)
    on = np.empty(odds.shape, dtype=np.int64)
    for place in range(len(CHANCES)):
        own = odds[:, place]
        if place == 1 and kind == "two depend":
            own = own + np.log(4) * on[:, 0]
        if place == 1 and "excluded" in kind:
            own = own - np.log(4) * on[:, 0]
        on[:, place] = chance.random(TRUE_NUMBER) < 1 / (1 + np.exp(-own))
    cells = on @ (1 << np.arange(len(CHANCES)))
    counts = np.bincount(cells, minlength=1 << len(CHANCES)).astype(np.float64)
    counts[0] = 0
    return OverlapTable(tuple("ABCD"), counts)


def measure_speed() -> dict[str, float]:
    """Seconds: one fit of independent lists, and the stepwise choice with 1,000 resamples and BCa, for the UK table."""
    table = read_table(path=TABLES / "uk_2013_5list.json")
    assert isinstance(table, OverlapTable)
    fits = []
    for _ in range(500):
        start = time.perf_counter()
        fit_model(table.counts, table.t, main_effects(table.t))
        fits.append(time.perf_counter() - start)
    start = time.perf_counter()
    chosen = choose_stepwise(table.counts, table.t).fit
    assert chosen is not None
    numbers = partial(stepwise_numbers, t=table.t)
    with Workers() as workers:
        bootstrap_interval(
            table.counts, table.observed + chosen.unseen, numbers, times=1000, seed=SEED, workers=workers
        )
        cores = workers.cores
    return {"fit_seconds": median(fits), "stepwise_seconds": time.perf_counter() - start, "cores": cores}


def describe(found: Estimate) -> dict[str, Any]:
    """What is kept of an estimate: the numbers of its methods, the range or the refusal."""
    return {
        "observed": found.observed,
        "methods": {
            one.method: {"n": one.n, "lower": one.lower, "upper": one.upper, "status": one.status.value, **one.details}
            for one in found.results
        },
        "range": [found.range.lower, found.range.upper] if found.range else None,
        "refused": found.refused,
        "bound": found.bound,
    }


def in_short(told: dict[str, Any]) -> dict[str, Any]:
    """The same in whole numbers, without what only one method says."""

    def whole(value: Any) -> Any:
        return (
            round(value)
            if isinstance(value, float) and abs(value) < FAR
            else None
            if isinstance(value, float)
            else value
        )

    kept = ("n", "lower", "upper", "status")
    methods = {name: {key: whole(one[key]) for key in kept} for name, one in told["methods"].items()}
    return {**told, "methods": methods}


def make_table(lists: list[str], rows: dict[tuple[str, ...], int]) -> OverlapTable:
    """A table from its rows."""
    counts = np.zeros(1 << len(lists))
    for names, count in rows.items():
        counts[sum(1 << lists.index(name) for name in names)] += count
    return OverlapTable(tuple(lists), counts)


def say(what: str) -> None:
    """How far it is."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


PARTS: dict[str, Callable[[], Any]] = {
    "published": measure_published,
    "within": measure_within,
    "speed": measure_speed,
    **{kind: partial(measure_simulated, kind) for kind in KINDS},
}

if __name__ == "__main__":
    main(sys.argv[1:])
