"""Columns that a file lacks or calls otherwise: what is read all the same, what is asked, and what is held."""

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.agreed import agree
from support.exports import MORNING, Tables, headings, new_workspace, take

from sightline.agreements import Policy, compile_policy, read_agreements
from sightline.ingest.intake import take_file
from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import HeadingFit, choose_mapping
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.needed_fields import needed_fields
from sightline.ingest.preview import PreviewedFile, preview_file
from sightline.ingest.quality.columns import read_quality
from sightline.ingest.sheets.reader import Sheet
from sightline.ingest.workshop.proposals import Wanted, propose_mapping
from sightline.model.errors import BadInput
from sightline.rulebook.files import read_toml_folder
from sightline.store import Workspace
from sightline.store.batches import list_parts

DAY = date(2026, 11, 20)
ENTERED_HERE = {"sightline_concerns", "sightline_professional_concerns"}
NEEDED_TOO = {
    "police_intelligence": {"source_evaluation", "intelligence_assessment", "handling", "handling_conditions"},
    "school_attendance": {"marks"},  # the row says nothing else
    "family_context_adult_social_care": {"is_carer"},  # these tell one layout of Family Context from the others
    "family_context_childrens_social_care": {"is_carer"},
    "family_context_housing": {"supported", "social"},
}
SHIPPED = [one for one in list_mappings() if one.id not in ENTERED_HERE]
# Sightline writes the columns of these itself, so none is ever missing.
WRITTEN_HERE = {name.removesuffix(".toml") for name in read_toml_folder("returns")} | {"document"}


def is_written_here(mapping: Mapping) -> bool:
    return mapping.id.partition("/")[0] in WRITTEN_HERE


def fit(top: list[str], *more: Mapping) -> HeadingFit:
    return choose_mapping(top=[top], mappings=[*list_mappings(), *more], sheet="")


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    """A CSV of these rows, with the headings of the first."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def complaints(*numbers: int, away: tuple[str, ...] = (), **cells: str) -> list[dict[str, str]]:
    top = [one for one in headings("housing_complaints") if one not in away]
    usual = {"Received Date": "13/03/2026", "Tenant Surname": "Ash", "Text": "Cars at all hours."} | cells
    return [{one: str(at) if one == "Complaint No" else usual.get(one, "") for one in top} for at in numbers]


@pytest.mark.parametrize("mapping", [one for one in SHIPPED if not is_written_here(one)])
def test_a_layout_needs_its_key_its_dates_and_its_subject_and_nothing_else(mapping: Mapping) -> None:
    needed = {name for name, column in mapping.columns.items() if not column.optional}
    assert needed == needed_fields(mapping) | NEEDED_TOO.get(mapping.id, set())


@pytest.mark.parametrize("mapping", SHIPPED, ids=lambda one: one.id)
def test_a_file_that_lacks_columns_is_never_read_as_another_layout(mapping: Mapping) -> None:
    may_lack = [column for column in mapping.columns.values() if column.optional]
    chance = random.Random(21)
    some = [chance.sample(may_lack, chance.randint(0, len(may_lack))) for _ in range(25)]
    for away in [*([one] for one in may_lack), may_lack, *some]:
        try:
            found = fit([one.heading for one in mapping.columns.values() if one not in away])
        except BadInput as error:
            assert is_written_here(mapping) and error.code == "ambiguous_mapping"
            continue
        assert found.mapping.id == mapping.id and found.missing == () and found.renamed == ()
        assert set(found.lacking) == {one.name for one in away}


def test_a_file_without_officer_telephone_and_text_is_read_and_its_summary_names_them(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    away = ("Officer", "Telephone", "VRM", "Text")
    receipt = take(workspace, written(tmp_path / "asb.csv", complaints(1, 2, away=away)))
    assert (receipt.mapping, receipt.rows_taken, receipt.rows_rejected) == ("housing_complaints", 2, 0)
    assert {one.heading for one in receipt.columns if one.is_missing} == set(away)
    (part,) = list_parts(workspace)
    assert {one.heading for one in read_quality(part) if one.is_missing} == set(away)
    assert Tables(workspace).ask("SELECT count(*) FROM mention WHERE forename = '' AND surname = 'Ash'") == [(2,)]


@pytest.mark.parametrize(
    ("wanted", "written_as"),
    [
        ("Complaint No", "Complaint Number"), ("Received Date", "Date Received"), ("Tenant Surname", "Tenant Surnmae"),
        ("Tenant DOB", "Date of Birth"), ("Closed Date", "Date Closed"),
    ],
)  # fmt: skip
def test_a_needed_heading_that_was_renamed_is_asked_about_in_the_error(wanted: str, written_as: str) -> None:
    top = [written_as if one == wanted else one for one in headings("housing_complaints")]
    with pytest.raises(BadInput) as raised:
        fit(top)
    assert raised.value.code == "no_mapping" and f"needs a column for each of '{wanted}'" in str(raised.value)
    assert f"Did you mean '{wanted}' by '{written_as}'?" in str(raised.value)


@pytest.mark.parametrize(
    ("wanted", "written_as"),
    [("Telephone", "Telephnoe"), ("Telephone", "Tel"), ("Text", "Notes"), ("Action", "Actions"), ("Text", "Text.")],
)
def test_a_file_that_calls_a_column_otherwise_is_held_with_the_question(
    wanted: str, written_as: str, tmp_path: Path
) -> None:
    rows = [{written_as if one == wanted else one: cell for one, cell in row.items()} for row in complaints(1)]
    workspace, path = new_workspace(tmp_path), written(tmp_path / "asb.csv", rows)
    (seen,) = preview_file(PreviewedFile(workspace, path, path.name, MORNING))
    assert seen.faults == (f"It has no column '{wanted}'. Did you mean that by '{written_as}'?",)
    with path.open(encoding="utf-8") as stream:
        proposal = propose_mapping(Sheet("", 0, lambda: iter(list(csv.reader(stream)))), list_mappings(), Wanted("own"))
    assert proposal.near == "housing_complaints" and not proposal.read_by
    assert f"Did you mean '{wanted}' by '{written_as}'?" in proposal.questions


def test_a_column_of_its_own_is_no_renamed_one() -> None:
    top = [one for one in headings("police_missing") if one not in ("Found Time", "Found Postcode")]
    found = fit([*top, "Found Type", "Found Reason", "Sightline Marking", "Found By", "Case Comments Closed"])
    assert found.mapping.id == "police_missing" and found.renamed == ()


def test_an_own_mapping_reads_a_file_rather_than_a_layout_that_lacks_columns() -> None:
    shipped = next(one for one in list_mappings() if one.id == "housing_complaints")
    columns = {name: replace(one, heading="Notes") if name == "text" else one for name, one in shipped.columns.items()}
    own = replace(shipped, id="own_asb", is_own=True, columns=columns)
    top = headings("housing_complaints")
    assert fit([one for one in top if one != "VRM"], own).mapping.id == "housing_complaints"
    assert fit(["Notes" if one == "Text" else one for one in top], own).mapping.id == "own_asb"
    small = replace(own, id="own_small", columns={name: columns[name] for name in ("complaint_no", "received_date")})
    assert fit([one for one in top if one != "VRM"], small).mapping.id == "housing_complaints"


@pytest.fixture
def taking(tmp_path: Path) -> tuple[Workspace, Callable[..., int]]:
    """Takes rows of complaints as a file of their own, under an agreement: how many rows were imported."""
    workspace = new_workspace(tmp_path)
    agree(workspace.root)
    policy: Policy = compile_policy(read_agreements(workspace.root), on=DAY)

    def take_rows(batch: int, rows: list[dict[str, str]], accepted: bool = False) -> int:
        path = written(tmp_path / f"{batch}.csv", rows)
        said = {"workspace": workspace, "path": path, "batch": batch, "received_at": MORNING, "policy": policy}
        (seen,) = preview_file(PreviewedFile(workspace, path, path.name, MORNING))
        sha = {seen.receipt.file_sha} if accepted else set()
        (receipt,) = take_file(**said, accepted=sha)  # type: ignore[arg-type]
        return receipt.rows_taken

    return workspace, take_rows


def test_rows_never_lose_their_words_because_a_column_went(taking: tuple[Workspace, Callable[..., int]]) -> None:
    _, take_rows = taking
    assert take_rows(1, complaints(1, 2)) == 2
    with pytest.raises(BadInput, match=r"columns that this one lacks: Text\. 2 rows of before would lose") as raised:
        take_rows(2, complaints(1, 2, 3, away=("Text",)))
    assert raised.value.code == "held"
    assert take_rows(3, complaints(4, away=("Text",))) == 1, "no row of before is in it"


def test_a_column_that_stays_away_holds_one_file_alone(taking: tuple[Workspace, Callable[..., int]]) -> None:
    _, take_rows = taking
    assert take_rows(1, complaints(1)) == 1
    assert take_rows(2, complaints(1, away=("Text",)), accepted=True) == 1
    assert take_rows(3, complaints(1, away=("Text",), Action="A letter was sent.")) == 1


def test_a_column_that_was_always_empty_may_go(taking: tuple[Workspace, Callable[..., int]]) -> None:
    _, take_rows = taking
    assert take_rows(1, complaints(1)) == 1
    assert take_rows(2, complaints(1, away=("Officer", "VRM"))) == 1


def test_a_draft_needs_only_its_key_dates_and_person() -> None:
    rows = [["Visit No", "Surname", "Seen On", "What Was Seen", "Room"], *(
        [str(at), "Oak", "14/09/2026", "A broken front tooth, and no word of how it was broken.", "A"] for at in (1, 2, 3)
    )]  # fmt: skip
    proposal = propose_mapping(Sheet("", 0, lambda: iter(rows)), list_mappings(), Wanted("own", "health"))
    assert proposal.mapping
    assert {one.heading for one in proposal.mapping.columns.values() if not one.optional} == {
        "Visit No", "Surname", "Seen On",
    }  # fmt: skip
