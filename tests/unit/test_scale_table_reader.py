"""Tables of lists are read as they are meant, or refused with the row and what to do."""

from pathlib import Path

import pytest

from sightline.model.errors import BadInput, Usage
from sightline.scale.table_reader import read_table, state_referrals
from sightline.scale.tables import Frequencies, OverlapTable


def read(folder: Path, text: str, name: str = "table.csv") -> OverlapTable | Frequencies:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_table(path=path)


def counts(table: OverlapTable | Frequencies) -> list[int]:
    assert isinstance(table, OverlapTable)
    return [round(one) for one in table.counts]


def test_a_row_a_combination(tmp_path: Path) -> None:
    table = read(tmp_path, "\ufeffpolice, care ,count\n1,0,40\n0,1,30\n1,1,6\n1,0,2\n\n0,0,0\n")
    assert isinstance(table, OverlapTable)
    assert table.lists == ("police", "care")
    assert counts(table) == [0, 42, 30, 6]
    assert table.observed == 78


def test_a_row_a_person_with_the_month_of_first_being_seen(tmp_path: Path) -> None:
    table = read(tmp_path, "person_id,date,a,b\nx,2024-03-05,1,0\ny,2024-03-09,1,1\nz,2024-01-31,0,1\n")
    assert isinstance(table, OverlapTable)
    assert table.lists == ("a", "b")
    assert counts(table) == [0, 1, 1, 1]
    assert {month: list(of) for month, of in table.by_month.items()} == {
        "2024-01": [0, 0, 1, 0],
        "2024-03": [0, 1, 0, 1],
    }


def test_json_of_lists_and_of_frequencies(tmp_path: Path) -> None:
    text = '{"lists": ["a", "b"], "rows": [{"in": ["b", "a"], "count": 2}, {"in": ["a"], "count": 5}], "observed": 7}'
    assert counts(read(tmp_path, text, "t.json")) == [0, 5, 0, 2]
    assert read(tmp_path, '{"f": [43, 16, 0, 1], "t": 18}', "t.json") == Frequencies((43, 16, 0, 1), 18)
    assert read(tmp_path, '{"nbcap_freq": [[1, 9], [3, 2]]}', "t.json") == Frequencies((9, 0, 2), None)
    assert read(tmp_path, "times,count\n2,4\n1,9\n") == Frequencies((9, 4), None)


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("a,b,count\n1,0,3\n1,2,4\n", "t.csv", "t.csv, row 3"),
        ("a,b,count\n1,0,<5\n", "t.csv", "t.csv, row 2"),
        ("a,b,count\n1,0,-1\n", "t.csv", "t.csv, row 2"),
        ("a,b,count\n0,0,5\n", "t.csv", "t.csv, row 2"),
        ("a,b\n0,0\n", "t.csv", "t.csv, row 2"),
        ("a,b,count\n1,0\n", "t.csv", "t.csv, row 2"),
        ("a,b,month\n1,0,March\n", "t.csv", "t.csv, row 2"),
        ("person_id,a,b\nx,1,0\nx,0,1\n", "t.csv", "t.csv, row 3"),
        ("a,a,count\n1,0,3\n", "t.csv", "t.csv, row 1"),
        ("count\n3\n", "t.csv", "t.csv, row 1"),
        ("", "t.csv", "t.csv, row 1"),
        ("a,b,count\n", "t.csv", "t.csv"),
        (",".join(f"l{n}" for n in range(13)) + "\n", "t.csv", "t.csv"),
        ("times,count\n0,3\n", "t.csv", "t.csv, row 2"),
        ('{"lists": ["a"], "rows": [{"in": ["b"], "count": 1}]}', "t.json", "t.json, row 1"),
        ('{"lists": ["a"], "rows": [{"in": ["a"], "count": 1.5}]}', "t.json", "t.json, row 1"),
        ('{"lists": ["a"], "rows": [{"in": ["a"], "count": 1}], "observed": 2}', "t.json", "t.json"),
        ('{"lists": ["a"], "rows": [{"in": ["a"]}], "referrals": [["a", "z"]]}', "t.json", "t.json"),
        ('{"lists": ["a"], "rows": 3}', "t.json", "t.json, row 1"),
        ("[1, 2]", "t.json", "t.json"),
        ("{", "t.json", "t.json, line 1"),
        ('{"f": [3], "t": 0}', "t.json", "t.json, row 1"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(tmp_path: Path, text: str, name: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, text, name)
    assert refused.value.where == where
    assert refused.value.what_to_do


def test_half_a_table_dated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Some rows have a month"):
        read(tmp_path, "a,b,month\n1,0,2024-01\n0,1,\n")


def test_what_somebody_knows_of_the_lists(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b,count\n1,0,40\n0,1,30\n")
    assert state_referrals(table=table, stated=["a=b"]).referrals == (("a", "b"),)
    with pytest.raises(Usage, match="no list 'z'"):
        state_referrals(table=table, stated=["a=z"])
