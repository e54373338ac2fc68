"""A timeline says that a child is missing now, or that nobody knows, as the head of the page does, and never less."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.casework.missing.pages import MissingState, MissingStatus
from sightline.casework.overview.pages import PersonFrame
from sightline.casework.people.pages.people import PersonSummary
from sightline.web.pictures.missing_words import say_flag, tell_missing_now

RECORD, DAY = "c" * 20, date(2026, 11, 28)
MISSING = MissingStatus(
    MissingState.MISSING, True, False, "2026-11-30T06:00:00+00:00", "2026-11-30T09:00:00+00:00",
    since="2026-11-28T21:40:00+00:00", precision="exact", record_id=RECORD,
)  # fmt: skip
HERE = replace(MISSING, state=MissingState.HERE, since="", record_id="")
FILE = "Police file received 30 November 2026, 6am."


def standing(status: MissingStatus, age: int = 15) -> tuple[str, str]:
    person = PersonSummary("a" * 20, "Nell Ashdown", (), (), (), 0)
    told = tell_missing_now(PersonFrame(person, (age,), (), 0, status))
    return (told.title, told.says) if told else ("", "")


@pytest.mark.parametrize(
    ("status", "title", "says"),
    [
        (MISSING, "missing now", f"Missing now, since 28 November 2026, 9:40pm. {FILE}"),
        (replace(MISSING, since=""), "missing now", f"Missing now. Since when is not recorded. {FILE}"),
        (
            replace(MISSING, is_known=False),
            "missing status not known",
            f"Missing status not known. Was missing since 28 November 2026, 9:40pm. {FILE}",
        ),
        (
            replace(MISSING, state=MissingState.REPORTED_MISSING, record_id=""),
            "missing now",
            "Missing now, since 28 November 2026, 9:40pm. Told by telephone.",
        ),
        (
            replace(MISSING, state=MissingState.REPORTED_FOUND),
            "found by telephone only",
            "Found, by telephone only. The police file still says missing.",
        ),
        (
            replace(HERE, is_known=False),
            "missing status not known",
            "Missing status not known. The last police file on missing people came 30 November 2026, 6am.",
        ),
        (
            replace(HERE, is_known=False, police_data_of=""),
            "missing status not known",
            "Missing status not known. No police file on missing people has arrived.",
        ),
        (
            replace(HERE, no_return_since="2026-09-01"),
            "may still be missing",
            "Police records show no return from the missing episode that began on 1 September 2026. "
            "Call the police to check.",
        ),
        (HERE, "", ""),
    ],
)
def test_it_is_said_as_files_and_calls_say_it(status: MissingStatus, title: str, says: str) -> None:
    assert standing(status) == (title, says)


def test_of_an_adult_without_a_report_nothing_is_said() -> None:
    assert standing(replace(HERE, is_known=False), age=40) == ("", "")
    assert standing(MISSING, age=40)[0] == "missing now"


def test_the_flag_is_of_the_episode_that_the_file_says_is_open_now_and_of_no_other() -> None:
    assert say_flag(MISSING, RECORD, DAY) == "Missing now, since 28 Nov 2026"
    assert say_flag(replace(MISSING, is_known=False), RECORD, DAY) == "Not known if back, missing since 28 Nov 2026"
    assert say_flag(replace(MISSING, state=MissingState.REPORTED_FOUND), RECORD, DAY) == "Found by telephone only"
    assert say_flag(MISSING, "d" * 20, DAY) == say_flag(HERE, RECORD, DAY) == ""
    assert say_flag(replace(MISSING, is_before_call=True), RECORD, DAY) == "", (
        "an earlier call says that they were found"
    )
