"""How soon a large chart is seen, and how smoothly it moves: python benchmarks/networks.py [--nodes N] [--moved N]

The connections are drawn by chance and put straight into the file that pages read, in a workspace of the demo; all
behind that is what a person goes through. "Seen" is when Chromium has shown the picture, from the moment that the page
was asked for; somebody in it can be chosen a little later. A chart of `--moved` people and things is dragged, zoomed
and one of its items moved, while frames are counted as the browser shows them.
"""

import argparse
import gc
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]

from copied_store import seal_anew
from support import browsing
from support.small_partnership import sightline

from sightline.model.ids import make_id

CURRENT = "casework_currentsnapshot"
SEED, ROUNDS, GROUP, SECONDS = 9, 7, 25, 5


def draw_connections(nodes: int) -> list[tuple[object, ...]]:
    """Groups of people around some things each, with a few ties between groups: about 1.5 lines a node."""
    chance, rows = random.Random(SEED), list[tuple[object, ...]]()
    kinds = ("vehicle", "phone", "place", "adult")
    for person in range(nodes * 3 // 5):
        group = person // (GROUP * 3 // 5)
        for _ in range(chance.choice((2, 2, 3))):
            near = group if chance.random() < 0.97 else chance.randrange(nodes // GROUP)
            thing = near * (GROUP * 2 // 5) + chance.randrange(GROUP * 2 // 5)
            day = f"202{chance.randrange(3, 7)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            rows.append((make_id("c", str(len(rows))), make_id("p", str(person)), 1, kinds[thing % 4],
                         make_id("t", str(thing)), day, day, 0, 0, "", make_id("r", str(len(rows))), "police", "police",
                         "police_occurrences", 0, 0))  # fmt: skip
    return rows


def fill(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Put the connections, and a name of everybody and everything, into `serve.sqlite`."""
    connection = sqlite3.connect(path)
    for table in ("around", "said", "thing_said"):
        connection.execute(f"DELETE FROM {table}")
    connection.executemany(f"INSERT INTO around VALUES ({', '.join('?' * 16)})", rows)
    people = sorted({str(row[1]) for row in rows} | {str(row[4]) for row in rows if row[3] == "adult"})
    said = [(one, "police", "police", "police_occurrences", 0, 0, "name", f"Person {number}", 1, None, None, "")
            for number, one in enumerate(people)]  # fmt: skip
    connection.executemany(f"INSERT INTO said VALUES ({', '.join('?' * 12)})", said)
    things = sorted({(str(row[4]), str(row[3])) for row in rows if row[3] != "adult"})
    named = [(make_id("m", one), one, kind, f"{kind} {number}", "", "police", "police", "police_occurrences", 0, 0,
              None)
             for number, (one, kind) in enumerate(things)]  # fmt: skip
    connection.executemany(f"INSERT INTO thing_said VALUES ({', '.join('?' * 11)})", named)
    connection.commit()
    connection.close()


def fill_all(folder: Path, nodes: int) -> None:
    """Put as many into the one snapshot of a workspace, and write down its hashes anew."""
    rows = draw_connections(nodes)
    with closing(sqlite3.connect(folder / "casework.sqlite3")) as database:
        (snapshot_id,) = database.execute(f"SELECT snapshot_id FROM {CURRENT}").fetchone()
        snapshot = folder / "snapshots" / snapshot_id
        snapshot.chmod(0o755)
        (snapshot / "serve.sqlite").chmod(0o644)
        fill(snapshot / "serve.sqlite", rows)
        database.execute(f"UPDATE {CURRENT} SET manifest_sha256 = ?", [seal_anew(snapshot)])
        database.commit()
    ends = {row[1] for row in rows} | {row[4] for row in rows}
    print(json.dumps({"connections": len(rows), "ends": len(ends)}))


def measure(folder: Path, password: str) -> None:
    """The first sight and the answer of the server alone, each some times."""
    seen, drawn, answered, worked, size, nodes = [], [], [], [], 0, 0
    with browsing.serving(folder) as address, browsing.open_browser() as browser:
        page = browser.new_context(viewport=browsing.DESKTOP).new_page()
        browsing.sign_in(page, address, "analyst", name="analyst", password=password)
        ticks = page.context.new_cdp_session(page)
        ticks.send("Performance.enable", {"timeDomain": "threadTicks"})
        for _ in range(ROUNDS):
            page.goto(f"{address}/networks/picture/?show=all", wait_until="commit")
            page.wait_for_selector("[data-drawn]", timeout=60_000)
            seen.append(marked(page, "network-seen"))
            drawn.append(marked(page, "network-drawn"))
            told = {one["name"]: one["value"] for one in ticks.send("Performance.getMetrics")["metrics"]}
            worked.append(float(told["TaskDuration"]))
            nodes = int(page.get_attribute("[data-network]", "data-drawn") or 0)
            began = time.perf_counter()
            size = len(page.request.get(f"{address}/networks/picture/data/?show=all").body())
            answered.append(time.perf_counter() - began)
    print(f"{nodes} people and things, {size / 2**20:.1f} MiB of data; {ROUNDS} times")
    for what, times in (("first seen", seen), ("to be chosen from", drawn), ("the server's answer alone", answered)):
        print(f"{what}: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s")
    print(f"the browser's processor until then: median {statistics.median(worked):.2f} s")
    print(f"other work on the machine: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def measure_movement(folder: Path, password: str) -> None:
    """Frames a second while the chart is dragged, zoomed, and while an item of it is moved."""
    with browsing.serving(folder) as address, browsing.open_browser() as browser:
        page = browser.new_context(viewport=browsing.DESKTOP).new_page()
        browsing.sign_in(page, address, "analyst", name="analyst", password=password)
        page.goto(f"{address}/networks/picture/?show=all")
        page.wait_for_selector("[data-drawn]", timeout=60_000)
        print(
            f"{page.get_attribute('[data-network]', 'data-drawn')} people and things, moved for {SECONDS} seconds each"
        )
        canvas = page.locator("[data-canvas]")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box() or {"x": 0, "y": 0, "width": 1, "height": 1}
        left, top, middle = box["x"] + 12, box["y"] + 12, (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for name, begin, wheel in (("dragged", (left, top), 0), ("zoomed", middle, 120), ("an item moved", middle, 0)):
            told = count_frames(page, begin, wheel=wheel)
            print(f"{name}: {told['frames']:.0f} frames a second, 19 of 20 within {told['slow']:.0f} ms")
        print(f"other work on the machine: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def count_frames(page: Page, begin: tuple[float, float], *, wheel: int) -> dict[str, float]:
    """Move the mouse from there with its button down, or turn its wheel, and count what is shown meanwhile."""
    page.evaluate(
        "window.shownAt = []; window.counting = true;"
        "const next = (at) => { window.shownAt.push(at); if (window.counting) requestAnimationFrame(next); };"
        "requestAnimationFrame(next);"
    )
    page.mouse.move(*begin)
    if not wheel:
        page.mouse.down()
    until, turn = time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        turn += 1
        if wheel:
            page.mouse.wheel(0, wheel if turn // 10 % 2 else -wheel)
        else:
            page.mouse.move(begin[0] + turn * 7 % 200, begin[1] + turn * 5 % 120)
    page.mouse.up()
    shown = page.evaluate("window.counting = false; window.shownAt")
    waits = sorted(after - before for before, after in pairwise(shown))
    return {"frames": 1_000 * len(waits) / (shown[-1] - shown[0]), "slow": waits[len(waits) * 19 // 20]}


def measure_server(folder: Path) -> None:
    """What the server's answer costs its processor."""
    from sightline.casework.boot import open_workspace

    open_workspace(folder)
    from sightline.casework.core.actor import actor_for_username
    from sightline.casework.core.session import ReaderSession
    from sightline.casework.networks.selectors.whole_picture import read_whole_picture
    from sightline.web.networks.drawing import as_data, draw

    gc.freeze()  # as the server does once it is loaded
    actor, costs = actor_for_username("analyst"), []
    for _ in range(ROUNDS):
        began = time.process_time()
        graph = read_whole_picture(ReaderSession(actor))
        json.dumps(as_data(draw(graph), left_out=graph.left_out))
        costs.append(time.process_time() - began)
    print(f"the server's processor for the answer: median {statistics.median(costs):.2f} s, slowest {max(costs):.2f} s")


def measure_floor(folder: Path) -> None:
    """The least that any server must do: read the pairs and the names by two statements, and write them as JSON."""
    serve = next((folder / "snapshots").glob("*/serve.sqlite"))
    costs = []
    for _ in range(ROUNDS):
        began = time.process_time()
        with closing(sqlite3.connect(serve)) as store:
            pairs = store.execute(
                "SELECT person_id, entity_id, min(occurred_on), max(occurred_on), count(*) FROM around GROUP BY 1, 2"
            ).fetchall()
            names = store.execute("SELECT * FROM said").fetchall()
        json.dumps([pairs, names])
        costs.append(time.process_time() - began)
    print(f"the floor, rows read and written without rights or places: median {statistics.median(costs):.2f} s")


def marked(page: Page, name: str) -> float:
    """Seconds from when the page was asked for until the script made that mark."""
    return float(page.evaluate("name => performance.getEntriesByName(name)[0].startTime", name)) / 1_000


def main() -> int:
    """Make a demo, fill it, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--moved", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "demo"
        said = sightline("demo", "--children", "60", "--seed", "1", "--no-serve", "--dir", folder)
        passwords = dict(re.findall(r"│ (\w+) +│ ([0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}) ", said))
        fill_all(folder, asked.moved)
        measure_movement(folder, passwords["analyst"])
        fill_all(folder, asked.nodes)
        measure(folder, passwords["analyst"])
        measure_server(folder)
        measure_floor(folder)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
