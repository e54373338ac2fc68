"""Commands of the command line that are killed at a moment of chance, and what a workspace then holds."""

import json
import os
import random
import resource
import shutil
import signal
import string
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from support.agreed import agree
from support.books import cell, row, write_book
from support.exports import Tables
from support.patience import PATIENCE
from support.small_partnership import ROOT, elsewhere_removed, sightline, write_files

from sightline.store import Workspace

LONGEST_RECOVERY = 60.0
AT_THE_END = date(2026, 12, 31)


def say(words: str) -> None:
    """Progress, for whoever watches the soak."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


@dataclass
class Place:
    """A new workspace beside the small partnership's files."""

    root: Path
    files: Path
    slowest: float = 0.0
    waited: list[float] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    def command(self, what: str) -> tuple[str, ...]:
        words = {"ingest": (str(self.files), "--received", "2024-12-01"), "run": ("--as-at", "2024-12-02")}
        return ("-w", str(self.root), what, *words[what])

    def start(self, what: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "sightline", *self.command(what)], cwd=ROOT, env=elsewhere_removed(),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def finish(self, what: str) -> None:
        """Give the command once more, unaided, and let it end in time: of the processor, for the machine may be busy."""
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        sightline(*self.command(what))
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.slowest = max(self.slowest, ended.ru_utime - began.ru_utime + ended.ru_stime - began.ru_stime)
        assert self.slowest < LONGEST_RECOVERY

    def is_at_work(self) -> bool:
        """Whether a command holds the workspace now."""
        path = self.root / "lock.json"
        return path.exists() and path.stat().st_size > 0

    def kill(self, what: str, chance: random.Random, within: float) -> bool:
        """Start a command and kill it so long after it took the lock; False where it had ended before."""
        (self.root / "lock.json").unlink(missing_ok=True)
        process = self.start(what)
        while process.poll() is None and not self.is_at_work():
            time.sleep(0.002)
        time.sleep(chance.random() * within)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return not ended

    def lasts(self, what: str) -> float:
        """How long the command holds the lock where nobody kills it."""
        (self.root / "lock.json").unlink(missing_ok=True)
        process = self.start(what)
        while process.poll() is None and not self.is_at_work():
            time.sleep(0.002)
        began = time.monotonic()
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode in (0, 3), errors
        return time.monotonic() - began

    def tables(self) -> dict[str, list[str]]:
        """All rows that ingest made, of every table."""
        return Tables(self.workspace, AT_THE_END).all()

    def hashes(self) -> dict[str, Any]:
        """The hash of each table of the newest snapshot."""
        newest = max(self.workspace.snapshots.glob("*/manifest.json"), key=os.path.getmtime)
        manifest = json.loads(newest.read_text(encoding="utf-8"))
        return {name: said["hash"] for name, said in manifest["tables"].items()}

    def copy(self, to: Path) -> "Place":
        """The same again elsewhere."""
        shutil.copytree(self.root, to)
        return Place(to, self.files)


def new_place(folder: Path) -> Place:
    """The small partnership's files and a workbook, and a workspace of which nothing was taken in."""
    write_files(folder / "files")
    headings = ("Meeting Date", "Person ID", "Child", "DOB", "Lead", "Level", "Persons Of Concern", "Places", "Decision",
                "Action", "Action Owner", "Due", "Done")  # fmt: skip
    titled = row(
        1, *(cell(f"{letter}1", words) for letter, words in zip(string.ascii_uppercase, headings, strict=False))
    )
    meetings = (row(n, cell(f"A{n}", "05/03/2024"), cell(f"B{n}", f"CS{n}")) for n in range(2, 500))
    write_book(folder / "files" / "mace_tracker.xlsx", [titled, *meetings])
    sightline("init", folder / "begun")
    agree(folder / "begun")
    Workspace(folder / "begun").secret()  # made now, so that copies have the same and tables can be compared
    return Place(folder / "begun", folder / "files")
