"""Seals small secrets that the database keeps, such as those of the second step, and opens them.

A sealed text says which data key opens it. Texts from before there were data keys were sealed with a key made from
SECRET_KEY: they can still be opened, and are sealed anew by `sightline upgrade` or when a key is changed.
"""

import base64
import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from sightline.casework.keys.keyring import Keyring, memory_keyring, read_keyring
from sightline.model.errors import OurFault

PREFIX, BEFORE = "k1.", "gAAAA"  # how sealed texts begin: ours, and those from before data keys


def current_keyring() -> Keyring:
    """The open workspace's keys, read anew each time: another process may just have changed them."""
    folder = settings.SIGHTLINE_WORKSPACE
    return read_keyring(folder) if folder else memory_keyring()


def seal(text: str, *, keyring: Keyring | None = None) -> str:
    """Seal with the key in use."""
    key = (keyring or current_keyring()).in_use
    return f"{PREFIX}{key.id}.{key.fernet().encrypt(text.encode()).decode()}"


def unseal(sealed: str, *, keyring: Keyring | None = None) -> str:
    """Open; OurFault where none of the workspace's keys does."""
    for fernet, token in _ways(sealed, keyring or current_keyring()):
        with suppress(InvalidToken):
            return fernet.decrypt(token.encode()).decode()
    raise OurFault(
        "A sealed secret cannot be opened with this workspace's keys.",
        code="sealed_by_another_key",
        what_to_do="Put the keys back that were kept with the backup, or set the second step up again.",
    )


def key_of(sealed: str) -> str:
    """The id of the key that a text is sealed with; empty for one from before there were data keys."""
    return sealed.removeprefix(PREFIX).partition(".")[0] if sealed.startswith(PREFIX) else ""


def is_sealed(value: object) -> bool:
    """Whether a value is a sealed text."""
    return isinstance(value, str) and value.startswith((PREFIX, BEFORE))


def change_sealed(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON value with every sealed text in it changed."""
    if isinstance(value, dict):
        return {name: change_sealed(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [change_sealed(each, change) for each in value]
    return change(value) if is_sealed(value) else value


def _ways(sealed: str, keyring: Keyring) -> list[tuple[Fernet, str]]:
    """What may open it, and the token in it."""
    if not sealed.startswith(PREFIX):
        return [(_from_secret(secret), sealed) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    key = keyring.find(key_of(sealed))
    return [(key.fernet(), sealed.rpartition(".")[2])] if key else []


def _from_secret(secret: str) -> Fernet:
    digest = hashlib.sha256(b"second step\x1f" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
