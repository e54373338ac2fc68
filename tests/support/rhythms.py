"""One story in five rhythms: the same dated rows, delivered daily, weekly, fortnightly, monthly and in one piece.

A row comes with the first delivery after the day on which it was recorded. The last delivery is on one day in all.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from support.fellbridge import Row
from support.small_partnership import sheet

RHYTHMS = ("daily", "weekly", "fortnightly", "monthly", "one piece")
MONDAY = date(2025, 1, 6)
Place = tuple[str, int]  # the file below the folder of deliveries, and the row below its heading


def deliver(folder: Path, *, rows: Iterable[Row], rhythm: str, ends_on: date) -> dict[str, Place]:
    """Write the deliveries below a folder; where each row with a name stands."""
    by_day: dict[date, dict[str, list[Row]]] = {}
    for row in rows:
        by_day.setdefault(delivered_on(row.on, rhythm=rhythm, ends_on=ends_on), {}).setdefault(row.layout, []).append(
            row
        )
    places: dict[str, Place] = {}
    for day, layouts in by_day.items():
        (folder / day.isoformat()).mkdir(parents=True)
        for layout, those in layouts.items():
            name = f"{day.isoformat()}/{layout}.csv"
            sheet(folder / name, [row.cells for row in those])
            places |= {row.name: (name, number) for number, row in enumerate(those, start=1) if row.name}
    return places


def delivered_on(recorded_on: date, *, rhythm: str, ends_on: date) -> date:
    """The day of the first delivery after a day; never after the last one."""
    if rhythm == "daily":
        day = recorded_on + timedelta(days=1)
    elif rhythm in WEEKS:
        days = 7 * WEEKS[rhythm]
        day = MONDAY + timedelta(days=((recorded_on - MONDAY).days // days + 1) * days)
    elif rhythm == "monthly":
        day = (recorded_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    else:
        day = ends_on
    return min(day, ends_on)


WEEKS: Mapping[str, int] = {"weekly": 1, "fortnightly": 2}
