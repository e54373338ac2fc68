"""Turns ids of people and records into keyed hashes, as the audit log and the sharing ledger keep them.

A record's id can be worked out from its agency's own number. With plain ids, a copy of the database would say whose
records were read, also after they were erased. The key is a file, kept with the other keys. Rows of before have plain
ids.
"""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from sightline.casework.core.durable_files import give_secret_once
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import SightlineError
from sightline.store.snapshot_reader import open_store

KEY_FILE, KEY_BYTES, FIGURES = "audit-ids.key", 32, 32
HASH_SIGN, BETWEEN = "~", ":"  # a hash begins with the one, a kind ends with the other
HASHED = frozenset({
    "person", "record", "mention", "about", "opened_for", "evidence", "thing", "node", "group", "item", "concern",
    "question", "unanswered", "pattern", "clock", "sentence", "passage", "proposal", "match_proposal",
})  # fmt: skip
# What is found in the casework database: a kind, its table and the column of its ids. All else is in the snapshot.
IN_CASEWORK: Mapping[str, tuple[str, str]] = {
    "item": ("Item", "item_id"),
    "concern": ("Concern", "concern_id"),
    "match_proposal": ("MatchProposal", "entry_id"),
}
IN_BODIES = frozenset({"record_id", "record_ids", "mention_id", "mention_ids"})
ENTERED: Mapping[str, tuple[str, str]] = {"record": ("Concern", "record_id"), "about": ("Concern", "record_id")}


def hash_id(said: str) -> str:
    """The keyed hash of an id; of a hash, itself."""
    if not _is_plain(said):
        return said
    return HASH_SIGN + hmac.digest(_key(), said.encode(), sha256).hex()[:FIGURES]


def hash_ids(said: Iterable[str]) -> list[str]:
    """Keyed hashes in place of ids."""
    return [hash_id(one) for one in said]


def hash_named(ids: Iterable[str]) -> list[str]:
    """The same of ids with their kind before them; kinds that name nobody stay as they are."""
    return [_hash_one(one) for one in ids]


def hash_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a decision says, with keyed hashes in place of ids of records and mentions."""
    return {name: _hash_value(value) if name in IN_BODIES else value for name, value in body.items()}


def has_plain_ids(ids: Iterable[str]) -> bool:
    """Whether `hash_named` would change any; asking makes no key."""
    return any(_is_plain(said) for kind, _between, said in (one.partition(BETWEEN) for one in ids) if kind in HASHED)


def has_plain_body(body: Mapping[str, Any]) -> bool:
    """Whether `hash_body` would change what a decision says; asking makes no key."""
    values = [value for name, value in body.items() if name in IN_BODIES]
    return any(_is_plain(one) for value in values for one in (value if isinstance(value, list | tuple) else [value]))


def _is_plain(said: str) -> bool:
    return bool(said) and not said.startswith(HASH_SIGN)


def _hash_value(value: Any) -> Any:
    return hash_ids(value) if isinstance(value, list | tuple) else hash_id(value)


def _hash_one(named: str) -> str:
    kind, _between, said = named.partition(BETWEEN)
    return f"{kind}{BETWEEN}{hash_id(said)}" if kind in HASHED else named


def read_named(session: ReaderSession, named: Iterable[str]) -> dict[str, str]:
    """By each id with its kind, as rows have it: the same with the id that still exists. What is gone is left out."""
    wanted: dict[str, set[str]] = {}
    for one in named:
        kind, _between, said = one.partition(BETWEEN)
        if said.startswith(HASH_SIGN):
            wanted.setdefault(kind, set()).add(said)
    return {
        f"{kind}{BETWEEN}{hashed}": f"{kind}{BETWEEN}{said}"
        for kind, hashes in wanted.items()
        for hashed, said in _find(session, kind, hashes).items()
    }


def read_ids(session: ReaderSession, *, kind: str, hashes: Iterable[str]) -> dict[str, str]:
    """By hash: the id of that kind that still exists."""
    return _find(session, kind, {one for one in hashes if one.startswith(HASH_SIGN)})


def people_by_hash(session: ReaderSession) -> Mapping[str, str]:
    """Every person of the snapshot by hash, kept for as long as it is served: for who asks again and again."""
    with session.open_current() as opened:
        return _people_in(opened[0].serve_file, _key()) if opened else {}


@lru_cache(maxsize=1)
def _people_in(serve_file: Path, _of_key: bytes) -> Mapping[str, str]:
    with open_store(serve_file) as store:
        return {hash_id(one): one for one in store.list_ids(kind="person")}


def _find(session: ReaderSession, kind: str, wanted: set[str]) -> dict[str, str]:
    """Hashes every id of that kind that there is: nothing on disk leads from a hash to an id."""
    found: dict[str, str] = {}
    if not wanted:
        return found
    for of in (IN_CASEWORK, ENTERED):
        if kind in of:
            table, column = of[kind]
            rows = apps.get_model("casework", table)._default_manager.values_list(column, flat=True)
            found |= _choose(rows.iterator(), wanted)
    if kind not in IN_CASEWORK and len(found) < len(wanted):
        with suppress(SightlineError), session.open_current() as opened:  # an unreadable snapshot hides no entry
            found |= _choose(opened[1].list_ids(kind=kind), wanted) if opened else {}
    return found


def _choose(ids: Iterable[str | None], wanted: set[str]) -> dict[str, str]:
    hashed = ((hash_id(one), one) for one in ids if one)
    return {key: one for key, one in hashed if key in wanted}


def _key() -> bytes:
    folder = settings.SIGHTLINE_WORKSPACE
    return _key_of(Path(folder)) if folder else _key_in_memory()


@cache
def _key_of(folder: Path) -> bytes:
    """The workspace's key, made the first time. Two processes that begin at once end with the same one."""
    path = folder / KEY_FILE
    if not path.exists():
        give_secret_once(path, secrets.token_hex(KEY_BYTES).encode("ascii"))
    return bytes.fromhex(path.read_text(encoding="ascii"))


@cache
def _key_in_memory() -> bytes:
    return secrets.token_bytes(KEY_BYTES)
