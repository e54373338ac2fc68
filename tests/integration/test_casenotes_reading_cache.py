"""A note is never read twice by the same rules; what is kept holds none of its words, and may be lost at any moment."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.rows import table_of

from sightline.casenotes import Note, ReadingCache, build, read_all
from sightline.casenotes.learned.marks import SentenceMark
from sightline.casenotes.mentions.rules import read_example, read_mention_rules
from sightline.casenotes.readings import bulk
from sightline.casenotes.readings.cache import Reading, hash_rules, pack, unpack
from sightline.casenotes.signs.rules import read_note_rules
from sightline.model.schema import MENTION, PASSAGE, SOURCE_ROW
from sightline.store import DuckDBEngine

TOLD = "Tia was reported missing on Friday. Streetwise. Seen in a grey Corsa with an older man."
QUIET = "Came to breakfast club and put the chairs out."
DAY = date(2024, 6, 12)
Rows = list[dict[str, Any]]


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes that are read from here on, not taken from what is kept."""
    texts: list[str] = []

    def reading(note: Note, **more: Any) -> list[Any]:
        texts.append(note.text)
        return read_all(note, **more)

    monkeypatch.setattr(bulk, "read_all", reading)
    return texts


def rows_of(texts: Sequence[str]) -> Rows:
    return [
        {
            "row_id": f"row-{number:03}", "record_id": f"record-{number:03}", "agency": "school", "organisation": "Elm",
            "layout": "school_concerns", "source_file": "c.csv", "source_row": number, "standing": "current",
            "original": json.dumps({"Text": text}),
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip


def run(path: Path, texts: Sequence[str], *, as_at: date = DAY, rules: str = "") -> Rows:
    engine = DuckDBEngine()
    engine.write(SOURCE_ROW, table_of(SOURCE_ROW, *rows_of(texts)))
    engine.write(MENTION, table_of(MENTION))
    with ReadingCache(path, secret="a secret", rules=rules) as kept:
        build(engine=engine, kept=kept, as_at=as_at)
    found: Rows = engine.query(f"SELECT * FROM {PASSAGE.name} ORDER BY ALL").to_pylist()
    return found


def test_a_second_run_reads_nothing_and_writes_the_very_same(tmp_path: Path, read_now: list[str]) -> None:
    path = tmp_path / "kept" / "readings.sqlite"
    first = run(path, [TOLD, QUIET])
    assert sorted(read_now) == sorted([TOLD, QUIET])
    read_now.clear()
    assert run(path, [TOLD, QUIET]) == first
    assert read_now == []
    assert any(one["wording"] for one in first) and any(one["mention"] for one in first)


def test_a_new_note_is_read_and_no_other(tmp_path: Path, read_now: list[str]) -> None:
    path = tmp_path / "readings.sqlite"
    run(path, [TOLD])
    read_now.clear()
    run(path, [TOLD, QUIET])
    assert read_now == [QUIET]


def test_however_few_are_held_at_a_time_the_same_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{TOLD} {number}" for number in range(7)]
    whole = run(tmp_path / "whole.sqlite", texts)
    monkeypatch.setattr(sys.modules["sightline.casenotes.readings.build"], "FETCHED", 2)
    monkeypatch.setattr(bulk, "AT_A_TIME", 3)
    assert run(tmp_path / "few.sqlite", texts) == whole
    assert len({one["record_id"] for one in whole}) == 7


def test_whoever_waits_is_told_how_many_notes_there_are_and_how_many_are_read(tmp_path: Path) -> None:
    told: list[Any] = []

    class Watching:
        def stage(self, label: str, *, total: int | None = None) -> None:
            told.append((label, total))

        def advance(self, steps: int = 1) -> None:
            told.append(steps)

    engine = DuckDBEngine()
    engine.write(SOURCE_ROW, table_of(SOURCE_ROW, *rows_of([QUIET] * 250)))
    engine.write(MENTION, table_of(MENTION))
    build(engine=engine, progress=Watching())
    assert told == [("Reading case notes", 250), 100, 100]


def test_other_rules_read_everything_anew(tmp_path: Path, read_now: list[str]) -> None:
    path = tmp_path / "readings.sqlite"
    run(path, [TOLD, QUIET], rules="the rules of May")
    read_now.clear()
    run(path, [TOLD, QUIET], rules="the rules of June")
    assert len(read_now) == 2


def test_the_hash_of_rules_is_of_the_words_they_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = hash_rules()
    (tmp_path / "casenotes").mkdir()
    (tmp_path / "casenotes" / "rule.toml").write_text("one more word", encoding="utf-8")
    monkeypatch.setattr(
        "sightline.casenotes.readings.cache.RESTS_ON", (("sightline.rules", str(tmp_path / "casenotes")),)
    )
    hash_rules.cache_clear()
    one = hash_rules()
    (tmp_path / "casenotes" / "rule.toml").write_text("one word less", encoding="utf-8")
    hash_rules.cache_clear()
    assert len({before, one, hash_rules()}) == 3
    hash_rules.cache_clear()


def test_the_same_note_is_read_once_in_a_run(tmp_path: Path, read_now: list[str]) -> None:
    found = run(tmp_path / "readings.sqlite", [TOLD] * 5)
    assert read_now == [TOLD]
    assert len({one["record_id"] for one in found}) == 5


def test_what_is_gone_from_the_records_is_forgotten_and_its_words_were_never_there(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    run(path, [TOLD, QUIET])
    with ReadingCache(path, secret="a secret") as kept:
        gone, stays = (kept.key(Note(text=text, agency="school")) for text in (TOLD, QUIET))
        assert set(kept.find([gone, stays])) == {gone, stays}
    assert b"Corsa" not in path.read_bytes() and b"Tia" not in path.read_bytes() and gone in path.read_bytes()
    run(path, [QUIET])
    with ReadingCache(path, secret="a secret") as kept:
        assert set(kept.find([gone, stays])) == {stays}
    assert gone not in path.read_bytes()


def test_a_run_for_an_earlier_day_forgets_nothing(tmp_path: Path, read_now: list[str]) -> None:
    path = tmp_path / "readings.sqlite"
    run(path, [TOLD, QUIET])
    run(path, [], as_at=date(2020, 1, 1))
    read_now.clear()
    run(path, [TOLD, QUIET])
    assert read_now == []


def test_another_workspace_makes_other_keys(tmp_path: Path) -> None:
    note = Note(text=TOLD, agency="school")
    with ReadingCache(secret="one") as one, ReadingCache(secret="two") as two:
        assert one.key(note) != two.key(note)


@pytest.mark.parametrize(
    "other",
    [
        Note(text=TOLD + " ", agency="school", written_on=DAY, subject="Tia"),
        Note(text=TOLD, agency="police", written_on=DAY, subject="Tia"),
        Note(text=TOLD, agency="school", written_on=date(2024, 6, 13), subject="Tia"),
        Note(text=TOLD, agency="school", written_on=DAY, subject="May"),
        Note(text=TOLD, agency="school", subject="Tia"),
    ],
)
def test_whatever_a_reading_rests_on_is_in_the_key(other: Note) -> None:
    with ReadingCache(secret="one") as kept:
        assert kept.key(other) != kept.key(Note(text=TOLD, agency="school", written_on=DAY, subject="Tia"))


def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    assert run(path, [TOLD]) == run(tmp_path / "other.sqlite", [TOLD])


def test_every_example_comes_back_from_what_is_kept_as_it_was_read() -> None:
    texts = {
        str(example["text"]).replace("[", "").replace("]", "")
        for rule in read_note_rules()
        for example in (*rule.rule.examples, *rule.counter_examples)
    } | {read_example(example)[0] for rule in read_mention_rules().values() for example in rule.examples}
    assert len(texts) > 500
    for text in sorted(texts):
        passages = read_all(Note(text=text, agency="police", written_on=DAY, subject="Tia Marlow"))
        listed, aside = (
            [SentenceMark(0, len(text), "missing_episode", level, ((0, 1),))]
            for level in ("worth_reading", "set_aside")
        )
        reading = Reading(passages, listed, aside, passages[:1])
        assert unpack(pack(reading), text) == reading


def test_workers_read_the_same_in_the_same_order() -> None:
    notes = [Note(text=f"{TOLD} {number}", agency="school") for number in range(600)]
    assert list(bulk.read_notes(notes, workers=2, many=1)) == bulk.read_together(notes)


KILLED = """
import os, signal, sys
from pathlib import Path
from sightline.casenotes import ReadingCache, Note
from sightline.casenotes.readings import bulk
bulk.AT_A_TIME = 10
read = bulk.read_all
def reading(note, **more):
    if note.text == "Note 25":
        os.kill(os.getpid(), signal.SIGKILL)
    return read(note, **more)
bulk.read_all = reading
with ReadingCache(Path(sys.argv[1]), secret="a secret") as kept:
    list(bulk.read_notes([Note(text=f"Note {n}") for n in range(40)], kept=kept, workers=1))
"""


def test_a_killed_run_goes_on_where_it_was(
    tmp_path: Path, read_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "readings.sqlite"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    monkeypatch.setattr(bulk, "AT_A_TIME", 10)
    with ReadingCache(path, secret="a secret") as kept:
        found = list(bulk.read_notes([Note(text=f"Note {number}") for number in range(40)], kept=kept, workers=1))
    assert len(found) == 40
    assert read_now == [f"Note {number}" for number in range(20, 40)]
