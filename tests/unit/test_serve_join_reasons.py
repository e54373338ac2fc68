"""Why records are about one person, to readers who see different ones of rows that are alike."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from support.rows import engine_with

from sightline import chronology
from sightline.model.nouns import Role
from sightline.model.schema import AGENCY_RECORD, FACT, LINK, MENTION, RESOLVED, SNAPSHOT_TABLES, SOURCE_ROW
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store.layout.people import build_serve
from sightline.store.layout.restated_rows import restate_without
from sightline.store.serve.shared_records import RESTATED
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import ANALYSIS

SCHOOL = {"agency": "school", "organisation": "Elm School", "layout": "school_concerns"}
POLICE = {"agency": "police", "organisation": "police", "layout": "police_missing"}
OFFICER = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))
TEACHER = row_filter(reader=Reader("lead", Role.PRACTITIONER, "school"))
Join = tuple[str, str, str, str]  # two mentions, who decided, by which rule


def joins(path: Path, sight: RowFilter) -> dict[str, int]:
    """By rule, how many joins a reader is told of."""
    with open_store(path) as store:
        rows = store.join_reasons(person_id="m1", sight=sight)
    found = Counter[str]()
    for row in rows:
        found[row["rule_id"]] += row["joins"]
    return dict(found)


def lay(path: Path, seen: dict[str, dict[str, Any]], links: Iterable[Join]) -> Path:
    """A snapshot of one person, of whom each mention has a record of its own."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in SNAPSHOT_TABLES}
    for number, (key, whose) in enumerate(seen.items(), start=1):
        of = {"row_id": f"row-{key}", "record_id": f"rec-{key}", **whose}
        rows[SOURCE_ROW].append({**of, "source_row": number, "standing": "current", "original": '{"Surname": "Hale"}'})
        record = {"record_id": f"rec-{key}", **whose}
        rows[AGENCY_RECORD].append({**record, "latest": True, "kind": "k", "occurred_from": f"2024-01-0{number}"})
        row = {"row_id": f"row-{key}", "record_id": f"rec-{key}"}
        rows[FACT].append({**row, "name": "f", "label": "Noted", "occurred_from": f"2024-01-0{number}"})
        rows[MENTION].append(
            {**of, "mention_id": key, "slot": "subject", "entity_kind": "person", "name_as_written": "Ada Hale"}
        )
        rows[RESOLVED].append({"mention_id": key, "person_id": "m1"})
    for a, b, decided_by, rule in links:
        low, high = sorted((a, b))
        rows[LINK].append(
            {"mention_id_a": low, "mention_id_b": high, "decided_by": decided_by, "rule_id": rule, "reason": rule}
        )
    engine = engine_with(rows)
    chronology.build(engine=engine)
    build_serve(engine=engine, path=path / "serve.sqlite")
    engine.connection.execute(f"ATTACH '{path / ANALYSIS}' AS kept").fetchall()
    engine.connection.execute(
        f"COPY FROM DATABASE {engine.query('SELECT current_database() AS name').column(0)[0]} TO kept"
    )
    engine.close()
    return path / "serve.sqlite"


def alike(first: str, *others: str) -> list[Join]:
    """Rows with the same details: each is joined to the one that stands for them."""
    return [(first, one, "rule", "same_details") for one in others]


HIDDEN = {**SCHOOL, "restricted": True}
NUMBER = ("m1", "p1", "rule", "same_number")


def test_who_does_not_see_the_oldest_of_alike_rows_reads_why_the_others_are_one_person(tmp_path: Path) -> None:
    seen = {"m1": HIDDEN, "m2": SCHOOL, "m3": SCHOOL, "m4": SCHOOL, "p1": POLICE}
    path = lay(tmp_path, seen, [*alike("m1", "m2", "m3", "m4"), NUMBER])
    assert joins(path, TEACHER) == {"same_details": 3, "same_number": 1}, "its own agency sees all"
    assert joins(path, OFFICER) == {"same_details": 2, "same_number": 1}, "as if the oldest had never come"


def test_where_all_is_seen_the_counts_are_those_of_the_joins(tmp_path: Path) -> None:
    seen = {
        **{f"m{number}": SCHOOL for number in range(1, 6)},
        "p1": POLICE,
        "p2": POLICE,
        "p3": {**POLICE, "restricted": True},
    }
    links = [*alike("m3", "m1", "m2"), *alike("m5", "m4"), *alike("p2", "p1", "p3"), NUMBER,
             ("m3", "m5", "model", "near"), ("m5", "p2", "model", "near")]  # fmt: skip
    path = lay(tmp_path, seen, links)
    assert joins(path, OFFICER) == {"same_details": 5, "same_number": 1, "near": 2}
    assert joins(path, TEACHER) == {"same_details": 4, "same_number": 1, "near": 2}, "not that of the restricted row"


def test_a_side_of_which_no_row_is_seen_has_no_join(tmp_path: Path) -> None:
    path = lay(tmp_path, {"m1": HIDDEN, "m2": HIDDEN, "p1": POLICE}, [*alike("m1", "m2"), NUMBER])
    assert joins(path, OFFICER) == {} and joins(path, TEACHER) == {"same_details": 1, "same_number": 1}


def test_one_row_alone_is_no_join_of_alike_rows(tmp_path: Path) -> None:
    path = lay(tmp_path, {"m1": HIDDEN, "m2": SCHOOL, "p1": POLICE}, [*alike("m1", "m2"), NUMBER])
    assert joins(path, OFFICER) == {"same_number": 1}


def test_what_a_person_decided_is_about_these_two_rows_and_no_others_like_them(tmp_path: Path) -> None:
    said = ("m1", "p1", "person", "confirmed")
    path = lay(tmp_path, {"m1": HIDDEN, "m2": SCHOOL, "m3": SCHOOL, "p1": POLICE}, [*alike("m1", "m2", "m3"), said])
    assert joins(path, OFFICER) == {"same_details": 1} and joins(path, TEACHER) == {"same_details": 2, "confirmed": 1}


def test_without_a_record_that_was_taken_out_the_joins_are_made_anew(tmp_path: Path) -> None:
    seen = {"m1": SCHOOL, "m2": SCHOOL, "m3": SCHOOL, "p1": POLICE}
    path = lay(tmp_path, seen, [*alike("m1", "m2", "m3"), NUMBER])
    anew = restate_without(serve_file=path, record_ids=("rec-m1",)).rows["join_reason"]
    assert "join_reason" in RESTATED and sum(int(str(row[-1])) for row in anew) == 2, (
        "one of two alike, one of the number"
    )
