"""Rows are erased from received files and their tables, whole, in any order of interruptions, and do not come back."""

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from support.books import cell, row, write_book
from support.canary import find_words
from support.exports import NEXT_WEEK, Tables, new_workspace, take, write_export

from sightline.ingest.erasure import part_rows, received_rows
from sightline.ingest.erasure.part_rows import erase_rows, list_erased, list_records
from sightline.ingest.erasure.received_rows import RowsToCut, cut_received
from sightline.ingest.limits import read_limits
from sightline.ingest.wording import plain_cells
from sightline.store import Workspace
from sightline.store.batches import read_rejects
from sightline.store.erasures import ErasedKind, Erasure, ErasureRegister, need_key, read_register, write_register
from sightline.store.received_files import find_cut, find_damaged

LAYOUT = "school_concerns"
GONE = {"Incident ID": "G1", "School": "Elm", "UPN": "A1", "Surname": "Zzquaver", "Forename": "Otto", "DOB": "04/05/2013",
        "Incident Date": "01/10/2026", "Text": 'Said "glimmerfrost",\nthen left.'}  # fmt: skip
KEPT = GONE | {"Incident ID": "K1", "UPN": "B2", "Surname": "Elmore", "Text": 'Said "nothing",\nthen left.'}
CANARIES = ("Zzquaver", "glimmerfrost")


def register_of(workspace: Workspace, *record_ids: str) -> ErasureRegister:
    """The register after these records were erased."""
    register = need_key(workspace.root)
    hashes = {str(ErasedKind.RECORD): tuple(register.hash(ErasedKind.RECORD, one) for one in record_ids)}
    write_register(workspace.root, register.with_erasure(Erasure("e1", "2026-11-30", hashes)))
    return read_register(workspace.root)


def record_of(workspace: Workspace, name: str) -> str:
    sql = f"SELECT DISTINCT record_id FROM mention WHERE name_as_written LIKE '%{name}%'"
    ((found,),) = Tables(workspace).ask(sql)
    return str(found)


@pytest.fixture
def taken(tmp_path: Path) -> Workspace:
    """Two daily files with the row, the second with it twice and written otherwise."""
    workspace = new_workspace(tmp_path)
    again = GONE | {"Text": f" {GONE['Text']} "}
    take(workspace, write_export(tmp_path / "1" / f"{LAYOUT}.csv", LAYOUT, KEPT, GONE, encoding="utf-8-sig"))
    second = write_export(tmp_path / "2" / f"{LAYOUT}.csv", LAYOUT, again, KEPT | {"Text": "Kept, corrected."}, again)
    take(workspace, second, batch=2, received_at=NEXT_WEEK)
    return workspace


def erase(workspace: Workspace, register: ErasureRegister) -> None:
    erase_rows(workspace, row_ids=list_erased(workspace, register), register=register)


def as_files(workspace: Workspace) -> dict[str, object]:
    """What each file holds; of a table its rows."""
    found: dict[str, object] = {}
    for path in sorted(workspace.root.rglob("*")):
        if path.is_file() and path.name not in ("erasures.jsonl", "erasure.key", "cut.json"):
            content = (
                pq.read_table(path, partitioning=None).to_pylist() if path.suffix == ".parquet" else path.read_bytes()
            )
            found[str(path.relative_to(workspace.root))] = content
    return found


def test_an_erased_row_is_in_no_file_and_every_other_line_is_as_it_came(taken: Workspace, tmp_path: Path) -> None:
    before = (tmp_path / "1" / f"{LAYOUT}.csv").read_bytes()
    register = register_of(taken, record_of(taken, "Zzquaver"))
    erase(taken, register)
    assert find_words(taken.root, *CANARIES) == []
    assert find_damaged(workspace=taken, fresh=True) == ()
    kept = [path.read_bytes() for path in taken.received.glob("*.cut")]
    assert len(kept) == 2
    assert before.startswith(kept[0] if b"nothing" in kept[0] else kept[1]), "all before the last row is byte for byte"
    assert len(Tables(taken).ask("SELECT * FROM source_row")) == 2, "two versions of the other row"


def test_an_erased_row_is_not_imported_again_and_is_counted(taken: Workspace, tmp_path: Path) -> None:
    register_of(taken, record_of(taken, "Zzquaver"))
    erase(taken, read_register(taken.root))
    third = write_export(
        tmp_path / "3" / f"{LAYOUT}.csv", LAYOUT, KEPT | {"Text": "Third."}, GONE | {"Text": "Zzquaver new"}
    )
    receipt = take(taken, third, batch=3, received_at="2026-12-04T09:00:00Z")
    assert (receipt.rows_taken, receipt.rows_rejected) == (1, 1)
    assert read_rejects(taken).column("code").to_pylist() == ["erased_before"]
    take(taken, third, batch=4, received_at="2026-12-05T09:00:00Z")
    assert find_words(taken.root, *CANARIES) == []
    assert find_damaged(workspace=taken, fresh=True) == ()


def each_write(monkeypatch: pytest.MonkeyPatch, places: Iterable[int]) -> Iterator[Callable[[], None]]:
    """Ways to die: before and after each table, and before and after each name is given to what is left of a file."""
    for name, module in (
        ("_write_without", part_rows),
        ("cut_received", part_rows),
        ("drop_bytes_replaced", received_rows),
    ):
        work = getattr(module, name)
        for number in places:
            for after in (False, True):
                calls = iter(range(1, 99))

                def die(*said: object, _work: Callable[..., object] = work, _calls: Iterator[int] = calls,
                        _number: int = number, _after: bool = after, **named: object) -> object:  # fmt: skip
                    is_last = next(_calls) == _number
                    if is_last and not _after:
                        raise InterruptedError
                    done = _work(*said, **named)
                    if is_last:
                        raise InterruptedError
                    return done

                def put(die: Callable[..., object] = die, module: object = module, name: str = name) -> None:
                    monkeypatch.setattr(module, name, die)

                yield put
                monkeypatch.setattr(module, name, work)


@pytest.mark.parametrize(("places", "deaths"), [((1, 4), 6), pytest.param(range(1, 9), 21, marks=pytest.mark.soak)])
def test_an_erasure_that_died_anywhere_ends_as_one_that_did_not(
    taken: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Iterable[int], deaths: int
) -> None:
    register = register_of(taken, record_of(taken, "Zzquaver"))
    shutil.copytree(taken.root, tmp_path / "begun")
    erase(taken, register)
    wanted, died = as_files(taken), 0
    for number, put in enumerate(each_write(monkeypatch, places)):
        tried = Workspace(shutil.copytree(tmp_path / "begun", tmp_path / f"tried-{number}"))
        put()
        try:
            erase(tried, register)
        except InterruptedError:
            died += 1
        monkeypatch.undo()
        erase(tried, register)
        assert as_files(tried) == wanted
    assert died >= deaths


def test_a_row_that_is_not_found_takes_all_bytes_of_its_file_along(taken: Workspace) -> None:
    register = register_of(taken, record_of(taken, "Zzquaver"))
    (first, second) = sorted(path.name for path in taken.received.iterdir())
    path = taken.received / first
    path.write_bytes(path.read_bytes().replace(b"glimmerfrost", b"glimmerfrust"))
    found = erase_rows(taken, row_ids=list_erased(taken, register), register=register)
    assert found.without_bytes == (first,)
    assert not (taken.received / first).exists()
    assert find_cut(taken, first).stat().st_size == 0  # type: ignore[union-attr]
    assert find_cut(taken, second).stat().st_size > 0  # type: ignore[union-attr]


def test_a_workbook_is_kept_as_its_cells_and_can_be_cut_twice(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    said = [["Name", "Text"], ["Ada", "a"], ["Bo", "b"], ["Cy", "c"]]
    lines = [row(n, cell(f"A{n}", one), cell(f"B{n}", two)) for n, (one, two) in enumerate(said, start=1)]
    path = write_book(tmp_path / "book.xlsx", lines)
    file_sha = workspace.keep(path)
    for gone in (["Bo", "b"], ["Ada", "a"]):
        rows = frozenset({plain_cells(gone)})
        assert cut_received(workspace, file_sha=file_sha, rows=RowsToCut(rows, (rows,)), limits=read_limits(workspace))
    cut = find_cut(workspace, file_sha)
    assert cut is not None
    with cut.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [["Sheet", "S1"], ["Name", "Text"], ["Cy", "c"]]


def test_records_are_listed_with_their_agency(taken: Workspace) -> None:
    assert set(list_records(taken).values()) == {"school"}
