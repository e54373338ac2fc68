"""Labels in, precision and recall out, and whether error falls on one group of names more than on another."""

from pathlib import Path

import pyarrow as pa
import pytest
from support.rows import table_of

from sightline.linkage.evaluation.labels import read_groups, read_labels
from sightline.linkage.evaluation.measures import Evaluation, Score, evaluate, find_uneven
from sightline.model.errors import BadInput
from sightline.model.schema import MENTION, RESOLVED
from sightline.store import DuckDBEngine

# mention, layout, true person, person as joined: one of ana's mentions is with ben, ben's two are joined, cai is split.
KNOWN = (
    ("m1", "police_missing", "ana", "p1"),
    ("m2", "school_attendance", "ana", "p1"),
    ("m3", "police_missing", "ana", "p2"),
    ("m4", "police_missing", "ben", "p2"),
    ("m5", "police_missing", "ben", "p2"),
    ("m6", "police_missing", "cai", "p3"),
    ("m7", "police_missing", "cai", "p4"),
)


@pytest.fixture
def engine() -> DuckDBEngine:
    made = DuckDBEngine()
    common = {"slot": "subject", "source_file": "rows.csv"}
    rows = [
        {"mention_id": who, "layout": layout, "source_row": place, "entity_kind": "person", **common}
        for place, (who, layout, _, _) in enumerate(KNOWN, start=1)
    ]
    rows.append(
        {"mention_id": "s1", "source_row": 8, "entity_kind": "person", "markings": ["SEALED IDENTITY"], **common}
    )
    rows.append({"mention_id": "v1", "source_row": 9, "entity_kind": "vehicle", **common})
    made.write(MENTION, table_of(MENTION, *rows))
    who = [{"mention_id": mention, "person_id": person} for mention, _, _, person in KNOWN]
    who += [{"mention_id": "s1", "person_id": "s1"}, {"mention_id": "v1", "thing_id": "v1"}]
    made.write(RESOLVED, table_of(RESOLVED, *who))
    return made


def write(folder: Path, *lines: str) -> Path:
    path = folder / "labels.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def labelled_rows(folder: Path, *more: str) -> Path:
    rows = [f"rows.csv,{place},subject,{true_id}" for place, (_, _, true_id, _) in enumerate(KNOWN, start=1)]
    return write(folder, "source_file,source_row,slot,true_id", *rows, *more)


def found(engine: DuckDBEngine, path: Path, groups: pa.Table | None = None) -> Evaluation:
    return evaluate(engine=engine, labels=read_labels(path=path), groups=groups)


def test_rows_are_scored_overall_and_without_the_register(engine: DuckDBEngine, tmp_path: Path) -> None:
    got = found(engine, labelled_rows(tmp_path))
    assert got.overall == Score("overall", people=3, true_pairs=5, held_pairs=4, right_pairs=2)
    assert got.overall.precision == pytest.approx(2 / 4)
    assert got.overall.recall == pytest.approx(2 / 5)
    without = Score("without school_attendance", people=3, true_pairs=3, held_pairs=3, right_pairs=1)
    assert got.without_register == without
    assert (got.labels, got.left_out, got.groups, got.uneven) == (7, {}, (), ())


def test_what_cannot_be_scored_is_counted(engine: DuckDBEngine, tmp_path: Path) -> None:
    more = ("rows.csv,8,subject,dee", "rows.csv,9,subject,V1", "rows.csv,99,subject,eve", "rows.csv,1,subject,ana")
    got = found(engine, labelled_rows(tmp_path, *more))
    assert got.left_out == {"not in the snapshot": 1, "of a thing": 1, "sealed": 1}
    assert got.overall.true_pairs == 5


def test_a_wrong_join_counts_against_both_groups(engine: DuckDBEngine, tmp_path: Path) -> None:
    names = write(tmp_path, "true_id,name_list", "ana,one", "ben,two", "cai,two")
    groups = read_groups(path=names)
    got = found(engine, labelled_rows(tmp_path), groups)
    assert got.groups == (
        Score("one", people=1, true_pairs=3, held_pairs=3, right_pairs=1),
        Score("two", people=2, true_pairs=2, held_pairs=3, right_pairs=1),
    )
    assert {(each.group, each.error) for each in got.uneven} == {("one", "missed"), ("two", "missed")}


@pytest.mark.parametrize(("right", "uneven"), [(9_000, 0), (8_900, 0), (8_700, 2)])
def test_more_than_a_point_from_the_mean_is_uneven(right: int, uneven: int) -> None:
    groups = (Score("one", 9, 10_000, 10_000, 9_000), Score("two", 9, 10_000, right, right))
    missed = [each for each in find_uneven(groups) if each.error == "missed"]
    assert len(missed) == uneven


def test_a_group_without_pairs_says_nothing() -> None:
    alone = Score("one", 1, 0, 0, 0)
    assert alone.precision is alone.recall is None
    assert find_uneven((alone, Score("two", 1, 10, 10, 10))) == ()


def test_pairs_are_scored(engine: DuckDBEngine, tmp_path: Path) -> None:
    lines = ("m1,m2,yes", "m1,m3,true", "m3,m4,no", "m2,m1,yes", "m6,m4,not_same", "m1,gone,yes", "m1,s1,no")
    got = found(engine, write(tmp_path, "a,b,same", *lines))
    assert got.overall == Score("overall", people=0, true_pairs=2, held_pairs=2, right_pairs=1)
    assert got.without_register == Score("without school_attendance", 0, 1, 1, 0)
    assert got.left_out == {"not in the snapshot": 1, "sealed": 1}


@pytest.mark.parametrize(
    "lines",
    [
        ("source_file,source_row,slot", "rows.csv,1,subject"),
        ("source_file,source_row,slot,true_id", "rows.csv,first,subject,ana"),
        ("source_file,source_row,slot,true_id", "rows.csv,1,subject,"),
        ("source_file,source_row,slot,true_id", "rows.csv,1,subject,ana", "rows.csv,1,subject,ben"),
        ("a,b,same", "m1,m2,perhaps"),
        ("a,b,same", "m1,m2,yes", "m2,m1,no"),
        ("",),
    ],
)
def test_labels_that_cannot_be_used_are_bad_input(engine: DuckDBEngine, tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        found(engine, write(tmp_path, *lines))
    assert "ana" not in str(refused.value)


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read_labels(path=tmp_path / "none.csv")
    with pytest.raises(BadInput):
        read_groups(path=write(tmp_path, "true_id", "ana"))
