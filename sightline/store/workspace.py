"""A workspace is one partnership's folder: `sightline.toml`, received files, batches, snapshots, and the lock.

Which snapshot is current is not a file here; it is a row in the casework database.
"""

import fcntl
import hashlib
import json
import os
import secrets
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sightline.model.errors import Refused, Usage
from sightline.store.arrivals import BIGGEST, keep_file
from sightline.store.files import fsync, write_whole
from sightline.store.staged_batches import settle_staged

SETTINGS_FILE = "sightline.toml"
FORMAT_FILE, FORMAT = "format.json", 2  # 1: no such file, and second steps sealed with the session key
DEMO_FILE = "demo.json"  # made by `sightline demo`
TRIAL_FILE = "trial.json"  # made by `sightline init --trial` alone; nothing removes it
PAPERS_FILE = "papers.json"  # made by `sightline init` for real data: files wait for the papers
SECRET_FILE = "linking.key"  # noqa: S105 - the name of a file, not a secret
SECRET_BEFORE_FILE = "linking.key.before"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of one workspace. Making one touches nothing; `create` makes the folders."""

    root: Path

    @classmethod
    def find(cls, folder: Path) -> "Workspace":
        """The workspace in `folder`; Usage where it has no sightline.toml."""
        if not (folder / SETTINGS_FILE).is_file():
            raise Usage(
                f"{folder} is not a Sightline workspace: it has no {SETTINGS_FILE}.",
                code="no_workspace",
                what_to_do="Make one with 'sightline init DIR', or name one with --workspace DIR.",
            )
        return cls(folder)

    @property
    def received(self) -> Path:
        """Received files as they came, named by SHA-256."""
        return self.root / "received"

    @property
    def batches(self) -> Path:
        """One folder an ingest command, one folder a file in it."""
        return self.root / "batches"

    @property
    def snapshots(self) -> Path:
        """Immutable snapshots, one folder each."""
        return self.root / "snapshots"

    @property
    def mappings(self) -> Path:
        """The partnership's own mappings, TOML files; there is no such folder before the first is saved."""
        return self.root / "mappings"

    @property
    def damaged(self) -> Path:
        """Snapshots that were found damaged and built again, for whoever must find out why."""
        return self.root / "damaged"

    @property
    def kept_readings(self) -> Path:
        """What notes were read as, by hash: a file that may go at any time, and is made anew."""
        return self.root / "kept" / "readings.sqlite"

    @property
    def is_trial(self) -> bool:
        """Whether it was made to try Sightline in, with invented records."""
        return (self.root / TRIAL_FILE).is_file()

    @property
    def asks_for_papers(self) -> bool:
        """Whether it was made for real data, by a version that asks for the papers first."""
        return (self.root / PAPERS_FILE).is_file()

    @property
    def papers_asked_at(self) -> str:
        """The moment from which its files wait for the papers; empty where they do not, or it cannot be read."""
        try:
            return str(json.loads((self.root / PAPERS_FILE).read_text(encoding="utf-8"))["asked_at"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def ask_for_papers(self, *, now: str) -> None:
        """Mark it: from now on its files wait for the papers."""
        write_whole(self.root / PAPERS_FILE, json.dumps({"asked_at": now}))

    def create(self) -> None:
        """Make the folders, readable by the owner alone."""
        self.root.mkdir(parents=True, exist_ok=True)
        for folder in (self.received, self.batches, self.snapshots):
            folder.mkdir(mode=0o700, exist_ok=True)

    def secret(self) -> str:
        """The secret for hashing what is only compared; made the first time, readable by the owner alone."""
        path = self.root / SECRET_FILE
        if not path.exists():
            self._make_secret(path)
        return path.read_text(encoding="ascii").strip()

    def earlier_secret(self) -> str:
        """The secret before it, while it is being changed; else empty."""
        path = self.root / SECRET_BEFORE_FILE
        return path.read_text(encoding="ascii").strip() if path.exists() else ""

    def secret_check(self) -> str:
        """A hash that tells by which secret a snapshot compares, and not the secret."""
        return hashlib.sha256(f"linking key {self.secret()}".encode()).hexdigest()

    def begin_new_secret(self) -> tuple[str, str]:
        """Put a new secret in the place of the old, which stays beside it until all is compared anew; both.

        Given again before `forget_earlier_secret` it gives the same two.
        """
        before = self.earlier_secret() or self.secret()
        _write_secret(self.root / SECRET_BEFORE_FILE, before)
        if self.secret() == before:
            _write_secret(self.root / SECRET_FILE, secrets.token_hex(32))
        return before, self.secret()

    def forget_earlier_secret(self) -> None:
        """Let go of the secret before: nothing is compared by it any more."""
        (self.root / SECRET_BEFORE_FILE).unlink(missing_ok=True)

    def _make_secret(self, path: Path) -> None:
        """Written whole under another name first: two processes that begin at once read the same secret."""
        written = path.with_suffix(f".{os.getpid()}")
        _write_secret(written, secrets.token_hex(32))
        try:
            with suppress(FileExistsError):
                path.hardlink_to(written)
        finally:
            written.unlink()

    def settings(self) -> dict[str, object]:
        """What sightline.toml says; Usage where it is not TOML."""
        path = self.root / SETTINGS_FILE
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Usage(
                f"{SETTINGS_FILE} cannot be read: {error}.", code="bad_settings", what_to_do="Correct it by hand."
            ) from error

    def keep(self, path: Path, *, member: str = "", biggest: int = BIGGEST) -> str:
        """Keep a received file, or one of an archive, as it came, and return its SHA-256.

        BadInput where it is not ordinary or too big.
        """
        return keep_file(source=path, folder=self.received, member=member, biggest=biggest)

    @contextmanager
    def lock(self, *, owner: str, doing: str, now: str) -> Iterator[None]:
        """Hold the workspace for one ingest or run; Refused, naming who holds it since when, if it is held.

        The lock is the operating system's: a process that dies lets go of it. `now` is a when, for the others to read.
        """
        path = self.root / "lock.json"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Refused(
                    f"Another command is at work in this workspace: {describe_holder(path)}.",
                    code="locked",
                    what_to_do="Wait for it to end, then try again.",
                ) from error
            os.ftruncate(handle, 0)
            os.pwrite(
                handle, json.dumps({"owner": owner, "doing": doing, "since": now, "pid": os.getpid()}).encode(), 0
            )
            try:
                settle_staged(self.root)
                yield
            finally:
                os.ftruncate(handle, 0)
        finally:
            os.close(handle)


def _write_secret(path: Path, secret: str) -> None:
    """Write it whole, for the owner alone, replacing what was there."""
    partial = path.with_name(f"{path.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(secret)
        stream.flush()
        os.fsync(stream.fileno())
    partial.rename(path)
    fsync(path.parent)


def read_format(root: Path) -> int:
    """The format that a workspace is kept in."""
    path = root / FORMAT_FILE
    return int(json.loads(path.read_text(encoding="ascii"))["format"]) if path.is_file() else 1


def write_format(root: Path) -> None:
    """Say that the workspace is kept in this version's format."""
    write_whole(root / FORMAT_FILE, json.dumps({"format": FORMAT}))
    (root / FORMAT_FILE).chmod(0o600)


def describe_holder(path: Path) -> str:
    """Who holds the lock, in words."""
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return "it has not said who it is"
    return f"'{holder['doing']}' by {holder['owner']} since {holder['since']} (process {holder['pid']})"
