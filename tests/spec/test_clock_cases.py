"""Due times worked by hand: the 60 shared cases, and more of our own with the reasoning beside each."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sightline.model.calendar import Unit, end_of_day
from sightline.model.when import LONDON, utc_text
from sightline.rulebook.calendar import read_calendar

OWN = Path(__file__).with_name("clock_cases_own.csv")
Case = dict[str, str]


def read_cases(path: Path) -> list[Case]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


def started(case: Case) -> str:
    """The start as a when: a day stays a day, a moment (written with its London offset) is UTC."""
    written = case["start"]
    if len(written) == 10:
        return written
    moment = datetime.fromisoformat(written)
    assert moment.utcoffset() == moment.astimezone(LONDON).utcoffset(), f"case {case['case']}: no London time"
    return utc_text(moment)


def due(case: Case) -> str:
    """A due day is meant to its last second; a due moment as it stands."""
    written = case["due"]
    return end_of_day(date.fromisoformat(written)) if len(written) == 10 else utc_text(datetime.fromisoformat(written))


def wrong(cases: list[Case]) -> Iterator[str]:
    calendar = read_calendar()
    for case in cases:
        found = calendar.due_at(started=started(case), amount=int(case["amount"]), unit=Unit(case["unit"]))
        if found != due(case):
            yield f"case {case['case']}: {case['why']}: {found}"


def test_the_shared_cases_come_out_as_worked_by_hand(shared_data: Path) -> None:
    cases = read_cases(shared_data / "clock_cases" / "cases.csv")
    assert len(cases) == 60
    assert not list(wrong(cases))


def test_our_own_cases_come_out_as_worked_by_hand() -> None:
    cases = read_cases(OWN)
    assert len(cases) >= 100
    assert all(case["why"] for case in cases)
    assert not list(wrong(cases))
