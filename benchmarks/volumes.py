"""Measures actions a week for each post: a year of an invented partnership, every rule on, nobody answering.

The year's rows are delivered by the day on which they were recorded, and played by `sightline rehearse`. What was
recorded before the year comes first and is backlog. `python benchmarks/volumes.py --children N` keeps the measure in
volumes_measured.json, from which `python -m tools.print_docs` prints docs/reference/escalation-volumes.md.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sightline.escalation import SHARED, Stage, read_ladder
from sightline.invented import invent
from sightline.model.when import london_day

KEPT = Path(__file__).with_name("volumes_measured.json")
RECORDED = {"police_intelligence": "Submitted On", "school_concerns": "Logged On"}  # else Entered On
WHOLE = ("childrens_services_family", "licensing_register")  # registers: whole, with the first delivery
LEFT_OUT = ("school_attendance",)  # it opens no action by itself
YEAR = timedelta(days=364)


def main() -> None:
    """Invent, deliver, rehearse, count, keep."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--children", type=int, default=500)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--weeks-between", type=int, default=2, help="weeks between deliveries")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-volumes-") as folder:
        made = invent(children=wanted.children, seed=wanted.seed, out=Path(folder) / "invented")
        begins_on, ends_on = deliver(made.out, Path(folder) / "deliveries", weeks=wanted.weeks_between)
        steps = Path(folder) / "steps.jsonl"
        play(Path(folder) / "deliveries", steps, begins_on=begins_on, until=ends_on)
        lines = [json.loads(line) for line in steps.read_text(encoding="utf-8").splitlines()]
    measured = {
        "children": wanted.children,
        "seed": wanted.seed,
        "weeks_between_deliveries": wanted.weeks_between,
        "from": begins_on.isoformat(),
        "until": ends_on.isoformat(),
        **count(lines, begins_on=begins_on, weeks=(ends_on - begins_on).days / 7),
    }
    KEPT.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(lines)} steps counted into {KEPT.name}; print the page with 'python -m tools.print_docs'")


def deliver(invented: Path, folder: Path, *, weeks: int) -> tuple[date, date]:
    """Write the deliveries of the last year; its first and last day."""
    tables = {path.stem: read(path) for path in sorted(invented.glob("*.csv")) if path.stem not in LEFT_OUT}
    days = {layout: [recorded_on(layout, row) for row in rows] for layout, rows in tables.items()}
    ends_on = max(day for those in days.values() for day in those if day)
    begins_on = ends_on - YEAR
    by_day: dict[date, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for layout, rows in tables.items():
        for row, day in zip(rows, days[layout], strict=True):
            by_day[delivered_on(day, begins_on, weeks)][layout].append(row)
    for day, layouts in by_day.items():
        for layout, rows in layouts.items():
            write(folder / day.isoformat() / f"{layout}.csv", rows)
    return begins_on, max(by_day)


def recorded_on(layout: str, row: dict[str, str]) -> date | None:
    """The day on which its agency recorded a row; None for registers, and where it is not known."""
    written = "" if layout in WHOLE else row.get(RECORDED.get(layout, "Entered On"), "")
    return datetime.strptime(written, "%d/%m/%Y").replace(tzinfo=None).date() if written else None  # noqa: DTZ007


def delivered_on(recorded: date | None, begins_on: date, weeks: int) -> date:
    """The first delivery after it was recorded; the first of all for what is older."""
    if recorded is None or recorded < begins_on:
        return begins_on
    return begins_on + timedelta(weeks=((recorded - begins_on).days // (7 * weeks) + 1) * weeks)


def play(deliveries: Path, steps: Path, *, begins_on: date, until: date) -> None:
    """Rehearse them. Rows that are rejected by plan end it with 3."""
    command = [sys.executable, "-m", "sightline", "rehearse", str(deliveries), "--until", until.isoformat()]
    done = subprocess.run([*command, "--out", str(steps), "--go-live", begins_on.isoformat()], check=False)
    if done.returncode not in (0, 3):
        sys.exit(done.returncode)


def count(lines: Iterable[dict[str, Any]], *, begins_on: date, weeks: float) -> dict[str, Any]:
    """By post and by rule: actions on the first two days, then a week on average, and in the busiest week."""
    posts: dict[tuple[str, str, str], Counter[int]] = defaultdict(Counter)
    rules: dict[str, Counter[int]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for line in lines:
        week = week_of(line["at"], begins_on)
        own = next(rung.belongs_to for rung in read_ladder(line["ladder"]).rungs if rung.stage == line["stage"])
        posts[own, line["stage"], line["post"]][week] += 1
        labels[line["rule_id"]] = line["about"]["label"]
        if (line["rule_id"], line["item_id"]) not in seen:
            seen.add((line["rule_id"], line["item_id"]))
            rules[line["rule_id"]][week] += 1
    order = sorted(posts, key=lambda one: (one[0] == SHARED, one[0], Stage(one[1]).rank))
    return {
        "posts": [
            {"ladder": ladder, "stage": stage, "post": post, **rates(posts[ladder, stage, post], weeks)}
            for ladder, stage, post in order
        ],
        "rules": [
            {"rule_id": one, "label": labels[one], **rates(found, weeks)}
            for one, found in sorted(rules.items(), key=lambda item: (-item[1].total(), item[0]))
        ],
    }


def week_of(at: str, begins_on: date) -> int:
    """The week of the year, from 0; -1 for the first two days, on which all comes that history gives."""
    days = (london_day(at) - begins_on).days
    return -1 if days < 2 else days // 7


def rates(found: Counter[int], weeks: float) -> dict[str, float]:
    """On the first days, a week on average after them, and in the busiest week."""
    after = [number for week, number in found.items() if week >= 0]
    return {"first_days": found[-1], "a_week": round(sum(after) / weeks, 2), "busiest_week": max(after, default=0)}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows to a CSV file, with the headings of the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
