"""When a concern says that something happened, in the one form of a time of day."""

import pytest

from sightline.web.templatetags.concerns import said_day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("16:30", "14 November 2026, 4:30pm"),
        ("1630", "14 November 2026, 4:30pm"),
        (" 4 pm", "14 November 2026, 4pm"),
        ("", "14 November 2026"),
        ("tea time", "14 November 2026, tea time"),
    ],
)
def test_a_time_is_shown_alike_however_it_was_typed(typed: str, shown: str) -> None:
    said = {"happened_on": "2026-11-14", "at": typed, "roughly": "", "when_words": ""}
    assert said_day(said) == shown
