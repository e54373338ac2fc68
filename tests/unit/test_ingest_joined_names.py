"""Several people in a cell for one: parted where that is sure, else the row is not imported; never one joined name."""

from pathlib import Path

import pytest
from support.exports import Tables, new_workspace, take, write_export

from sightline.ingest.rejects import RejectReason, reject_row
from sightline.ingest.rows.joined_names import names_several, part_names


@pytest.mark.parametrize(
    ("whole", "surname", "forename", "people"),
    [
        ("Ann Smith & Bob Jones", "", "", "Ann Smith|Bob Jones"),
        ("Kai, Mia and Zed Smith", "", "", "Kai Smith|Mia Smith|Zed Smith"),
        ("Tess Oak; Dean Marlow; Ash", "", "", "Tess Oak|Dean Marlow|Ash"),
        ("Oak, Mia; Ash, Dean", "", "", "Oak, Mia|Ash, Dean"),
        ("Ann Smith\nBob Jones\n", "", "", "Ann Smith|Bob Jones"),
        ("Ann Smith AND Bob Jones", "", "", "Ann Smith|Bob Jones"),
        ("", "Smith", "Kai, Mia and Zed", "Kai Smith|Mia Smith|Zed Smith"),
        ("", "Smith & Jones", "Ann & Bob", "Ann Smith|Bob Jones"),
        ("", "Smith + Jones", "Ann", ""),
        ("", "Smith", "", ""),
        ("Kai and Mia", "", "", ""),
        ("Ann Smith & Bob Jones", "Smith & Jones", "", ""),
    ],
)
def test_names_are_parted_by_the_closed_rule(whole: str, surname: str, forename: str, people: str) -> None:
    assert "|".join(one.name for one in part_names(whole, surname, forename)) == people


@pytest.mark.parametrize(
    "cell", ["Oak, Mia", "Mia Oak", "Andy Sands", "O'Brien-Ash", "Mia &", "; Oak", "Anne-Marie", ""]
)
def test_one_name_is_one_person(cell: str) -> None:
    assert not names_several(cell)


@pytest.mark.parametrize(
    "forename", ["Kai, Mia and Zed", "Kai & Mia", "Kai; Mia", "Kai\nMia", "Kai | Mia", "Kai + Mia"]
)
@pytest.mark.parametrize(
    ("layout", "row"),
    [
        ("childrens_services_events", {"Person ID": "P1", "Surname": "Smith", "Event Date": "13/03/2026", "DOB": "05/03/2012"}),
        ("school_concerns", {"Incident ID": "1", "Surname": "Smith", "Incident Date": "13/03/2026"}),
    ],
)  # fmt: skip
def test_two_children_in_one_row_are_never_one_child(
    layout: str, row: dict[str, str], forename: str, tmp_path: Path
) -> None:
    workspace = new_workspace(tmp_path)
    one = {**row, "Forename": "Kai"}
    key = "Person ID" if "Person ID" in row else "Incident ID"
    path = write_export(tmp_path / "a.csv", layout, {**row, "Forename": forename}, {**one, key: "2"})
    receipt = take(workspace, path)
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    assert Tables(workspace).ask("SELECT code, source_row FROM reject") == [("several_people", 1)]
    assert Tables(workspace).ask("SELECT forename FROM mention WHERE slot = 'subject'") == [("Kai",)]


def test_two_tenants_are_two_people_and_no_number_or_birth_date_is_given_to_either(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    joint = {"Complaint No": "1", "Tenant Surname": "Smith", "Tenant Forename": "Ann & Bob", "Tenant DOB": "05/03/1980",
             "Telephone": "020 7946 0101", "Received Date": "13/03/2026"}  # fmt: skip
    unsure = {**joint, "Complaint No": "2", "Tenant Surname": "Smith & Jones", "Tenant Forename": "Ann"}
    receipt = take(workspace, write_export(tmp_path / "a.csv", "housing_complaints", joint, unsure))
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    found = Tables(workspace).ask(
        "SELECT slot, name_as_written, birth_date, phone FROM mention WHERE slot LIKE 'tenant%' ORDER BY slot"
    )
    assert found == [("tenant", "Ann Smith", None, "020 7946 0101"), ("tenant#2", "Bob Smith", None, "020 7946 0101")]


def test_a_firm_may_hold_a_licence(tmp_path: Path) -> None:
    firm = {"Licence No": "1", "Holder Surname": "Ash & Oak Cars", "Granted": "13/03/2026"}
    workspace = new_workspace(tmp_path)
    assert take(workspace, write_export(tmp_path / "a.csv", "licensing_register", firm)).rows_taken == 1


def test_the_reason_names_the_column_and_the_mend() -> None:
    said = reject_row(sheet="", source_row=3, reason=RejectReason("several_people", "Forename"))
    assert said.reason == "'Forename' names several people, and is for one."
    assert said.what_to_do.startswith("Write each person in a row of their own.")
