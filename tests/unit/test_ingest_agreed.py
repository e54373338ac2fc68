"""No file without an agreement: what none in force covers is refused, and nothing of it is kept."""

from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.agreed import agree
from support.exports import MORNING, Tables, write_export

from sightline import ingest
from sightline.agreements import Policy, Suspension, Suspensions, compile_policy, read_agreements
from sightline.model.errors import BadInput, Refused, Usage
from sightline.model.visibility import NotShared
from sightline.store import Workspace
from sightline.store.batches import list_parts
from sightline.store.begun_batches import remove_left_over

DAY = date(2026, 11, 20)
ROW = {"Surname": "Oak", "Forename": "Mia", "DOB": "05/03/2012", "Attended Date": "14/09/2024"}


@pytest.fixture
def room(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "workspace")
    made.create()
    return made


def policy(room: Workspace, **suspended: date) -> Policy:
    held = (Suspension(1, name, name, ("health_attendances",), day) for name, day in suspended.items())
    return compile_policy(read_agreements(room.root, suspensions=Suspensions(tuple(held))), on=DAY)


def take(room: Workspace, path: Path, held: Policy, *, batch: int = 1) -> list[ingest.Receipt]:
    return ingest.take_file(workspace=room, path=path, batch=batch, received_at=MORNING, policy=held)


def kept(room: Workspace) -> list[str]:
    return [path.name for path in room.received.iterdir()]


def test_a_file_that_no_agreement_covers_is_refused_and_nothing_of_it_is_kept(room: Workspace, tmp_path: Path) -> None:
    for path in (room.root / "agreements").glob("health*.toml"):
        path.unlink()
    file = write_export(tmp_path / "health.csv", "health_attendances", ROW)
    with pytest.raises(Refused, match="No agreement covers health_attendances of health") as refused:
        take(room, file, policy(room))
    assert refused.value.what_to_do == "Draft one: sightline agreement draft health_attendances"
    assert kept(room) == [] and list_parts(room) == []


def test_a_suspended_agreement_covers_no_more_files_and_those_before_stay_received(
    room: Workspace, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "health.csv", "health_attendances", ROW)
    assert take(room, file, policy(room))[0].rows_taken == 1
    later = policy(room, health=DAY)
    with pytest.raises(Refused, match="is not in force: it has not begun, has ended or is suspended"):
        take(room, file, later, batch=2)
    assert len(kept(room)) == len(list_parts(room)) == 1, "receipts and bytes of before stay"
    more = write_export(tmp_path / "more.csv", "health_attendances", ROW, {**ROW, "Forename": "Ada"})
    with pytest.raises(Refused):
        take(room, more, later, batch=2)
    assert len(kept(room)) == len(list_parts(room)) == 1
    agree(room.root)
    assert take(room, more, policy(room), batch=2)[0].rows_taken == 1


def test_a_file_that_nobody_can_read_has_no_layout_and_is_kept_for_its_mapping(room: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "puzzle.csv"
    file.write_text("Colour,Taste\nblue,sour\n", encoding="utf-8")
    assert take(room, file, policy(room))[0].mapping == ""


OWN = """id = "{id}"
agency = "{agency}"
export = "changes"
columns = {{ref = "Ref", day = "Day"}}
row = {{key = [["ref"]]}}
facts = [{{name = "seen", label = "Seen", date = "day"}}]
"""


@pytest.mark.parametrize(
    ("own_id", "agency", "code"),
    [
        ("police_missing", "police", "shipped_id"),
        ("ofsted_annex_a/list_99", "childrens_services", "shipped_id"),
        ("clinic_list", "police", "other_agency"),
    ],
)
def test_an_own_mapping_reads_no_file_under_an_agreement_that_means_another(
    room: Workspace, tmp_path: Path, own_id: str, agency: str, code: str
) -> None:
    """An agreement on a shipped layout is none on whatever CSV a file of that id describes."""
    mapping, file = tmp_path / "m.toml", tmp_path / "list.csv"
    mapping.write_text(OWN.format(id=own_id, agency="health" if code == "other_agency" else agency), encoding="utf-8")
    file.write_text("Ref,Day\n1,05/03/2024\n", encoding="utf-8")
    with pytest.raises((BadInput, Usage)) as refused:
        ingest.take_file(
            workspace=room, path=file, batch=1, received_at=MORNING, agency=agency, mapping_file=mapping,
            policy=policy(room),
        )  # fmt: skip
    assert refused.value.code == code and kept(room) == []


def test_what_a_process_that_ended_kept_before_it_asked_an_agreement_is_removed(
    room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_export(tmp_path / "health.csv", "health_attendances", ROW)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("sightline.ingest.intake.check_agreed", Mock(side_effect=KeyboardInterrupt))
        take(room, file, policy(room))
    assert kept(room) == []
    assert take(room, file, policy(room))[0].rows_taken == 1
    (room.received / ("a" * 64)).write_text("kept by a process that was killed", encoding="utf-8")
    remove_left_over(room)
    assert kept(room) == [part.file_sha for part in list_parts(room)]


def test_what_was_received_in_this_batch_stays_where_no_agreement_covers_what_would_replace_it(
    room: Workspace, tmp_path: Path
) -> None:
    file, mapping = tmp_path / "list.csv", tmp_path / "m.toml"
    file.write_text("Ref,Day\n1,05/03/2024\n", encoding="utf-8")
    assert take(room, file, policy(room))[0].mapping == ""
    (part,) = list_parts(room)
    mapping.write_text(OWN.format(id="clinic_list", agency="health"), encoding="utf-8")
    with pytest.raises(Refused):
        ingest.take_file(
            workspace=room, path=file, batch=1, received_at=MORNING, mapping_file=mapping, policy=policy(room)
        )
    assert list_parts(room) == [part] and kept(room) == [part.file_sha]


def annex_a(path: Path) -> Path:
    headings = "Child Unique ID,Gender,Date of Birth,Date of Referral,Referral Source,Referral NFA?"
    path.write_text(f"{headings}\n7,F,05/03/2012,14/09/2024,School,No\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("mapping", ingest.list_mappings(), ids=lambda one: one.id)
def test_what_a_mapping_reads_is_kept_under_the_id_that_its_agreement_names(mapping: ingest.Mapping) -> None:
    """Else its records stay on pages although their agreement is suspended."""
    assert mapping.layout == mapping.id


def test_records_of_one_sheet_of_a_workbook_go_with_the_agreement_on_the_workbook(
    room: Workspace, tmp_path: Path
) -> None:
    (receipt,) = take(room, annex_a(tmp_path / "list.csv"), policy(room))
    assert (receipt.mapping, receipt.rows_taken) == ("ofsted_annex_a/list_3", 1)
    assert Tables(room).ask("SELECT layout, kind FROM agency_record") == [("ofsted_annex_a/list_3",) * 2]
    suspended = NotShared(("childrens_services ofsted_annex_a",))
    without = Tables(room, not_shared=suspended)
    assert without.ask("SELECT layout FROM agency_record") == []
    assert [(one["layout"], one["rows"]) for one in without.left_out] == [("ofsted_annex_a/list_3", 1)]
    assert suspended.hides(agency="childrens_services", layout="ofsted_annex_a/list_3")


@pytest.mark.parametrize("kept_as", ["ofsted_annex_a_list_3", "school_concerns"])
def test_rows_that_were_kept_under_a_layout_of_before_go_with_the_agreement_too(
    room: Workspace, tmp_path: Path, kept_as: str
) -> None:
    take(room, annex_a(tmp_path / "list.csv"), policy(room))
    (part,) = list_parts(room)
    kept = pq.read_table(part.path("source_row"), partitioning=None)
    for column in ("layout", "kind"):
        place = kept.column_names.index(column)
        kept = kept.set_column(place, column, pa.array([kept_as]))
    pq.write_table(kept, part.path("source_row"))
    assert Tables(room).ask("SELECT layout, kind FROM agency_record") == [("ofsted_annex_a/list_3",) * 2]
    assert Tables(room, not_shared=NotShared(("childrens_services ofsted_annex_a",))).ask("FROM agency_record") == []


def test_an_own_mapping_keeps_its_records_under_no_other_name_than_its_id(room: Workspace, tmp_path: Path) -> None:
    mapping, file = tmp_path / "m.toml", tmp_path / "list.csv"
    text = OWN.format(id="clinic_list", agency="health")
    mapping.write_text(text.replace("export", 'layout = "health_attendances"\nexport'), encoding="utf-8")
    file.write_text("Ref,Day\n1,05/03/2024\n", encoding="utf-8")
    with pytest.raises(BadInput, match="layout"):
        ingest.take_file(workspace=room, path=file, batch=1, received_at=MORNING, mapping_file=mapping)
