"""What agencies knew from meetings: for any meetings and any versions of records, a later meeting adds nothing."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sightline.review.knowledge import FactOfDay, Knowing, add_heard

BEGINS = date(2024, 1, 1)
RECORDS = ("r1", "r2", "r3")
DAYS = st.integers(0, 9).map(lambda days: BEGINS + timedelta(days=days))
MEETINGS = st.dictionaries(DAYS, st.sets(st.sampled_from(RECORDS), min_size=1), max_size=5)
VERSIONS = st.fixed_dictionaries({one: st.lists(DAYS, unique=True, min_size=1, max_size=3) for one in RECORDS})
Versions = Mapping[str, list[date]]


def fact(record_id: str, version: int, known_from: date) -> FactOfDay:
    return FactOfDay(
        record_id=record_id, row_id=record_id, version=version, name="concern", agency="school", organisation="",
        layout="school_concerns", restricted=False, label="", what="", childs_words="", occurred_on=known_from,
        ended_on=None, date_words="", recorded_on=known_from, received_on=known_from, known_from=known_from,
        knowing=Knowing.KNOWN, recorded_later=False,
    )  # fmt: skip


def told_on(versions: Versions, day: date) -> list[FactOfDay]:
    """What the agency that holds these records knew: the newest version of each by the day."""
    found = []
    for record_id, days in versions.items():
        known = [one for one in sorted(days) if one <= day]
        if known:
            found.append(fact(record_id, len(known), known[-1]))
    return found


def heard(versions: Versions, meetings: Mapping[date, set[str]], day: date) -> set[tuple[str, int, date]]:
    found = add_heard((), on=day, heard=meetings, known_on=lambda then: told_on(versions, then))
    return {(one.record_id, one.version, one.known_from) for one in found}


@given(versions=VERSIONS, meetings=MEETINGS, day=DAYS)
def test_what_was_known_on_a_day_never_grows_by_a_meeting_after_it(
    versions: Versions, meetings: dict[date, set[str]], day: date
) -> None:
    until = {on: records for on, records in meetings.items() if on <= day}
    assert heard(versions, meetings, day) == heard(versions, until, day)


@given(versions=VERSIONS, meetings=MEETINGS, day=DAYS)
def test_an_agency_knows_the_version_that_the_last_meeting_had_and_no_correction_after_it(
    versions: Versions, meetings: dict[date, set[str]], day: date
) -> None:
    """Read plainly: of each record the last meeting by the day that had it, and the version that stood then."""
    expected = set()
    for record_id, days in versions.items():
        stood = {on: sum(one <= on for one in days) for on, some in meetings.items() if on <= day and record_id in some}
        told = {on: version for on, version in stood.items() if version}
        if told:
            version = told[max(told)]
            expected.add((record_id, version, min(on for on, one in told.items() if one == version)))
    assert heard(versions, meetings, day) == expected


@given(versions=VERSIONS, meetings=MEETINGS, day=DAYS)
def test_what_an_agency_recorded_itself_stays_as_it_was(
    versions: Versions, meetings: dict[date, set[str]], day: date
) -> None:
    own = tuple(told_on({"own": [BEGINS]}, day))
    found = add_heard(own, on=day, heard=meetings, known_on=lambda then: told_on(versions, then))
    assert set(own) <= set(found)
