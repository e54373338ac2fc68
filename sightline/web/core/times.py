"""Times as people say them, and how late a deadline is. A deadline and the time to answer are two things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine, StatedStart
from sightline.casework.escalation.pages import ItemLine
from sightline.model.calendar import latest_moment
from sightline.model.when import DATE_LENGTH, LONDON, london_day, london_text
from sightline.web.core.whens import clock_time, day_in_words

# Who tells of a return, by layout.
TELLERS = {"police_missing": "police say", "return_interviews": "the return interview form says"}
A_RECORD = "a record says"
LAST_MINUTE, DAYS_NAMED = "23:59", 7


@dataclass(frozen=True, slots=True)
class TwoTimes:
    """An item's deadline, where it has one, and the time to answer at this stage; and whether either has passed."""

    deadline: str
    is_overdue: bool
    answer: str
    is_answer_overdue: bool


def two_times(line: ItemLine, now: str) -> TwoTimes:
    """What a list or a page says of an open item's two times."""
    over, answer_over = bool(line.due_at) and has_passed(line.due_at, now), has_passed(line.answer_by, now)
    deadline = (was_due(line.due_at, now) + f": {late_by(line.due_at, now)}") if over else ""
    if line.due_at and not over:
        deadline = f"Deadline {due_word(line.due_at, now)}"
    whose = _("Your answer") if line.mine else _("The answer")
    said = f"{whose} {'was' if answer_over else 'is'} due {due_word(line.answer_by, now)}"
    return TwoTimes(deadline, over, said, answer_over)


def answer_due(line: ClockLine, now: str) -> str:
    """Whose answer is due and when, as the open item says; without one, of what arrived late, as the rule does."""
    if line.item and line.item.state != "closed":
        return two_times(line.item, now).answer
    if not (line.arrived_late and line.is_open):
        return ""
    due = due_word(line.answer_due_at, now)
    over = has_passed(line.answer_due_at, now)
    return _("The answer was due %(due)s") % {"due": due} if over else _("The answer is due %(due)s") % {"due": due}


def lateness(line: ClockLine, now: str) -> str:
    """How late a deadline is; of one that arrived late, since it was due at first."""
    return late_by(line.deadline_at, now)


def deadline_was(line: ClockLine, now: str) -> str:
    """When a deadline was due, at first."""
    return was_due(line.deadline_at, now)


def returns_stated(stated: Sequence[StatedStart], now: str) -> str:
    """What each record says of the day of return, where they differ, and from which day the clock runs."""
    today = london_day(now)
    said = dict.fromkeys((one.layout, short_day(london_day(one.stated_at), today)) for one in stated)
    if not said:
        return ""
    (first, counts), *others = said
    teller = TELLERS.get(first, A_RECORD)
    words = [f"{teller[0].upper()}{teller[1:]} the child returned on {counts}"]
    words += [f"{TELLERS.get(layout, A_RECORD)} {day}" for layout, day in others]
    return f"{'; '.join(words)}. The deadline counts from the {'earlier' if len(words) == 2 else 'earliest'}, {counts}."


def has_passed(when: str, now: str) -> bool:
    """Whether a when is over; a day without a time is over with its end."""
    return latest_moment(when) < datetime.fromisoformat(now)


def late_by(due_at: str, now: str) -> str:
    """How late a deadline is, in whole days, or hours within its own day: `4 days overdue`."""
    due = latest_moment(due_at)
    hours = int((datetime.fromisoformat(now) - due).total_seconds() // 3600)
    days = (london_day(now) - due.astimezone(LONDON).date()).days
    if days:
        return f"{counted(days, 'day')} overdue"
    return f"{counted(hours, 'hour')} overdue" if hours else "Overdue"


def was_due(due_at: str, now: str) -> str:
    """`Was due Monday 23 November`; with the time of day where it fell due within today."""
    day, today = london_day(due_at), london_day(now)
    if day == today and not ends_the_day(due_at):
        return f"Was due {clock_time(due_at)} today"
    return f"Was due {day:%A} {short_day(day, today)}"


def due_word(when: str, now: str) -> str:
    """`Sunday, 5:29am`; `today, 5pm`; `yesterday, end of day`; a day more than six days off by its date."""
    day, today = london_day(when), london_day(now)
    off = (day - today).days
    said = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(off)
    if said is None:
        said = f"{day:%A}" if 0 < off < DAYS_NAMED else f"{day:%A} {short_day(day, today)}"
    if len(when) == DATE_LENGTH:
        return said
    return f"{said}, {'end of day' if ends_the_day(when) else clock_time(when)}"


def time_of_day(when: str, now: str) -> str:
    """`8:15pm yesterday`, `6:10am today`, `8:15pm on 25 November`; of a day without a time the day alone."""
    day, today = london_day(when), london_day(now)
    said = {today: "today", today - timedelta(days=1): "yesterday"}.get(day, f"on {short_day(day, today)}")
    return said.removeprefix("on ") if len(when) == DATE_LENGTH else f"{clock_time(when)} {said}"


def short_day(day: date, today: date) -> str:
    """`25 November`; with the year where it is another."""
    return f"{day.day} {day:%B}" if day.year == today.year else day_in_words(day)


def ends_the_day(when: str) -> bool:
    """Whether a moment is the last of its London day, as deadlines in days have it."""
    return london_text(when).endswith(LAST_MINUTE)


def counted(number: int, noun: str) -> str:
    """`1 day`, `4 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
