"""What came lately: dated relative to a day, apart from the three years, and readable as any agency's file."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from sightline.ingest import list_mappings
from sightline.invented import invent
from sightline.invented.files.layouts import headings_of
from sightline.invented.years import school_weeks

DAY = date(2027, 2, 15)
HAPPENED = ("Event Date", "Missing From Date", "Reported Date", "Incident Date", "Attended Date", "Date")


def read_day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lately")
    made = invent(children=100, seed=4, out=out, lately_at=DAY)
    assert [one.received_on for one in made.lately.deliveries] == [date(2027, 2, 1), date(2027, 2, 8), DAY]
    assert len(made.lately.children) == 8
    return out


def test_the_three_years_end_in_the_week_before_it_begins(made: Path, tmp_path: Path) -> None:
    """They move with the day, by whole weeks, so that a demo's story has no hole. Without it they are fixed."""
    for folder, before in ((made, DAY - timedelta(days=21)), (tmp_path, date(2025, 9, 1))):
        if folder is tmp_path:
            invent(children=100, seed=4, out=tmp_path)
        entered = {read_day(row["Entered On"]) for row in rows_of(folder / "childrens_services_events.csv")}
        assert before - timedelta(days=45) < max(entered) < before


def test_it_is_the_same_again_for_the_same_day_and_another_for_another(made: Path, tmp_path: Path) -> None:
    for name, day in (("same", DAY), ("later", date(2027, 3, 15))):
        invent(children=100, seed=4, out=tmp_path / name, lately_at=day)
    assert files_of(tmp_path / "same") == files_of(made)
    assert files_of(tmp_path / "later" / "lately") != files_of(made / "lately")


def test_an_assault_is_told_by_police_and_by_the_hospital_which_gives_the_polices_number(made: Path) -> None:
    (last,) = (made / "lately").glob("00_*")
    (assault,) = [one for one in rows_of(last / "police_occurrences.csv") if one["Occurrence Type"] == "ASSAULT"]
    (visit,) = [one for one in rows_of(last / "health_attendances.csv") if one["Complaint"] == "Sore wrist"]
    assert assault["Occurrence No"] in visit["Text"] and assault["From Date"] == visit["Attended Date"]


def test_every_day_in_it_has_come_before_its_delivery_and_within_three_weeks(made: Path) -> None:
    for folder in sorted(one for one in (made / "lately").iterdir() if one.is_dir()):
        delivered = DAY - timedelta(days=int(folder.name[:2]))
        for path in folder.iterdir():
            for row in rows_of(path):
                if path.stem == "school_attendance":  # a week goes out when it is over
                    assert read_day(row["Week Commencing"]) + timedelta(days=5) <= delivered
                elif None not in row:  # its cells are those of the layout
                    entered = read_day(row.get("Entered On") or row["Logged On"])
                    assert DAY - timedelta(days=21) < entered <= delivered, (path.name, entered)


def test_its_files_are_of_layouts_that_add_to_what_came_before(made: Path) -> None:
    """A full export of a few rows would say that all other rows are gone: only the register comes again, whole."""
    full = {mapping.layout for mapping in list_mappings() if mapping.is_full}
    for path in sorted((made / "lately").rglob("*.csv")):
        if path.stem in full:
            before = (made / path.name).read_bytes()
            assert path.read_bytes().startswith(before) and len(path.read_bytes()) > len(before)
        assert tuple(rows_of(path)[0])[: len(headings_of(path.name))] == headings_of(path.name)


def test_of_two_children_police_and_interviewers_give_different_days_of_return(made: Path) -> None:
    lately = made / "lately"
    found = {row["Misper Ref"]: row["Found Date"] for one in lately.rglob("police_missing.csv") for row in rows_of(one)}
    told = [row for one in lately.rglob("return_interviews.csv") for row in rows_of(one)]
    differ = {row["Person ID"] for row in told if row["Returned Date"] != found[row["Misper Ref"]]}
    assert len(differ) == 2


def test_one_child_is_found_three_times_at_one_place_so_that_the_map_has_an_arrow(made: Path) -> None:
    missing = [row for path in (made / "lately").rglob("police_missing.csv") for row in rows_of(path)]
    found = Counter((row["Nominal Ref"], row["Found Postcode"]) for row in missing if row["Found Postcode"])
    assert list(found.values()) == [3]


DAYS = [
    *(date(2026, month, 3) for month in range(1, 13)),
    date(2028, 2, 29), date(2026, 12, 25), date(2027, 3, 28), date(2027, 10, 31), date(2040, 8, 15),
]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_one_child_is_missing_now_whatever_day_it_is(day: date, tmp_path: Path) -> None:
    """Since the evening before; so also at midnight, in the holidays and when the clocks change."""
    invent(children=100, seed=4, out=tmp_path, lately_at=day)
    missing = [row for path in (tmp_path / "lately").rglob("police_missing.csv") for row in rows_of(path)]
    (now,) = [row for row in missing if not row["Found Date"]]
    assert read_day(now["Missing From Date"]) == day - timedelta(days=1)
    assert (tmp_path / "lately" / "00_days_before" / "police_missing.csv").read_text().count(now["Misper Ref"]) == 1
    assert len({row["Misper Ref"] for row in missing}) == len(missing)


def days_about(folder: Path, surname: str, forename: str) -> list[date]:
    """Days that any file's row of a person gives, the weeks of the register apart."""
    found = set()
    for path in folder.rglob("*.csv"):
        for row in rows_of(path) if path.stem != "school_attendance" and "truth" not in path.parts else ():
            names = (row.get("Surname", "").title(), (row.get("Forename") or row.get("Forenames") or "").split(" ")[0])
            if names == (surname, forename):
                found |= {read_day(row[heading]) for heading in HAPPENED if row.get(heading)}
    return sorted(found)


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2027, 8, 15)])
def test_the_first_childs_story_has_no_hole_up_to_the_day(day: date, tmp_path: Path) -> None:
    """A stranger saw nothing of her for sixteen months. From the first sign on, no six weeks are empty."""
    made = invent(children=100, seed=1, out=tmp_path, lately_at=day)
    forename, surname = made.look_first.name.split(" ")
    year = [one for one in days_about(tmp_path, surname, forename) if one > day - timedelta(days=365)]
    assert len(year) > 25 and year[-1] == day - timedelta(days=1)
    assert max(later - earlier for earlier, later in pairwise(year)) <= timedelta(days=42)


def test_school_is_written_of_up_to_the_last_week_of_term(made: Path) -> None:
    weeks = {read_day(row["Week Commencing"]) for path in made.rglob("school_attendance.csv") for row in rows_of(path)}
    last = [monday for monday in school_weeks(2026, 2027) if monday + timedelta(days=5) <= DAY][-4:]
    assert set(last) <= weeks


def test_some_rows_cannot_be_read(made: Path) -> None:
    newest = made / "lately" / "00_days_before"
    days = [row["Attended Date"] for row in rows_of(newest / "health_attendances.csv")]
    assert f"31/02/{(DAY - timedelta(days=1)).year}" in days
    assert any(not row["Complaint No"] for row in rows_of(newest / "housing_complaints.csv"))
    assert any(None in row for row in rows_of(newest / "youth_service_contacts.csv"))


def test_where_there_are_too_few_children_there_is_nothing(tmp_path: Path) -> None:
    assert invent(children=3, seed=1, out=tmp_path, lately_at=DAY).lately.deliveries == ()


def test_the_family_of_the_child_to_look_at_first_is_on_record(tmp_path: Path) -> None:
    """Her page names her parents and carers: her mother reports her missing."""
    first = invent(children=100, seed=1, out=tmp_path, lately_at=DAY).look_first
    family = rows_of(tmp_path / "childrens_services_family.csv")
    assert "Mother" in {row["Relationship"] for row in family if row["Person ID"] == f"CS1{first.true_id[2:]}"}
