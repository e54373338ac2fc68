"""The decisions that set go-live days, and which of them are in force: rows that are only ever added to.

The last decision counts. One for every layout of an agency replaces the days set before for single layouts.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.core.models import Decision
from sightline.model.go_live import GoLive

SET = "go_live_set"
EVERY_LAYOUT = ""


@dataclass(frozen=True, slots=True)
class GoLiveSet:
    """One decision: which agency goes live with which layout on which day, who decided it, when and why."""

    sequence: int
    go_live: GoLive
    by: str
    at: str
    why: str = field(repr=False)


def read_decisions() -> tuple[GoLiveSet, ...]:
    """Every decision in the order in which it was made."""
    return tuple(_as_set(row) for row in Decision.objects.of_kind(SET).oldest_first())


def decisions_in_force() -> tuple[GoLiveSet, ...]:
    """For each agency and layout the decision that counts, by agency and layout."""
    found: dict[tuple[str, str], GoLiveSet] = {}
    for one in read_decisions():
        said = one.go_live
        if said.layout == EVERY_LAYOUT:
            found = {key: other for key, other in found.items() if key[0] != said.agency}
        found[said.agency, said.layout] = one
    return tuple(found[key] for key in sorted(found))


def go_lives_in_force() -> tuple[GoLive, ...]:
    """What a run must obey."""
    return tuple(one.go_live for one in decisions_in_force())


def _as_set(row: Decision) -> GoLiveSet:
    body = row.body
    said = GoLive(body["agency"], body["layout"], date.fromisoformat(body["day"]))
    return GoLiveSet(row.sequence, said, row.by, row.at, row.why)
