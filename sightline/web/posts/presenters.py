"""Rotas in words: holders, days and shifts, for pages and the terminal's tables alike."""

from sightline.casework.posts.duty import HOLIDAY, WEEKDAYS, HoldingKind
from sightline.casework.posts.rota_selectors import ShiftLine

HOLDING_NAMES = {
    HoldingKind.DAY: "day",
    HoldingKind.OUT_OF_HOURS: "out of hours",
    HoldingKind.CONTROL_ROOM: "control room",
}
DAY_NAMES = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday", HOLIDAY: "Bank holiday",
}  # fmt: skip


def days_words(days: tuple[str, ...]) -> str:
    """Kinds of day: `Monday to Friday, bank holidays`."""
    parts, run = list[str](), list[str]()
    for day in (*WEEKDAYS, ""):
        if day in days:
            run.append(DAY_NAMES[day])
        elif run:
            parts.append(f"{run[0]} to {run[-1]}" if len(run) > 2 else " and ".join(run))
            run = []
    return ", ".join([*parts, *(["bank holidays"] if HOLIDAY in days else [])])


def shift_words(shift: ShiftLine) -> str:
    """One shift in a line."""
    holding = HOLDING_NAMES[HoldingKind(shift.holding)]
    return f"{shift.username}, {holding}: {days_words(shift.days)}, {shift.begins} to {shift.ends}"
