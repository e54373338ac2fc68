"""Whether a conclusion was complete before go-live: everything that it is based on was recorded before that day."""

from collections.abc import Iterable, Mapping
from datetime import date

from sightline.casework.go_live.decisions import EVERY_LAYOUT, decisions_in_force
from sightline.model.visibility import Visibility

GoLiveDays = Mapping[tuple[str, str], date]


def go_live_days() -> GoLiveDays:
    """The day in force of each agency and layout."""
    return {(one.go_live.agency, one.go_live.layout): one.go_live.day for one in decisions_in_force()}


def was_complete_before(*, day: date, seen: Iterable[Visibility], days: GoLiveDays) -> bool:
    """Whether a conclusion that was complete on `day` is backlog: each agency that it is based on went live later.

    It is not where one of them has no go-live day.
    """
    found = [days.get((one.agency, one.layout), days.get((one.agency, EVERY_LAYOUT))) for one in seen]
    return bool(found) and all(live is not None and day < live for live in found)
