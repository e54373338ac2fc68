"""The workspace's own keys of sealed rolls, in `rolls.keys`, wrapped by the master key: one for rows, one for hashes.

A new master key wraps them anew and touches no row. The key of hashes never changes, or nothing would be found again.
"""

import base64
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sightline.model.errors import Refused
from sightline.sealing.master_keys import KEY_BYTES, KEY_FILE, MasterKeys, read_master_keys
from sightline.store.files import fsync
from sightline.store.received_files import holds_sealed
from sightline.store.workspace import Workspace

ROLLS_FILE = "rolls.keys"
ROWS, HASHES = "rows", "hashes"
NONCE = 12
HANDLE_FIGURES, CONTENT_FIGURES, LINK_BYTES = 20, 16, 8


@dataclass(frozen=True, slots=True)
class RollKeys:
    """What wraps the key of each row, and what hashes are made with."""

    rows: bytes = field(repr=False)
    hashes: bytes = field(repr=False)

    def handle(self, row_id: str) -> str:
        """What a sealed row is known by in place of its id, which anyone could work out from a name and birth date."""
        return self._hash("row", row_id).hex()[:HANDLE_FIGURES]

    def content(self, content: str) -> str:
        """What is kept of a sealed row's content, to see whether it changed."""
        return self._hash("content", content).hex()[:CONTENT_FIGURES]

    def link(self, key: str, *, agency: str) -> int:
        """The keyed hash of what somebody or something may be found by, as SQLite keeps a whole number.

        Each agency's rows have hashes of their own: without the key nobody sees that two agencies know one person.
        """
        return int.from_bytes(self._hash("link", f"{agency}\x1f{key}")[:LINK_BYTES], "big", signed=True)

    def file_id(self, sha256: str) -> str:
        """What a sealed file is known by in place of its SHA-256, which whoever has the file can work out."""
        return self._hash("file", sha256).hex()

    def _hash(self, kind: str, text: str) -> bytes:
        return hmac.digest(self.hashes, f"{kind}\x1f{text}".encode(), "sha256")


def find_roll_keys(root: Path) -> RollKeys | None:
    """The keys of a workspace, made the first time a master key is given; None where rolls are not sealed here.

    What an earlier master key wrapped is wrapped by the one in use. The caller holds the workspace's lock. Refused
    where rows are sealed here and the master key is missing or another one, or `rolls.keys` is lost: new keys would
    never open what there is.
    """
    masters, has_keys = read_master_keys(root=root), (root / ROLLS_FILE).exists()
    is_sealed = has_keys or holds_sealed(Workspace(root))
    if masters is None:
        if is_sealed:
            raise Refused(
                "Rolls are sealed in this workspace, and the key is missing.",
                code="rolls_key_missing",
                what_to_do=f"Name its file in {KEY_FILE}, then run the command again.",
            )
        return None
    if is_sealed and not has_keys:
        raise Refused(
            f"Rolls are sealed in this workspace, and its own keys are lost: there is no {ROLLS_FILE}.",
            code="rolls_keys_lost",
            what_to_do=f"Put {ROLLS_FILE} back from the keys kept with a backup. Without it, nobody can open the rows.",
        )
    if not has_keys:
        _make_first(root, masters)
    keys = read_roll_keys(root, masters)
    if _written(root)["master"] != masters.in_use.id:
        _write_beside(root, _wrap(keys, masters)).rename(root / ROLLS_FILE)
        fsync(root)
    return keys


def has_roll_keys(workspace: Workspace) -> bool:
    """Whether rolls are sealed in a workspace; asked without any key."""
    return (workspace.root / ROLLS_FILE).exists()


def read_roll_keys(root: Path, masters: MasterKeys) -> RollKeys:
    """The keys that there are; Refused where none of these master keys wrapped them."""
    written = _written(root)
    return RollKeys(*(_unwrap(written, name, masters) for name in (ROWS, HASHES)))


def _written(root: Path) -> dict[str, str]:
    written: dict[str, str] = json.loads((root / ROLLS_FILE).read_text(encoding="ascii"))
    return written


def _make_first(root: Path, masters: MasterKeys) -> None:
    """Two processes that begin at once end with the same keys: a file's name is given once."""
    keys = RollKeys(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
    written = _write_beside(root, _wrap(keys, masters))
    try:
        with suppress(FileExistsError):
            (root / ROLLS_FILE).hardlink_to(written)
    finally:
        written.unlink()
    fsync(root)


def _write_beside(root: Path, text: str) -> Path:
    path = root / f"{ROLLS_FILE}.{os.getpid()}.partial"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return path


def _wrap(keys: RollKeys, masters: MasterKeys) -> str:
    cipher, wrapped = AESGCM(masters.in_use.key), {}
    for name, key in ((ROWS, keys.rows), (HASHES, keys.hashes)):
        nonce = secrets.token_bytes(NONCE)
        wrapped[name] = base64.b64encode(nonce + cipher.encrypt(nonce, key, name.encode())).decode("ascii")
    return json.dumps({"master": masters.in_use.id, **wrapped}, indent=1)


def _unwrap(written: dict[str, str], name: str, masters: MasterKeys) -> bytes:
    master = masters.find(written["master"])
    if master:
        token = base64.b64decode(written[name])
        with suppress(InvalidTag):
            return AESGCM(master.key).decrypt(token[:NONCE], token[NONCE:], name.encode())
    raise Refused(
        "The sealed rolls of this workspace cannot be opened with this key.",
        code="rolls_key_other",
        what_to_do=f"Give the key {written['master']}, and put {ROLLS_FILE} back from the keys kept with a backup.",
    )
