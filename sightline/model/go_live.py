"""The day on which an agency went live with a layout: what it recorded before that day is backlog."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GoLive:
    """Who went live with which layout, and when. An empty layout means every layout with no day of its own."""

    agency: str
    layout: str
    day: date
