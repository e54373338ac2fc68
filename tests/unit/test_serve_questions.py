"""Questions as pages read them: each only for who may see every record that it rests on."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.rows import table_of

from sightline.model.analysis_tables.conclusions import UNANSWERED, UNANSWERED_BASIS
from sightline.model.nouns import Agency, Role
from sightline.model.visibility import Reader, RowFilter, Visibility
from sightline.sharing import can_see, row_filter
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.questions import build_unanswered
from sightline.store.serve.questions import QuestionsWanted, UnansweredReader
from sightline.store.snapshot_reader import open_store

LAYOUTS = {"police": "police_intelligence", "health": "health_attendances", "childrens_services": "childrens_services_events",
           "school": "school_concerns"}  # fmt: skip
ALL = RowFilter("1 = 1", ())
EVERY = QuestionsWanted()
BASES: dict[str, list[tuple[str, bool, bool]]] = {
    "open": [("childrens_services", False, False)],
    "with a clinic": [("childrens_services", False, False), ("health", True, False)],
    "two restricted": [("police", True, False), ("health", True, False)],
    "sealed": [("childrens_services", False, False), ("childrens_services", True, True)],
    "of the police": [("police", False, False)],
}


def question(question_id: str, place: int = 1, **more: Any) -> dict[str, Any]:
    plain = {"question_id": question_id, "person_id": "p", "agency": "childrens_services", "worker": "A. Plain",
             "organisation": "childrens_services", "place_of_child": place, "raised_on": date(2024, 6, place)}  # fmt: skip
    return plain | more


def basis(question_id: str, rows: list[tuple[str, bool, bool]]) -> list[dict[str, Any]]:
    return [
        {"conclusion_id": question_id, "record_id": f"{question_id} {place}", "agency": agency, "organisation": agency,
         "layout": LAYOUTS[agency], "restricted": restricted, "markings": ["SEALED IDENTITY"] if sealed else []}
        for place, (agency, restricted, sealed) in enumerate(rows)
    ]  # fmt: skip


def store(folder: Path, questions: list[dict[str, Any]], bases: list[dict[str, Any]]) -> Path:
    engine = DuckDBEngine()
    engine.write(UNANSWERED, table_of(UNANSWERED, *questions))
    engine.write(UNANSWERED_BASIS, table_of(UNANSWERED_BASIS, *bases))
    path = folder / "serve.sqlite"
    build_unanswered(engine=engine, path=path, most_a_child=2)
    return path


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[UnansweredReader]:
    questions = [question(name, place) for place, name in enumerate(BASES, start=1)]
    with open_store(store(tmp_path, questions, [row for name in BASES for row in basis(name, BASES[name])])) as it:
        yield it.unanswered


def ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row["question_id"] for row in rows}


@pytest.mark.parametrize("agency", [*LAYOUTS, ""])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SCHOOL_LEAD])
def test_a_question_is_for_who_may_see_its_whole_basis(reader: UnansweredReader, role: Role, agency: str) -> None:
    who = Reader("somebody", role, agency)
    sight, expected = row_filter(reader=who), set()
    for name, rows in BASES.items():
        items = [
            Visibility(one, one, LAYOUTS[one], restricted, ("SEALED IDENTITY",) if sealed else ())
            for one, restricted, sealed in rows
        ]
        expected |= {name} if all(can_see(reader=who, item=item) for item in items) else set()
    assert ids(reader.of_person(person_id="p", sight=sight)) == expected
    assert ids(reader.listed(wanted=EVERY, sight=sight, after=0, size=9)) == expected
    assert {name for name in BASES if reader.question(question_id=name, sight=sight)} == expected
    assert sum(row["questions"] for row in reader.counts(wanted=EVERY, sight=sight)) == len(expected)


def test_the_order_is_urgent_then_recent_then_the_longest_asked(tmp_path: Path) -> None:
    questions = [
        question("old", 1, raised_on=date(2020, 1, 1)),
        question("new", 2, raised_on=date(2024, 5, 1), recent=True),
        question("newest", 3, raised_on=date(2024, 6, 1), recent=True),
        question("urgent", 4, raised_on=date(2024, 6, 2), urgent=True),
    ]
    path = store(tmp_path, questions, [row for one in questions for row in basis(one["question_id"], BASES["open"])])
    with open_store(path) as it:
        rows = it.unanswered.listed(wanted=EVERY, sight=ALL, after=0, size=9)
        assert [row["question_id"] for row in rows] == ["urgent", "new", "newest", "old"]
        second = it.unanswered.listed(wanted=EVERY, sight=ALL, after=rows[0]["place"], size=2)
        assert [row["question_id"] for row in second] == ["new", "newest"]
        assert ids(it.unanswered.listed(wanted=QuestionsWanted(urgent_only=True), sight=ALL, after=0, size=9)) == {
            "urgent"
        }


def test_caps_leave_the_rest_unlisted_and_count_no_hidden_one(tmp_path: Path) -> None:
    questions = [question(f"q{place}", place) for place in (1, 2, 3)]
    hidden = [question(f"h{place}", place) for place in (1, 2)]
    bases = [row for one in questions for row in basis(one["question_id"], BASES["open"])]
    bases += [row for one in hidden for row in basis(one["question_id"], BASES["with a clinic"])]
    with open_store(store(tmp_path, [*questions, *hidden], bases)) as it:
        sight = row_filter(reader=Reader("somebody", Role.PRACTITIONER, Agency.POLICE))
        of_child = QuestionsWanted(most_a_child=2)
        assert ids(it.unanswered.listed(wanted=of_child, sight=sight, after=0, size=9)) == {"q1", "q2"}
        of_worker = QuestionsWanted(agency="childrens_services", worker="A. Plain", most_a_child=2, most_a_worker=1)
        assert ids(it.unanswered.listed(wanted=of_worker, sight=sight, after=0, size=9)) == {"q1"}


def test_whoever_is_kept_to_own_people_gets_no_question_about_others(tmp_path: Path) -> None:
    questions = [question("theirs"), question("another's", person_id="somebody else")]
    path = store(tmp_path, questions, [row for one in questions for row in basis(one["question_id"], BASES["open"])])
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE said (person_id TEXT, agency TEXT, organisation TEXT, layout TEXT, sealed INT)")
    connection.execute("INSERT INTO said VALUES ('p', 'school', 'Elm School', 'school_concerns', 0)")
    connection.commit()
    connection.close()
    sight = row_filter(reader=Reader("lead", Role.SCHOOL_LEAD, "school", "Elm School"))
    with open_store(path) as it:
        assert ids(it.unanswered.listed(wanted=EVERY, sight=sight, after=0, size=9)) == {"theirs"}
        assert it.unanswered.question(question_id="another's", sight=sight) is None


def test_it_is_built_again_over_itself(tmp_path: Path) -> None:
    for name in ("open", "of the police"):
        path = store(tmp_path, [question(name)], basis(name, BASES[name]))
    with open_store(path) as it:
        assert ids(it.unanswered.listed(wanted=EVERY, sight=ALL, after=0, size=9)) == {"of the police"}
