"""An ingest is told before a byte is read; one that died is seen, and given again loses and doubles nothing."""

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from support.exports import Tables, write_export
from support.sessions import session_of

from sightline import ingest
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.data.ingest import IngestReport, ingest_files
from sightline.casework.data.selectors import list_files, list_rejects
from sightline.casework.data.unfinished_files import leave_file
from sightline.casework.operations.health import check_health
from sightline.casework.operations.pages import HealthCheck
from sightline.cli.receipts import print_report
from sightline.model.errors import BadInput, OurFault, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.arrivals import leave_out
from sightline.store.batches import batch_folder, list_parts
from sightline.store.begun_batches import list_unfinished
from sightline.store.workspace import SETTINGS_FILE

pytestmark = pytest.mark.django_db(transaction=True)
OPERATOR = Actor(Reader("operator", Role.OPERATOR, ""), "cli")
Seen = list[tuple[str, list[str], list[str]]]


class Died(BaseException):
    """The process ends here."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in "abc":
        write_export(tmp_path / "in" / f"{name}.csv", "housing_complaints",
                     {"Complaint No": name.upper(), "Received Date": "05/03/2024", "Text": name})  # fmt: skip
    return tmp_path / "in"


def take(workspace: Workspace, *paths: Path) -> IngestReport:
    return ingest_files(session_of(OPERATOR), workspace=workspace, paths=paths)


def die_at(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> Seen:
    """Let the taking of one file fail; what stood before the first byte of each file was read."""
    seen: Seen = []
    whole = Workspace.keep

    def keep(self: Workspace, path: Path, **more: Any) -> str:
        began = [f"{entry.action} {entry.outcome}" for entry in AuditEntry.objects.order_by("sequence")]
        seen.append((path.name, began, [receipt.source_file for receipt in list_unfinished(self)]))
        if path.name == name:
            (self.received / "0a.partial").write_text("half")
            (batch_folder(self, 1) / "0a.partial").mkdir()
            raise error
        return whole(path=path, self=self, **more)

    monkeypatch.setattr(Workspace, "keep", keep)
    return seen


def states(workspace: Workspace) -> list[tuple[int, str, str]]:
    return [(line.batch, line.source_file, line.state) for line in list_files(session_of(OPERATOR))]


def test_an_audit_row_and_receipts_stand_before_the_first_byte_is_read(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = die_at(monkeypatch, "", Died())
    take(workspace, inbox)
    assert seen[0] == ("a.csv", ["ingest_began done"], ["a.csv", "b.csv", "c.csv"])
    assert seen[2] == ("c.csv", ["ingest_began done"], ["c.csv"])
    began, ended = AuditEntry.objects.order_by("sequence")[:2]
    assert len(began.ids) == 3 and began.details == {"batch": 1, "files": 3}
    assert "csv" not in str(began.ids) and ended.action == "ingest"


def test_an_ingest_that_died_is_seen_until_its_command_is_given_again(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        die_at(patched, "b.csv", Died())
        with pytest.raises(Died):
            take(workspace, inbox)
    assert states(workspace) == [(1, "b.csv", "unfinished"), (1, "c.csv", "unfinished"), (1, "a.csv", "")]
    assert not (batch_folder(workspace, 1) / "closed.json").exists()
    found = check_of_doctor(workspace)
    assert not found.in_order and "b.csv, c.csv" in found.what_to_do and "again" in found.what_to_do

    report = take(workspace, inbox)
    assert report.batch == 1 and [r.rows_taken for r in report.receipts] == [0, 1, 1]
    assert (batch_folder(workspace, 1) / "closed.json").exists()
    assert [state for _, _, state in states(workspace)] == [""] * 3
    assert list(workspace.received.glob("*.partial")) == list(batch_folder(workspace, 1).glob("*.partial")) == []
    assert Tables(workspace).ask("SELECT count(*), count(DISTINCT row_id), max(row_version) FROM source_row") == [
        (3, 3, 1)
    ]
    assert check_of_doctor(workspace).in_order


def check_of_doctor(workspace: Workspace) -> HealthCheck:
    """What doctor says of files that were begun."""
    for name in ("sightline.toml", "secret.key"):
        (workspace.root / name).touch(mode=0o600)
    (found,) = [each for each in check_health(session_of(OPERATOR), workspace=workspace) if "started" in each.name]
    return found


def test_other_files_get_a_batch_of_their_own_and_the_interrupted_one_is_not_closed(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        die_at(patched, "c.csv", Died())
        with pytest.raises(Died):
            take(workspace, inbox)
    other = write_export(
        inbox.parent / "d.csv", "housing_complaints", {"Complaint No": "D", "Received Date": "05/03/2024"}
    )
    assert take(workspace, other).batch == 2
    assert (batch_folder(workspace, 2) / "closed.json").exists()
    assert not (batch_folder(workspace, 1) / "closed.json").exists()
    assert list(batch_folder(workspace, 1).glob("*.partial")) == []
    assert ("c.csv", "unfinished") in [each[1:] for each in states(workspace)]
    assert take(workspace, inbox / "c.csv").batch == 1
    assert (batch_folder(workspace, 1) / "closed.json").exists()


def test_one_file_on_which_sightline_fails_does_not_stop_the_others(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    die_at(monkeypatch, "a.csv", ValueError("Aoife"))
    report = take(workspace, inbox)
    assert [receipt.source_file for receipt in report.receipts] == ["b.csv", "c.csv"]
    assert report.has_failed and report.refused[0].code == "unforeseen" and "Aoife" not in report.refused[0].reason
    assert ("a.csv", "refused") in [each[1:] for each in states(workspace)]
    assert list_rejects(session_of(OPERATOR))[0].code == "unforeseen"


def test_what_is_no_file_is_refused_and_the_rest_of_the_batch_goes_on(workspace: Workspace, inbox: Path) -> None:
    (inbox / "link.csv").symlink_to(inbox / "a.csv")
    (inbox / "folder.csv").mkdir()
    report = take(workspace, inbox, Path("/dev/zero"))
    assert [receipt.rows_taken for receipt in report.receipts] == [1, 1, 1]
    assert [(r.source_file, r.code) for r in report.refused] == [
        (n, "not_a_file") for n in ("folder.csv", "link.csv", "zero")
    ]
    assert report.has_rejects and not report.has_failed
    assert (batch_folder(workspace, 1) / "closed.json").exists()


def test_what_lies_in_a_folder_and_is_no_file_that_is_read_is_named(
    workspace: Workspace, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("minutes.rtf", "EXTRACT01", ".hidden"):
        (inbox / name).write_text("x")
    (inbox / "elsewhere").symlink_to(workspace.root)
    report = take(workspace, inbox, inbox / "a.csv")
    assert [one.name for one in report.passed_over] == ["EXTRACT01", "elsewhere", "minutes.rtf"]
    assert not report.has_rejects and len(report.receipts) == 3
    print_report(report)
    said = " ".join(capsys.readouterr().out.split())
    assert (
        "minutes.rtf: not looked at. The file is a text document of another kind than .docx. Open it in its program, save it as .docx, and import that."
        in said
    )
    assert "EXTRACT01: not looked at. Sightline reads files that end in .csv," in said
    assert "elsewhere: not looked at. It is a link to a folder." in said


def test_files_below_a_folder_and_in_an_archive_are_each_a_file_of_their_own(workspace: Workspace, inbox: Path) -> None:
    (inbox / "older").mkdir()
    (inbox / "older" / "d.csv").write_bytes((inbox / "a.csv").read_bytes() + b"\n")
    with ZipFile(inbox / "march.zip", "w") as archive:
        archive.writestr("week 1/e.csv", (inbox / "b.csv").read_bytes() + b"\n")
        archive.writestr("week 1/notes.rtf", b"{\\rtf1")
        archive.writestr("inner.zip", b"PK\x03\x04")
        archive.writestr("__MACOSX/._e.csv", b"x")
        archive.writestr("../../out.csv", (inbox / "c.csv").read_bytes() + b"\n")
    (inbox / "half.zip").write_bytes((inbox / "march.zip").read_bytes()[:60])
    report = take(workspace, inbox)
    assert [one.source_file for one in report.receipts] == [
        "a.csv", "b.csv", "c.csv", "d.csv", "e.csv in march.zip", "half.zip", "out.csv in march.zip",
    ]  # fmt: skip
    assert [one.name for one in report.passed_over] == ["inner.zip in march.zip", "notes.rtf in march.zip"]
    assert report.has_rejects and not report.refused
    assert [one.source_file for one in report.receipts if not one.mapping] == ["half.zip"]
    again = take(workspace, inbox / "march.zip")
    assert [one.rows_read for one in again.receipts] == [1, 1] and not (inbox.parent / "out.csv").exists()


def test_a_folder_below_that_says_so_or_has_settings_alone_is_named_and_left_out(
    workspace: Workspace, inbox: Path
) -> None:
    leave_out(inbox / "truth" / "more")
    leave_out(inbox / "truth")
    (inbox / "agreements").mkdir()
    (inbox / "agreements" / "one.toml").write_text("")
    for name in ("truth/d.csv", "truth/more/e.csv"):
        (inbox / name).write_bytes((inbox / "a.csv").read_bytes() + b"\n")
    report = take(workspace, inbox)
    assert [one.source_file for one in report.receipts] == ["a.csv", "b.csv", "c.csv"]
    assert [one.name for one in report.passed_over] == ["agreements", "truth"]
    assert [one.source_file for one in take(workspace, inbox / "truth").receipts] == ["d.csv"]


def test_an_archive_with_more_files_or_bytes_than_the_limits_is_refused_and_named(
    workspace: Workspace, inbox: Path
) -> None:
    with ZipFile(inbox / "many.zip", "w", ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.csv", b"a" * 100_000)
    for bound in ("archive_files = 2", "archive_bytes = 200000"):
        (workspace.root / SETTINGS_FILE).write_text(f"[ingest]\n{bound}\n")
        (receipt,) = take(workspace, inbox / "many.zip").receipts
        assert (receipt.source_file, receipt.mapping) == ("many.zip", "")


def test_a_file_of_an_archive_with_a_password_is_refused(workspace: Workspace, inbox: Path) -> None:
    with ZipFile(inbox / "locked.zip", "w") as archive:
        archive.writestr("a.csv", (inbox / "a.csv").read_bytes())
    data = bytearray((inbox / "locked.zip").read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (inbox / "locked.zip").write_bytes(bytes(data))
    (refused,) = take(workspace, inbox / "locked.zip").refused
    assert (refused.source_file, refused.code) == ("a.csv in locked.zip", "archive_protected")


def test_a_full_disk_stops_the_command_and_nothing_that_was_taken_is_lost(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        die_at(patched, "b.csv", OSError(28, "No space left on device"))
        with pytest.raises(OurFault) as error:
            take(workspace, inbox)
    assert error.value.code == "disk_full"
    assert len(list_parts(workspace)) == 1
    assert [receipt.rows_taken for receipt in take(workspace, inbox).receipts] == [0, 1, 1]


def test_a_journal_line_that_was_cut_off_says_nothing(workspace: Workspace, inbox: Path) -> None:
    take(workspace, inbox)
    journal = batch_folder(workspace, 1) / "begun.jsonl"
    journal.write_bytes(journal.read_bytes()[:-5])
    assert [receipt.source_file for receipt in list_unfinished(workspace)] == ["c.csv"]
    (batch_folder(workspace, 1) / "closed.json").unlink()
    assert take(workspace, inbox).batch == 1
    assert list_unfinished(workspace) == []


def test_a_begun_file_that_cannot_be_read_at_all_keeps_its_reason(workspace: Workspace, inbox: Path) -> None:
    ingest.take_file(workspace=workspace, path=inbox / "a.csv", batch=1, received_at="2026-11-20T09:00:00Z")
    (workspace.root / "sightline.toml").write_text("[ingest]\nfile_bytes = 10\n")
    report = take(workspace, inbox / "b.csv")
    assert report.receipts == () and report.refused[0].code == "file_too_big"
    assert list_rejects(session_of(OPERATOR))[0].what_to_do.startswith("Ask the agency")


def test_a_file_that_is_not_to_be_taken_in_is_left_out(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        die_at(patched, "c.csv", Died())
        with pytest.raises(Died):
            take(workspace, inbox)
    with pytest.raises(BadInput):
        leave_file(session_of(OPERATOR), workspace=workspace, name="a.csv")
    assert leave_file(session_of(OPERATOR), workspace=workspace, name="c.csv") == 1
    assert ("c.csv", "refused") in [each[1:] for each in states(workspace)] and check_of_doctor(workspace).in_order
    assert (batch_folder(workspace, 1) / "closed.json").exists()
    assert take(workspace, inbox / "c.csv").receipts[0].rows_taken == 1


def test_of_a_folder_only_the_files_without_an_agreement_are_refused_and_listed(
    workspace: Workspace, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_export(inbox / "d.csv", "licensing_register", {"Licence No": "L1"})
    (workspace.root / "agreements" / "licensing.toml").unlink()
    report = take(workspace, inbox)
    assert [receipt.source_file for receipt in report.receipts] == ["a.csv", "b.csv", "c.csv"]
    assert [receipt.source_file for receipt in report.without_agreement] == ["d.csv"]
    with pytest.raises(Refused, match="1 file was not imported: no agreement in force covers it") as refused:
        print_report(report)
    assert refused.value.exit_code == 4 and refused.value.where == "d.csv"
    assert "sightline agreement draft licensing_register" in capsys.readouterr().out
    assert [line.state for line in list_files(session_of(OPERATOR)) if line.source_file == "d.csv"] == ["refused"]
    assert len(list_parts(workspace)) == len(list(workspace.received.iterdir())) == 3


def test_an_agreement_that_cannot_be_used_stops_the_command_before_any_file(workspace: Workspace, inbox: Path) -> None:
    (workspace.root / "agreements" / "police.toml").write_text('id = "police"\n', encoding="utf-8")
    with pytest.raises(Usage, match="is missing") as refused:
        take(workspace, inbox)
    assert refused.value.where == "agreements/police.toml" and list_parts(workspace) == []
