"""How many days each agency's records take from being recorded to arriving here, and whose delivery is late.

What an agency recorded before it went live is left out: a first load says nothing of how it delivers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypedDict

from sightline.casework.core.house_reader import OWN_LAYOUTS
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate
from sightline.casework.escalation.models import ItemSource
from sightline.casework.go_live.backlog import GoLiveDays, day_of, go_live_days
from sightline.casework.straight_line.candidates import arrival_moment
from sightline.escalation import LATE_DELIVERY, read_escalation_rules
from sightline.model.ids import make_id
from sightline.model.when import london_day
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _

WEEKS = timedelta(days=28)
ABOUT = _("Half of the records in this agency's newest delivery arrived later than the limit.")
COUNTED = """
SELECT agency, layout, left(recorded_at, 10) AS recorded_on, received_at, count(*) AS records
FROM agency_record
WHERE latest AND recorded_at IS NOT NULL AND layout NOT IN (?, ?) AND left(received_at, 10) > ?
GROUP BY ALL ORDER BY ALL
"""


class DeliveredRow(TypedDict):
    """How many records of a layout were recorded on a day and arrived at a moment."""

    agency: str
    layout: str
    recorded_on: str
    received_at: str
    records: int


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """An agency's records of the last four weeks: within how many days half, and nine of ten, of them arrived.

    `newest_days` is the half of the newest delivery, which came at `newest_at`; `limit` is the local value.
    """

    agency: str
    records: int
    half_days: int
    most_days: int
    longest_days: int
    newest_at: str
    newest_days: int
    limit: int

    @property
    def is_late(self) -> bool:
        """Whether the newest delivery is beyond the limit."""
        return self.newest_days > self.limit


def delivery_lines(session: ReaderSession) -> tuple[DeliveryLine, ...]:
    """How each agency delivers, by agency; counts alone, for a page that is audited by its own selector."""
    snapshot = session.snapshot
    return _measure(snapshot, tuple(sorted(go_live_days(session).items()))) if snapshot else ()


def late_deliveries(session: ReaderSession, now: str) -> list[Candidate]:
    """Agencies whose newest delivery is beyond their limit, from when it arrived."""
    del now
    version = read_escalation_rules()[LATE_DELIVERY].version
    return [
        Candidate(
            rule_id=LATE_DELIVERY,
            rule_version=version,
            source=ItemSource.LATE_DELIVERY,
            due_at=arrival_moment(line.newest_at),
            about=ABOUT,
            agency=line.agency,
            about_id=make_id(LATE_DELIVERY, line.agency, line.newest_at),
            arrived_at=arrival_moment(line.newest_at),
        )
        for line in delivery_lines(session)
        if line.is_late
    ]


def limit_of(*, agency: str, on: date) -> int:
    """Within how many days half of an agency's records must arrive: the local value."""
    rule = read_escalation_rules()[LATE_DELIVERY]
    return int(rule.value_at(f"days {agency}", on) or rule.value_at("days", on))


def late_since(*, snapshot: Snapshot, since: date) -> list[str]:
    """The agency of each delivery after a day that was beyond its limit: what the rule would have brought."""
    by_delivery: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for agency, received_at, days, records in _counted(snapshot, since, go_live_days()):
        by_delivery[agency, received_at].append((days, records))
    return [
        agency
        for (agency, received_at), found in sorted(by_delivery.items())
        if within(found, share=0.5) > limit_of(agency=agency, on=london_day(received_at))
    ]


@lru_cache(maxsize=8)
def _measure(snapshot: Snapshot, days: tuple[tuple[tuple[str, str], date], ...]) -> tuple[DeliveryLine, ...]:
    as_at = date.fromisoformat(snapshot.manifest()["as_at"])
    by_agency: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for agency, received_at, taken, records in _counted(snapshot, as_at - WEEKS, dict(days)):
        by_agency[agency].append((received_at, taken, records))
    return tuple(_make_delivery_line(agency, found, as_at) for agency, found in sorted(by_agency.items()))


def _counted(snapshot: Snapshot, since: date, lives: GoLiveDays) -> list[tuple[str, str, int, int]]:
    """Agency, arrival, days that were taken and how many records, of what was recorded from go-live on."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = read_rows(engine, DeliveredRow, COUNTED, [*OWN_LAYOUTS, since.isoformat()])
    finally:
        engine.close()
    found = []
    for row in rows:
        live = day_of(lives, row["agency"], row["layout"])
        if live is None or row["recorded_on"] >= live.isoformat():
            found.append((row["agency"], row["received_at"], _days(row), row["records"]))
    return found


def _days(row: DeliveredRow) -> int:
    """Days from being recorded to arriving; a clock that is ahead counts as none."""
    return max(0, (london_day(row["received_at"]) - date.fromisoformat(row["recorded_on"])).days)


def _make_delivery_line(agency: str, found: list[tuple[str, int, int]], as_at: date) -> DeliveryLine:
    newest = max(received_at for received_at, _, _ in found)
    return DeliveryLine(
        agency=agency,
        records=sum(records for _, _, records in found),
        half_days=within(((days, records) for _, days, records in found), share=0.5),
        most_days=within(((days, records) for _, days, records in found), share=0.9),
        longest_days=max(days for _, days, _ in found),
        newest_at=newest,
        newest_days=within(((days, n) for at, days, n in found if at == newest), share=0.5),
        limit=limit_of(agency=agency, on=as_at),
    )


def within(counted: Iterable[tuple[int, int]], *, share: float) -> int:
    """Within how many days that share of the records arrived, of days and how many records took them."""
    rows = sorted(counted)
    wanted, so_far = share * sum(records for _, records in rows), 0
    for days, records in rows:
        so_far += records
        if so_far >= wanted:
            return days
    return 0
