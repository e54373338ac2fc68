"""The data keys that seal second-step secrets, themselves wrapped by a master key that no session has to do with.

`master.key` wraps; `data.keys` lists the wrapped data keys, the one in use first. While a key is changed two of either
may be there, so that whoever reads in between can open everything.
"""

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from sightline.casework.core import clock
from sightline.casework.core.durable_files import give_secret_once, write_secret
from sightline.model.errors import OurFault

MASTER_FILE, MASTER_NEXT, DATA_FILE = "master.key", "master.key.next", "data.keys"
ID_BYTES = 6


@dataclass(frozen=True, slots=True)
class DataKey:
    """A data key and when it was made."""

    id: str
    made_at: str
    key: bytes = field(repr=False)

    def fernet(self) -> Fernet:
        """What seals and opens with it."""
        return Fernet(self.key)


@dataclass(frozen=True, slots=True)
class Keyring:
    """The data keys of a workspace, the one in use first. Changing it gives another; `write_keyring` keeps it."""

    keys: tuple[DataKey, ...]

    @property
    def in_use(self) -> DataKey:
        """The key that seals from now on."""
        return self.keys[0]

    def find(self, key_id: str) -> DataKey | None:
        """A key by its id."""
        return next((one for one in self.keys if one.id == key_id), None)

    def with_new_key(self) -> "Keyring":
        """The same with a new key in use."""
        return replace(self, keys=(new_data_key(), *self.keys))

    def without_old_keys(self) -> "Keyring":
        """The key in use alone."""
        return replace(self, keys=self.keys[:1])


def new_data_key() -> DataKey:
    """A key that nothing was sealed with."""
    return DataKey(secrets.token_hex(ID_BYTES), clock.now_at(), Fernet.generate_key())


def read_keyring(folder: Path) -> Keyring:
    """The workspace's keys, made the first time. OurFault where they are there and cannot be opened."""
    if not (folder / DATA_FILE).exists():
        _make_first(folder)
    masters = [Fernet(path.read_bytes()) for path in _masters(folder)]
    written = json.loads((folder / DATA_FILE).read_text(encoding="ascii"))
    return Keyring(tuple(DataKey(one["id"], one["made_at"], _unwrap(one["wrapped"], masters)) for one in written))


def write_keyring(folder: Path, keyring: Keyring) -> None:
    """Keep the keys, wrapped by every master key that there is at present."""
    masters = [Fernet(path.read_bytes()) for path in _masters(folder)]
    write_secret(folder / DATA_FILE, _wrap(keyring, masters))


def change_master(folder: Path, keyring: Keyring) -> None:
    """Wrap the keys by a new master key; given again after an interruption it ends with one of each."""
    if not (folder / MASTER_NEXT).exists():
        write_secret(folder / MASTER_NEXT, Fernet.generate_key())
    write_keyring(folder, keyring)
    (folder / MASTER_NEXT).rename(folder / MASTER_FILE)
    write_keyring(folder, keyring)


def is_being_changed(folder: Path) -> bool:
    """Whether a rotation was begun and has not ended."""
    return (folder / MASTER_NEXT).exists() or len(read_keyring(folder).keys) > 1


@cache
def memory_keyring() -> Keyring:
    """The keys of a process without a workspace."""
    return Keyring((new_data_key(),))


def _masters(folder: Path) -> list[Path]:
    return [path for path in (folder / MASTER_FILE, folder / MASTER_NEXT) if path.exists()]


def _make_first(folder: Path) -> None:
    """Two processes that begin at once end with the same keys: a file's name is given once."""
    give_secret_once(folder / MASTER_FILE, Fernet.generate_key())
    masters = [Fernet((folder / MASTER_FILE).read_bytes())]
    give_secret_once(folder / DATA_FILE, _wrap(Keyring((new_data_key(),)), masters))


def _wrap(keyring: Keyring, masters: list[Fernet]) -> bytes:
    rows = [
        {"id": one.id, "made_at": one.made_at, "wrapped": [master.encrypt(one.key).decode() for master in masters]}
        for one in keyring.keys
    ]
    return json.dumps(rows, indent=1).encode("ascii")


def _unwrap(wrapped: list[str], masters: list[Fernet]) -> bytes:
    for master in masters:
        for token in wrapped:
            with suppress(InvalidToken):
                return master.decrypt(token.encode())
    raise OurFault(
        "The data keys cannot be opened with this workspace's master key.",
        code="other_master_key",
        what_to_do=f"Put {MASTER_FILE} and {DATA_FILE} back from the keys kept with a backup.",
    )
