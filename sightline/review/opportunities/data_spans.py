"""From when until when data were received, and what the reader may not see: what cannot be told for lack of records."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from sightline.known_facts.facts import london_day
from sightline.review.opportunities.rules import AfterwardsRules
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


class UnreadRecordRow(TypedDict):
    """A record of a child that the reader may not see: its layout, agency and days; a day is None where unknown."""

    person_id: str
    layout: str
    agency: str
    first_on: date | None
    last_on: date | None


class DataSpanRow(TypedDict):
    """From when and until when data of a layout were received from an organisation."""

    layout: str
    agency: str
    organisation: str
    first_on: date
    through_on: date


@dataclass(frozen=True, slots=True)
class DataSpans:
    """Which data were received."""

    rows: tuple[DataSpanRow, ...] = field(repr=False)

    def covers(self, *, layouts: Sequence[str], agency: str, organisation: str = "", since: date, until: date) -> bool:
        """Whether the data of each of these layouts, or of all of an agency, reach from one day past another.

        Of the agency that had to act the data of its organisation count, where that is named; of others, of any one.
        """
        rows = [one for one in self.rows if (one["layout"] in layouts if layouts else one["agency"] == agency)]
        if not rows or not set(layouts) <= {one["layout"] for one in rows}:
            return False
        reaching = [one for one in rows if one["first_on"] <= since and one["through_on"] > until]
        by_layout = {one["layout"]: one["agency"] for one in rows}
        return all(
            any(
                one["layout"] == layout and (not organisation or of != agency or one["organisation"] == organisation)
                for one in reaching
            )
            for layout, of in by_layout.items()
        )

    def reach(self, *, layouts: Sequence[str], agency: str) -> date:
        """The day until which the data of an agency reach in each of these layouts; the first day of all without."""
        last: dict[str, date] = {}
        for one in self.rows:
            if one["layout"] in layouts and one["agency"] == agency:
                last[one["layout"]] = max(last.get(one["layout"], date.min), one["through_on"])
        return min(last.values(), default=date.min)

    def agencies_of(self, layouts: Sequence[str]) -> frozenset[str]:
        """The agencies that send these layouts."""
        return frozenset(one["agency"] for one in self.rows if one["layout"] in layouts)


def find_received(*, engine: Engine, rules: AfterwardsRules, by: date = date.max) -> DataSpans:
    """From when and until when data were received; `by` a day, only as far as records that were made by then show."""
    sql = SQL.fill(
        "received",
        file_day=Fragment(london_day("max(received_at)")),
        recorded_day=Fragment(london_day("recorded_at")),
        event_day=Fragment(london_day("occurred_from")),
        lag_days=rules.data_lag_days,
        by_day=by,
    )
    return DataSpans(tuple(row for row in read_rows(engine, DataSpanRow, sql) if row["first_on"]))


def find_not_read(*, engine: Engine) -> Mapping[str, Sequence[UnreadRecordRow]]:
    """By person the records that are not in `visible_record`: only that there is one, of which layout, and when."""
    found: dict[str, list[UnreadRecordRow]] = defaultdict(list)
    days = {f"{name}_day": Fragment(london_day(f"held.occurred_{name}")) for name in ("from", "to")}
    for row in read_rows(engine, UnreadRecordRow, SQL.fill("not_read", **days)):
        found[row["person_id"]].append(row)
    return found
