"""The case of a learning review as it is written: the same bytes each time, and nothing that the file tells left out."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from sightline.invented.case import CASE_FROM, CASE_TO, InventedCase, invent_case
from sightline.invented.case.cast import make_cast, read_case

FILE_OF = {
    "school": "school_concerns.csv", "missing": "police_missing.csv", "housing": "housing_complaints.csv",
    "youth": "youth_service_contacts.csv", "intelligence": "police_intelligence.csv",
}  # fmt: skip
TEXT_OF = {
    "school_concerns.csv": "Text", "police_missing.csv": "Circumstances", "housing_complaints.csv": "Text",
    "youth_service_contacts.csv": "Text", "police_intelligence.csv": "Text",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> InventedCase:
    return invent_case(out=tmp_path_factory.mktemp("case"), others=6)


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows_of(made: InventedCase, name: str) -> list[dict[str, str]]:
    with (made.out / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_case_is_written_byte_for_byte(made: InventedCase, tmp_path: Path) -> None:
    assert hashes(invent_case(out=tmp_path, others=6).out) == hashes(made.out)


def test_everything_that_is_told_stands_in_its_agencys_file(made: InventedCase) -> None:
    for by, name in FILE_OF.items():
        told = Counter(said["text"] for said in read_case()["told"] if said["by"] == by)
        written = Counter(row[TEXT_OF[name]] for row in rows_of(made, name))
        assert told.keys() <= written.keys(), name


def test_every_missed_chance_points_to_a_row_that_is_there(made: InventedCase) -> None:
    own = [row for row in rows_of(made, "truth/missed.csv") if row["missed_id"].startswith("M-case")]
    assert len(own) == sum("missed" in said for said in read_case()["told"])
    for row in own:
        assert 1 <= int(row["source_row"]) <= made.rows[row["source_file"]], row


def test_what_is_told_lies_in_the_years_of_the_review_and_nobody_of_it_is_told_of_before_birth() -> None:
    cast = make_cast()
    for said in read_case()["told"]:
        assert CASE_FROM <= said["on"] <= CASE_TO, said["on"]
        for word in said.get("each") or [said["child"]] if "child" in said or "each" in said else []:
            assert 10 <= cast.child(word).age_on(said["on"]) <= 18, (word, said["on"])
