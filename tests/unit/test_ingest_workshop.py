"""The mapping workshop: what columns become, which questions are asked, and drafts that can be read."""

import csv
import re
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.exports import headings, new_workspace, take, write_export

from sightline.ingest.mappings.files import list_mappings, load_mapping, load_own_mappings
from sightline.ingest.mappings.headings import choose_mapping
from sightline.ingest.mappings.meanings import Meaning, read_heading
from sightline.ingest.sheets.reader import Sheet
from sightline.ingest.workshop.contents import read_contents
from sightline.ingest.workshop.day_order import read_day_order
from sightline.ingest.workshop.mapping_text import write_mapping
from sightline.ingest.workshop.proposals import SheetProposal, Wanted, propose_mapping
from sightline.model.errors import BadInput

VISITS = [
    ["Visit No", "Pupil Surname", "First name", "Date Of Brith", "Seen On", "Time", "What Was Seen", "Mother", "Home?"],
    ["17", "Oak", "Mia", "05/03/2012", "14/09/2026", "10:15", "A broken front tooth, and no word of how it was broken.",
     "Jane Oak", "Y"],
    ["18", "Ash", "Dean", "15/03/2011", "13/09/2026", "11:15", "A filling was made, and nothing else was seen that day.",
     "Ann Ash", "N"],
    ["19", "Elm", "Sam", "25/04/2011", "12/09/2026", "12:15", "A check of his teeth. He came alone and he left alone.",
     "Ivy Elm", "N"],
]  # fmt: skip


def propose(rows: list[list[str]], *, agency: str = "", layout: str = "") -> SheetProposal:
    sheet = Sheet("", 0, lambda: iter(rows))
    return propose_mapping(sheet, list_mappings(), Wanted("own_visits", agency, layout))


def becomes(proposal: SheetProposal) -> dict[str, str]:
    return {one.heading: one.becomes for one in proposal.columns}


def saved(proposal: SheetProposal, folder: Path) -> Path:
    path = folder / "own_visits.toml"
    path.write_text(proposal.text, encoding="utf-8")
    return path


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.mark.parametrize("mapping", list_mappings(), ids=lambda one: one.id)
def test_a_mapping_that_is_written_is_read_as_the_same(mapping: object, tmp_path: Path) -> None:
    path = tmp_path / "written.toml"
    path.write_text(write_mapping(mapping, remarks=["A remark."]), encoding="utf-8")  # type: ignore[arg-type]
    assert load_mapping(path) == mapping


def test_columns_of_a_new_layout_are_known_by_heading_and_contents() -> None:
    proposal = propose(VISITS, agency="health")
    meanings = {one.heading: one.meaning for one in proposal.columns}
    assert meanings == {
        "Visit No": "number", "Pupil Surname": "surname", "First name": "forename", "Date Of Brith": "birth date",
        "Seen On": "event date", "Time": "event time", "What Was Seen": "text", "Mother": "", "Home?": "yes no",
    }  # fmt: skip
    assert proposal.near == "" and proposal.read_by == ""
    assert "Did you mean 'date of birth' by 'Date Of Brith'?" in proposal.questions
    assert any("'Mother' is about another person" in one for one in proposal.questions)


def test_the_draft_reads_the_file_it_was_drafted_from(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    mapping = saved(propose([["Visits of the month"], *VISITS], agency="health"), tmp_path)
    receipt = take(
        workspace, written(tmp_path / "visits.csv", [["Visits of the month"], *VISITS]), mapping_file=mapping
    )
    assert (receipt.mapping, receipt.rows_taken, receipt.rows_rejected) == ("own_visits", 3, 0)


def test_a_saved_mapping_is_chosen_by_headings_beside_those_that_ship(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.mappings.mkdir()
    saved(propose(VISITS, agency="health"), workspace.mappings)
    assert take(workspace, written(tmp_path / "visits.csv", VISITS)).mapping == "own_visits"
    missing = write_export(tmp_path / "missing.csv", "police_missing", {"Misper Ref": "M1", "Nominal Ref": "N1"})
    assert take(workspace, missing, batch=2).mapping == "police_missing"


def test_a_saved_mapping_never_reads_what_one_that_ships_reads(tmp_path: Path) -> None:
    shipped = next(one for one in list_mappings() if one.id == "police_missing")
    own = replace(shipped, id="own_missing", is_own=True)
    top = [headings("police_missing")]
    assert choose_mapping(top=top, mappings=[own, *list_mappings()], sheet="").mapping.id == "police_missing"
    assert choose_mapping(top=top, mappings=[own], sheet="").mapping.id == "own_missing"


def test_two_saved_mappings_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(propose(VISITS).text, encoding="utf-8")
    with pytest.raises(BadInput, match="two mappings have the id 'own_visits'"):
        load_own_mappings(tmp_path)


def test_a_file_with_renamed_headings_goes_on_from_the_layout_that_is_near(tmp_path: Path) -> None:
    top = headings("police_missing")
    renamed = {"Misper Ref": "Misper Reference", "DOB": "Date of Birth", "Home Postcode": "Post Code"}
    row = dict.fromkeys(top, "") | {"Misper Ref": "M1", "Nominal Ref": "N1", "Missing From Date": "22/01/2026"}
    rows = [[renamed.get(one, one) for one in top], [row[one] for one in top]]
    proposal = propose(rows)
    assert proposal.near == "police_missing"
    assert {becomes(proposal)[heading] for heading in renamed.values()} == {"misper_ref", "dob", "home_postcode"}
    assert "Did you mean 'Misper Ref' by 'Misper Reference'?" in proposal.questions
    mapping = load_mapping(saved(proposal, tmp_path))
    assert (mapping.agency, mapping.layout) == ("police", "own_visits"), "an agreement on police_missing is not on it"
    receipt = take(
        new_workspace(tmp_path), written(tmp_path / "m.csv", rows), mapping_file=tmp_path / "own_visits.toml"
    )
    assert receipt.rows_taken == 1


def test_what_a_named_layout_lacks_is_said_and_may_be_missing(tmp_path: Path) -> None:
    rows = [["Incident ID", "UPN", "Incident Date", "Text"], ["1", "A123", "03/04/2026", "Seen at the gate."]]
    proposal = propose(rows, layout="school_concerns")
    assert any(one.startswith("The file has no column for 'School', 'Surname'") for one in proposal.questions)
    assert load_mapping(saved(proposal, tmp_path)).columns["surname"].optional


def test_a_file_that_is_read_already_has_no_draft() -> None:
    proposal = propose([headings("school_concerns"), ["1"] * len(headings("school_concerns"))])
    assert (proposal.read_by, proposal.text) == ("school_concerns", "")
    assert becomes(proposal)["Incident ID"] == "incident_id"


@pytest.mark.parametrize(
    ("cells", "formats", "asked"),
    [
        (["13/01/2026", "02/01/2026"], "DD/MM/YYYY", ""),
        (["01/13/2026", "02/01/2026"], "MM/DD/YYYY", ""),
        (["02/01/2026", "03/01/2026"], "DD/MM/YYYY", "No date of the sample proves"),
        (["01/13/2026", "13/01/2026"], "DD/MM/YYYY", "Dates contradict each other: 1 prove the day first, and 1"),
        (["13/01/26", "02/01/26"], "DD/MM/YYYY", "2 dates have years of two digits"),
    ],
)
def test_the_order_of_day_and_month_is_said_with_its_evidence(cells: list[str], formats: str, asked: str) -> None:
    rows = [["Ref", "Date", "Surname"], *([str(place), cell, "Oak"] for place, cell in enumerate(cells))]
    proposal = propose(rows)
    assert proposal.order == read_day_order([cells])
    assert proposal.mapping and proposal.mapping.formats[0] == formats
    assert [one for one in proposal.questions if one.startswith(asked)] or not asked
    assert ("DD/MM/YY" in proposal.mapping.formats) == ("two digits" in asked)


def test_no_value_of_a_cell_is_in_the_draft() -> None:
    """The draft is kept. What the sample says is shown and not kept."""
    dates = [["01/13/2012", "Zorblax"], ["13/01/2012", "Quibble"], ["13/02/2012", "Zorblax"]]
    proposal = propose([["Ref", "DOB", "Surname"], *([str(at), *row] for at, row in enumerate(dates))])
    assert "contradict" in proposal.text
    assert not re.search("Zorblax|Quibble|2012", proposal.text) and "Zorblax" not in repr(proposal)


def test_headings_are_found_below_titles_down_to_row_thirteen() -> None:
    titles = [["Extract"], ["Made on", "01/02/2026"], *([[""]] * 10)]
    proposal = propose([*titles, *VISITS])
    assert proposal.heading_row == 13 and proposal.mapping and proposal.mapping.title_rows == 12


def test_a_heading_that_is_there_twice_is_no_field() -> None:
    rows = [["Ref", "Date", "Surname", "Text", "Text"], ["1", "13/01/2026", "Oak", "One.", "Two."]]
    proposal = propose(rows)
    assert [one.becomes for one in proposal.columns if one.heading == "Text"] == ["", ""]
    assert "Two columns have the heading 'Text'. Give one another heading in the file." in proposal.questions


def test_ages_are_no_birth_dates_and_a_column_of_names_is_nobody_until_a_person_says() -> None:
    rows = [["Ref", "Date", "Date of Birth", "Seen with her"], *(
        [str(at), "13/01/2026", "14", name] for at, name in enumerate(["Tom Oak", "Sam Ash", "Mia Elm"]))]  # fmt: skip
    proposal = propose(rows)
    assert any("0 of 3 filled cells are dates. Ages give no birth date" in one for one in proposal.questions)
    assert "The cells of 'Seen with her' look like: name. Whose is it?" in proposal.questions
    assert proposal.mapping and not proposal.mapping.mentions


def test_a_key_of_a_upn_is_warned_of_and_a_number_that_is_shared_is_not_alone_in_a_key() -> None:
    upns = propose([["UPN", "Date"], ["A1", "13/01/2026"], ["A2", "14/01/2026"]])
    assert any(one.startswith("The key holds the UPN.") for one in upns.questions)
    shared = propose([["Ref", "Person ID", "Date"], ["1", "P1", "13/01/2026"], ["1", "P2", "14/01/2026"]])
    assert shared.mapping and [name for name, _ in shared.mapping.keys[0].fields] == ["ref", "person_id"]


def test_fields_and_facts_of_like_headings_have_names_of_their_own(tmp_path: Path) -> None:
    top = ["Ref", "Date", "Closed Date", "Closed On", "Closed", "A", "A!", "A 7", "Event On"]
    rows = [top, *([str(at), *["13/01/2026"] * 4, "Y", "N", "Y", "13/01/2026"] for at in range(3))]
    mapping = load_mapping(saved(propose(rows), tmp_path))
    assert len(mapping.columns) == len(top) and len(mapping.facts) == 5


def test_without_a_column_that_tells_rows_apart_there_is_no_draft() -> None:
    proposal = propose([["Amount", "Colour of door"], ["1", "red"], ["2", "blue"]])
    assert proposal.text == "" and "No column tells one row from another." in proposal.questions


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "empty_file"), ([["", ""]], "empty_file"), ([["1", "2"], ["3", "4"]], "no_headings")],
)
def test_a_sheet_without_headings_is_refused(rows: list[list[str]], code: str) -> None:
    with pytest.raises(BadInput) as raised:
        propose(rows)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("ChildDOB", Meaning.BIRTH_DATE), ("child_dob", Meaning.BIRTH_DATE), ("Young Person's Surname", Meaning.SURNAME),
        ("Mother DOB", None), ("Social Worker Name", None), ("Colour of door", None),
    ],
)  # fmt: skip
def test_a_heading_says_whose_it_is(heading: str, meaning: Meaning | None) -> None:
    assert read_heading(heading).meaning is meaning


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["9434765919", "943 476 5870", "9434765838"], Meaning.NHS_NUMBER),
        (["9434765910", "9434765911", "9434765912"], Meaning.NUMBER),
        (["A123456789012", "B123456789012", "C12345678901X"], Meaning.UPN),
        (["ZZ1 2AB", "ZZ12AB", "ZZ1 2AC"], Meaning.POSTCODE),
        (["07700 900123", "+44 7700 900123", "01632 960123"], Meaning.PHONE),
        (["yes", "No", "n"], Meaning.YES_NO), (["F", "m", "female"], Meaning.SEX),
        (["09:15", "9.15", "2pm"], Meaning.EVENT_TIME), (["1", "2", "3"], None), (["1", ""], None),
    ],
)  # fmt: skip
def test_cells_say_what_a_column_holds(cells: list[str], kind: Meaning | None) -> None:
    assert read_contents(cells).kind is kind


def test_a_wide_sheet_of_strange_headings_is_looked_at_in_seconds() -> None:
    wide = [[f"Heading {at} Of Something Long And Strange" for at in range(2000)], ["x" * 20] * 2000]
    began = process_time()
    assert len(propose([*wide, *wide[1:]]).columns) == 2000
    assert process_time() - began < 20


CELLS = st.text(max_size=12) | st.sampled_from(["Ref", "Surname", "Date", "DOB", "13/01/2026", "Oak", "7", "Text"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6))
def test_whatever_a_sheet_holds_a_draft_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    try:
        proposal = propose(rows)
    except BadInput:
        return
    assert len(proposal.columns) >= 1
    if proposal.mapping:
        folder = tmp_path_factory.mktemp("drafts")
        assert load_mapping(saved(proposal, folder)) == proposal.mapping
