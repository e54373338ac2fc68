"""The decisions by which a body sees a child, and which of them are in force on a day.

A decision names a mention of the child: who that is, is asked anew of each snapshot.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.models import Decision

GIVEN, ENDED = "sight_given", "sight_ended"
Body = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """One decision: whom it opens to which body, until which day, who decided it and who ended it early."""

    sequence: int
    mention_id: str
    body: Body
    until_on: date
    by: str
    at: str
    why: str = field(repr=False)
    ended_by: str = ""
    ended_at: str = ""

    def is_in_force(self, *, on: date) -> bool:
        """Whether it counts on that day; the last day counts whole."""
        return not self.ended_at and on <= self.until_on


def read_sights() -> tuple[Sight, ...]:
    """Every decision, the newest first."""
    ended = {row.body["gives"]: row for row in Decision.objects.of_kind(ENDED)}
    given = Decision.objects.of_kind(GIVEN).newest_first()
    return tuple(_as_sight(row, ended.get(row.sequence)) for row in given)


def mentions_given(*, agency: str, organisation: str, on: date) -> tuple[str, ...]:
    """The mentions of the children whom decisions in force open to a body."""
    if not agency or not organisation:
        return ()
    held = [one for one in read_sights() if one.body == (agency, organisation) and one.is_in_force(on=on)]
    return tuple(sorted({one.mention_id for one in held}))


def _as_sight(row: Decision, ended: Decision | None) -> Sight:
    return Sight(
        sequence=row.sequence,
        mention_id=row.body["mention_id"],
        body=(row.body["agency"], row.body["organisation"]),
        until_on=date.fromisoformat(row.body["until_on"]),
        by=row.by,
        at=row.at,
        why=row.why,
        ended_by=ended.by if ended else "",
        ended_at=ended.at if ended else "",
    )
