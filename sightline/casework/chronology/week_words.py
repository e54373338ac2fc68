"""School weeks and gaps of a chronology in words: the same on pages, in downloads and in the command's page."""

from datetime import date

from sightline.casework.chronology.pages import GapLine, SchoolWeek, SchoolWeeksLine
from sightline.model.when import london_day

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def weeks_title(line: SchoolWeeksLine) -> str:
    """`Week of 23 November 2026`; `5 school weeks from 5 October 2026`, a Monday."""
    if line.first_on is None or line.last_on is None:
        return counted(len(line.weeks), "school week")
    if len(line.weeks) == 1:
        return f"Week of {_day(line.first_on)}"
    return f"{len(line.weeks)} school weeks from {_day(line.first_on)}"


def attendance_in_words(line: SchoolWeeksLine | SchoolWeek) -> str:
    """`attended 4 of 10 sessions, 1 late, 2 missed without leave`."""
    if not line.sessions:
        return "no sessions recorded"
    parts = [f"attended {line.attended} of {counted(line.sessions, 'session')}"]
    parts += [f"{line.late} late"] if line.late else []
    parts += [f"{line.without_leave} missed without leave"] if line.without_leave else []
    return ", ".join(parts)


def week_title(week: SchoolWeek) -> str:
    """`Week of 23 November 2026`."""
    when = week.entry.occurred_from
    return f"Week of {_day(london_day(when))}" if when else "Week not known"


def marks_in_words(week: SchoolWeek) -> str:
    """`Monday P P, Tuesday O O`: the marks as the register has them, morning before afternoon."""
    pairs = [" ".join(week.marks[place : place + 2]) for place in range(0, len(week.marks), 2)]
    if len(pairs) != len(DAYS):
        return " ".join(week.marks) or week.entry.what
    return ", ".join(f"{day} {pair}" for day, pair in zip(DAYS, pairs, strict=True))


def gap_title(gap: GapLine) -> str:
    """The days without a record that the reader can see, never that nothing happened."""
    days = counted(gap.days, "day")
    if gap.is_open:
        return f"No records that you can see since {_day(gap.from_on)}: {days}"
    return f"No records that you can see from {_day(gap.from_on)} to {_day(gap.to_on)}: {days}"


def missed_weeks(line: SchoolWeeksLine) -> list[str]:
    """The marks of each week in which a session was missed, or whose marks could not be read."""
    missed = [week for week in line.weeks if not week.marks or week.attended < week.sessions]
    if len(line.weeks) == 1:
        return [marks_in_words(week) for week in missed]
    return [f"{week_title(week)}: {attendance_in_words(week)}. {marks_in_words(week)}" for week in missed]


def counted(number: int, noun: str) -> str:
    """`1 day`, `4 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
