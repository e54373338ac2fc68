"""Reads the master keys that protect sealed rolls: from a file, a systemd credential or the environment.

They are never inside the workspace: a copy of its folder opens nothing. The first key is in use; the others only open
what they wrapped, until the next import or update has wrapped it by the first.
"""

import base64
import binascii
import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sightline.model.errors import Usage

KEY_FILE, KEY_TEXT = "SIGHTLINE_ROLLS_KEY_FILE", "SIGHTLINE_ROLLS_KEY"
CREDENTIALS, CREDENTIAL = "CREDENTIALS_DIRECTORY", "sightline-rolls-key"
KEY_BYTES, ID_FIGURES, MOST_BYTES = 32, 12, 4096
ANY_OTHER, READ_BY_GROUP = 0o077, 0o037  # bits of a file's mode that are refused
MAKE_ONE = "Make one outside the workspace: openssl rand -base64 32 > FILE && chmod 600 FILE"


@dataclass(frozen=True, slots=True)
class MasterKey:
    """One key, and an id that tells nothing of it."""

    id: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The key in use first, then earlier ones."""

    keys: tuple[MasterKey, ...]

    @property
    def in_use(self) -> MasterKey:
        """The key that wraps from now on."""
        return self.keys[0]

    def find(self, key_id: str) -> MasterKey | None:
        """A key by its id."""
        return next((one for one in self.keys if one.id == key_id), None)


def read_master_keys(*, root: Path, environment: Mapping[str, str] | None = None) -> MasterKeys | None:
    """The keys that this process was given, or None. Usage where they cannot be used, or are given in two ways."""
    said = os.environ if environment is None else environment
    credentials = Path(said[CREDENTIALS]) if said.get(CREDENTIALS) else None
    found: list[str] = []
    if path := said.get(KEY_FILE):
        found.append(_read_file(Path(path), root=root, credentials=credentials))
    if credentials and (credentials / CREDENTIAL).exists():
        found.append(_read_file(credentials / CREDENTIAL, root=root, credentials=credentials))
    if text := said.get(KEY_TEXT):
        found.append(text)
    if len(found) > 1:
        raise Usage(
            "The key of sealed rolls is given in two ways.",
            code="rolls_key_twice",
            what_to_do=f"Keep one of {KEY_FILE}, {KEY_TEXT} and the credential {CREDENTIAL}.",
        )
    return _read_keys(found[0]) if found else None


def _read_file(path: Path, *, root: Path, credentials: Path | None) -> str:
    """The text of a key's file; Usage where it is inside the workspace, open to others, or cannot be read.

    A group may read what lies directly in the folder of credentials: systemd gives each as 0440 in a closed folder.
    """
    in_credentials = credentials is not None and path.resolve().parent == credentials.resolve()
    forbidden = READ_BY_GROUP if in_credentials else ANY_OTHER
    if path.resolve().is_relative_to(root.resolve()):
        raise Usage(
            "The key of sealed rolls is inside the workspace.",
            code="rolls_key_inside",
            where=str(path),
            what_to_do="Move it to a folder outside. A copy of the workspace would open every sealed row.",
        )
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Usage(
            "The key of sealed rolls cannot be read.", code="rolls_key_unread", where=str(path), what_to_do=MAKE_ONE
        ) from error
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_mode & forbidden:
            raise Usage(
                "The key of sealed rolls can be read by other accounts of this machine.",
                code="rolls_key_open",
                where=str(path),
                what_to_do="Make it an ordinary file that only its owner can read: chmod 600 FILE",
            )
        return stream.read(MOST_BYTES).decode("ascii", "replace")


def _read_keys(text: str) -> MasterKeys:
    keys = [_read_key(line) for line in text.split()]
    if not keys or len({one.id for one in keys}) < len(keys):
        raise _bad_key()
    return MasterKeys(tuple(keys))


def _read_key(line: str) -> MasterKey:
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise _bad_key() from None  # the error before would hold the text of the key
    if len(raw) != KEY_BYTES or len(set(raw)) == 1:
        raise _bad_key()
    return MasterKey(hashlib.sha256(b"sealed rolls" + raw).hexdigest()[:ID_FIGURES], raw)


def _bad_key() -> Usage:
    return Usage(
        f"The key of sealed rolls is not {KEY_BYTES} random bytes in base64, one key a line.",
        code="rolls_key_bad",
        what_to_do=MAKE_ONE,
    )
