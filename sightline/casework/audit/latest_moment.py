"""The latest moment that was written, kept where time went back since, until somebody says that the clock is right.

Rows that are written after the clock went back would hide that it did. This does not.
"""

from sightline.casework.core.models import Marker

LATEST = "latest moment"


def latest_moment() -> str:
    """The latest moment that is kept; empty text where there is none."""
    return Marker.objects.read(LATEST)


def keep_latest(*, moment: str) -> None:
    """Keep this moment where it is later than the one that is kept."""
    if moment > latest_moment():
        Marker.objects.write(LATEST, moment)


def forget_latest() -> None:
    """The clock is right now: what is later was wrong."""
    Marker.objects.filter(name=LATEST).delete()
