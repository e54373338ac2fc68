"""Puts what every agency wrote about a person in date order, each line with its source."""

from sightline.chronology.build import build

__all__ = ["build"]
