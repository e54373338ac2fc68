"""Agencies whose data are awaited: a clock is over and only a file that has not come can say whether it was done.

The newest file of an agency may be of today and one of its layouts a year old, or an agency may never have sent one.
"""

from collections.abc import Collection

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import Candidate, calendar
from sightline.casework.escalation.models import ItemSource
from sightline.casework.rule_switches.catalogue import LATE
from sightline.escalation import late_from, read_escalation_rules
from sightline.model.ids import make_id
from sightline.translation.messages import lazy as _

AWAITED = _("Awaiting data from this agency: deadlines have passed, and its files do not yet cover those days.")


def awaited_extracts(session: ReaderSession, *, now: str, but: Collection[str]) -> list[Candidate]:
    """A candidate for each agency whose data clocks await, but for those whose newest file is late as a whole."""
    with session.open_current() as opened:
        rows = opened[1].conclusions.awaited_agencies(due_before=now) if opened else []
    version = read_escalation_rules()[LATE].version
    return [
        Candidate(
            rule_id=LATE,
            rule_version=version,
            source=ItemSource.LATE,
            due_at=late_from(agency=row["agency"], last_received_at=row["due_at"], calendar=calendar()),
            about=AWAITED,
            agency=row["agency"],
            about_id=make_id(LATE, row["agency"], "awaited", row["known_through"] or ""),
        )
        for row in rows
        if row["agency"] not in but
    ]
