"""What comes with a late delivery beside its events: the register, and rows that no system could read.

An export from real life has a day that does not exist and a comma in the wrong place. The demo shows what becomes of
such rows: they are kept, with a reason and what to do.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sightline.invented.clerk import write_date
from sightline.invented.files.layouts import headings_of
from sightline.invented.files.sink import Sink
from sightline.invented.population.people import Person
from sightline.invented.years import Years

Day = Callable[[int], date]
TO_FRIDAY: Final = timedelta(days=5)  # a register goes out when its week is over


class LateSink(Sink):
    """Keeps the rows of one delivery, and writes a file for each layout that has any."""

    def __init__(self, out: Path) -> None:
        super().__init__(out, watched="")
        self._lines: dict[str, list[list[str]]] = {}

    def add(self, name: str, cells: Mapping[str, str], slots: Mapping[str, str]) -> int:
        """Keep a row; its number in this delivery. Who is meant is written nowhere."""
        del slots
        return self.add_line(name, [cells.get(heading, "") for heading in headings_of(name)])

    def add_line(self, name: str, line: Sequence[str]) -> int:
        """Keep a line as it is, whether or not its cells are those of the layout."""
        lines = self._lines.setdefault(name, [])
        lines.append(list(line))
        return len(lines)

    def write(self) -> None:
        """Write what was kept."""
        self.out.mkdir(parents=True, exist_ok=True)
        for name, lines in self._lines.items():
            with (self.out / name).open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([headings_of(name), *lines])


def write_registers(*, register: Path, out: Path, years: Years, until: date) -> None:
    """Write the whole register again with the weeks of school since the three years: this export is always whole.

    A child's new weeks are as the last one in it.
    """
    with register.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    week = lines[0].index("Week Commencing")
    newest = write_date(years.mondays[-1])
    last = [line for line in lines if line[week] == newest]
    since = [monday for monday in years.mondays_and_after if years.last < monday <= until - TO_FRIDAY]
    lines += [[*line[:week], write_date(monday), *line[week + 1 :]] for monday in since for line in last]
    with (out / register.name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def write_unreadable(*, sink: LateSink, child: Person, day: Day) -> None:
    """Write rows that cannot be taken in: a day that does not exist, no number, a comma that splits a cell."""
    on = write_date(day(1))
    about = {"Surname": child.surname, "Forename": child.forename, "DOB": write_date(child.born)}
    sink.add(
        "health_attendances.csv",
        about | {"Service": "ED", "Attended Date": f"31/02/{day(1).year}", "Text": "Seen in the night.",
                 "Restricted": "N", "Entered On": on},
        {},
    )  # fmt: skip
    sink.add("housing_complaints.csv", {"Received Date": on, "Text": "Number not filled in.", "Entered On": on}, {})
    cells = about | {
        "Contact Ref": "YS900900",
        "Date": on,
        "Text": "Came, stayed, left",
        "Worker": "Jo",
        "Entered On": on,
    }
    name = "youth_service_contacts.csv"
    sink.add_line(name, ",".join(cells.get(heading, "") for heading in headings_of(name)).split(","))
