"""The whole way at size, and then pages read by one reader and by eight: python benchmarks/whole.py [--children N]

Pages are timed from outside, over HTTP, signed in and audited, each a different person with many entries; the floor
beside them is the bare SQLite query of the same fifty entries.
"""

import argparse
import http.cookiejar
import json
import os
import platform
import re
import resource
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

PASSWORD = "benchmark-only-long-password"
READS, ENTRIES = 200, 500


class Browser:
    """One reader, signed in."""

    def __init__(self, base: str, username: str = "bench") -> None:
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/accounts/login/"))
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": username, "password": PASSWORD}
        request = urllib.request.Request(
            f"{base}/accounts/login/", urllib.parse.urlencode(form).encode(), {"Referer": f"{base}/accounts/login/"}
        )
        self.opener.open(request, timeout=60).read()

    def get(self, path: str) -> str:
        """A page's text; an error where it is not answered with 200, or leads elsewhere."""
        with self.opener.open(self.base + path, timeout=600) as answer:
            if urllib.parse.urlsplit(answer.url).path != path:
                raise SystemExit(f"{path} leads to {answer.url}")
            text: str = answer.read().decode()
            return text


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def percentiles(seconds: Sequence[float]) -> str:
    """p50 and p95 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {cuts[9] * 1000:.1f} ms, p95 {cuts[18] * 1000:.1f} ms"


def sightline(*words: str | Path, **more: str) -> None:
    """One command; its wall and processor seconds and peak memory are printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sightline", *map(str, words)],
        check=True,
        stdout=subprocess.DEVNULL,
        input=more.get("said"),
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    wall = time.perf_counter() - begun
    name = words[2] if words[0] == "-w" else words[0]
    print(f"  {name}: wall {wall:.1f} s, cpu {cpu:.1f} s, largest process so far {peak:.0f} MB")


def build(folder: Path, children: int) -> Path:
    """A workspace with an invented partnership of that size, run."""
    workspace = folder / "workspace"
    sightline("invent", "--children", str(children), "--seed", "5", "--out", folder / "files")
    sightline("init", "--trial", workspace)
    shutil.copytree(folder / "files" / "agreements", workspace / "agreements")
    settings = workspace / "sightline.toml"
    settings.write_text(settings.read_text().replace('two_step = "required"', 'two_step = "optional"'))
    sightline("-w", workspace, "ingest", folder / "files")
    sightline("-w", workspace, "run")
    sightline("-w", workspace, "account", "bench", "--role", "analyst", "--agency", "police", said=PASSWORD + "\n")
    return workspace


def many_entries(store: Path, count: int) -> list[str]:
    """People whose number of entries is nearest above 500 (or the most there are)."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT person_id, count(*) AS n FROM entry WHERE NOT sealed AND NOT restricted GROUP BY person_id "
            "ORDER BY n >= ? DESC, abs(n - ?) LIMIT ?", (ENTRIES, ENTRIES, count)
        ).fetchall()  # fmt: skip
    print(f"  people read: {len(rows)}, with {min(n for _, n in rows)} to {max(n for _, n in rows)} entries")
    return [person for person, _ in rows]


def floor(store: Path, people: list[str]) -> list[float]:
    """The bare query of fifty entries, without Django, sign-in, audit or template."""
    connection = sqlite3.connect(f"file:{store}?mode=ro&immutable=1", uri=True)
    sql = "SELECT * FROM entry WHERE person_id = ? AND NOT sealed ORDER BY sort_key, entry_id LIMIT 50"
    seconds = [timed(lambda person=person: connection.execute(sql, [person]).fetchall()) for person in people]  # type: ignore[misc]
    connection.close()
    return seconds


def read_pages(base: str, people: list[str], readers: int) -> list[float]:
    """Seconds of each of READS pages, by so many readers at once."""
    browsers = [Browser(base) for _ in range(readers)]
    for browser in browsers:
        browser.get(f"/people/{people[0]}/")
    pages = [people[number % len(people)] for number in range(READS)]

    def one(number: int) -> list[float]:
        browser = browsers[number]
        return [timed(lambda person=person: browser.get(f"/people/{person}/")) for person in pages[number::readers]]  # type: ignore[misc]

    with ThreadPoolExecutor(readers) as pool:
        return [seconds for found in pool.map(one, range(readers)) for seconds in found]


def main() -> None:
    """Build, serve, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=15_000)
    parser.add_argument("--keep", type=Path, help="build in this folder, or read what is there")
    chosen = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, Django {version('django')}"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        workspace = folder / "workspace"
        if not workspace.exists():
            build(folder, chosen.children)
        measure(workspace)


def measure(workspace: Path) -> None:
    """Serve the workspace and time its pages."""
    newest = max((workspace / "snapshots").glob("*/manifest.json"), key=lambda path: path.stat().st_mtime)
    counts = json.loads(newest.read_text())["counts"]
    print("  " + ", ".join(f"{name} {rows}" for name, rows in counts.items()))
    people = many_entries(newest.parent / "serve.sqlite", 100)
    print(f"  floor, bare query of 50 entries: {percentiles(floor(newest.parent / 'serve.sqlite', people))}")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "sightline", "-w", workspace, "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        time.sleep(5)
        for readers in (1, 8):
            seconds = read_pages(f"http://127.0.0.1:{port}", people, readers)
            print(f"  child page, {readers} at once: {percentiles(seconds)}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
