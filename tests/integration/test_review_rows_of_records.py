"""A record with a row for each person: who is named later is known of later, and what rows repeat is one line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.earlier_knowledge.pages import KnowledgePage, list_lines
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.review.knowledge import FactOfDay
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
SUMMARY = "Three girls were seen in a car park with two older men."


def nominal(number: int, entered: str) -> dict[str, str]:
    return {
        "Occurrence No": "O1", "Occurrence Type": "INCIDENT", "Reported Date": "04/03/2023", "From Date": "04/03/2023",
        "Summary": SUMMARY, "Nominal Ref": f"N{number}", "Surname": f"Fern{number}", "Forenames": "Kim",
        "DOB": f"1{number}/06/2009", "Sex": "F", "Role": "VICTIM", "Entered On": entered,
    }  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One occurrence: two girls are entered at once, and the third a year later."""
    folder = tmp_path_factory.mktemp("rows")
    files = folder / "files"
    files.mkdir()
    rows = [nominal(1, "05/03/2023"), nominal(2, "06/03/2023"), nominal(3, "10/04/2024")]
    small.sheet(files / "police_occurrences.csv", rows)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


@pytest.fixture
def review_id(built: Path, settings: Any) -> str:
    point_at(built, settings)
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE surname = ? AND slot = 'nominal'"
        people = [engine.connection.execute(sql, [name]).fetchall()[0][0] for name in ("Fern3", "Fern1")]
    finally:
        engine.close()
    return reviewed.review_of(people)


def known(review_id: str, on: date, person: str, **asked: Any) -> KnowledgePage:
    return read_knowledge(session_of(reviewed.author()), person=person, review_id=review_id, on=on, **asked)


def occurrences(facts: tuple[FactOfDay, ...]) -> list[FactOfDay]:
    return [one for one in facts if one.name == "occurrence"]


def test_a_record_is_known_of_a_child_from_the_day_a_row_names_the_child(review_id: str) -> None:
    before = known(review_id, date(2024, 4, 9), "A", with_hindsight=True)
    assert before.facts == (), "no row of the record names this child yet"
    assert before.hindsight and len(occurrences(before.hindsight)) == 3, "it is hindsight, and said to be"
    after = occurrences(known(review_id, date(2024, 4, 10), "A").facts)
    assert len(after) == 3 and {one.known_from for one in after} == {date(2024, 4, 10)}
    first = occurrences(known(review_id, date(2023, 3, 5), "B").facts)
    assert [one.known_from for one in first] == [date(2023, 3, 5)]


def test_rows_that_say_the_same_are_one_line_with_all_that_differs(review_id: str) -> None:
    facts = occurrences(known(review_id, date(2024, 4, 10), "B").facts)
    (line,) = list_lines(facts)
    days = (date(2023, 3, 5), date(2023, 3, 6), date(2024, 4, 10))
    assert (line.recorded, line.known, line.happened) == (days, days, (date(2023, 3, 4),))
    assert line.is_recorded_later and line.later_versions == ()
    at = reverse("review_known", args=[review_id]) + "?person=B&on=2024-04-10"
    shown = client_of(reviewed.author()).get(at).content.decode()
    assert shown.count(SUMMARY) == 1
    assert all(f">{day}<" in shown for day in ("5 March 2023", "6 March 2023", "10 April 2024"))
