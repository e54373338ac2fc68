"""Counts deadlines by month and by agency for those who see counts alone: what was over, met in time, and how old.

All is worked out to the end of the last whole day. What is due on the day of the run is not over yet.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path

from sightline.model.calendar import add_months
from sightline.model.nouns import ClockState
from sightline.model.when import moment
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)
MONTHS = 13
NONE_COUNTED = ("", "")  # a list of values in SQL is never empty
SHARED_LAYOUT = "sightline_professional_concerns"  # what begins with one of its records is the partnership's


def build_delays(*, engine: DuckDBEngine, path: Path, as_at: date, counted_with: Mapping[str, str]) -> None:
    """Write `delay_month`, `delay_agency` and `delay_agency_month` of `serve.sqlite`, anew if they are there.

    `counted_with` gives, of rules whose deadlines of one record count as one, the rule as which they count.
    """
    states = {
        "breached": ClockState.BREACHED.value, "met_late": ClockState.MET_LATE.value,
        "not_known": ClockState.NOT_KNOWN.value,
    }  # fmt: skip
    months = Fragment(", ".join(f"({write_value(value=month)})" for month in list_months(as_at=as_at)))
    counted = Fragment(", ".join(f"({write_value(value=pair)})" for pair in (NONE_COUNTED, *counted_with.items())))
    one_a_thing = {"counted_with": counted, "breached": states["breached"]}
    engine.make("delay_clock", SQL.fill("delay_clock", shared_layout=SHARED_LAYOUT, **one_a_thing))
    over = {name: states[name] for name in ("breached", "met_late")}
    engine.make("delay_due", SQL.fill("delay_due", months=months, **over))
    by_month = SQL.fill("delay_month", met=ClockState.MET.value, **states)
    by_agency = SQL.fill(
        "delay_agency",
        ends=moment(as_at, time.min),
        through=(as_at - timedelta(days=1)).isoformat(),
        year_begins=moment(add_months(as_at, -12), time.min),
        **states,
    )
    fills = {"delay_month": by_month, "delay_agency": by_agency, "delay_agency_month": SQL.fill("delay_agency_month")}
    lay_out(engine=engine, path=path, fills=fills)


def list_months(*, as_at: date) -> Iterator[tuple[str, str, str, str]]:
    """The last thirteen London months to the day before: the month, its last day counted, and its two moments."""
    this = (as_at - timedelta(days=1)).replace(day=1)
    for back in reversed(range(MONTHS)):
        first = add_months(this, -back)
        after = min(add_months(first, 1), as_at)
        last = after - timedelta(days=1)
        yield f"{first:%Y-%m}", last.isoformat(), moment(first, time.min), moment(after, time.min)
