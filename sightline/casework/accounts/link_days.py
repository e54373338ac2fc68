"""For how many days a one-time link and a request can be used: `[accounts] link_days` of the workspace's settings."""

from collections.abc import Mapping
from typing import Any

from sightline.model.errors import Usage

USUAL, MOST = 7, 30


def read_link_days(written: Mapping[str, Any]) -> int:
    """The number of days; Usage where it is not a whole number from 1 to 30."""
    days = written.get("link_days", USUAL)
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= MOST:
        raise Usage(
            "The setting link_days is not a whole number from 1 to 30.",
            code="bad_link_days",
            where="sightline.toml, [accounts]",
            what_to_do="Write for example: link_days = 7",
        )
    return days
