"""A workspace's keys as they are kept apart from its backups: a folder for each set, or one file under a passphrase.

A set is named by a hash of all that is in it, so the same folder can be given for every backup: a set is written once,
and a backup says which set opens it. The settings go with the keys, because they may hold a password.
"""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sightline.casework.core.durable_files import begin_partial, make_folder, rename_whole, write_secret
from sightline.model.errors import BadInput, Usage
from sightline.store.workspace import SETTINGS_FILE, Workspace

KEY_ENDINGS, PUBLIC_ENDING = (".key", ".keys", ".key.before"), ".pub"
SEALED = ".sealed"
ID_LENGTH, SALT_BYTES, SHORTEST_PASSPHRASE = 16, 16, 20
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}
KeySet = Mapping[str, bytes]


def default_keys(backup: Path) -> Path:
    """Where keys go when nothing is said: beside the backup, for the operator to move."""
    return backup.with_name(f"{backup.name}.keys")


def read_workspace_keys(workspace: Workspace) -> KeySet:
    """The keys and settings of a workspace that there are."""
    return _read_folder(workspace.root)


def is_secret(name: str) -> bool:
    """Whether a file is a key, or the settings, which may hold a password: it may be in no backup."""
    return name == SETTINGS_FILE or name.endswith(KEY_ENDINGS)


def list_secrets(folder: Path) -> list[str]:
    """The names of the keys and settings in a workspace."""
    return sorted(path.name for path in folder.iterdir() if is_secret(path.name) and path.is_file())


def _read_folder(folder: Path) -> KeySet:
    """Keys, settings, and the public halves of keys."""
    if not folder.is_dir():
        return {}
    found = (path for path in folder.iterdir() if is_secret(path.name) or path.name.endswith(PUBLIC_ENDING))
    return {path.name: path.read_bytes() for path in sorted(found) if path.is_file()}


def name_set(keys: KeySet) -> str:
    """The set's name, from which nothing in it can be told: the keys are too long to be tried out."""
    digest = hashlib.sha256()
    for name, content in sorted(keys.items()):
        digest.update(f"{name}\x1f{hashlib.sha256(content).hexdigest()}\x1e".encode())
    return digest.hexdigest()[:ID_LENGTH]


def write_key_set(*, keys: KeySet, folder: Path, passphrase: str = "") -> Path:
    """Write a set into a folder that its owner alone may open, sealed where there is a passphrase; where it is."""
    make_folder(folder)
    name = name_set(keys)
    if passphrase:
        target = folder / f"{name}{SEALED}"
        if not target.exists():
            write_secret(target, _seal(keys, passphrase))
        return target
    target = folder / name
    if not target.exists():
        partial = begin_partial(target)
        for each, content in keys.items():
            write_secret(partial / each, content)
        rename_whole(partial, target)
    return target


def read_key_set(*, folder: Path, name: str, passphrase: str = "") -> KeySet:
    """The set of that name; BadInput where it is not there, is not as it was written, or cannot be opened."""
    sealed, plain = folder / f"{name}{SEALED}", folder / name
    if passphrase and sealed.is_file():
        keys = _open(sealed, passphrase)
    else:
        plain = plain if plain.is_dir() else folder
        keys = _read_folder(plain)
    if name_set(keys) != name:
        raise BadInput(
            "The keys of this backup are not in that folder.",
            code="other_keys",
            where=str(folder),
            what_to_do=f"Name the folder that holds the set {name} with --keys"
            + (", and its --passphrase-file." if sealed.is_file() else "."),
        )
    return keys


def read_passphrase(path: Path | None) -> str:
    """The first line of a file; Usage where it is too short to hold anybody off."""
    if path is None:
        return ""
    if not path.is_file():
        raise Usage("There is no such passphrase file.", code="no_passphrase_file", what_to_do=f"Look for {path}.")
    line = path.read_text(encoding="utf-8").strip()
    if len(line) < SHORTEST_PASSPHRASE:
        raise Usage(
            "The passphrase is too short.",
            code="short_passphrase",
            what_to_do=f"Write at least {SHORTEST_PASSPHRASE} letters, for example six words, into the file.",
        )
    return line


def list_needles(keys: KeySet) -> list[bytes]:
    """What must be in no file of a backup: each word of the keys that is long enough to be one and is no moment."""
    texts = [content for name, content in keys.items() if name.endswith(KEY_ENDINGS)]
    words = (word for text in texts for word in text.replace(b'"', b" ").split())
    return [word for word in words if len(word) >= SHORTEST_PASSPHRASE and not MOMENT.fullmatch(word)]


def _seal(keys: KeySet, passphrase: str) -> bytes:
    salt = secrets.token_bytes(SALT_BYTES)
    content = json.dumps({name: base64.b64encode(each).decode() for name, each in keys.items()})
    token = _fernet(passphrase, salt).encrypt(content.encode()).decode()
    return json.dumps({"salt": salt.hex(), "kdf": "scrypt", "keys": token}).encode()


def _open(path: Path, passphrase: str) -> KeySet:
    try:
        written = json.loads(path.read_bytes())
        content = _fernet(passphrase, bytes.fromhex(written["salt"])).decrypt(written["keys"].encode())
    except (ValueError, KeyError, InvalidToken) as error:
        raise BadInput(
            "The keys cannot be opened with this passphrase.",
            code="bad_passphrase",
            where=str(path),
            what_to_do="Give the passphrase with which the backup was made.",
        ) from error
    return {name: base64.b64decode(each) for name, each in json.loads(content).items()}


def _fernet(passphrase: str, salt: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(Scrypt(salt=salt, **SCRYPT).derive(passphrase.encode())))
