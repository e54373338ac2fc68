"""Master keys of sealed rolls are outside the workspace and closed to others; what they wrap opens by them alone."""

import base64
import os
from pathlib import Path

import pytest

from sightline.model.errors import OurFault, Refused, Usage
from sightline.sealing.ciphers import PIECE, RowCipher
from sightline.sealing.master_keys import CREDENTIALS, KEY_FILE, KEY_TEXT, MasterKeys, read_master_keys
from sightline.sealing.roll_keys import ROLLS_FILE, find_roll_keys, read_roll_keys

ROOT = "workspace"


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def masters(*keys: str) -> MasterKeys:
    found = read_master_keys(root=Path("/nowhere"), environment={KEY_TEXT: "\n".join(keys)})
    assert found
    return found


def write_key(path: Path, text: str, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="ascii")
    path.chmod(mode)
    return path


def test_a_key_is_read_from_a_file_a_credential_or_the_environment(tmp_path: Path) -> None:
    key = new_key()
    path = write_key(tmp_path / "sightline-rolls-key", f"{key}\n", 0o400)
    ways = ({KEY_FILE: str(path)}, {CREDENTIALS: str(tmp_path)}, {KEY_TEXT: key})
    found = [read_master_keys(root=tmp_path / ROOT, environment=said) for said in ways]
    assert {one.in_use.id for one in found if one} == {masters(key).in_use.id} and None not in found
    assert read_master_keys(root=tmp_path / ROOT, environment={CREDENTIALS: str(tmp_path / ROOT)}) is None
    with pytest.raises(Usage, match="in two ways"):
        read_master_keys(root=tmp_path / ROOT, environment={KEY_FILE: str(path), KEY_TEXT: key})


def test_a_credential_is_read_as_systemd_gives_it(tmp_path: Path) -> None:
    key = new_key()
    path = write_key(tmp_path / "credentials" / "sightline-rolls-key", key, 0o440)
    said = {CREDENTIALS: str(path.parent)}
    assert read_master_keys(root=tmp_path / ROOT, environment=said) == masters(key)
    named = {**said, KEY_FILE: str(write_key(path.parent / "other", key, 0o440))}
    path.unlink()
    assert read_master_keys(root=tmp_path / ROOT, environment=named) == masters(key)
    below = write_key(path.parent / "below" / "key", key, 0o440)
    for other in (below, write_key(path.parent / "all", key, 0o444), write_key(path.parent / "written", key, 0o460)):
        with pytest.raises(Usage, match="other accounts"):
            read_master_keys(root=tmp_path / ROOT, environment={**said, KEY_FILE: str(other)})


@pytest.mark.parametrize(
    "sealed", ["received/aa.bb.roll", "batches/000001/aa/sealed_row.sqlite"], ids=["a file", "rows"]
)
def test_lost_keys_are_never_made_anew_where_something_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealed: str
) -> None:
    monkeypatch.setenv(KEY_TEXT, new_key())
    (tmp_path / sealed).parent.mkdir(parents=True)
    (tmp_path / sealed).touch()
    with pytest.raises(Refused, match="own keys are lost"):
        find_roll_keys(tmp_path)
    assert not (tmp_path / ROLLS_FILE).exists()
    monkeypatch.delenv(KEY_TEXT)
    with pytest.raises(Refused, match="the key is missing"):
        find_roll_keys(tmp_path)


@pytest.mark.parametrize(
    ("name", "mode", "text", "code"),
    [
        ("workspace/rolls", 0o600, "", "rolls_key_inside"),
        ("rolls", 0o640, "", "rolls_key_open"),
        ("rolls", 0o604, "", "rolls_key_open"),
        ("rolls", 0o600, "c2hvcnQ=", "rolls_key_bad"),
        ("rolls", 0o600, "A" * 43 + "=", "rolls_key_bad"),  # 32 bytes of nothing
        ("rolls", 0o600, "not base64!", "rolls_key_bad"),
    ],
)
def test_a_key_that_others_could_use_is_refused_and_never_said(
    tmp_path: Path, name: str, mode: int, text: str, code: str
) -> None:
    said = text or new_key()
    path = write_key(tmp_path / name, said, mode)
    with pytest.raises(Usage) as refused:
        read_master_keys(root=tmp_path / ROOT, environment={KEY_FILE: str(path)})
    assert refused.value.code == code and said not in str(refused.value) and refused.value.__cause__ is None
    assert said not in repr(masters(new_key()))


def test_a_link_into_the_workspace_is_inside_it(tmp_path: Path) -> None:
    inside = write_key(tmp_path / ROOT / "rolls", new_key())
    (tmp_path / "link").symlink_to(inside)
    with pytest.raises(Usage, match="inside the workspace"):
        read_master_keys(root=tmp_path / ROOT, environment={KEY_FILE: str(tmp_path / "link")})


def test_the_workspace_keeps_its_keys_wrapped_and_refuses_without_the_master_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(KEY_TEXT, raising=False)
    assert find_roll_keys(tmp_path) is None and not (tmp_path / ROLLS_FILE).exists()
    monkeypatch.setenv(KEY_TEXT, new_key())
    keys = find_roll_keys(tmp_path)
    assert keys and keys == find_roll_keys(tmp_path)
    written = (tmp_path / ROLLS_FILE).read_bytes()
    assert not any(base64.b64encode(one) in written or one in written for one in (keys.rows, keys.hashes))
    assert (tmp_path / ROLLS_FILE).stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv(KEY_TEXT, new_key())
    with pytest.raises(Refused, match="cannot be opened with this key"):
        find_roll_keys(tmp_path)
    monkeypatch.delenv(KEY_TEXT)
    with pytest.raises(Refused, match="the key is missing"):
        find_roll_keys(tmp_path)


def test_a_new_master_key_wraps_the_same_keys_and_the_old_one_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = new_key(), new_key()
    monkeypatch.setenv(KEY_TEXT, old)
    keys = find_roll_keys(tmp_path)
    monkeypatch.setenv(KEY_TEXT, f"{new}\n{old}")
    assert find_roll_keys(tmp_path) == keys
    assert read_roll_keys(tmp_path, masters(new)) == keys
    with pytest.raises(Refused, match="cannot be opened"):
        read_roll_keys(tmp_path, masters(old))
    assert sorted(path.name for path in tmp_path.iterdir()) == [ROLLS_FILE]


def test_a_changed_byte_another_place_or_another_key_opens_nothing() -> None:
    cipher = RowCipher(os.urandom(32))
    one = cipher.seal(b"Quillon", place="a")
    assert cipher.open(one, place="a") == b"Quillon" and b"Quillon" not in one.sealed
    assert one != cipher.seal(b"Quillon", place="a"), "each row has a key of its own"
    for place, damaged in (
        ("b", one),
        ("a", type(one)(one.wrapped, bytes([one.sealed[0] ^ 1]) + one.sealed[1:])),
        ("a", type(one)(one.wrapped[:-1] + bytes([one.wrapped[-1] ^ 1]), one.sealed)),
    ):
        with pytest.raises(OurFault, match="damaged") as found:
            cipher.open(damaged, place=place)
        assert found.value.where == place
    with pytest.raises(OurFault, match="damaged"):
        RowCipher(os.urandom(32)).open(one, place="a")


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 2 * PIECE])
def test_a_file_is_sealed_in_pieces_and_a_cut_one_is_noticed(tmp_path: Path, size: int) -> None:
    cipher, content = RowCipher(os.urandom(32)), os.urandom(size)
    (tmp_path / "plain").write_bytes(content)
    sealed = tmp_path / "sealed"
    cipher.seal_file(tmp_path / "plain", sealed, place="a")
    assert b"".join(cipher.open_file(sealed, place="a")) == content
    for kept in (sealed.stat().st_size - 1, 60 + PIECE + 16, 60):
        if kept < sealed.stat().st_size:
            cut = tmp_path / "cut"
            cut.write_bytes(sealed.read_bytes()[:kept])
            with pytest.raises(OurFault, match="damaged"):
                list(cipher.open_file(cut, place="a"))
