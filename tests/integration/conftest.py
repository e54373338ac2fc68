"""What integration tests share."""

from typing import Any

import pytest

DECADE = 10 * 365 * 24


@pytest.fixture(autouse=True)
def sessions_that_outlast_a_story(settings: Any) -> None:
    """Stories set the clock days on while somebody stays signed in; test_casework_web.py holds that twelve hours end it."""
    settings.SIGHTLINE_LONGEST_SESSION_HOURS = DECADE
