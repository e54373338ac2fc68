"""Stories of exports that come again: what stands, what stood, and since when."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.exports import (
    AT_THE_END,
    MORNING,
    NEXT_WEEK,
    WEEK_AFTER,
    Tables,
    new_workspace,
    take,
    write_export,
)

from sightline.ingest.parts import PartWriter
from sightline.store import Workspace
from sightline.store.batches import list_parts

VISIT = {
    "Person ID": "CS1", "Surname": "Oak", "Forename": "Mia", "DOB": "01/02/2010", "Event Type": "VISIT",
    "Event Date": "05/03/2024", "Event Time": "14:30", "Text": "Seen at home.", "Entered On": "07/03/2024",
}  # fmt: skip
WEEK = {
    "School": "Hill School", "UPN": "A1", "Surname": "Oak", "Forename": "Mia", "Week Commencing": "04/03/2024",
    "Marks": "/ \\ / \\ / \\ / \\ / \\",
}  # fmt: skip
NEXT = {**WEEK, "Week Commencing": "11/03/2024"}
OCCURRENCE = {
    "Occurrence No": "OC1", "Occurrence Type": "CONCERN", "From Date": "01/06/2024", "From Time": "22:30",
    "Nominal Ref": "N1", "Surname": "Oak", "Forenames": "Mia", "Role": "VICTIM", "Entered On": "02/06/2024",
}  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path)


def test_a_visit_typed_in_late_was_not_known_on_its_day(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "e.csv", "childrens_services_events", VISIT))
    assert Tables(room).ask("SELECT occurred_from, recorded_at, known_from FROM fact") == [
        ("2024-03-05T14:30:00Z", "2024-03-07", date(2024, 3, 7))
    ]


def test_a_changed_row_is_a_new_version_known_from_the_day_its_file_came(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "e1.csv", "childrens_services_events", VISIT))
    changed = write_export(tmp_path / "e2.csv", "childrens_services_events", {**VISIT, "Text": "Not at home."})
    receipt = take(room, changed, batch=2, received_at=NEXT_WEEK)
    assert (receipt.rows_read, receipt.rows_taken, receipt.rows_unchanged) == (1, 1, 0)
    made = Tables(room)
    assert made.ask("SELECT row_version, standing, standing_since, known_from FROM source_row ORDER BY 1") == [
        (1, "superseded", NEXT_WEEK, date(2024, 3, 7)),
        (2, "current", NEXT_WEEK, date(2026, 11, 27)),
    ]
    assert made.ask("SELECT row_version, what FROM fact ORDER BY 1") == [
        (1, "VISIT. Seen at home."), (2, "VISIT. Not at home."),
    ]  # fmt: skip
    assert made.ask("SELECT version, latest, standing, source_file, known_from FROM agency_record ORDER BY 1") == [
        (1, False, "superseded", "e1.csv", date(2024, 3, 7)),
        (2, True, "current", "e2.csv", date(2026, 11, 27)),
    ]


def test_a_correction_recorded_after_it_was_received_is_known_from_then(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "e1.csv", "childrens_services_events", VISIT))
    later = {**VISIT, "Text": "Not at home.", "Entered On": "01/12/2026"}
    take(room, write_export(tmp_path / "e2.csv", "childrens_services_events", later), batch=2, received_at=NEXT_WEEK)
    assert Tables(room).ask("SELECT known_from FROM fact WHERE row_version = 2") == [(date(2026, 12, 1),)]
    # On the day before, the earlier version is still what was known.
    before = Tables(room, date(2026, 11, 30))
    assert before.ask("SELECT row_version, standing FROM source_row") == [(1, "current")]


def test_a_mention_keeps_its_id_and_its_batch_over_versions(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "e1.csv", "childrens_services_events", VISIT))
    first = Tables(room).ask("SELECT mention_id FROM mention")
    renamed = {**VISIT, "Surname": "Oake", "Address": "1 Elm Road"}
    take(room, write_export(tmp_path / "e2.csv", "childrens_services_events", renamed), batch=2, received_at=NEXT_WEEK)
    made = Tables(room)
    assert made.ask("SELECT mention_id FROM mention WHERE slot = 'subject'") == first
    assert made.ask("SELECT slot, batch, surname, source_file FROM mention ORDER BY slot") == [
        ("home", 2, "", "e2.csv"), ("subject", 1, "Oake", "e2.csv"),
    ]  # fmt: skip


def test_the_same_file_again_brings_nothing_new(room: Workspace, tmp_path: Path) -> None:
    path = write_export(tmp_path / "e.csv", "childrens_services_events", VISIT, {**VISIT, "Event Type": "CLOSURE"})
    take(room, path)
    before = Tables(room).all()
    copy = tmp_path / "copy of e.csv"
    copy.write_bytes(path.read_bytes())
    receipt = take(room, copy, batch=2, received_at=NEXT_WEEK)
    assert (receipt.rows_read, receipt.rows_taken, receipt.rows_unchanged) == (2, 0, 2)
    assert len(list_parts(room)) == 1
    assert Tables(room).all() == before


def test_columns_that_moved_and_an_empty_new_one_bring_nothing_new(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "w1.csv", "school_attendance", WEEK))
    moved = tmp_path / "w2.csv"
    moved.write_text(
        "Notes,Marks,Week Commencing,DOB,Forename,Surname,UPN,School\n"
        f",{WEEK['Marks']},04/03/2024,,Mia,Oak,A1,Hill School\n"
    )
    assert take(room, moved, batch=2, received_at=NEXT_WEEK).rows_unchanged == 1


def test_a_row_gone_from_a_full_export_is_no_longer_in_it_and_may_come_back(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "w1.csv", "school_attendance", WEEK, NEXT))
    receipt = take(room, write_export(tmp_path / "w2.csv", "school_attendance", NEXT), batch=2, received_at=NEXT_WEEK)
    assert (receipt.rows_taken, receipt.rows_unchanged, receipt.rows_gone) == (0, 1, 1)
    assert Tables(room).ask("SELECT standing, standing_since FROM source_row ORDER BY known_from") == [
        ("not_in_extract", NEXT_WEEK), ("current", MORNING),
    ]  # fmt: skip
    gone = Tables(room).ask("SELECT version, latest, standing, source_file, source_rows FROM agency_record "
                            "WHERE source_key LIKE '%2024-03-04' ORDER BY 1")  # fmt: skip
    assert gone == [(1, False, "superseded", "w1.csv", [1]), (2, True, "not_in_extract", "w2.csv", [])]


def test_a_row_that_comes_back_is_a_new_version(room: Workspace, tmp_path: Path) -> None:
    for number, rows in enumerate([(WEEK, NEXT), (NEXT,), (NEXT, WEEK)], start=1):
        path = write_export(tmp_path / f"w{number}.csv", "school_attendance", *rows)
        receipt = take(room, path, batch=number, received_at=[MORNING, NEXT_WEEK, WEEK_AFTER][number - 1])
    assert (receipt.rows_taken, receipt.rows_unchanged, receipt.rows_gone) == (1, 1, 0)
    assert Tables(room).ask("SELECT row_version, standing, standing_since FROM source_row "
                            "WHERE source_key LIKE '%2024-03-04' ORDER BY 1") == [
        (1, "superseded", WEEK_AFTER), (2, "current", WEEK_AFTER),
    ]  # fmt: skip
    # As it was known in between, the row was not in the extract.
    between = Tables(room, date(2026, 11, 30))
    assert between.ask("SELECT standing FROM source_row WHERE source_key LIKE '%2024-03-04'") == [("not_in_extract",)]


def test_one_school_s_export_leaves_the_other_school_s_rows_alone(room: Workspace, tmp_path: Path) -> None:
    other = {**WEEK, "School": "Vale School", "UPN": "B1"}
    take(room, write_export(tmp_path / "w1.csv", "school_attendance", WEEK, other))
    receipt = take(room, write_export(tmp_path / "w2.csv", "school_attendance", NEXT), batch=2, received_at=NEXT_WEEK)
    assert receipt.rows_gone == 1
    assert Tables(room).ask("SELECT organisation, standing FROM agency_record WHERE latest ORDER BY ALL") == [
        ("Hill School", "current"), ("Hill School", "not_in_extract"), ("Vale School", "current"),
    ]  # fmt: skip


def test_an_export_of_changes_leaves_out_nothing(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "o1.csv", "police_occurrences", OCCURRENCE))
    other = {**OCCURRENCE, "Occurrence No": "OC2"}
    receipt = take(room, write_export(tmp_path / "o2.csv", "police_occurrences", other), batch=2, received_at=NEXT_WEEK)
    assert receipt.rows_gone == 0
    assert Tables(room).ask("SELECT DISTINCT standing FROM source_row") == [("current",)]


def test_a_full_export_with_an_unreadable_row_leaves_nothing_out(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "w1.csv", "school_attendance", WEEK, NEXT))
    mistyped = {**WEEK, "Week Commencing": "4th of Marchember"}
    receipt = take(
        room, write_export(tmp_path / "w2.csv", "school_attendance", NEXT, mistyped), batch=2, received_at=NEXT_WEEK
    )
    assert (receipt.rows_rejected, receipt.rows_gone) == (1, 0)
    assert Tables(room).ask("SELECT DISTINCT standing FROM source_row") == [("current",)]


def test_two_files_of_one_ingest_are_one_full_export(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "w1.csv", "school_attendance", WEEK))
    take(room, write_export(tmp_path / "w2.csv", "school_attendance", NEXT))
    assert Tables(room).ask("SELECT DISTINCT standing FROM source_row") == [("current",)]


def test_a_row_added_later_to_a_known_number_is_a_new_version_of_the_record(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "o1.csv", "police_occurrences", OCCURRENCE))
    suspect = {**OCCURRENCE, "Nominal Ref": "N2", "Surname": "Ash", "Forenames": "Dean", "Role": "SUSPECT"}
    take(room, write_export(tmp_path / "o2.csv", "police_occurrences", suspect), batch=2, received_at=NEXT_WEEK)
    made = Tables(room)
    assert made.ask("SELECT version, standing, source_file, source_rows FROM agency_record ORDER BY 1") == [
        (1, "superseded", "o1.csv", [1]), (2, "current", "o2.csv", [1]),
    ]  # fmt: skip
    assert made.ask("SELECT count(DISTINCT record_id), count(*) FROM source_row") == [(1, 2)]


def test_rows_of_one_number_are_one_record(room: Workspace, tmp_path: Path) -> None:
    suspect = {**OCCURRENCE, "Nominal Ref": "N2", "Surname": "Ash", "Role": "SUSPECT"}
    take(room, write_export(tmp_path / "o.csv", "police_occurrences", OCCURRENCE, suspect))
    assert Tables(room).ask("SELECT kind, version, source_rows, source_key FROM agency_record") == [
        ("police_occurrences/concern", 1, [1, 2], "OC1")
    ]


def test_rows_of_one_key_that_differ_are_separate_and_equal_rows_are_one(room: Workspace, tmp_path: Path) -> None:
    other = {**VISIT, "Text": "A second visit."}
    path = write_export(tmp_path / "e.csv", "childrens_services_events", VISIT, other, VISIT)
    receipt = take(room, path)
    assert (receipt.rows_read, receipt.rows_taken, receipt.rows_unchanged) == (3, 2, 1)
    assert Tables(room).ask("SELECT source_key, source_rows FROM agency_record ORDER BY 1") == [
        ("CS1 | VISIT | 2024-03-05 | 14:30 | ", [1]), ("CS1 | VISIT | 2024-03-05 | 14:30 |  #2", [2]),
    ]  # fmt: skip


def test_rows_of_one_key_sent_again_in_another_order_are_unchanged(room: Workspace, tmp_path: Path) -> None:
    other = {**VISIT, "Text": "A second visit."}
    take(room, write_export(tmp_path / "e1.csv", "childrens_services_events", VISIT, other))
    again = write_export(tmp_path / "e2.csv", "childrens_services_events", other, VISIT)
    assert take(room, again, batch=2, received_at=NEXT_WEEK).rows_unchanged == 2
    alone = write_export(tmp_path / "e3.csv", "childrens_services_events", other)
    assert take(room, alone, batch=3, received_at=WEEK_AFTER).rows_unchanged == 1
    assert Tables(room).ask("SELECT max(row_version), count(*) FROM source_row") == [(1, 2)]


def test_the_order_of_files_within_one_ingest_changes_nothing(tmp_path: Path) -> None:
    paths = [
        write_export(tmp_path / "a.csv", "childrens_services_events", VISIT),
        write_export(tmp_path / "b.csv", "childrens_services_events", {**VISIT, "Text": "Corrected."}),
        write_export(tmp_path / "c.csv", "police_occurrences", OCCURRENCE),
        write_export(tmp_path / "d.csv", "childrens_services_events", VISIT, {**VISIT, "Event Type": "CLOSURE"}),
    ]
    made = []
    for number, order in enumerate([paths, paths[::-1], [paths[2], paths[0], paths[3], paths[1]]]):
        room = new_workspace(tmp_path / str(number))
        for path in order:
            take(room, path)
        made.append({name: rows for name, rows in Tables(room).all().items() if name != "received_file"})
    assert made[0] == made[1] == made[2]


def test_a_file_dated_back_is_an_earlier_version(room: Workspace, tmp_path: Path) -> None:
    take(room, write_export(tmp_path / "e2.csv", "childrens_services_events", {**VISIT, "Text": "Later."}),
         received_at=NEXT_WEEK)  # fmt: skip
    take(room, write_export(tmp_path / "e1.csv", "childrens_services_events", VISIT), batch=2, received_at=MORNING)
    made = Tables(room)
    assert made.ask("SELECT row_version, what, known_from FROM fact ORDER BY 1") == [
        (1, "VISIT. Seen at home.", date(2024, 3, 7)), (2, "VISIT. Later.", date(2026, 11, 27)),
    ]  # fmt: skip


def test_what_was_not_yet_known_or_received_is_left_out(room: Workspace, tmp_path: Path) -> None:
    contact = {**VISIT, "Event Type": "CONTACT", "Outcome": "NFA", "Decision Date": "12/03/2024"}
    take(
        room,
        write_export(tmp_path / "e1.csv", "childrens_services_events", contact),
        received_at="2024-03-08T09:00:00Z",
    )
    take(room, write_export(tmp_path / "e2.csv", "childrens_services_events", {**VISIT, "Person ID": "CS2"}), batch=2)
    assert Tables(room, date(2024, 3, 7)).ask("SELECT count(*) FROM source_row") == [(0,)]
    assert Tables(room, date(2024, 3, 10)).ask("SELECT name FROM fact") == [("event",)]
    assert Tables(room, date(2024, 3, 12)).ask("SELECT name FROM fact ORDER BY 1") == [("decision",), ("event",)]
    assert Tables(room, AT_THE_END).ask("SELECT count(*) FROM agency_record") == [(2,)]


def test_an_ingest_killed_in_the_middle_has_taken_nothing_and_can_be_done_again(
    room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_export(tmp_path / "e.csv", "childrens_services_events", VISIT)

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(PartWriter, "flush", killed)
        with pytest.raises(KeyboardInterrupt):
            take(room, path)
    assert list_parts(room) == []
    assert Tables(room).ask("SELECT count(*) FROM source_row") == [(0,)]
    assert take(room, path).rows_taken == 1
    assert Tables(room).ask("SELECT count(*) FROM source_row") == [(1,)]
