"""What arrives late and climbs: agencies whose newest file is late or whose data clocks await, and late deliveries."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from sightline.casework.core.house_reader import OWN_LAYOUTS
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate, calendar
from sightline.casework.escalation.models import ItemSource
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.late.awaited_data import awaited_extracts
from sightline.casework.late.delivery import late_deliveries
from sightline.casework.rule_switches.catalogue import LATE
from sightline.escalation import LATE_DELIVERY, late_from, read_escalation_rules
from sightline.model.ids import make_id
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows
from sightline.translation.messages import lazy as _


def late_extracts(session: ReaderSession, now: str) -> list[Candidate]:
    """Agencies, and bodies that send their own files, whose newest file is late, or whose data clocks await."""
    with session.open_current() as opened:
        newest = newest_files(opened[0]) if opened else ()
    version = read_escalation_rules()[LATE].version
    found = [
        Candidate(
            rule_id=LATE,
            rule_version=version,
            source=ItemSource.LATE,
            due_at=late_from(agency=agency, last_received_at=received_at, calendar=calendar()),
            about=_("This agency’s next file has not arrived, so Sightline does not know what is due there."),
            agency=agency,
            organisation=organisation,
            about_id=make_id(LATE, agency, organisation, received_at),
        )
        for agency, organisation, received_at in newest
    ]
    late = {one.agency for one in found if one.due_at < now}
    return [*found, *awaited_extracts(session, now=now, but=late)]


@dataclass(frozen=True, slots=True)
class AwaitedData:
    """An agency or body whose data have not come, since when they are late, and what that leaves unknown."""

    agency: str
    since: str
    about: str
    organisation: str = ""


def awaited_data(session: ReaderSession, *, now: str) -> tuple[AwaitedData, ...]:
    """Agencies whose next file is late now, each once with what has been late the longest: what opens an item."""
    late = sorted((one for one in late_extracts(session, now) if one.due_at < now), key=lambda one: one.due_at)
    first = {one.agency: one for one in reversed(late)}
    return tuple(AwaitedData(agency, one.due_at, one.about, one.organisation) for agency, one in sorted(first.items()))


class NewestFileRow(TypedDict):
    """When the newest file of a body was received."""

    agency: str
    organisation: str
    received_at: str


@lru_cache(maxsize=8)
def newest_files(snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    """Agency, body and when its newest file was received. Concerns entered here are no agency's extract."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = read_rows(
            engine,
            NewestFileRow,
            "SELECT agency, organisation, max(received_at) AS received_at FROM received_file WHERE agency <> '' "
            "AND mapping <> '' AND mapping NOT IN (?, ?) GROUP BY ALL ORDER BY ALL",
            OWN_LAYOUTS,
        )
    finally:
        engine.close()
    return tuple((row["agency"], row["organisation"], row["received_at"]) for row in rows)


SOURCE = EscalationSource(
    finders=(late_extracts, late_deliveries),
    still_so_of_snapshot={LATE: late_extracts, LATE_DELIVERY: late_deliveries},
)
