"""The register of erasures: which records, texts and cells may never come back, as keyed hashes that name nobody.

It goes with every backup and is kept elsewhere too: what a restore brings back is erased again before anybody reads it.
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from sightline.store.files import fsync, write_whole

REGISTER_FILE, KEY_FILE = "erasures.jsonl", "erasure.key"
KEY_BYTES, HASH_FIGURES = 32, 32


class ErasedKind(StrEnum):
    """What a hash of the register stands for."""

    RECORD = "record"
    TEXT = "text"
    REASON = "reason"
    CELL = "cell"  # a name, a number or an address that only erased rows had
    SEALED = "sealed"  # the handle of a row of a sealed roll that nobody opened
    WRITING = "writing"  # a file, meeting, action or question that people wrote in Sightline itself
    REVIEW = "review"  # a learning review, with all that was written in it
    NAME = "name"  # how words that somebody typed may name a person whom only erased rows named


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: its id, the day of its decision, and the keyed hashes of what was erased, by kind."""

    id: str
    erased_on: str
    hashes: Mapping[str, tuple[str, ...]]

    def as_line(self) -> dict[str, Any]:
        """How the register has it."""
        return {
            "id": self.id,
            "erased_on": self.erased_on,
            "hashes": {name: list(found) for name, found in self.hashes.items()},
        }


@dataclass(frozen=True, slots=True)
class ErasureRegister:
    """Every erasure, and the key of its hashes."""

    erasures: tuple[Erasure, ...] = ()
    key: bytes = field(default=b"", repr=False)
    _known: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, erasures: Iterable[Erasure], key: bytes) -> "ErasureRegister":
        """The register of these erasures."""
        every = tuple(erasures)
        known = {
            f"{kind}:{one}": erasure.erased_on
            for erasure in every
            for kind, hashes in erasure.hashes.items()
            for one in hashes
        }
        return cls(every, key, known)

    def __bool__(self) -> bool:
        """Whether anything was ever erased."""
        return bool(self.erasures)

    def hash(self, kind: ErasedKind, said: str) -> str:
        """The keyed hash by which the register knows an id."""
        return hmac.digest(self.key, f"{kind} {said}".encode(), sha256).hex()[:HASH_FIGURES]

    def erased_on(self, kind: ErasedKind, said: str) -> str:
        """The day on which it was erased; empty where it was not."""
        return self._known.get(f"{kind}:{self.hash(kind, said)}", "") if self._known else ""

    def holds(self, kind: ErasedKind, said: str) -> bool:
        """Whether it was erased."""
        return bool(self.erased_on(kind, said))

    def has(self, kind: ErasedKind) -> bool:
        """Whether it has any hash of that kind."""
        return any(erasure.hashes.get(kind) for erasure in self.erasures)

    def with_erasure(self, erasure: Erasure) -> "ErasureRegister":
        """The same with one more; one that is there already stays once."""
        others = (one for one in self.erasures if one.id != erasure.id)
        return ErasureRegister.of((*others, erasure), self.key)

    @property
    def digest(self) -> str:
        """A hash of all of it, empty before the first erasure: a snapshot is of what was erased by then."""
        if not self.erasures:
            return ""
        lines = sorted(json.dumps(one.as_line(), sort_keys=True) for one in self.erasures)
        return sha256("\n".join(lines).encode()).hexdigest()


def read_register(root: Path) -> ErasureRegister:
    """The register of a workspace; empty where nothing was erased. Its key is made with the first erasure."""
    path, key = root / REGISTER_FILE, root / KEY_FILE
    erasures = read_lines(path) if path.is_file() else ()
    return ErasureRegister.of(erasures, bytes.fromhex(key.read_text(encoding="ascii")) if key.is_file() else b"")


def read_lines(path: Path) -> tuple[Erasure, ...]:
    """The erasures of a register's file, also of a copy that is kept elsewhere; ValueError where it is none."""
    found = []
    for line in path.read_text(encoding="ascii").splitlines():
        said = json.loads(line)
        hashes = {str(ErasedKind(name)): tuple(map(str, every)) for name, every in dict(said["hashes"]).items()}
        found.append(Erasure(str(said["id"]), str(said["erased_on"]), hashes))
    return tuple(found)


def write_register(root: Path, register: ErasureRegister) -> None:
    """Write the register whole, for its owner alone."""
    text = "".join(json.dumps(one.as_line(), sort_keys=True) + "\n" for one in register.erasures)
    write_whole(root / REGISTER_FILE, text)
    (root / REGISTER_FILE).chmod(0o600)


def need_key(root: Path) -> ErasureRegister:
    """The register, with a key that is made the first time."""
    path = root / KEY_FILE
    if not path.exists():
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
        fsync(path)
        fsync(path.parent)
    return read_register(root)
