"""How long the work list of 5,000 items and first pages take: python benchmarks/work_list.py [--workspace DEMO]

Whole pages are asked for, as a browser asks, so each figure holds the session, the visibility filter, the audit and the
template. Items are opened in a copy of the workspace, which is thrown away.
"""

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

ITEMS, READS, SEED = 5_000, 100, 1
LADDER = "childrens_services"
PAGES = {
    "work list, what waits for me": "/work/?list=me",
    "work list, my agency's": "/work/?list=agency",
    "work list, all that I may see": "/work/?list=all",
    "work list, urgent ones alone": "/work/?list=all&urgent=1",
    "first page": "/",
}


@contextmanager
def copied(demo: Path | None) -> Iterator[Path]:
    """A copy of a demo's workspace; of one of 300 children that is made here, where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        if demo is None:
            demo = Path(folder) / "demo"
            made = ["demo", "--children", "300", "--seed", str(SEED), "--no-serve", "--dir", str(demo)]
            subprocess.run([sys.executable, "-m", "sightline", *made], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(demo, copy)
        yield copy


def due_at(number: int) -> str:
    """A moment of the first twenty days of a month."""
    return f"2026-11-{number % 20 + 1:02}T09:{number % 60:02}:00Z"


def open_items() -> None:
    """Open items upon real records, one in five of them restricted to another agency, through a tick."""
    from sightline.casework.core.session import house_session
    from sightline.casework.escalation.engine import CLOCK, Basis, Candidate
    from sightline.casework.timekeeping.scheduler import tick
    from sightline.model.ids import make_id
    from sightline.model.rows.records import ServedRecordNaming
    from sightline.model.visibility import Visibility

    with house_session().open_current() as opened:
        assert opened is not None, "the workspace has no snapshot"
        rows = opened[1]._read_declared(
            ServedRecordNaming,
            "SELECT * FROM record_naming "
            f"WHERE entity_kind = 'person' AND slot = 'subject' AND NOT sealed AND NOT restricted LIMIT {ITEMS}",
        )
    assert rows, "the snapshot names nobody"
    found = []
    for number in range(ITEMS):
        row = rows[number % len(rows)]
        hidden = number % 5 == 0
        seen = Visibility("health" if hidden else row["agency"], row["organisation"], row["layout"], hidden)
        found.append(
            Candidate(
                rule_id="suspicion_answered", source=CLOCK, due_at=due_at(number),
                about="A measured item.", agency=LADDER, record_id=row["record_id"], mention_ids=(row["mention_id"],),
                basis=(Basis(row["record_id"], seen),), about_id=make_id("measured", str(number)),
                person_id=row["person_id"], urgent=number % 3 == 0, always=True,
            )
        )  # fmt: skip
    tick(house_session(), as_at="2026-11-21T09:00:00Z", sources=[lambda _session, _now: tuple(found)])


def measure(role: str) -> None:
    """Ask for each page many times as the account of that name, and print the middle and the slow ones."""
    from django.test import Client

    from sightline.casework.core.models import Account

    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username=role))
    for what, url in PAGES.items():
        seconds, processor = [], []
        for _ in range(READS):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(url)
            seconds.append(time.perf_counter() - begun)
            processor.append(time.process_time() - worked)
            assert answer.status_code == 200, f"{role} at {url}: {answer.status_code}"
        print(f"{role}, {what}: {in_words(seconds)}; of the processor {in_words(processor)}", flush=True)


def in_words(seconds: list[float]) -> str:
    """The middle and the slow ones, in milliseconds."""
    slow = statistics.quantiles(seconds, n=20)[18]
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {slow * 1000:.0f} ms"


def main() -> None:
    """Measure and print, with the machine."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workspace", type=Path, help="a demo that was made before")
    chosen = options.parse_args()
    print(f"{platform.machine()}, Python {sys.version.split()[0]}, Django {version('django')}")
    with copied(chosen.workspace) as workspace:
        from sightline.casework.boot import open_workspace

        open_workspace(workspace)
        for role in ("manager", "school_lead"):
            print(f"-- {role}, the demo as it is", flush=True)
            measure(role)
        begun = time.perf_counter()
        open_items()
        from sightline.casework.escalation.models import Item

        opened, seconds = Item.objects.filter(closed_at=None).count(), time.perf_counter() - begun
        print(f"-- {opened:,} open items, opened in {seconds:.0f} s")
        for role in ("practitioner", "manager", "senior_officer"):
            measure(role)


if __name__ == "__main__":
    main()
