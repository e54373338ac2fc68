"""School weeks and gaps of a chronology in words: the same on pages, in downloads and in the command's page."""

from datetime import date

from sightline.casework.chronology.pages.lines import GapLine, SchoolWeek, SchoolWeeksLine
from sightline.model.when import london_day
from sightline.translation.dates import long_day
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def weeks_title(line: SchoolWeeksLine) -> str:
    """`Week of 23 November 2026`; `5 school weeks from 5 October 2026`, a Monday."""
    if line.first_on is None or line.last_on is None:
        return counted(len(line.weeks), "school week")
    if len(line.weeks) == 1:
        return _("Week of %(day)s") % {"day": _day(line.first_on)}
    return _("%(weeks)s from %(day)s") % {"weeks": counted(len(line.weeks), "school week"), "day": _day(line.first_on)}


def attendance_in_words(line: SchoolWeeksLine | SchoolWeek) -> str:
    """`attended 4 of 10 sessions, 1 late, 2 missed without leave`."""
    if not line.sessions:
        return _("no sessions recorded")
    parts = [
        _("attended %(attended)s of %(sessions)s")
        % {"attended": line.attended, "sessions": counted(line.sessions, "session")}
    ]
    parts += [_("%(late)s late") % {"late": line.late}] if line.late else []
    parts += (
        [_("%(without_leave)s missed without leave") % {"without_leave": line.without_leave}]
        if line.without_leave
        else []
    )
    return join_shown(", ", parts)


def week_title(week: SchoolWeek) -> str:
    """`Week of 23 November 2026`."""
    when = week.entry.occurred_from
    return _("Week of %(day)s") % {"day": _day(london_day(when))} if when else _("Week not known")


def codes_in_words(week: SchoolWeek) -> str:
    """`Monday P P, Tuesday O O`: the codes as the register has them, morning before afternoon."""
    pairs = [" ".join(week.codes[place : place + 2]) for place in range(0, len(week.codes), 2)]
    if len(pairs) != len(DAYS):
        return " ".join(week.codes) or week.entry.what
    return ", ".join(f"{day} {pair}" for day, pair in zip(DAYS, pairs, strict=True))


def gap_title(gap: GapLine) -> str:
    """The days without a record that the reader can see, never that nothing happened."""
    days = counted(gap.days, "day")
    if gap.is_open:
        return _("No records that you can see since %(day)s: %(days)s") % {"day": _day(gap.from_on), "days": days}
    return _("No records that you can see from %(day)s to %(last_day)s: %(days)s") % {
        "day": _day(gap.from_on),
        "last_day": _day(gap.to_on),
        "days": days,
    }


def missed_weeks(line: SchoolWeeksLine) -> list[str]:
    """The codes of each week in which a session was missed, or whose codes could not be read."""
    missed = [week for week in line.weeks if not week.codes or week.attended < week.sessions]
    if len(line.weeks) == 1:
        return [codes_in_words(week) for week in missed]
    return [f"{week_title(week)}: {attendance_in_words(week)}. {codes_in_words(week)}" for week in missed]


def _day(day: date) -> str:
    return long_day(day)
