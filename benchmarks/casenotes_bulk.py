"""Many invented notes read on every core, and again when all are kept: python benchmarks/casenotes_bulk.py [N]

Notes are made while they are read, so that what is measured holds no list of them. Each is made of sentences that were
invented for our tests, with other names, hours and days in each; few are the same.
"""

import csv
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sightline.casenotes import Note, ReadingCache
from sightline.casenotes.readings.bulk import read_notes
from sightline.casenotes.readings.cache import hash_rules

TESTS = Path(__file__).parents[1] / "tests"
NAMES = ("Tia", "Jayden", "Aaliyah", "Kacie", "Marek", "Hope", "Zofia", "Callum", "Amira", "Ellis", "Bea", "Tomasz")
SURNAMES = ("Marlow", "Okafor", "Begum", "Shaw", "Nowak", "Grant", "Thornborough", "May", "Castle", "Doyle")
AGENCIES = ("school", "police", "health", "childrens_services", "youth_service", "missing_rhi")
FEWEST, MOST = 2, 9
EVERY_SECOND = 1.0


def invent_notes(count: int, *, seed: int = 8) -> Iterator[Note]:
    """So many notes of two to nine sentences."""
    chance = random.Random(seed)
    sentences = _sentences()
    for _ in range(count):
        said = chance.choices(sentences, k=chance.randint(FEWEST, MOST))
        name = chance.choice(NAMES)
        text = " ".join(one.replace("Tia", name) for one in said)
        if chance.random() < 0.6:
            text = f"{chance.randint(0, 23):02}{chance.randint(0, 59):02} hrs. {text}"
        yield Note(
            text=text,
            agency=chance.choice(AGENCIES),
            written_on=date(2019, 1, 1) + timedelta(days=chance.randint(0, 2000)),
            subject=f"{name} {chance.choice(SURNAMES)}",
        )


def main() -> None:
    """Read so many notes, 20,000 where nobody says how many."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        print_bulk(count, Path(folder) / "readings.sqlite")


def print_bulk(count: int, path: Path) -> None:
    """Read so many notes on every core, then once more; print notes a second by the wall and the memory of all."""
    different = len({hash((note.text, note.subject, note.written_on)) for note in invent_notes(count)})
    print(f"in bulk: {count:,} notes, {different / count:.1%} of them like no other, {os.cpu_count()} cores")
    for name in ("read", "again, all of them kept"):
        memory = Memory()
        began, passages = time.perf_counter(), 0
        with memory, ReadingCache(path, secret="of a benchmark", rules=hash_rules()) as kept:
            for found in read_notes(invent_notes(count), kept=kept):
                passages += len(found.passages)
        spent = time.perf_counter() - began
        print(
            f"  {name}: {spent:,.0f} s by the wall, {memory.worked:,.0f} s of processors, {passages:,} passages, at "
            f"most {memory.most:,.0f} MB in {memory.processes} processes"
        )
    print(f"  the file of what is kept: {path.stat().st_size / 1e6:,.0f} MB")


class Memory:
    """The most memory that this process and those that it began held together, and their work, asked every second.

    What they share counts for each: an upper bound. `worked`: processors' seconds, of this process from its beginning.
    """

    def __init__(self) -> None:
        self.most = 0.0
        self.processes = 0
        self.worked = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(EVERY_SECOND):
            family = _family()
            self.worked = max(self.worked, sum(map(_worked, family)))
            sizes = [_resident(pid) for pid in family]
            if sum(sizes) > self.most:
                self.most, self.processes = sum(sizes), len(sizes)


def _family() -> list[int]:
    """This process and all that it began, also by others."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    family = [os.getpid()]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _worked(pid: int) -> float:
    try:
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def _sentences() -> list[str]:
    """Sentences of our own tests' notes, as they were invented."""
    texts = [
        json.loads(line)["text"] for line in (TESTS / "data" / "case_notes_own.jsonl").read_text("utf-8").splitlines()
    ]
    for name, column in (("ordinary", "note"), ("sayings", "sentence")):
        lines = (TESTS / "spec" / f"casenotes_{name}.csv").read_text("utf-8").splitlines()
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="|")
        texts += [row[column].replace("[", "").replace("]", "") for row in rows]
    return sorted({f"{one.strip().rstrip('.')}." for text in texts for one in text.split(". ") if one.strip()})


if __name__ == "__main__":
    main()
