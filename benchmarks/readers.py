"""A child's page, home and find at a million records, by one reader and by eight: python benchmarks/readers.py

An invented partnership of 2,000 children is generated, ingested and run as by `whole.py`; then each row of its pages'
file is there eight times (`copied_store.py`). `--keep` names a folder in which this is built once. Pages are read over
HTTP, signed in and audited, by accounts of four roles. Processor seconds are those of the serving processes, so they
say more than wall times on a busy machine. Ratios compare each page with the bare query, and eight readers with one.
"""

import argparse
import os
import platform
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from copied_store import copy_rows, seal_anew
from whole import PASSWORD, Browser, build, floor, many_entries, timed

CHILDREN, TIMES, PEOPLE, READS, AIM = 2_000, 8, 50, 160, 0.200
# The first reads alone.
ACCOUNTS = {
    f"{name}_{number}": words
    for number in (1, 2)
    for name, words in {
        "practitioner": "--role practitioner --agency childrens_services",
        "manager": "--role manager --agency childrens_services",
        "analyst": "--role analyst --agency police",
        "nurse": "--role practitioner --agency health",
    }.items()
}
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WORD = re.compile(r"[a-z]{4,}")


class Reader(Browser):
    """A browser that also finds, by the one box."""

    def find(self, typed: str) -> str:
        """The page of results for what is typed."""
        token = TOKEN.search(self.get("/find/"))
        assert token
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "typed": typed}).encode()
        request = urllib.request.Request(f"{self.base}/find/", form, {"Referer": f"{self.base}/find/"})
        with self.opener.open(request, timeout=600) as answer:
            text: str = answer.read().decode()
            return text


@dataclass(frozen=True)
class Measured:
    """Seconds on the wall of each reading, and processor seconds of the serving processes for one."""

    wall: list[float]
    processor: float

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.wall)

    @property
    def slow(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.wall, n=20)[18]


@contextmanager
def served(workspace: Path) -> Iterator[tuple[str, int]]:
    """The workspace served: its address, and the process that serves it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    words = [sys.executable, "-m", "sightline", "-w", str(workspace), "serve", "--port", str(port)]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base)
        yield base, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_for(base: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=5).read()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("it is not served after five minutes")


def processor_seconds(pid: int) -> float:
    """Of a process and all below it, until now."""
    found: dict[int, tuple[int, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            cells = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = (int(cells[1]), (int(cells[11]) + int(cells[12])) / TICKS)
    mine, total = {pid}, 0.0
    for one in sorted(found):
        if one in mine or found[one][0] in mine:
            mine.add(one)
            total += found[one][1]
    return total


def read_all(pid: int, readers: Sequence[Reader], asked: Sequence[str], page: Callable[[Reader, str], str]) -> Measured:
    """Each of what is asked, shared out among the readers, who read at once."""

    def one(number: int) -> list[float]:
        browser = readers[number]
        return [timed(lambda each=each: page(browser, each)) for each in asked[number :: len(readers)]]  # type: ignore[misc]

    for number, browser in enumerate(readers):
        page(browser, asked[number % len(asked)])  # the first of each fills caches
    before = processor_seconds(pid)
    with ThreadPoolExecutor(len(readers)) as pool:
        wall = [seconds for found in pool.map(one, range(len(readers))) for seconds in found]
    return Measured(wall, (processor_seconds(pid) - before) / len(asked))


def what_to_find(store: Path, people: Sequence[str]) -> dict[str, list[str]]:
    """For each way to find: what is typed, made of what visible records say of these people."""
    connection = sqlite3.connect(f"file:{store}?mode=ro&immutable=1", uri=True)
    names, phrases = {}, {}
    for person in people:
        words = connection.execute(
            "SELECT DISTINCT key_value FROM search_key WHERE person_id = ? AND key_kind = 'name' AND NOT sealed "
            "AND NOT restricted AND length(key_value) > 4 LIMIT 2", [person]
        ).fetchall()  # fmt: skip
        names[person] = " ".join(word for (word,) in words)
        texts = connection.execute(
            "SELECT text FROM search_text JOIN search_text_person USING (place) WHERE person_id = ? AND part = 'note' "
            "AND NOT sealed AND NOT restricted ORDER BY length(text) DESC LIMIT 1", [person]
        ).fetchall()  # fmt: skip
        phrases[person] = " ".join(sorted(set(WORD.findall(texts[0][0].lower())), key=len)[-3:]) if texts else ""
    keys = connection.execute(
        "SELECT key_value FROM search_key WHERE key_kind = 'phone' AND NOT sealed AND NOT restricted LIMIT ?", [PEOPLE]
    ).fetchall()
    connection.close()
    called = [name for name in names.values() if name]
    both = [f"{names[one].split(' ')[0]} {phrases[one]}" for one in people if names[one] and phrases[one]]
    return {
        "find, a name": called,
        "find, a name misspelt": [name[:-2] + name[-1] for name in called],
        "find, words of notes": [words for words in phrases.values() if words],
        "find, a name and words": both,
        "find, a phone number": ["0" + key.removeprefix("+44") for (key,) in keys],
    }


def as_many(asked: Sequence[str]) -> list[str]:
    """So many readings, each of these in turn."""
    return [asked[number % len(asked)] for number in range(READS)]


def measure(workspace: Path) -> bool:
    """Serve, read and print; whether all p95 of eight readers are within the aim."""
    store = newest_store(workspace)
    print(f"  {count_records(store):,} records, the file of the pages {store.stat().st_size / 1024**2:,.0f} MB")
    people = many_entries(store, PEOPLE)
    bare = statistics.median(floor(store, people))
    print(f"  bare query of 50 entries: median {bare * 1000:.2f} ms")
    pages = pages_of(store, people)
    make_accounts(workspace)
    met = True
    with served(workspace) as (base, pid):
        readers = [Reader(base, name) for name in ACCOUNTS]
        for name, (asked, page) in pages.items():
            alone, together = (read_all(pid, readers[:some], as_many(asked), page) for some in (1, len(readers)))
            met = met and together.slow < AIM
            print(
                f"  {name}: processor {alone.processor * 1000:.0f} ms ({alone.processor / bare:,.0f} bare queries); "
                f"one reader {_in_words(alone)}; {len(readers)} readers {_in_words(together)}, p95 "
                f"{together.slow / alone.slow:.1f} times one reader's, {together.slow / AIM:.2f} of the aim",
                flush=True,
            )
    return met


def newest_store(workspace: Path) -> Path:
    """The pages' file that was made last."""
    return max((workspace / "snapshots").glob("*/serve.sqlite"), key=lambda path: path.stat().st_mtime)


def count_records(store: Path) -> int:
    """How many records the pages' file holds."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        (records,) = connection.execute("SELECT count(*) FROM record").fetchone()
    connection.close()
    return int(records)


def enlarge(workspace: Path, times: int) -> None:
    """Copy the rows of the pages' file so often, and have it served like one that a run made."""
    from sightline.casework.boot import open_workspace

    open_workspace(workspace)
    from sightline.casework.core.models import CurrentSnapshot

    folder = workspace / "snapshots" / CurrentSnapshot.objects.current_id()
    print(
        f"  copied {times} times in {timed(lambda: copy_rows(folder / 'serve.sqlite', times=times)):.0f} s", flush=True
    )
    CurrentSnapshot.objects.update(manifest_sha256=seal_anew(folder))


def pages_of(store: Path, people: list[str]) -> dict[str, tuple[list[str], Callable[[Reader, str], str]]]:
    """What is read: each page by name, with what is asked of it and how."""
    ways = {name: (asked, Reader.find) for name, asked in what_to_find(store, people).items() if asked}
    return {
        "child's page": (people, lambda one, person: one.get(f"/people/{person}/")),
        "child's chronology": (people, lambda one, person: one.get(f"/people/{person}/chronology/")),
        "home": (["/"], Reader.get),
        **ways,
    }


def make_accounts(workspace: Path) -> None:
    """An account of each name, where it is not there yet."""
    for name, words in ACCOUNTS.items():
        made = [sys.executable, "-m", "sightline", "-w", str(workspace), "account", name, *words.split()]
        subprocess.run(made, input=PASSWORD + "\n", text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _in_words(one: Measured) -> str:
    return f"median {one.middle * 1000:.0f} ms, p95 {one.slow * 1000:.0f} ms"


def main() -> None:
    """Build or take a store, measure and print, with the machine and its load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--times", type=int, default=TIMES, help="how often the rows of the pages' file are there")
    parser.add_argument("--keep", type=Path, help="build in this folder, or read what is there")
    chosen = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {version('django')}"
    )
    print(f"  load before: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        if not (folder / "workspace").exists():
            build(folder, chosen.children)
        if count_records(newest_store(folder / "workspace")) < chosen.times * 50 * chosen.children:
            enlarge(folder / "workspace", chosen.times)
        met = measure(folder / "workspace")
    print(f"  load after: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print(f"  aim, p95 < {AIM * 1000:.0f} ms for {len(ACCOUNTS)} readers: {'met' if met else 'not met'}")


if __name__ == "__main__":
    main()
