"""The published form of a report: months in place of days, however these are written, and in place of times in days."""

import pytest

from sightline.review.report.publication import say_published


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On 17/01/2020 she told her teacher.", "In January 2020 she told her teacher."),
        ("Seen on 17th Jan 2020 and by the 18th of January, 2020.", "Seen in January 2020 and by January 2020."),
        ("on Tuesday 14 February", "in February"),
        ("From 3-5 May 2016, and 2020-01-17.", "From May 2016, and January 2020."),
        ("on the fourteenth of February 2006", "in February 2006"),
        ("Seen on 1/5, cared for 24/7.", "Seen on a day, cared for 24/7."),
        ("4 October 2020 to 5 October 2020", "October 2020"),
        ("May 2016 and summer 2012", "May 2016 and summer 2012"),
        (
            "Health could see it from 10 February 2021, 1,224 days before an agency acted.",
            "Health could see it from February 2021, about 40 months before an agency acted.",
        ),
        ("Recorded on 5 March 2020, 20 days later.", "Recorded in March 2020, a month or less later."),
        ("1 May 2020 to 3 June 2021 (398 days)", "May 2020 to June 2021 (about 13 months)"),
        ("Within 180 days three adults are linked.", "Within 180 days three adults are linked."),
    ],
)
def test_a_day_is_told_as_its_month_and_a_time_in_days_in_months(text: str, said: str) -> None:
    """A time to the day from a day that is known would tell the other day."""
    assert say_published(text, encode=str) == said
