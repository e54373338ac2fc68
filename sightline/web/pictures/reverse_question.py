"""The question asked the other way, which stands beside every day on which something could have been seen."""

from datetime import date

from django.utils.translation import gettext as _

from sightline.translation.dates import long_day
from sightline.translation.numbers import counted


def ask_other_way(others: int, until: date) -> str:
    """How often the same pattern had been found of others by that day."""
    times = counted(others, "other time") if others else _("no other time")
    return _(
        "By %(day)s the same pattern had been found %(times)s in records you can see. "
        "What happened later is not counted."
    ) % {"day": long_day(until), "times": times}
