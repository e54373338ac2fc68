"""The partnership's shared data is taken whole: the worked cases, Annex A, the Family Context extracts."""

from pathlib import Path

from support.exports import LAYOUTS, MORNING, Tables, headings, new_workspace, take

from sightline import ingest


def test_every_worked_case_is_taken_without_a_reject(tmp_path: Path, shared_data: Path) -> None:
    room = new_workspace(tmp_path)
    paths = sorted((shared_data / "patterns_cases").glob("*/*.csv"))
    assert paths
    for path in paths:
        receipt = take(room, path)
        assert (receipt.mapping, receipt.rows_rejected) == (path.stem, 0)
    assert Tables(room).ask("SELECT count(*) FROM fact WHERE occurred_from IS NULL AND label <> 'Family'") == [(0,)]


def test_annex_a_is_taken_list_by_list(tmp_path: Path, shared_data: Path) -> None:
    room = new_workspace(tmp_path)
    path = shared_data / "inputs" / "ofsted_annex_a" / "Annex_A.xlsx"
    receipts = ingest.take_file(workspace=room, path=path, batch=1, received_at=MORNING)
    taken = {receipt.sheet: receipt.mapping for receipt in receipts if receipt.mapping}
    assert taken == {f"List {number}": f"ofsted_annex_a/list_{number}" for number in range(1, 9)}
    assert all(receipt.rows_taken == receipt.rows_read > 0 for receipt in receipts if receipt.mapping)
    made = Tables(room)
    assert made.ask("SELECT sheet FROM reject ORDER BY length(sheet), sheet") == [
        ("List 9",),
        ("List 10",),
        ("List 11",),
    ]
    assert made.ask("SELECT count(*) FROM mention WHERE name_as_written <> '' OR slot <> 'subject'") == [(0,)]
    assert made.ask("SELECT DISTINCT sex FROM mention ORDER BY 1") == [("",), ("F",), ("M",)]
    assert made.ask("SELECT count(*) FROM mention WHERE local_id LIKE '%.0'") == [(0,)]


def test_annex_a_drift_of_headings_is_taken(tmp_path: Path, shared_data: Path) -> None:
    path = tmp_path / "list_1.csv"
    path.write_text(
        "Child ID,Sex,Ethnicity,DOB,Age at contact,Contact Date,Source of contact\n1,F,,01/02/2010,14,05/03/2024,6\n"
    )
    assert take(new_workspace(tmp_path), path).mapping == "ofsted_annex_a/list_1"


def test_family_context_is_taken(tmp_path: Path, shared_data: Path) -> None:
    room = new_workspace(tmp_path)
    expected = {
        "ASC": ("family_context_adult_social_care", "childrens_services"),
        "CSC": ("family_context_childrens_social_care", "childrens_services"),
        "acute": ("family_context_acute_health", "health"),
        "community": ("family_context_community_health", "health"),
        "housing": ("family_context_housing", "housing"),
    }
    for path in sorted((shared_data / "inputs" / "family_context").glob("*.csv")):
        receipt = take(room, path)
        assert (receipt.mapping, receipt.agency) == expected[path.stem]
        assert receipt.rows_taken == receipt.rows_read
    made = Tables(room)
    assert made.ask("SELECT count(*) FROM mention WHERE slot = 'subject' AND birth_date IS NULL") == [(0,)]
    assert made.ask("SELECT count(*) > 0 FROM mention WHERE nhs_number = '58'") == [(True,)]


def test_the_reference_headings_are_those_of_the_shared_layouts(shared_data: Path) -> None:
    layouts = (shared_data.parent / "domain" / "layouts.md").read_text(encoding="utf-8")
    for layout in LAYOUTS:
        section = layouts.split(f"**{layout}.csv**", 1)[1].split("\n\n", 1)[0]
        for heading in headings(layout):
            assert heading in " ".join(section.split()), (layout, heading)
