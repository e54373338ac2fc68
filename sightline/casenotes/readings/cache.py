"""What was read once is kept by what it rests on, so that a note is never read twice by the same rules.

Nothing here is a record of anybody. A note stands under a hash that only this workspace can make, with places and
labels and none of its words; the file may be deleted at any time, and is made anew.
"""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Any

from sightline.casenotes.learned.marks import SentenceMark
from sightline.casenotes.mentions.rules import read_mention_rules
from sightline.casenotes.note import Note
from sightline.casenotes.signs.rules import read_note_rules
from sightline.model.passages import Cue, Passage, PassageKind

# What a reading rests on besides the note: rules, lists and the code that reads. Another byte there, and all are read.
RESTS_ON = (
    ("sightline.rules", "casenotes"),
    ("sightline.rules", "linkage/nicknames.csv"),
    ("sightline", "casenotes"),
    ("sightline", "rulebook"),
    ("sightline", "model/passages.py"),
)
ASKED_AT_ONCE = 500
TABLES = """
CREATE TABLE IF NOT EXISTS reading (note BLOB PRIMARY KEY, passages TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE in_use (note BLOB PRIMARY KEY) WITHOUT ROWID;
"""
ATTRIBUTES = ("polarity", "certainty", "time", "experiencer", "said_by", "speaker", "role")


class ReadingCache:
    """The readings of a workspace, in a file; without a path, those of one run, in memory.

    `rules` is a hash of all that a reading rests on besides the note: other rules, and what is kept is thrown away.
    `model` is the hash of the model that a workspace put in force; empty for the shipped one, which is among the rules.
    """

    def __init__(self, path: Path | None = None, *, secret: str = "", rules: str = "", model: str = "") -> None:
        self._secret = hashlib.sha256(secret.encode()).digest()
        self._path = path
        self._connection = _open(path)
        self._begin_with((rules or hash_rules()) + model)

    def __enter__(self) -> "ReadingCache":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def key(self, note: Note) -> bytes:
        """A note's hash: its words, agency, day and child, and this workspace's secret."""
        digest = hashlib.blake2b(key=self._secret, digest_size=16)
        for part in (note.agency, note.written_on.isoformat() if note.written_on else "", note.subject, note.text):
            written = part.encode("utf-8", "surrogatepass")
            digest.update(len(written).to_bytes(8, "big") + written)
        return digest.digest()

    def find(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """What is kept of these notes, each packed; they are in use."""
        found: dict[bytes, str] = {}
        for start in range(0, len(keys), ASKED_AT_ONCE):
            asked = keys[start : start + ASKED_AT_ONCE]
            placeholders = ", ".join("?" * len(asked))
            found.update(
                self._connection.execute(f"SELECT note, passages FROM reading WHERE note IN ({placeholders})", asked)
            )
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO in_use VALUES (?)", ((key,) for key in keys))
        return found

    def add(self, read: Mapping[bytes, str]) -> None:
        """Keep what was read now; all of it or, where the process is killed, nothing."""
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", read.items())

    def forget_others(self, *, as_at: date) -> int:
        """Forget what was not asked for since this was opened; how many.

        After a run over all records alone. A run for an earlier day than the last such one forgets nothing: it does
        not see what came later.
        """
        held = dict(self._connection.execute("SELECT name, value FROM about"))
        if held.get("as_at", "") > as_at.isoformat():
            return 0
        with self._connection:
            gone = self._connection.execute("DELETE FROM reading WHERE note NOT IN (SELECT note FROM in_use)").rowcount
            self._connection.execute("INSERT OR REPLACE INTO about VALUES ('as_at', ?)", [as_at.isoformat()])
        return gone

    def _begin_with(self, rules: str) -> None:
        held = dict(self._connection.execute("SELECT name, value FROM about"))
        if held.get("rules") != rules:
            with self._connection:
                self._connection.execute("DELETE FROM reading")
                self._connection.execute("DELETE FROM about")
                self._connection.execute("INSERT INTO about VALUES ('rules', ?)", [rules])


def _open(path: Path | None) -> sqlite3.Connection:
    """The file, made where there is none; one that is no database is made anew."""
    if path is None:
        return _make_tables(sqlite3.connect(":memory:"))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    try:
        return _make_tables(sqlite3.connect(path))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        path.touch(mode=0o600)
        return _make_tables(sqlite3.connect(path))


def _make_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    """With a log written ahead, so that a killed process leaves whole transactions; what is deleted is overwritten."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(TABLES)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


@dataclass(frozen=True, slots=True)
class Reading:
    """What a note says: the passages of rules that stand, and the sentences that the model finds worth reading.

    `aside`: the sentences of signs of rules that are set aside. `asked`: the passages that a person is asked about.
    """

    passages: list[Passage]
    marks: list[SentenceMark]
    aside: list[SentenceMark]
    asked: list[Passage]


def pack(reading: Reading) -> str:
    """A reading without its words and without what its rules say."""
    parts = (
        _pack_passages(reading.passages), _pack_marks(reading.marks), _pack_marks(reading.aside),
        _pack_passages(reading.asked),
    )  # fmt: skip
    return json.dumps(parts, separators=(",", ":"))


def _pack_passages(passages: Iterable[Passage]) -> list[list[Any]]:
    return [
        [
            one.start,
            one.end,
            one.rule_id,
            one.label,
            *(str(getattr(one, name)) for name in ATTRIBUTES),
            [[cue.start, cue.end, str(cue.attribute)] for cue in one.cues],
        ]
        for one in passages
    ]


def _pack_marks(marks: Iterable[SentenceMark]) -> list[list[Any]]:
    return [[one.start, one.end, one.label, str(one.level), one.words, one.by_shipped] for one in marks]


def unpack(packed: str, text: str) -> Reading:
    """The reading of a text, as it was packed."""
    passages, marks, aside, asked = json.loads(packed)
    return Reading(
        _unpack_passages(passages, text), _unpack_marks(marks), _unpack_marks(aside), _unpack_passages(asked, text)
    )


def _unpack_marks(packed: Iterable[list[Any]]) -> list[SentenceMark]:
    return [
        SentenceMark(start, end, label, level, tuple((first, last) for first, last in words), by_shipped)
        for start, end, label, level, words, by_shipped in packed
    ]


def _unpack_passages(packed: Iterable[list[Any]], text: str) -> list[Passage]:
    rules = _rules_by_id()
    found = []
    for start, end, rule_id, label, *attributes, cues in packed:
        kind, rule_version, suggestion = rules[rule_id]
        polarity, certainty, time, experiencer, said_by, speaker, role = attributes
        passage = Passage(
            start=start, end=end, text=text[start:end], kind=kind, label=label,
            rule_id=rule_id, rule_version=rule_version,
            polarity=polarity, certainty=certainty, time=time, experiencer=experiencer,
            said_by=said_by, speaker=speaker, role=role,
            cues=tuple([Cue(*cue) for cue in cues]), suggestion=suggestion,
        )  # fmt: skip
        found.append(passage)
    return found


@cache
def _rules_by_id() -> dict[str, tuple[PassageKind, str, str]]:
    """By rule: the kind of its passages, its version, and the wording that it prefers."""
    marking = {one.rule.id: (one.kind, one.rule.version, one.prefer) for one in read_note_rules()}
    return marking | {name: (PassageKind.MENTION, rule.version, "") for name, rule in read_mention_rules().items()}


@cache
def hash_rules() -> str:
    """One hash of all that a reading rests on besides the note."""
    digest = hashlib.sha256(f"python {sys.version} phonenumbers {version('phonenumbers')}".encode())
    for package, path in RESTS_ON:
        _add(digest, files(package).joinpath(path), path)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", found: Traversable, name: str) -> None:
    if found.is_file():
        digest.update(name.encode() + hashlib.sha256(found.read_bytes()).digest())
        return
    for entry in sorted(found.iterdir(), key=lambda entry: entry.name):
        if entry.name != "__pycache__":
            _add(digest, entry, f"{name}/{entry.name}")
