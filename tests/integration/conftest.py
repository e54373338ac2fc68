"""What integration tests share."""

from typing import Any

import pytest

DECADE = 10 * 365 * 24


@pytest.fixture(autouse=True)
def sessions_that_outlast_a_story(settings: Any) -> None:
    """Stories set the clock days on while somebody stays signed in; test_casework_web.py holds that twelve hours end it."""
    settings.SIGHTLINE_LONGEST_SESSION_HOURS = DECADE


@pytest.fixture(autouse=True)
def exports_by_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here is invented, as in a trial; test_bulk_exports.py holds that real data need a second person."""
    monkeypatch.setattr("sightline.casework.data.exports.takes_invented", lambda _: True)
