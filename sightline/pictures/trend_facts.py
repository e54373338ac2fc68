"""What trends for leaders are drawn from: figures by month whose small numbers are hidden already."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as it may be shown; `number` is None where it is hidden, or where there is none.

    `is_hidden`: there is one, and it may not be shown.
    """

    shown: str
    number: int | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month of the partnership: overdue at its end, and the share met in time."""

    first_on: date
    overdue: ShownNumber
    met: ShownNumber


@dataclass(frozen=True, slots=True)
class AgencyTrend:
    """One agency's overdue deadlines at the end of each month, in the order of the months."""

    agency: str
    overdue: tuple[ShownNumber, ...]
