"""Times as people say them, and how late a deadline is. A deadline and the time to answer are two things."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine, StatedStart
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.home.pages.parts import WorkCounts
from sightline.casework.worklist.pages import WorkPage
from sightline.model.calendar import latest_moment
from sightline.model.when import DATE_LENGTH, LONDON, london_day, london_text
from sightline.translation.dates import day_and_month, weekday
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core.whens import clock_time, day_in_words

# Who tells of a return, by layout.
TELLERS = {
    "police_missing": gettext_lazy("police say"),
    "return_interviews": gettext_lazy("the return interview form says"),
}
A_RECORD = gettext_lazy("a record says")
ANSWER_DUE = {
    (True, False): gettext_lazy("Your answer is due %(due)s"),
    (True, True): gettext_lazy("Your answer was due %(due)s"),
    (False, False): gettext_lazy("The answer is due %(due)s"),
    (False, True): gettext_lazy("The answer was due %(due)s"),
}
NEAR_DAYS = {0: gettext_lazy("today"), -1: gettext_lazy("yesterday"), 1: gettext_lazy("tomorrow")}
LAST_MINUTE, DAYS_NAMED, TWO = "23:59", 7, 2


@dataclass(frozen=True, slots=True)
class TwoTimes:
    """An item's deadline, where it has one, and the time to answer at this stage; and whether either has passed.

    `in_short` is the deadline for a narrow screen. `came`: when the file came, where the deadline was over before it.
    """

    deadline: str
    in_short: str
    is_overdue: bool
    answer: str
    is_answer_overdue: bool
    came: str = ""

    @property
    def is_plainly_overdue(self) -> bool:
        """Whether the deadline has passed and was still to come when the agency's file came: red."""
        return self.is_overdue and not self.came


def two_times(line: ItemLine, now: str) -> TwoTimes:
    """What a list or a page says of an open item's two times."""
    over, answer_over = bool(line.due_at) and has_passed(line.due_at, now), has_passed(line.answer_by, now)
    deadline = (was_due(line.due_at, now) + f": {late_by(line.due_at, now)}") if over else ""
    in_short = late_by(line.due_at, now) if over else ""
    if line.due_at and not over:
        deadline = _("Deadline %(due)s") % {"due": due_word(line.due_at, now)}
    said = ANSWER_DUE[line.mine, answer_over] % {"due": due_word(line.answer_by, now)}
    return TwoTimes(deadline, in_short or deadline, over, str(said), answer_over, _came(line) if over else "")


def _came(line: ItemLine) -> str:
    """That its file came after the deadline was over; empty where it came in time."""
    if not line.arrived_at or latest_moment(line.arrived_at) <= latest_moment(line.due_at):
        return ""
    return _("The file came on %(day)s") % {"day": day_in_words(london_day(line.arrived_at))}


def answer_due(line: ClockLine, now: str) -> str:
    """Whose answer is due and when, as the open item says; without one, of what arrived late, as the rule does."""
    if line.item and line.item.state != "closed":
        return two_times(line.item, now).answer
    if not (line.arrived_late and line.is_open):
        return ""
    due = due_word(line.answer_due_at, now)
    return str(ANSWER_DUE[False, has_passed(line.answer_due_at, now)] % {"due": due})


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
    words = [_("%(record)s the child returned on %(day)s") % {"record": TELLERS.get(first, A_RECORD), "day": counts}]
    words += [f"{TELLERS.get(layout, A_RECORD)} {day}" for layout, day in others]
    what = join_shown("; ", words)
    last = {"what": what[:1].upper() + what[1:], "day": counts}
    if len(words) == TWO:
        return _("%(what)s. The deadline counts from the earlier, %(day)s.") % last
    return _("%(what)s. The deadline counts from the earliest, %(day)s.") % last


def has_passed(when: str, now: str) -> bool:
    """Whether a when is over; a day without a time is over with its end."""
    return latest_moment(when) < datetime.fromisoformat(now)


def late_by(due_at: str, now: str) -> str:
    """How late a deadline is, in whole days, or hours within its own day: `4 days overdue`."""
    due = latest_moment(due_at)
    hours = int((datetime.fromisoformat(now) - due).total_seconds() // 3600)
    days = (london_day(now) - due.astimezone(LONDON).date()).days
    if days or hours:
        return _("%(long)s overdue") % {"long": counted(days, "day") if days else counted(hours, "hour")}
    return _("Overdue")


def overdue_in_words(counts: WorkCounts | WorkPage) -> str:
    """`4 overdue`; with how many deadlines they are of, where several actions are of one."""
    if counts.deadlines == counts.overdue:
        return _("%(overdue)s overdue") % {"overdue": f"{counts.overdue:,}"}
    said = {"overdue": f"{counts.overdue:,}", "deadlines": counted(counts.deadlines, "deadline")}
    return _("%(overdue)s overdue (%(deadlines)s)") % said


def was_due(due_at: str, now: str) -> str:
    """`Was due Monday 23 November`; with the time of day where it fell due within today."""
    day, today = london_day(due_at), london_day(now)
    if day == today and not ends_the_day(due_at):
        return _("Was due %(time)s today") % {"time": clock_time(due_at)}
    return _("Was due %(day)s") % {"day": weekday_of(day, today)}


def due_word(when: str, now: str) -> str:
    """`Sunday, 5:29am`; `today, 5pm`; `yesterday, end of day`; a day more than six days off by its date."""
    day, today = london_day(when), london_day(now)
    off = (day - today).days
    said = str(NEAR_DAYS[off]) if off in NEAR_DAYS else ""
    if not said:
        said = weekday(day) if 0 < off < DAYS_NAMED else weekday_of(day, today)
    if len(when) == DATE_LENGTH:
        return said
    return f"{said}, {_('end of day') if ends_the_day(when) else clock_time(when)}"


def time_of_day(when: str, now: str) -> str:
    """`8:15pm yesterday`, `6:10am today`, `8:15pm on 25 November`; of a day without a time the day alone."""
    day, today = london_day(when), london_day(now)
    off = (day - today).days
    near = str(NEAR_DAYS[off]) if off in (0, -1) else ""
    if len(when) == DATE_LENGTH:
        return near or short_day(day, today)
    if near:
        return _("%(time)s %(today_or_yesterday)s") % {"time": clock_time(when), "today_or_yesterday": near}
    return _("%(time)s on %(day)s") % {"time": clock_time(when), "day": short_day(day, today)}


def short_day(day: date, today: date) -> str:
    """`25 November`; with the year where it is another."""
    return day_and_month(day) if day.year == today.year else day_in_words(day)


def weekday_of(day: date, today: date) -> str:
    """`Wednesday 25 November`."""
    return f"{weekday(day)} {short_day(day, today)}"


def ends_the_day(when: str) -> bool:
    """Whether a moment is the last of its London day, as deadlines in days have it."""
    return london_text(when).endswith(LAST_MINUTE)
