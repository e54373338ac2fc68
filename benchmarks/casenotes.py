"""How fast case notes are read on one core, where each note holds a sign and where one in five does, beside a floor.

A newcomer would get this wrong: the floor counts one byte in the same text (memchr). Nothing that understands a note
comes near it; it says how fast the machine was while this ran.
"""

import csv
import random
import resource
import time
from pathlib import Path

from sightline.casenotes import Note, read_note
from sightline.casenotes.machine import build_machine

SPEC = Path(__file__).parents[1] / "tests" / "spec"
NOTES = 2_000
SENTENCES = 8
FLOOR_TIMES = 100
SUBJECT = "Tia Marlow"


def main() -> None:
    """Print notes a second by processor time."""
    began = time.process_time()
    machine = build_machine()
    built = time.process_time() - began
    chance = random.Random(5)
    plain = [sentence for note in _column("casenotes_ordinary.csv", "note") for sentence in note.split(". ")]
    signs = [said.replace("[", "").replace("]", "") for said in _column("casenotes_sayings.csv", "sentence")]
    print(f"rules made ready in {built:.1f} s, {len(machine.slots_of):,} written forms, peak {_peak()} MB")
    for share in (1.0, 0.2):
        notes = [_note(chance, plain, signs if chance.random() < share else plain) for _ in range(NOTES)]
        text = "".join(note.text for note in notes).encode()
        spent, floor = _time_reading(notes), _time_floor(text)
        print(
            f"{share:.0%} of notes with a sign: {NOTES / spent:,.0f} notes/s, {len(text) / spent / 1e6:.2f} MB/s; "
            f"the floor {len(text) / floor / 1e6:,.0f} MB/s"
        )
    print(f"peak {_peak()} MB")


def _note(chance: random.Random, plain: list[str], signs: list[str]) -> Note:
    said = [*chance.choices(plain, k=SENTENCES - 2), *chance.choices(signs, k=2)]
    chance.shuffle(said)
    return Note(text=". ".join(said), agency="school", subject=SUBJECT)


def _column(name: str, column: str) -> list[str]:
    lines = (SPEC / name).read_text(encoding="utf-8").splitlines()
    return [row[column] for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="|")]


def _time_reading(notes: list[Note]) -> float:
    began = time.process_time()
    for note in notes:
        read_note(note)
    return time.process_time() - began


def _time_floor(text: bytes) -> float:
    began = time.process_time()
    for _ in range(FLOOR_TIMES):
        text.count(b"~")
    return (time.process_time() - began) / FLOOR_TIMES


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
