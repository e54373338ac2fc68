"""What an address of a picture asks for: which months."""

from datetime import date
from typing import NamedTuple

from sightline.pictures.scales import months_before, next_month
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import DayField, asked_one_of
from sightline.web.core.forms import AskedForm

ALL = "all"
RANGES = ("3", "6", "18", ALL)
USUAL = 18


class MonthWindow(NamedTuple):
    """The months that a timeline shows: from the first day to the day before the end."""

    first: date
    end: date


class TimelineAsked(AskedForm):
    """How many months of a timeline, and the day in whose month they end; without it the newest."""

    months = asked_one_of(RANGES)
    until = DayField(required=False, error_messages={"invalid": _("‘Until’ must be a real date")})

    @property
    def chosen(self) -> str:
        """Which of the ranges."""
        return str(self.said["months"] or USUAL)

    def window(self, *, oldest: date, newest: date) -> MonthWindow:
        """The months that are shown, of those that there are."""
        last = min(self.said["until"] or newest, newest)
        end = next_month(last)
        if self.chosen == ALL:
            return MonthWindow(min(oldest, newest).replace(day=1), next_month(newest))
        return MonthWindow(months_before(last, int(self.chosen) - 1), end)

    def later(self, window: MonthWindow) -> date:
        """A day in the last of the months after those shown."""
        return months_before(window.end, 1 - int(self.chosen))
