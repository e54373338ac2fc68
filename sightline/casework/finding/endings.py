"""When a saved search ends: the rule's days after it was saved."""

from sightline.casework.core import clock
from sightline.sharing.need_to_know import need_to_know_value

DAY = 24 * 3600


def saved_since() -> str:
    """A search that was saved before this moment has ended."""
    return clock.moved(clock.now_at(), seconds=-_seconds())


def ends_at(saved_at: str) -> str:
    """The last moment of a search that was saved then."""
    return clock.moved(saved_at, seconds=_seconds())


def _seconds() -> int:
    return need_to_know_value("saved_search_days", on=clock.today()) * DAY
