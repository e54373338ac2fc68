"""What a backup is, what is no backup, what verification finds, and where a backup or a restore is refused."""

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.small_partnership import PASSWORD, run_commands

from sightline.casework.backup import restore
from sightline.casework.backup.manifest import MANIFEST_FILE, SQLITE_FILE, read_manifest
from sightline.casework.backup.restore import RestoreSource, check_target, restore_backup, settings_with
from sightline.casework.backup.services import BackupOptions, check_places
from sightline.casework.backup.verification import Verification, verify_copy
from sightline.casework.boot import check_whole
from sightline.casework.core.durable_files import read_file
from sightline.casework.keys.sets import is_secret, list_needles, read_key_set, write_key_set
from sightline.model.errors import BadInput, OurFault, Refused, Usage
from sightline.store import Workspace

POSTGRESQL_URL = "postgresql://a:b@db.example/c"
PASSPHRASE = "seven invented words that nobody would guess"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A workspace with an account, and a backup of it."""
    folder = tmp_path_factory.mktemp("backups")
    workspace, backup, keys = folder / "workspace", folder / "backup", folder / "keys"
    (folder / "backup.partial" / "files").mkdir(parents=True)  # what a backup that was killed left there
    (folder / "backup.partial" / "files" / "half.csv").touch()
    account = ["-w", str(workspace), "account", "ann", "--role", "manager", "--agency", "police"]
    take = ["-w", str(workspace), "backup", str(backup), "--keys", str(keys)]
    said = run_commands([["init", str(workspace)], account, take], typed=f"{PASSWORD}\n")
    return SimpleNamespace(workspace=workspace, backup=backup, keys=keys, said=said)


@pytest.fixture
def backup(made: SimpleNamespace, tmp_path: Path) -> Path:
    """A copy of the backup, for a test that damages it."""
    return shutil.copytree(made.backup, tmp_path / "copy")


def verify(backup: Path, needles: tuple[bytes, ...] = ()) -> Verification:
    return verify_copy(folder=backup, manifest=read_manifest(backup), needles=needles)


def say_again(backup: Path, name: str) -> None:
    """Make the manifest say what the file is now, as somebody would who forges a backup."""
    written = json.loads((backup / MANIFEST_FILE).read_text())
    found, _ = read_file(backup / name)
    written["files"][name] = {"sha256": found.sha256, "size": found.size}
    (backup / MANIFEST_FILE).write_text(json.dumps(written))


def say(backup: Path, **changes: object) -> None:
    written = json.loads((backup / MANIFEST_FILE).read_text())
    (backup / MANIFEST_FILE).write_text(json.dumps(written | changes))


def forge(backup: Path, *statements: str) -> None:
    with sqlite3.connect(backup / SQLITE_FILE) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    say_again(backup, SQLITE_FILE)


def test_a_backup_is_whole_its_owners_alone_and_without_keys_and_sessions(made: SimpleNamespace) -> None:
    assert "Verified: complete." in made.said
    assert not made.backup.with_name("backup.partial").exists()
    with sqlite3.connect(made.workspace / "casework.sqlite3") as connection:
        rows = connection.execute("SELECT outcome FROM casework_auditentry WHERE action = 'backup'").fetchall()
    connection.close()
    assert rows == [("done",)]
    found = [*made.backup.rglob("*"), *made.keys.rglob("*")]
    assert not [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
    keys = read_key_set(folder=made.keys, name=read_manifest(made.backup).key_set)
    assert {"secret.key", "sightline.toml"} <= set(keys)
    assert not [path for path in made.backup.rglob("*") if is_secret(path.name)]
    assert verify(made.backup, tuple(list_needles(keys))).is_whole
    with sqlite3.connect(made.backup / SQLITE_FILE) as connection:
        assert connection.execute("SELECT count(*) FROM casework_account").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    connection.close()


def test_what_was_interrupted_is_no_backup(backup: Path) -> None:
    with pytest.raises(BadInput, match="not a complete backup"):
        read_manifest(backup.rename(backup.with_name("copy.partial")))
    (backup.with_name("copy.partial") / MANIFEST_FILE).unlink()
    with pytest.raises(BadInput, match="not a complete backup"):
        read_manifest(backup.with_name("copy.partial").rename(backup))


def damage_a_byte(backup: Path) -> None:
    path = backup / SQLITE_FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte": (damage_a_byte, "was changed after it was written"),
    "a file is gone": (lambda backup: (backup / SQLITE_FILE).unlink(), "is missing"),
    "a file too many": (lambda backup: (backup / "files" / "more.csv").touch(), "not listed"),
    "a key": (lambda backup: (backup / "secret.key").touch(), "must not be inside"),
    "a changed row": (
        lambda backup: forge(
            backup,
            "DROP TRIGGER casework_auditentry_no_update",
            "UPDATE casework_auditentry SET action = 'nothing' WHERE sequence = 1",
        ),
        "Row 1 of casework_auditentry",
    ),
    "a cut tail": (
        lambda backup: forge(
            backup,
            "DROP TRIGGER casework_decision_no_delete",
            "DELETE FROM casework_decision WHERE sequence = (SELECT max(sequence) FROM casework_decision)",
        ),
        "casework_decision ends at row",
    ),
    "a snapshot that is nowhere": (lambda backup: say(backup, current_snapshot="2026-01-01-x"), "is not in the backup"),
}


@pytest.mark.parametrize("name", list(DAMAGES))
def test_a_damaged_backup_is_not_whole_and_is_not_restored(name: str, made: SimpleNamespace, backup: Path) -> None:
    damage, said = DAMAGES[name]
    damage(backup)
    assert said in " ".join(verify(backup).problems)
    to = backup.with_name("restored")
    with pytest.raises(BadInput, match="not complete"):
        restore_backup(source=RestoreSource(backup, made.keys), to=to)
    assert not to.exists()


def test_a_snapshot_that_was_damaged_before_is_said(backup: Path) -> None:
    """Its bytes are those that were copied, but not those that its own manifest names."""
    place = backup / "snapshots" / "2026-01-01-x"
    place.mkdir(parents=True)
    (place / "serve.sqlite").write_bytes(b"as it is now")
    (place / "manifest.json").write_text(json.dumps({"files": {"serve.sqlite": {"sha256": "0" * 64}}}))
    for name in ("serve.sqlite", "manifest.json"):
        say_again(backup, f"snapshots/2026-01-01-x/{name}")
    say(backup, snapshots=[{"id": "2026-01-01-x", "as_at": "2026-01-01", "copied": True, "inputs": {}}])
    (problem,) = verify(backup).problems
    assert "serve.sqlite was damaged before the backup" in problem


def test_a_key_in_any_file_is_found(made: SimpleNamespace, backup: Path) -> None:
    keys = read_key_set(folder=made.keys, name=read_manifest(backup).key_set)
    (backup / "files" / "notes.csv").write_bytes(b"x" * 100 + keys["secret.key"].strip())
    say_again(backup, "files/notes.csv")
    assert verify(backup).is_whole
    assert verify(backup, tuple(list_needles(keys))).problems == ("files/notes.csv contains a key of the workspace.",)


def test_the_moment_at_which_a_key_was_made_is_no_key() -> None:
    """It stands in the audit of that second too: the backup after `keys rotate data` would never be whole."""
    made_at, wrapped = "2026-11-29T06:53:51Z", "gAAAAABrC8v_t-6EAr-8t5HSwNFenCrOWt4"
    keys = {"data.keys": json.dumps([{"id": "9a8398c7279a", "made_at": made_at, "wrapped": [wrapped]}]).encode()}
    assert [needle.strip(b"[]},") for needle in list_needles(keys)] == [wrapped.encode()]


def test_a_file_that_leads_out_of_the_backup_is_not_read(backup: Path) -> None:
    written = json.loads((backup / MANIFEST_FILE).read_text())
    written["files"]["../outside"] = {"sha256": "0" * 64, "size": 0}
    (backup / MANIFEST_FILE).write_text(json.dumps(written))
    with pytest.raises(BadInput, match="cannot be read"):
        read_manifest(backup)


def test_a_backup_goes_into_a_new_folder_outside_the_workspace(made: SimpleNamespace, tmp_path: Path) -> None:
    workspace, wanted = Workspace(made.workspace), BackupOptions(keys=tmp_path / "keys")
    with pytest.raises(Refused, match="already holds something"):
        check_places(workspace, made.backup, wanted)
    with pytest.raises(Refused, match="inside the workspace"):
        check_places(workspace, made.workspace / "backups" / "1", wanted)
    (tmp_path / "empty").mkdir()
    check_places(workspace, tmp_path / "empty", wanted)


def test_keys_go_into_the_backup_only_where_a_passphrase_seals_them(made: SimpleNamespace, tmp_path: Path) -> None:
    inside = tmp_path / "new" / "keys"
    with pytest.raises(Refused, match="must not contain keys that are not encrypted"):
        check_places(Workspace(made.workspace), tmp_path / "new", BackupOptions(keys=inside))
    check_places(Workspace(made.workspace), tmp_path / "new", BackupOptions(keys=inside, passphrase=PASSPHRASE))
    name = read_manifest(made.backup).key_set
    keys = read_key_set(folder=made.keys, name=name)
    sealed = write_key_set(keys=keys, folder=inside, passphrase=PASSPHRASE)
    assert not [needle for needle in list_needles(keys) if needle in sealed.read_bytes()]
    assert read_key_set(folder=inside, name=name, passphrase=PASSPHRASE) == keys
    with pytest.raises(BadInput, match="cannot be opened"):
        read_key_set(folder=inside, name=name, passphrase="another passphrase that is long enough")
    with pytest.raises(BadInput, match="not in that folder"):
        read_key_set(folder=inside, name=name)


def test_a_restore_overwrites_nothing_and_crosses_no_databases(
    made: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = read_manifest(made.backup)
    with pytest.raises(Refused, match="never overwrites"):
        check_target(manifest, made.workspace, "")
    with pytest.raises(Usage, match="cannot be restored into PostgreSQL"):
        check_target(manifest, tmp_path / "new", POSTGRESQL_URL)
    monkeypatch.setenv("SIGHTLINE_DATABASE_URL", POSTGRESQL_URL)
    with pytest.raises(Usage, match="cannot be restored into PostgreSQL"):
        check_target(manifest, tmp_path / "new", "")


def test_keys_of_another_workspace_are_refused(made: SimpleNamespace, tmp_path: Path) -> None:
    write_key_set(keys={"secret.key": b"another"}, folder=tmp_path / "other")
    with pytest.raises(BadInput, match="not in that folder"):
        restore_backup(source=RestoreSource(made.backup, tmp_path / "other"), to=tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_restore_that_fails_leaves_no_workspace(
    made: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "new"

    def fail(*_: object) -> bool:
        with pytest.raises(Refused, match="did not finish"):
            check_whole(to)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore, "open_restored", fail)
    with pytest.raises(OurFault, match="No space left"):
        restore_backup(source=RestoreSource(made.backup, made.keys), to=to)
    assert not to.exists()


@pytest.mark.parametrize(
    "before",
    ["[web]\nhosts = []\n", '[database]\nurl = "postgresql://old@x/y"\n\n[web]\nhosts = []\n', "[database]\n# none\n"],
)
def test_the_restored_settings_name_the_database_restored_into(before: str) -> None:
    import tomllib

    after = tomllib.loads(settings_with(before.encode(), POSTGRESQL_URL).decode())
    assert after["database"] == {"url": POSTGRESQL_URL}
    assert after.get("web") == tomllib.loads(before).get("web")
