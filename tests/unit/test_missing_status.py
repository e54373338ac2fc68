"""Whether a child is missing now: by the police's records, by telephone, or by neither; and how old that is."""

import tomllib
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from sightline.casework.boot import settings_text
from sightline.casework.missing.pages import MissingState, TelephoneReport
from sightline.casework.missing.selectors import read_status
from sightline.casework.missing.telephones import read_telephones
from sightline.model.errors import Usage

NOW = "2026-11-28T18:40:00Z"
FILE_AT = "2026-11-28T06:10:00Z"
HERE, MISSING = MissingState.HERE, MissingState.MISSING


def episode(missing_from: str | None, back_at: str | None = None, **changed: Any) -> Any:
    plain = {"record_id": "r1", "person_id": "ana", "missing_from": missing_from, "date_precision": "exact",
             "risk_grade": "High", "what": "Left in a taxi. Grade: High", "back_at": back_at}  # fmt: skip
    return plain | changed


def report(since_at: str, *, is_found: bool) -> TelephoneReport:
    return TelephoneReport(1, is_found, since_at, "Sergeant Ash", "mia", "2026-11-28T07:30:00Z")


def test_a_record_without_a_return_says_missing_with_its_grade_and_what_it_tells() -> None:
    status = read_status([episode("2026-11-27T20:15:00Z")], None, file_at=FILE_AT, now=NOW)
    assert (status.state, status.grade, status.last_seen, status.what) == (MISSING, "High", "Left in a taxi.", "")
    assert status.is_missing and status.since == "2026-11-27T20:15:00Z" and status.record_id == "r1"


@pytest.mark.parametrize(
    ("file_at", "is_known", "may_have_changed"),
    [
        ("2026-11-28T12:40:00Z", True, False),
        ("2026-11-28T12:39:00Z", True, True),
        ("2026-11-27T18:40:00Z", True, True),
        ("2026-11-27T18:39:00Z", False, True),
        ("2026-11-28", True, True),  # of a file whose day alone is known, as if it came at the day's beginning
        ("", False, True),
    ],
)
def test_after_six_hours_it_may_have_changed_and_after_a_day_nobody_knows(
    file_at: str, is_known: bool, may_have_changed: bool
) -> None:
    status = read_status([], None, file_at=file_at, now=NOW)
    assert (status.state, status.is_known, status.may_have_changed) == (HERE, is_known, may_have_changed)


def test_a_call_counts_at_once_and_only_until_the_file_agrees() -> None:
    since = "2026-11-28T07:00:00Z"
    call = report(since, is_found=False)
    status = read_status([], call, file_at=FILE_AT, now=NOW)
    assert (status.state, status.report, status.since) == (MissingState.REPORTED_MISSING, call, since)
    agrees_at = "2026-11-28T12:00:00Z"
    by_file = read_status([episode(since)], call, file_at=agrees_at, now=NOW)
    assert (by_file.state, by_file.report) == (MISSING, None)
    over = read_status([episode(since, back_at="2026-11-28T09:00:00Z")], call, file_at=agrees_at, now=NOW)
    assert over.state is HERE
    before = read_status([episode("2026-11-20", back_at="2026-11-21")], call, file_at=FILE_AT, now=NOW)
    assert before.state is MissingState.REPORTED_MISSING, "an earlier return says nothing about this call"


def test_found_and_gone_again_by_telephone_counts_from_the_new_call_and_the_return_stays_shown() -> None:
    found = report("2026-11-28T07:00:00Z", is_found=True)
    again = replace(report("2026-11-28T07:20:00Z", is_found=False), found_before=found)
    status = read_status([episode("2026-11-27T20:15:00Z", record_id=RECORD)], again, file_at=FILE_AT, now=NOW)
    assert (status.state, status.since, status.grade) == (MissingState.REPORTED_MISSING, again.since_at, "High")
    shown = render_to_string("chronology/parts/missing_banner.html", {"status": status, "is_child": True, "full": True})
    assert "7:20am today" in shown and "Found before that, 7am today. Told by Sergeant Ash." in shown
    newer = read_status([episode("2026-11-28T07:20:00Z")], again, file_at="2026-11-28T12:00:00Z", now=NOW)
    assert (newer.state, newer.report) == (MISSING, None), "a newer file says how it stands"


def test_of_a_child_who_is_gone_again_the_police_report_before_that_still_says_how_they_were_last_seen(rf: Any) -> None:
    found = report("2026-11-28T07:00:00Z", is_found=True)
    again = replace(report("2026-11-28T07:20:00Z", is_found=False), found_before=found)
    status = read_status([episode("2026-11-27T20:15:00Z", record_id=RECORD)], again, file_at=FILE_AT, now=NOW)
    assert (status.last_seen, status.record_id, status.since) == ("Left in a taxi.", RECORD, again.since_at)
    shown = banner(rf, status)
    assert "<dt>Last seen</dt><dd>In the police report before that: Left in a taxi." in shown and RECORD in shown
    assert "No police file shows this yet." in shown, "of the call, as before"
    assert status.is_before_call and not status.in_police_file
    by_call = read_status([], again, file_at=FILE_AT, now=NOW)
    assert not by_call.is_before_call and "before that: " not in banner(rf, by_call)


def test_found_by_telephone_stands_beside_the_record_until_its_return() -> None:
    call = report("2026-11-28T07:00:00Z", is_found=True)
    status = read_status([episode("2026-11-27T20:15:00Z")], call, file_at=FILE_AT, now=NOW)
    assert (status.state, status.report, status.since) == (MissingState.REPORTED_FOUND, call, "2026-11-27T20:15:00Z")
    assert not status.is_missing
    assert read_status([], call, file_at=FILE_AT, now=NOW).state is HERE
    again = read_status([episode("2026-11-28T12:00:00Z")], call, file_at=FILE_AT, now=NOW)
    assert again.state is MISSING, "missing again after the call"


def test_a_call_does_not_end_an_episode_that_may_have_begun_after_it() -> None:
    morning = report("2026-11-28T05:00:00Z", is_found=True)
    later_file = "2026-11-28T12:00:00Z"  # after the call was recorded: it may tell of a new episode
    for missing_from in (None, "2026-11-28"):
        assert read_status([episode(missing_from)], morning, file_at=later_file, now=NOW).state is MISSING
        older_file = read_status([episode(missing_from)], morning, file_at=FILE_AT, now=NOW)
        assert older_file.state is MissingState.REPORTED_FOUND, "the call is the newest that anybody knows"


def test_missing_again_by_telephone_is_said_beside_the_record() -> None:
    again = report("2026-11-28T07:00:00Z", is_found=False)
    status = read_status([episode("2026-11-27T20:15:00Z")], again, file_at=FILE_AT, now=NOW)
    assert (status.state, status.report, status.record_id) == (MISSING, again, "r1")
    found_before = episode("2026-11-27T20:15:00Z", back_at="2026-11-28T07:10:00Z")
    assert read_status([found_before], again, file_at=FILE_AT, now=NOW).state is MissingState.REPORTED_MISSING
    newer_file = read_status([found_before], again, file_at="2026-11-28T08:00:00Z", now=NOW)
    assert newer_file.state is HERE, "the file came after the call, and has the child back after it"


def test_an_episode_of_weeks_ago_without_a_return_is_a_question_and_no_alarm() -> None:
    status = read_status([episode("2023-05-01")], None, file_at=FILE_AT, now=NOW)
    assert (status.state, status.no_return_since) == (HERE, "2023-05-01")
    undated = read_status([episode(None)], None, file_at=FILE_AT, now=NOW)
    assert (undated.state, undated.since) == (MISSING, "")


def test_numbers_of_the_police_are_numbers() -> None:
    assert read_telephones({}).police_missing == ""
    assert read_telephones({"telephones": {"police_missing": "01632 960 114"}}).police_missing == "01632 960 114"
    with pytest.raises(Usage, match="police_missing"):
        read_telephones({"telephones": {"police_missing": "ask the desk"}})


def test_a_report_that_one_may_not_see_is_not_called_none(rf: Any) -> None:
    """Restricted reports are kept from readers: a page says what its reader sees, and never that there is none."""
    request = rf.get("/")
    request.user = AnonymousUser()
    status = read_status([], None, file_at=FILE_AT, now=NOW)
    shown = render_to_string("chronology/parts/missing_banner.html", {"status": status, "is_child": True}, request)
    assert (
        "You can see no missing report" in shown and "may be restricted" in shown and "No missing report" not in shown
    )


def banner(rf: Any, status: Any) -> str:
    request = rf.get("/")
    request.user = AnonymousUser()
    asked = {"status": status, "is_child": True, "full": True, "person_id": "a" * 20}
    return " ".join(render_to_string("chronology/parts/missing_banner.html", asked, request).split())


RECORD = "1" * 20


def test_of_a_missing_child_nothing_is_known_once_no_file_has_come_for_a_day(rf: Any, settings: Any) -> None:
    """The newest file says missing, and is old: the page says that nobody knows, and what that file said."""
    her = episode("2026-11-26T20:15:00Z", record_id=RECORD)
    old = read_status([her], None, file_at="2026-11-27T18:39:00Z", now=NOW)
    assert old.is_missing and not old.is_known and not old.is_missing_now
    shown = banner(rf, old)
    assert "Missing status not known" in shown and "Missing now" not in shown
    assert "Was missing in the police file received" in shown and "call the control room" in shown
    fresh = read_status([her], None, file_at="2026-11-27T18:40:00Z", now=NOW)
    assert fresh.is_missing_now and "Missing now" in banner(rf, fresh)
    assert "This may have changed: call the control room" in strip_tags(banner(rf, fresh))
    assert "01632 960 115" not in banner(rf, old) + banner(rf, fresh)
    numbers = read_telephones(tomllib.loads(settings_text(two_step="optional", control_room="01632 960 115")))
    for settings.SIGHTLINE_TELEPHONES in (numbers, msgspec.structs.replace(numbers, police_missing="01632 960 116")):
        for one in (old, fresh):
            assert banner(rf, one).count("tel:01632960115") == 1, (
                "the number is given once, beside the missing desk's too"
            )
    by_call = read_status([her], report("2026-11-28T07:00:00Z", is_found=False), file_at="2026-11-27", now=NOW)
    assert by_call.is_missing_now, "a call of today says so"


@pytest.mark.parametrize(
    ("said", "last_seen", "rest"),
    [
        ("Left in a taxi. Phone off since 8:40pm.", "Left in a taxi.", "Phone off since 8:40pm."),
        ("Row with her mother. Last seen at the bus stop.", "Last seen at the bus stop.", "Row with her mother."),
        ("Did not come home after school.", "", "Did not come home after school."),
        ("", "", ""),
    ],
)
def test_last_seen_is_in_the_words_of_the_record_or_said_to_be_in_none(
    rf: Any, said: str, last_seen: str, rest: str
) -> None:
    told = episode("2026-11-27T20:15:00Z", what=f"{said} Grade: High".strip(), record_id=RECORD)
    status = read_status([told], None, file_at=FILE_AT, now=NOW)
    assert (status.last_seen, status.what) == (last_seen, rest)
    shown = banner(rf, status)
    assert f"<dt>Last seen</dt><dd>{last_seen or 'not recorded'}" in shown and rest in shown
