"""The key with which declared names, addresses and telephones are hashed: the workspace's own, in `insiders.key`.

It is kept with the other keys, and never in a backup. Where a master key is given from outside the workspace, that key
wraps it. It never changes, or nothing that was declared before would be found again.
"""

import base64
import hmac
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from sightline.casework.core.durable_files import give_secret_once, write_secret
from sightline.model.errors import Refused
from sightline.sealing.master_keys import KEY_BYTES, KEY_FILE, MasterKey, MasterKeys, read_master_keys
from sightline.translation.messages import lazy as _

INSIDERS_FILE, PURPOSE = "insiders.key", b"declared people"
NONCE = 12


@dataclass(frozen=True, slots=True)
class HashKey:
    """What details are hashed with."""

    key: bytes = field(repr=False)

    def hash(self, kind: str, text: str) -> str:
        """The keyed hash of a normal form of one kind."""
        return hmac.new(self.key, f"{kind}\x1f{text}".encode(), "sha256").hexdigest()


def current_hash_key() -> HashKey:
    """The open workspace's key, made the first time; Refused where the master key that wraps it is missing."""
    root = settings.SIGHTLINE_WORKSPACE
    return _read_hash_key(Path(root)) if root else _memory_key()


@cache
def _memory_key() -> HashKey:
    """The key of a process without a workspace."""
    return HashKey(secrets.token_bytes(KEY_BYTES))


def _read_hash_key(root: Path) -> HashKey:
    path = root / INSIDERS_FILE
    if not path.exists():
        _make_first(root, read_master_keys(root=root))
    written = path.stat()
    return _open_file(path, written.st_mtime_ns, written.st_ino)


@lru_cache(maxsize=16)
def _open_file(path: Path, changed: int, inode: int) -> HashKey:
    """Opened once a process for each writing of the file."""
    del changed, inode
    said = json.loads(path.read_text(encoding="ascii"))
    masters = read_master_keys(root=path.parent)
    key = _unwrap(said, masters)
    if masters and said["master"] != masters.in_use.id:
        write_secret(path, _wrap(key, masters.in_use))
    return HashKey(key)


def _make_first(root: Path, masters: MasterKeys | None) -> None:
    """Two processes that begin at once end with the same key: a file's name is given once."""
    give_secret_once(root / INSIDERS_FILE, _wrap(secrets.token_bytes(KEY_BYTES), masters.in_use if masters else None))


def _wrap(key: bytes, master: MasterKey | None) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    kept = nonce + AESGCM(master.key).encrypt(nonce, key, PURPOSE) if master else key
    return json.dumps({"master": master.id if master else "", "key": base64.b64encode(kept).decode("ascii")}).encode()


def _unwrap(said: dict[str, str], masters: MasterKeys | None) -> bytes:
    kept = base64.b64decode(said["key"])
    if not said["master"]:
        return kept
    master = masters.find(said["master"]) if masters else None
    if master:
        with suppress(InvalidTag):
            return AESGCM(master.key).decrypt(kept[:NONCE], kept[NONCE:], PURPOSE)
    raise Refused(
        _("Names that people declared cannot be compared: the key that wraps theirs is missing."),
        code="insiders_key_missing",
        what_to_do=_("Name the file of the key %(key)s in %(setting)s, then start Sightline again.")
        % {"key": said["master"], "setting": KEY_FILE},
    )
