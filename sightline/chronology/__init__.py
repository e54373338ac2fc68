"""Puts what every agency wrote about a person in date order, each line with its source."""

from sightline.chronology.build import build
from sightline.chronology.event_proposals import propose_events, write_verdicts

__all__ = ["build", "propose_events", "write_verdicts"]
