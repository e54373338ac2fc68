"""Keeps the clocks of concerns that were entered here, worked out once each."""

from sightline.casework.concerns.clock_cache import rows_of
from sightline.casework.concerns.models import Concern
from sightline.casework.core.models import Marker
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import LiveClock

CONCERNS = "deadlines of concerns"


def build_live_clocks(session: ReaderSession, *, newest: int | None = None) -> None:
    """Work out the deadlines of the concerns sent since the last tick, each once.

    `newest` is the number of the newest concern, where the caller knows it: then none is looked for in vain.
    """
    through = int(Marker.objects.read(CONCERNS) or 0)
    if newest is not None and newest <= through:
        return
    for concern in Concern.objects.entered_after(through):
        for row in rows_of(session, concern):
            LiveClock.objects.get_or_create(
                clock_id=row["clock_id"],
                defaults={
                    "concern": concern,
                    "rule_id": row["rule_id"],
                    "rule_version": row["rule_version"],
                    "mention_id": row["mention_id"] or "",
                    "due_at": row["due_at"],
                    "answering_agency": row["answering_agency"],
                    "climbs": bool(row["climbs"]),
                    "urgent": bool(row["urgent"]),
                },
            )
        Marker.objects.write(CONCERNS, str(concern.sequence))
