"""What is backlog of a conclusion: complete before the go-live day of every agency that it is based on."""

from datetime import date

import pytest

from sightline.model.visibility import Visibility

LIVE = {("police", ""): date(2026, 12, 1), ("health", "health_attendances"): date(2026, 11, 1)}


@pytest.mark.parametrize(
    ("day", "agencies", "backlog"),
    [
        (date(2026, 10, 31), ("police", "health"), True),
        (date(2026, 11, 1), ("police", "health"), False),  # health was live that day
        (date(2026, 11, 30), ("police",), True),
        (date(2026, 12, 1), ("police",), False),
        (date(2020, 1, 1), ("police", "housing"), False),  # housing has no day
        (date(2020, 1, 1), (), False),
    ],
)
def test_a_conclusion_is_backlog_only_where_each_agency_went_live_after_it_was_complete(
    day: date, agencies: tuple[str, ...], backlog: bool
) -> None:
    from sightline.casework.go_live.backlog import was_complete_before

    layouts = {"police": "police_missing", "health": "health_attendances", "housing": "housing_complaints"}
    seen = [Visibility(agency, agency, layouts[agency], False) for agency in agencies]
    assert was_complete_before(day=day, seen=seen, days=LIVE) is backlog
