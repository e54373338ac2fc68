"""Rotas in words: holders, days and shifts, for pages and the terminal's tables alike."""

from django.utils.translation import gettext

from sightline.casework.posts.pages import HOLIDAY, WEEKDAYS, HoldingKind
from sightline.casework.posts.selectors.rotas import ShiftLine
from sightline.translation.dates import shown_time
from sightline.translation.lists import in_a_row
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.web.core.whens import from_to

HOLDING_NAMES = {
    HoldingKind.DAY: _("day"),
    HoldingKind.OUT_OF_HOURS: _("out of hours"),
    HoldingKind.CONTROL_ROOM: _("control room"),
}
DAY_NAMES = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
    HOLIDAY: _("Bank holiday"),
}


def days_words(days: tuple[str, ...]) -> str:
    """Kinds of day: `Monday to Friday, bank holidays`."""
    parts, run = list[str](), list[str]()
    for day in (*WEEKDAYS, ""):
        if day in days:
            run.append(str(DAY_NAMES[day]))
        elif run:
            parts.append(from_to(run[0], run[-1]) if len(run) > 2 else in_a_row(run))
            run = []
    return join_shown(", ", [*parts, *([gettext("bank holidays")] if HOLIDAY in days else [])])


def shift_words(shift: ShiftLine) -> str:
    """One shift in a line."""
    holding = HOLDING_NAMES[HoldingKind(shift.holding)]
    return gettext("%(username)s, %(holding)s: %(days)s, %(begins)s to %(ends)s") % {
        "username": shift.username,
        "holding": holding,
        "days": days_words(shift.days),
        "begins": shown_time(shift.begins),
        "ends": shown_time(shift.ends),
    }
