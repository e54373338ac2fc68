"""Kept heads: where each chain ended on each day, signed and outside the database, so that a cut tail is seen.

Whoever owns the database can cut rows off the end of a chain and make its heads fit; not heads that were kept
elsewhere. `[audit] heads_folder` in sightline.toml names that other place.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sightline.model.errors import BadInput
from sightline.model.hash_chain import Head
from sightline.store import Workspace
from sightline.store.files import BEING_WRITTEN, fsync, write_whole

HEADS_FILE, KEY_FILE, PUBLIC_FILE = "audit-heads.jsonl", "audit-heads.key", "audit-heads.pub"


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Where a chain ended at a moment, with the signature of this workspace's key over the rest (base64)."""

    at: str
    chain: str
    sequence: int
    hash: str
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        content = {name: value for name, value in asdict(self).items() if name != "signature"}
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def keep_heads(*, workspace: Workspace, path: Path, heads: Mapping[str, Head], at: str, once_a_day: bool = True) -> int:
    """Add to the file the heads that are new since the last of each chain was kept; how many. Or one a day alone."""
    last = {kept.chain: kept for kept in read_heads(path)}
    new = [
        KeptHead(at, name, head.sequence, head.hash)
        for name, head in heads.items()
        if head.sequence and _is_due(last.get(name), head, at, once_a_day=once_a_day)
    ]
    if new:
        key = _private_key(workspace)
        write_heads(path, [*read_heads(path), *(sign_head(head, key) for head in new)])
    return len(new)


def sign_start(*, workspace: Workspace, chain: str, head: Head, at: str) -> KeptHead:
    """The head behind which a chain begins from now on, signed."""
    return sign_head(KeptHead(at, chain, head.sequence, head.hash), _private_key(workspace))


def write_heads(path: Path, heads: Iterable[KeptHead]) -> None:
    """Write all kept heads whole, for the owner alone."""
    write_whole(path, "".join(json.dumps(describe(head), separators=(",", ":")) + "\n" for head in heads))
    path.chmod(0o600)


def _is_due(last: KeptHead | None, head: Head, at: str, *, once_a_day: bool) -> bool:
    if last is None:
        return True
    return last.hash != head.hash and not (once_a_day and last.at[:10] == at[:10])


def read_heads(path: Path) -> tuple[KeptHead, ...]:
    """The kept heads, oldest first; none where none was kept. BadInput where the file is damaged."""
    if not path.is_file():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(KeptHead(**json.loads(line)) for line in lines if line)
    except (UnicodeDecodeError, json.JSONDecodeError, TypeError) as error:
        raise BadInput(
            "The file of kept heads is damaged.",
            code="heads_damaged",
            where=path.name,
            what_to_do="Take it from a backup, and tell information governance.",
        ) from error


def compare_heads(
    *, kept: Iterable[KeptHead], chain: str, hashes: Mapping[int, str], ends_at: int, public_key: str = ""
) -> str:
    """What kept heads show against a chain's rows, in words; empty where all agree.

    `hashes`: the hash of each row by its number. `public_key` (base64): signatures are checked where it is given.
    """
    for head in kept:
        if head.chain != chain:
            continue
        if public_key and not is_signed(head, public_key):
            return f"the head kept on {head.at[:10]} was not signed by this workspace's key"
        if head.sequence > ends_at:
            return f"rows were cut from the end: it had {head.sequence} rows on {head.at[:10]} and has {ends_at} now"
        if head.sequence in hashes and hashes[head.sequence] != head.hash:
            return f"row {head.sequence} is not the row that was there on {head.at[:10]}"
    return ""


def read_public_key(workspace: Workspace) -> str:
    """The public key with which kept heads are checked, in base64; empty before the first was kept."""
    path = workspace.root / PUBLIC_FILE
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def is_signed(head: KeptHead, public_key: str) -> bool:
    """Whether a head carries the signature of the key with that public half (base64)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
        key.verify(base64.b64decode(head.signature), head.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_head(head: KeptHead, key: Ed25519PrivateKey) -> KeptHead:
    """The same head, signed with a key."""
    signature = base64.b64encode(key.sign(head.signed_bytes())).decode()
    return KeptHead(head.at, head.chain, head.sequence, head.hash, signature)


def _private_key(workspace: Workspace) -> Ed25519PrivateKey:
    path = workspace.root / KEY_FILE
    if path.is_file():
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text(encoding="ascii")))
    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    _write_new(workspace.root / PUBLIC_FILE, base64.b64encode(public).decode())
    _write_new(path, base64.b64encode(raw).decode())  # the last: where it stands, both are whole
    return key


def _write_new(path: Path, text: str) -> None:
    partial = path.with_name(path.name + BEING_WRITTEN)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as stream:
        stream.write(f"{text}\n")
        stream.flush()
        os.fsync(stream.fileno())
    partial.rename(path)
    fsync(path.parent)


def describe(head: KeptHead) -> dict[str, Any]:
    """A kept head as a line of output."""
    return asdict(head)
