"""The key that signs sessions, in `secret.key`, and those before it for as long as sessions signed with them may live.

Read by the settings, so nothing here may ask Django.
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from sightline.casework.core import clock
from sightline.casework.core.durable_files import sync_folder, write_secret
from sightline.model.when import utc_text

SESSION_FILE, BEFORE_FILE, NEXT_FILE = "secret.key", "secret.key.before", "secret.key.next"
GRACE_HOURS = 12  # no session lives longer
KEY_BYTES = 64


def read_session_key(folder: Path) -> str:
    """The key that signs."""
    return _read_key(folder / SESSION_FILE)


def read_keys_before(folder: Path) -> list[tuple[str, str]]:
    """The keys before it, the newest first, each with the moment until which it is accepted."""
    path = folder / BEFORE_FILE
    if not path.exists():
        return []
    lines = path.read_text(encoding="ascii").splitlines()
    return [(key, until_at) for key, _, until_at in (line.partition(" ") for line in lines)]


def is_begun(folder: Path) -> bool:
    """Whether a change was begun and has not ended."""
    return (folder / NEXT_FILE).exists()


def begin_change(folder: Path) -> tuple[str, str]:
    """Make the next key, and accept the one in use for some hours more; both keys. Given again it gives the same."""
    if not is_begun(folder):
        write_secret(folder / NEXT_FILE, secrets.token_urlsafe(KEY_BYTES).encode("ascii"))
    now, in_use = clock.now_at(), read_session_key(folder)
    until_at = utc_text(datetime.fromisoformat(now) + timedelta(hours=GRACE_HOURS))
    kept = [(key, until) for key, until in read_keys_before(folder) if until > now and key != in_use]
    _write_before(folder, [(in_use, until_at), *kept])
    return in_use, _read_key(folder / NEXT_FILE)


def end_change(folder: Path) -> None:
    """Put the next key in use."""
    (folder / NEXT_FILE).rename(folder / SESSION_FILE)
    sync_folder(folder)


def forget_past(folder: Path) -> None:
    """Let go of keys that are accepted no more."""
    now, found = clock.now_at(), read_keys_before(folder)
    kept = [(key, until) for key, until in found if until > now]
    if len(kept) < len(found):
        _write_before(folder, kept)


def _write_before(folder: Path, keys: list[tuple[str, str]]) -> None:
    write_secret(folder / BEFORE_FILE, "".join(f"{key} {until}\n" for key, until in keys).encode("ascii"))


def _read_key(path: Path) -> str:
    return path.read_text(encoding="ascii").strip()
