"""Changes the key that signs kept heads: each kept head is held to the old signature and signed anew with the new key.

Copies of heads that were kept elsewhere stay as they are; they are compared by their hashes.
"""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sightline.casework.audit.heads_settings import heads_file
from sightline.casework.core.durable_files import sync_folder, write_secret
from sightline.model.errors import Refused
from sightline.store import Workspace
from sightline.store.chain_heads import (
    KEY_FILE,
    PUBLIC_FILE,
    is_signed,
    read_heads,
    read_public_key,
    sign_head,
    write_heads,
)

NEXT_FILE = f"{KEY_FILE}.next"


def has_head_key(folder: Path) -> bool:
    """Whether a head was ever kept: the key is made with the first."""
    return (folder / KEY_FILE).exists()


def is_begun(folder: Path) -> bool:
    """Whether a change was begun and has not ended."""
    return (folder / NEXT_FILE).exists()


def begin_change(workspace: Workspace) -> tuple[str, str, int]:
    """Make the next key and sign every kept head with it; both public keys, and how many heads. Given again it goes on.

    Refused where a head was signed by neither key: it would be made to look right.
    """
    folder = workspace.root
    if not is_begun(folder):
        raw = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        write_secret(folder / NEXT_FILE, base64.b64encode(raw) + b"\n")
    following = _read_private(folder / NEXT_FILE)
    before, after = public_of(_read_private(folder / KEY_FILE)), public_of(following)
    heads = read_heads(heads_file(workspace))
    if any(not (is_signed(head, before) or is_signed(head, after)) for head in heads):
        raise Refused(
            "A kept head was not signed by this workspace's key, so the key was not changed.",
            code="head_not_signed",
            what_to_do="Run 'sightline audit verify', and tell information governance.",
        )
    write_heads(heads_file(workspace), [sign_head(head, following) for head in heads])
    return before, after, len(heads)


def end_change(folder: Path) -> None:
    """Put the next key in use."""
    write_secret(folder / PUBLIC_FILE, f"{public_of(_read_private(folder / NEXT_FILE))}\n".encode("ascii"))
    (folder / NEXT_FILE).rename(folder / KEY_FILE)
    sync_folder(folder)


def public_key(workspace: Workspace) -> str:
    """The public half of the key in use."""
    return read_public_key(workspace)


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, in base64."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _read_private(path: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text(encoding="ascii")))
