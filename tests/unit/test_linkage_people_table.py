"""A table of people: which headings are known, how dates are read, and what is said where it cannot be read."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.linkage.evaluation.labels import Labels
from sightline.linkage.tables.people import FIELDS, load_people, read_date, read_people_table
from sightline.linkage.tables.training import list_judgements
from sightline.model.errors import BadInput
from sightline.model.judgements import PairAnswer
from sightline.rulebook.files import read_toml
from sightline.store import DuckDBEngine


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_usual_headings_are_known_and_every_field_has_some() -> None:
    headings = read_toml("linkage", "table_headings.toml")["headings"]
    assert tuple(headings) == FIELDS
    known = [heading for of_field in headings.values() for heading in of_field]
    assert len(known) == len(set(known)), "no heading is of two fields"


def test_rows_become_mentions_with_cells_kept_for_more_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path / "people.csv", "Record_ID,First Name,SURNAME,DOB,Source,Name list,Town",
        "r1,Mia,Ashdown,03/04/2010,school,British,Elmham", "r2,Ben,Oak,unknown,police,,",
    )  # fmt: skip
    table = read_people_table(path=path)
    engine = DuckDBEngine()
    origins = load_people(engine=engine, table=table)
    assert origins is not None and origins.to_pylist() == [{"mention_id": "r1", "name_list": "British"}]
    rows = engine.query("SELECT * FROM mention ORDER BY mention_id").to_pylist()
    assert [(row["mention_id"], row["forename"], row["surname"], row["birth_date"], row["agency"]) for row in rows] == [
        ("r1", "Mia", "Ashdown", date(2010, 4, 3), "school"), ("r2", "Ben", "Oak", None, "police"),
    ]  # fmt: skip
    assert rows[1]["birth_date_as_written"] == "unknown"
    (town,) = engine.query("SELECT json_extract_string(original, '$.\"Town\"') FROM source_row WHERE row_id = 'r1'")
    assert town.to_pylist() == ["Elmham"]
    engine.close()


def test_a_parquet_file_and_a_file_of_columns_with_the_birth_date_in_three_parts(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pq.write_table(pa.table({"who": ["Mia Ashdown"], "by": [2010], "bm": [4], "bd": [3], "mail": [None]}), path)
    columns = write(
        tmp_path / "columns.toml", "[fields]", 'name = "who"', "[[column]]", 'name = "email"', 'kind = "email"',
        'says = "e-mail address"', 'headings = ["mail"]',
    )  # fmt: skip
    table = read_people_table(path=path, columns=columns)
    assert [one.name for one in table.columns] == ["email"] and table.list_ids() == ["000000001"]
    engine = DuckDBEngine()
    assert load_people(engine=engine, table=table) is None
    (row,) = engine.query("SELECT name_as_written, birth_date, birth_date_as_written FROM mention").to_pylist()
    assert row == {
        "name_as_written": "Mia Ashdown", "birth_date": date(2010, 4, 3), "birth_date_as_written": "2010-04-03",
    }  # fmt: skip
    engine.close()


@pytest.mark.parametrize("text", ["2010-04-03", "03/04/2010", "3/4/2010", "03.04.2010", "20100403"])
def test_a_date_is_read_in_the_usual_ways(text: str) -> None:
    assert read_date(text) == date(2010, 4, 3)


def test_what_is_no_date_is_none() -> None:
    assert [read_date(text) for text in ("", "unknown", "31/02/2010", "2010")] == [None] * 4


@pytest.mark.parametrize(
    ("lines", "columns", "says"),
    [
        (("forename,dob",), "", "no rows"),
        (("colour,dob", "red,2010-04-03"), "", "no column of names"),
        (("forename,colour", "Mia,red"), "", "no column of birth dates"),
        (("forename,dob,id", "Mia,2010-04-03,1", "Ben,2010-04-03,1"), "", "an id of its own"),
        (("forename,dob", "Mia,2010-04-03"), '[fields]\nsurname = "family"', "no column 'family'"),
        (("forename,dob", "Mia,2010-04-03"), '[fields]\nshoe = "dob"', "unknown fields: shoe"),
        (("forename,dob", "Mia,2010-04-03"), "[fields", "is not TOML"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, lines: tuple[str, ...], columns: str, says: str
) -> None:
    path = write(tmp_path / "people.csv", *lines)
    named = write(tmp_path / "columns.toml", columns) if columns else None
    with pytest.raises(BadInput, match=says):
        read_people_table(path=path, columns=named).list_ids()


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be opened"):
        read_people_table(path=tmp_path / "none.csv")
    (tmp_path / "people.csv").write_bytes(b"forename,dob\nM\xe9a,2010-04-03\n")
    with pytest.raises(BadInput, match="cannot be read as CSV"):
        read_people_table(path=tmp_path / "people.csv")
    (tmp_path / "people.parquet").write_bytes(b"not parquet")
    with pytest.raises(BadInput, match="cannot be read as Parquet"):
        read_people_table(path=tmp_path / "people.parquet")


def test_answers_name_two_rows_of_the_table() -> None:
    rows = pa.table({"a": ["r2", "r1"], "b": ["r1", "r3"], "same": ["yes", "no"]})
    found = list_judgements(Labels(rows, by_pair=True), ids={"r1", "r2", "r3"}, on=date(2026, 1, 5))
    assert [(one.mention_id_a, one.mention_id_b, one.answer) for one in found] == [
        ("r1", "r2", PairAnswer.SAME), ("r1", "r3", PairAnswer.NOT_SAME),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="Answer 2 names a row"):
        list_judgements(Labels(rows, by_pair=True), ids={"r1", "r2"}, on=date(2026, 1, 5))
    with pytest.raises(BadInput, match="do not name pairs"):
        list_judgements(Labels(rows, by_pair=False), ids=set(), on=date(2026, 1, 5))
