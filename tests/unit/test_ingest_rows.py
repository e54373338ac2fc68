"""What becomes of one row: its record, facts, mentions, markings and values."""

import json
from datetime import date
from pathlib import Path

import pytest
from support.exports import Tables, new_workspace, take, write_export

from sightline.ingest.rows.cell_parts import split_cell


def tables(tmp_path: Path, layout: str, *rows: dict[str, str], more: tuple[str, ...] = (), **options: str) -> Tables:
    room = new_workspace(tmp_path)
    receipt = take(room, write_export(tmp_path / f"{layout}.csv", layout, *rows, more=more), **options)
    assert receipt.rows_rejected == 0
    return Tables(room)


def slots(made: Tables) -> list[tuple[str, str, str]]:
    return made.ask(
        "SELECT slot, source_role, coalesce(nullif(name_as_written, ''), value_as_written) FROM mention ORDER BY 1"
    )


def test_an_occurrence_names_its_nominal_and_things(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "police_occurrences",
        {"Occurrence No": "OC1", "Nominal Ref": "N1", "Surname": "Oak", "Forenames": "Mia Ann", "Alias": "Mimi; Em",
         "Role": "VICTIM", "DOB": "01/02/2010", "Sex": "F", "Home Address": "1 Elm Road", "Home Postcode": "ZX1 2AB",
         "Location": "Quay Cafe", "Location Postcode": "ZX1 3CD", "Telephone": "07700 900123", "VRM": "ZX12 ABC",
         "Vehicle": "Silver van", "Reported Date": "02/06/2024"},
    )  # fmt: skip
    assert slots(made) == [
        ("home", "", "1 Elm Road"), ("nominal", "VICTIM", "Mia Ann Oak"), ("phone", "", "07700 900123"),
        ("place", "", "Quay Cafe"), ("vehicle", "", "ZX12 ABC"),
    ]  # fmt: skip
    assert made.ask(
        "SELECT surname, forename, other_names, birth_date, sex, local_id, local_id_kind, address, postcode, phone, "
        "occurred_on FROM mention WHERE slot = 'nominal'"
    ) == [("Oak", "Mia Ann", ["Mimi", "Em"], date(2010, 2, 1), "F", "N1", "police/nominal_ref", "1 Elm Road",
           "ZX1 2AB", "07700 900123", date(2024, 6, 2))]  # fmt: skip
    assert made.ask("SELECT description FROM mention WHERE slot = 'vehicle'") == [("Silver van",)]
    assert made.ask("SELECT postcode, address FROM mention WHERE slot = 'place'") == [("ZX1 3CD", "Quay Cafe")]


def test_a_missing_row_holds_missing_and_found(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "police_missing",
        {"Misper Ref": "MP1", "Nominal Ref": "N1", "Surname": "Oak", "Forenames": "Mia", "Missing From Date": "01/03/2024",
         "Missing From Time": "20:00", "Found Date": "02/03/2024", "Found Time": "08:00", "Found Location": "Quay Cafe",
         "Found With": "Dean Ash and Kay; older man", "Circumstances": "Not home.", "Risk Grade": "MEDIUM",
         "Entered On": "01/03/2024"},
    )  # fmt: skip
    assert made.ask("SELECT name, label, occurred_from, known_from FROM fact ORDER BY occurred_from") == [
        ("missing", "Missing from", "2024-03-01T20:00:00Z", date(2024, 3, 1)),
        ("found", "Found", "2024-03-02T08:00:00Z", date(2024, 3, 2)),
    ]
    assert slots(made) == [
        ("found_with", "", "Dean Ash"), ("found_with#2", "", "Kay"), ("found_with#3", "", "older man"),
        ("place", "", "Quay Cafe"), ("subject", "", "Mia Oak"),
    ]  # fmt: skip
    assert made.ask("SELECT occurred_from, occurred_to, date_precision, known_from FROM agency_record") == [
        ("2024-03-01T20:00:00Z", "2024-03-02T08:00:00Z", "exact", date(2024, 3, 1))
    ]


def test_a_school_s_row_carries_its_school_and_linked_students(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "school_concerns",
        {"Incident ID": "I1", "School": "Hill School", "UPN": "A1", "Surname": "Oak", "Forename": "Mia",
         "Incident Date": "05/03/2024", "Logged On": "06/03/2024", "Linked Students": "Ash, Dean; Kay Elm",
         "Child's Words": "“wait”", "Text": "Upset.", "Action": "Spoke to mother.", "Action Date": "06/03/2024"},
    )  # fmt: skip
    assert made.ask("SELECT DISTINCT organisation FROM source_row") == [("Hill School",)]
    assert slots(made) == [("linked", "", "Ash, Dean"), ("linked#2", "", "Kay Elm"), ("subject", "", "Mia Oak")]
    assert made.ask("SELECT name, what, childs_words FROM fact ORDER BY name DESC") == [
        ("concern", "Upset.", "“wait”"), ("action", "Spoke to mother.", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "row", "expected"),
    [
        ("childrens_services_family",
         {"Person ID": "CS1", "Related Person ID": "CS2", "Related Surname": "Oak", "Related Forename": "Jo",
          "Related Phone": "07700 900124", "Relationship": "Mother"},
         [("phone", "", "07700 900124"), ("related", "Mother", "Jo Oak"), ("subject", "", "")]),
        ("housing_complaints",
         {"Complaint No": "C1", "Received Date": "05/03/2024", "Premises": "2 Elm Road", "Tenant Surname": "Ash",
          "Tenant Forename": "Dean", "VRM": "ZX12 ABC"},
         [("place", "", "2 Elm Road"), ("tenant", "", "Dean Ash"), ("vehicle", "", "ZX12 ABC")]),
        ("licensing_register",
         {"Licence No": "L1", "Licence Type": "DRIVER", "Holder Surname": "Ash", "Holder Forename": "Dean",
          "Holder Address": "3 Elm Road", "Granted": "01/04/2021", "Premises": "Ash Cars, 4 Quay"},
         [("holder", "", "Dean Ash"), ("home", "", "3 Elm Road"), ("place", "", "Ash Cars, 4 Quay")]),
        ("youth_service_contacts",
         {"Contact Ref": "Y1", "Date": "05/03/2024", "Place": "Arcade", "Surname": "Oak", "Forename": "Mia",
          "Others Named": "Kay & Dean", "DOB": "15"},
         [("others_named", "", "Kay"), ("others_named#2", "", "Dean"), ("place", "", "Arcade"), ("subject", "", "Mia Oak")]),
        ("health_attendances",
         {"NHS Number": "999 111 2222", "Surname": "Oak", "Forename": "Mia", "Site": "North Clinic", "Service": "ED",
          "Attended Date": "05/03/2024", "Accompanied By": "None"},
         [("subject", "", "Mia Oak")]),
    ],
)  # fmt: skip
def test_each_layout_names_its_people_and_things(
    tmp_path: Path, layout: str, row: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert slots(tables(tmp_path, layout, row)) == expected


def test_an_age_in_the_birth_date_column_stays_as_written(tmp_path: Path) -> None:
    made = tables(tmp_path, "youth_service_contacts", {"Contact Ref": "Y1", "Surname": "Oak", "DOB": "about 15"})
    assert made.ask("SELECT birth_date, birth_date_as_written FROM mention") == [(None, "about 15")]


@pytest.mark.parametrize(
    ("restricted", "marking", "expected"),
    [
        ("Y", "", (True, [])),
        ("N", "", (False, [])),
        ("", "", (False, [])),
        ("yes", "", (True, [])),
        ("see manager", "", (True, [])),
        ("N", "PROTECTED ADDRESS", (True, ["PROTECTED ADDRESS"])),
        ("", "restricted; Sealed Identity", (True, ["SEALED IDENTITY", "RESTRICTED"])),
        ("", "TOP SECRET", (True, ["RESTRICTED"])),
    ],
)  # fmt: skip
def test_a_row_is_restricted_by_its_column_or_any_marking(
    tmp_path: Path, restricted: str, marking: str, expected: tuple[bool, list[str]]
) -> None:
    row = {"NHS Number": "9", "Surname": "Oak", "Restricted": restricted, "Sightline Marking": marking}
    made = tables(tmp_path, "health_attendances", row, more=("Sightline Marking",))
    for table in ("source_row", "mention", "agency_record"):
        assert made.ask(f"SELECT DISTINCT restricted, markings FROM {table}") == [expected]


def test_refused_not_known_and_blank_are_different(tmp_path: Path) -> None:
    rows = [
        {"Incident ID": str(number), "School": "Hill", "UPN": "A1", "Surname": "Oak", "DSL Informed": written}
        for number, written in enumerate(["Y", "b) No", "refused", "NK", "", "perhaps"])
    ]
    details = tables(tmp_path, "school_concerns", *rows).ask("SELECT details FROM fact JOIN source_row USING (row_id) "
                                                              "ORDER BY source_row")  # fmt: skip
    said = [json.loads(text).get("dsl_informed") for (text,) in details]
    assert said == [
        {"value": "yes", "as_written": "Y"}, {"value": "no", "as_written": "b) No"},
        {"value": "refused", "as_written": "refused"}, {"value": "not known", "as_written": "NK"}, None,
        {"value": "perhaps", "as_written": "perhaps"},
    ]  # fmt: skip


def test_a_grade_keeps_its_code_and_its_meaning(tmp_path: Path) -> None:
    made = tables(tmp_path, "police_intelligence", {"Log No": "L1", "Submitted On": "06/03/2024", "Handling": "C",
                                                     "Source Evaluation": "2", "Intelligence Assessment": "E"})  # fmt: skip
    details = json.loads(made.ask("SELECT details FROM fact")[0][0])
    assert details["handling"] == {"value": "C: lawful sharing permitted with conditions", "as_written": "C"}
    assert details["intelligence_assessment"]["value"] == "E: suspected to be false"
    assert made.ask("SELECT occurred_from, date_precision, known_from FROM fact") == [
        (None, "unknown", date(2024, 3, 6))
    ]


def test_the_row_as_it_came_is_kept(tmp_path: Path) -> None:
    text = 'He said "no",\nthen =SUM(A1) — café '
    made = tables(tmp_path, "housing_complaints", {"Complaint No": " C1 ", "Text": text})
    assert json.loads(made.ask("SELECT original FROM source_row")[0][0]) == {"Complaint No": " C1 ", "Text": text}


def test_the_organisation_of_the_command_stands_where_the_row_says_none(tmp_path: Path) -> None:
    made = tables(tmp_path, "housing_complaints", {"Complaint No": "C1"}, organisation="North Homes")
    assert made.ask("SELECT agency, organisation FROM agency_record") == [("housing", "North Homes")]


@pytest.mark.parametrize(
    ("text", "how", "pieces"),
    [
        ("Mia Oak, Dean Ash", "people", ("Mia Oak", "Dean Ash")),
        ("Oak, Mia", "people", ("Oak, Mia",)),
        ("Mia, Dean, Kay", "people", ("Mia", "Dean", "Kay")),
        ("Mia Oak and Dean Ash", "people", ("Mia Oak", "Dean Ash")),
        ("Mia Oak;\nDean Ash ; ", "people", ("Mia Oak", "Dean Ash")),
        ("Sandy Oak", "people", ("Sandy Oak",)),
        ("Quay Cafe, 11 Quay Street; Arcade", "places", ("Quay Cafe, 11 Quay Street", "Arcade")),
        ("", "people", ()),
    ],
)
def test_a_cell_that_names_several_is_cut(text: str, how: str, pieces: tuple[str, ...]) -> None:
    assert split_cell(text, how) == pieces
