"""Lays what every agency wrote about a person on one line of time, each line with its source."""

from sightline.chronology.build import build

__all__ = ["build"]
