"""Whether a conclusion was complete before go-live: everything that it is based on was recorded before that day."""

from collections.abc import Iterable, Mapping
from datetime import date

from sightline.casework.core.house_reader import LAYOUT, PROFESSIONAL_LAYOUT
from sightline.casework.core.session import ReaderSession
from sightline.casework.go_live.decisions import EVERY_LAYOUT, decisions_in_force
from sightline.model.visibility import Visibility

GoLiveDays = Mapping[tuple[str, str], date]


def go_live_days(session: ReaderSession | None = None) -> GoLiveDays:
    """The day in force of each agency and layout; asked once in a session that only reads."""
    return session.once("go_live_days", _days_in_force) if session else _days_in_force()


def _days_in_force() -> GoLiveDays:
    return {(one.go_live.agency, one.go_live.layout): one.go_live.day for one in decisions_in_force()}


def was_complete_before(*, day: date, seen: Iterable[Visibility], days: GoLiveDays) -> bool:
    """Whether a conclusion that was complete on `day` is backlog: each agency that it is based on went live later.

    It is not where one of them has no go-live day, or where somebody entered one of its records here.
    """
    found = [day_of(days, one.agency, one.layout) for one in seen]
    return bool(found) and all(live is not None and day < live for live in found)


def day_of(days: GoLiveDays, agency: str, layout: str) -> date | None:
    """The day on which an agency went live with a layout; None where nobody set one, or somebody entered it here."""
    if layout in (LAYOUT, PROFESSIONAL_LAYOUT):
        return None
    return days.get((agency, layout)) or days.get((agency, EVERY_LAYOUT))
