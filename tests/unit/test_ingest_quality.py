"""The quality of columns: counted while a file is read, kept without a cell, and held above the limits of the rules."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
from support.agreed import agree
from support.exports import new_workspace, take, write_export

from sightline.agreements import Policy, compile_policy, read_agreements
from sightline.ingest.intake import take_file
from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import choose_mapping
from sightline.ingest.preview import PreviewedFile, preview_file
from sightline.ingest.quality.columns import ColumnQuality, read_quality
from sightline.ingest.quality.counter import QualityCounter
from sightline.ingest.quality.limits import find_faults, read_quality_rules
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.workshop.contents import has_check_letter
from sightline.invented import invent
from sightline.model.errors import BadInput
from sightline.store import Workspace
from sightline.store.batches import list_parts

DAY, MORNING = date(2026, 11, 20), "2026-11-20T09:00:00Z"


def counted(layout: str, *rows: dict[str, str]) -> dict[str, ColumnQuality]:
    """The columns of rows of a layout, by heading."""
    mapping = next(one for one in list_mappings() if one.id == layout)
    headings = [column.heading for column in mapping.columns.values()]
    fit = choose_mapping(top=[headings], mappings=[mapping], sheet="")
    counter = QualityCounter(RowPlan(fit, agency="police", organisation="", padded=False), sheet="", today=DAY)
    for row in rows:
        counter.add([row.get(heading, "") for heading in headings] + [""])
    return {one.heading: one for one in counter.finish()}


@pytest.mark.parametrize(
    ("heading", "cells", "counts"),
    [
        ("DOB", ["05/03/2012", "14", "about 9", "no idea"], {"filled": 4, "unread": 1, "ages": 2}),
        ("DOB", ["01/01/1900", "05/03/2027", "05/03/1905"], {"filled": 3, "implausible": 3}),
        ("DOB", ["13/01/2012", "01/13/2012", "02/02/2012"], {"day_first": 1, "month_first": 1, "unread": 1}),
        ("DOB", ["05/03/2012", "05/03/2012", "06/03/2012"], {"alike": 2}),
        ("Event Date", ["05/03/2027", "05/03/2026", "05/03/1900"], {"implausible": 2}),
        ("Decision Date", ["05/03/2027", "05/03/2026"], {"implausible": 0}),
        ("Surname", ["NULL", "nan", "Oak", "None"], {"empty_words": 3}),
        ("Forename", ["Mia and Tom", "Mia; Tom", "Mia", "Andy"], {"several_people": 2}),
        ("NHS Number", ["9434765919", "943 476 5919", "9434765910", "12"], {"wrong_digits": 2, "alike": 1}),
        ("UPN", ["A123456789012", "H801200001001"], {"filled": 2}),
        ("Text", ["", " ", "A note."], {"filled": 2, "unread": 0}),
    ],
)
def test_what_is_amiss_in_a_column_is_counted(heading: str, cells: list[str], counts: dict[str, int]) -> None:
    column = counted("childrens_services_events", *({heading: cell} for cell in cells))[heading]
    assert {name: getattr(column, name) for name in counts} == counts


def test_the_letter_of_a_upn_checks_its_other_signs() -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    right = [letter for letter in letters if has_check_letter(f"{letter}801200001001")]
    assert len(right) == 1 and not has_check_letter("801200001001") and not has_check_letter("٣" * 13)


def test_a_file_is_held_from_the_limit_of_the_rule_on_and_not_for_few_cells() -> None:
    rules = read_quality_rules()
    limit = rules.unread
    assert find_faults([ColumnQuality("", "DOB", "dob", filled=100, unread=limit)], gone=0, held=0) == ()
    assert find_faults([ColumnQuality("", "DOB", "dob", filled=100, unread=limit + 1)], gone=0, held=0) == (
        f"{limit + 1} of 100 dates in 'DOB' cannot be read.",
    )
    few = ColumnQuality("", "DOB", "dob", filled=rules.at_least - 1, unread=rules.at_least - 1)
    assert find_faults([few], gone=0, held=0) == ()
    assert find_faults([], gone=51, held=100) == (
        "51 of 100 rows that were in the last full export are not in this one.",
    )
    both = ColumnQuality("", "DOB", "dob", filled=100, day_first=60, month_first=12)
    assert "day first, and dates that are month first" in find_faults([both], gone=0, held=0)[0]


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("DOB", ["04/03/2012", "05/13/2012", "06/14/2012"], "day first. 2 can only be month first, and none"),
        ("Event Date", ["04/03/2024", "05/13/2024", "05/06/2024"], "day first. 1 can only be month first, and none"),
        ("DOB", ["04/03/2012", "13/05/2012", "05/06/2012"], ""),
        ("DOB", ["04/03/2012", "13/05/2012", "05/13/2012"], ""),
        ("DOB", ["04/03/2012", "05/06/2012", "2012-05-13"], ""),
    ],
)
def test_a_column_whose_cells_prove_the_other_order_is_held_however_short(
    heading: str, cells: list[str], said: str
) -> None:
    column = counted("childrens_services_events", *({heading: cell} for cell in cells))[heading]
    faults = find_faults([column], gone=0, held=0)
    assert len(faults) == bool(said) and all(f"'{heading}' are read {said}" in fault for fault in faults)


def test_a_mapping_that_reads_the_month_first_is_held_by_days_that_come_first(tmp_path: Path) -> None:
    column = ColumnQuality("", "DOB", "dob", filled=3, day_first=2, against=2)
    (fault,) = find_faults([column], gone=0, held=0)
    assert "read month first. 2 can only be day first, and none can only be month first." in fault


@pytest.fixture
def agreed(tmp_path: Path) -> tuple[Workspace, Policy]:
    workspace = new_workspace(tmp_path)
    agree(workspace.root)
    return workspace, compile_policy(read_agreements(workspace.root), on=DAY)


def swapped(folder: Path) -> Path:
    """Thirty rows without birth dates."""
    rows = [
        {"Misper Ref": f"M{at}", "Nominal Ref": f"N{at}", "DOB": "no idea", "Missing From Date": "05/03/2026"}
        for at in range(30)
    ]
    return write_export(folder / "missing.csv", "police_missing", *rows)


def test_a_held_file_leaves_nothing_until_a_person_accepts_it(agreed: tuple[Workspace, Policy], tmp_path: Path) -> None:
    workspace, policy = agreed
    said = {"workspace": workspace, "path": swapped(tmp_path), "batch": 1, "received_at": MORNING, "policy": policy}
    with pytest.raises(BadInput, match="100 of 100 dates in 'DOB' cannot be read") as raised:
        take_file(**said)  # type: ignore[arg-type]
    assert raised.value.code == "held"
    assert not list(workspace.received.iterdir()) and not list_parts(workspace)
    (seen,) = preview_file(PreviewedFile(workspace, swapped(tmp_path), "missing.csv", MORNING))
    assert seen.faults and not list_parts(workspace)
    (receipt,) = take_file(**said, accepted={seen.receipt.file_sha})  # type: ignore[arg-type]
    assert receipt.rows_taken == 30
    (part,) = list_parts(workspace)
    kept = {one.heading: one for one in read_quality(part)}
    assert (kept["DOB"].filled, kept["DOB"].unread) == (30, 30)


def test_no_row_of_a_short_file_in_us_order_is_taken_without_a_named_yes(
    agreed: tuple[Workspace, Policy], tmp_path: Path
) -> None:
    workspace, policy = agreed
    rows = [
        {"Misper Ref": f"M{at}", "Nominal Ref": f"N{at}", "DOB": "2012-05-06", "Missing From Date": day}
        for at, day in enumerate(("04/03/2026", "05/13/2026", "05/06/2026"))
    ]
    path = write_export(tmp_path / "us.csv", "police_missing", *rows)
    said = {"workspace": workspace, "path": path, "batch": 1, "received_at": MORNING, "policy": policy}
    with pytest.raises(BadInput, match="are read day first") as raised:
        take_file(**said)  # type: ignore[arg-type]
    assert raised.value.code == "held" and not list_parts(workspace)


OAK = {"Person ID": "P1", "Related Person ID": "P2", "Relationship": "MOTHER"}
ASH = {"Person ID": "77", "Related Person ID": "78", "Relationship": "FATHER"}


def family(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """A full export of relationships, a layout without a column that says whose it is."""
    return write_export(folder / name, "childrens_services_family", *rows)


def test_a_full_file_of_another_council_makes_nothing_gone(agreed: tuple[Workspace, Policy], tmp_path: Path) -> None:
    workspace, policy = agreed
    said = {"workspace": workspace, "received_at": MORNING, "policy": policy}
    (first,) = take_file(**said, batch=1, path=family(tmp_path, "hillshire.csv", OAK))  # type: ignore[arg-type]
    other = family(tmp_path, "valeford.csv", ASH)
    with pytest.raises(BadInput, match=r"None of the 1 rows .* with --organisation who sent this file") as raised:
        take_file(**said, batch=2, path=other)  # type: ignore[arg-type]
    assert raised.value.code == "held" and len(list_parts(workspace)) == 1
    (seen,) = preview_file(PreviewedFile(workspace, other, other.name, MORNING))
    assert len(seen.faults) == 1
    (named,) = take_file(**said, batch=2, path=other, organisation="Valeford")  # type: ignore[arg-type]
    assert (first.rows_taken, named.rows_taken, named.rows_gone) == (1, 1, 0)
    again = family(tmp_path, "valeford-2.csv", {**ASH, "Person ID": "79"})
    (later,) = take_file(**said, batch=3, path=again, organisation="Valeford")  # type: ignore[arg-type]
    assert (later.rows_taken, later.rows_gone) == (1, 1)  # its own rows, which it may leave out


def test_a_full_file_without_a_row_of_before_is_imported_once_accepted(
    agreed: tuple[Workspace, Policy], tmp_path: Path
) -> None:
    workspace, policy = agreed
    said = {"workspace": workspace, "received_at": MORNING, "policy": policy}
    take_file(**said, batch=1, path=family(tmp_path, "a.csv", OAK))  # type: ignore[arg-type]
    other = family(tmp_path, "b.csv", ASH)
    sha = sha256(other.read_bytes()).hexdigest()
    (receipt,) = take_file(**said, batch=2, path=other, accepted={sha})  # type: ignore[arg-type]
    assert (receipt.rows_taken, receipt.rows_gone) == (1, 1)


def test_a_full_export_in_two_files_or_with_one_row_of_before_is_not_held(
    agreed: tuple[Workspace, Policy], tmp_path: Path
) -> None:
    workspace, policy = agreed
    said = {"workspace": workspace, "received_at": MORNING, "policy": policy}
    for name, row in (("a.csv", OAK), ("b.csv", ASH)):
        (receipt,) = take_file(**said, batch=1, path=family(tmp_path, name, row))  # type: ignore[arg-type]
        assert (receipt.rows_taken, receipt.rows_gone) == (1, 0)
    (shorter,) = take_file(**said, batch=2, path=family(tmp_path, "c.csv", OAK, {**OAK, "Person ID": "P3"}))  # type: ignore[arg-type]
    assert shorter.rows_gone == 1


def test_a_preview_counts_as_an_import_does_and_keeps_nothing(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    first = write_export(tmp_path / "a.csv", "police_missing", {"Misper Ref": "M1", "Nominal Ref": "N1"})
    take(workspace, first)
    rows = [{"Misper Ref": "M1", "Nominal Ref": "N1"}, {"Misper Ref": "M2", "Nominal Ref": "N2"},
            {"Misper Ref": "M3", "Nominal Ref": "N3", "Missing From Date": "soon"}]  # fmt: skip
    second = write_export(tmp_path / "b.csv", "police_missing", *rows)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    (seen,) = preview_file(PreviewedFile(workspace, second, "b.csv", MORNING))
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before
    assert [(one.source_row, one.code) for one in seen.rejects] == [(3, "unreadable_date")]
    taken = take(workspace, second, batch=2)
    for name in ("rows_read", "rows_taken", "rows_unchanged", "rows_rejected", "rows_gone", "mapping", "columns"):
        assert getattr(seen.receipt, name) == getattr(taken, name), name


def test_a_file_that_no_mapping_reads_is_previewed_with_why(tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    path.write_text("One,Two\n1,2\n", encoding="utf-8")
    (seen,) = preview_file(PreviewedFile(new_workspace(tmp_path), path, "strange.csv", MORNING))
    assert [one.code for one in seen.rejects] == ["no_mapping"] and seen.receipt.mapping == ""


def test_no_file_of_the_invented_partnership_is_held(tmp_path: Path) -> None:
    made = invent(children=60, seed=3, out=tmp_path / "files")
    workspace = new_workspace(tmp_path)
    files = sorted(path for path in made.out.iterdir() if path.suffix == ".csv")
    assert len(files) > 8
    for path in files:
        for seen in preview_file(PreviewedFile(workspace, path, path.name, "2030-01-01T09:00:00Z")):
            assert seen.faults == (), path.name


def test_counting_costs_little_beside_reading() -> None:
    rows = [
        {"Misper Ref": f"M{at}", "Surname": f"Oak{at % 500}", "DOB": f"{at % 28 + 1:02}/03/2012",
         "Missing From Date": f"{DAY - timedelta(days=at % 400):%d/%m/%Y}", "Circumstances": f"Left {at}."}
        for at in range(20_000)
    ]  # fmt: skip
    began = process_time()
    assert counted("police_missing", *rows)["Misper Ref"].filled == 20_000
    assert process_time() - began < 5
