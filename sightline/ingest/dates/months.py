"""The names of months and seasons, and what counts as a possible date."""

from calendar import month_abbr, month_name
from datetime import date

MONTHS: dict[str, int] = {
    **{month_name[number].lower(): number for number in range(1, 13)},
    **{month_abbr[number].lower(): number for number in range(1, 13)},
    "sept": 9,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
FIRST_YEAR, LAST_YEAR = 1900, 2100


def a_day(year: str | int, month: str | int | None, day: str | int) -> date | None:
    """That date, or None where there is no such day or nobody in these records can have lived then."""
    if month is None or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
