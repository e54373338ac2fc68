"""How long the pages of a learning review take: python benchmarks/review_pages.py [--workspace DEMO-REVIEW]

Asked for whole, as a browser asks, by the author of the invented case. Each page stands beside the page of help, which
reads no record, in CPU of the same run. The first draft of the report is made once more, in a copy that is thrown away.
Where no demo is given the case is made here, with 500 more entries about its first child, told by four agencies.
"""

import argparse
import csv
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from sightline.casework.core.session import ReaderSession

READS = 40
MORE, SURNAME, FIRST = 500, "TILLING", date(2020, 9, 7)
LAYOUTS = ("childrens_services_events", "health_attendances", "school_concerns", "police_missing")
DATES, REFS = re.compile(r" Date$|^(Logged|Entered) On$"), re.compile(r"^(Incident ID|Misper Ref)$")
DAYS = ("2020-03-01", "2021-02-28", "2022-09-12", "2024-06-18", "2025-06-30")
AUTHOR, FLOOR = "reviewer", "help"
PAGES = ("learning_review", "review_chronology", "review_known", "review_pictures", "review_opportunities")


@contextmanager
def copied(case: Path | None) -> Iterator[Path]:
    """A copy of the demo of the invented case; of one that is made here, where none is given."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        if case is None:
            case = Path(folder) / "case"
            subprocess.run([sys.executable, __file__, "--make", str(case)], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(case, copy)
        yield copy


def make_case(folder: Path) -> None:
    """Make the demo of the case, with more entries about its first child in the files."""
    from sightline.cli.demo import review_case
    from sightline.invented.case import invent_case

    def invent_more(**chosen: Any) -> Any:
        made = invent_case(**chosen)
        for layout in LAYOUTS:
            tell_more(made.out / f"{layout}.csv", MORE // len(LAYOUTS))
        return made

    with patch.object(review_case, "invent_case", invent_more):
        review_case.run_review_case(folder)


def tell_more(path: Path, entries: int) -> None:
    """Say again, on other days and with other numbers, what a file says first of the child."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        told = next(row for row in reader if row["Surname"].upper() == SURNAME)
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        for number in range(entries):
            day = f"{FIRST + timedelta(days=number * 13):%d/%m/%Y}"
            dates = {name: day for name in columns if told[name] and DATES.search(name)}
            refs = {name: f"{told[name]}-{number}" for name in columns if told[name] and REFS.search(name)}
            writer.writerow(told | dates | refs)


def measure(review_id: str) -> None:
    """Ask for each page on several days, and print the middle and the slow ones beside the floor."""
    from django.test import Client
    from django.urls import reverse

    from sightline.casework.core.models import Account

    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username=AUTHOR))
    floor = 0.0
    for name in (FLOOR, *PAGES):
        url = reverse(name, args=[] if name == FLOOR else [review_id])
        client.get(url)  # what is read once
        seconds, processor = [], []
        for number in range(READS):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(url, {"on": DAYS[number % len(DAYS)]})
            seconds.append(time.perf_counter() - begun)
            processor.append(time.process_time() - worked)
            assert answer.status_code == 200, f"{url}: {answer.status_code}"
        middle = statistics.median(processor)
        floor = floor or middle
        print(f"{name}: {in_words(seconds)}; of the processor {in_words(processor)}, {middle / floor:.1f} x help")


def in_words(seconds: list[float]) -> str:
    """The middle and the slow ones, in milliseconds."""
    slow = statistics.quantiles(seconds, n=20)[18]
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {slow * 1000:.0f} ms"


def make_draft(author: "ReaderSession", review_id: str) -> None:
    """Make one more draft of the report, and print what it took."""
    from sightline.casework.review_reports.services.drafts import make_report_draft

    begun, worked = time.perf_counter(), time.process_time()
    make_report_draft(author, review_id=review_id, why="To measure how long a draft takes in this invented case.")
    print(f"a draft: {time.perf_counter() - begun:.1f} s; of the processor {time.process_time() - worked:.1f} s")


def main() -> None:
    """Measure and print, with the machine."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workspace", type=Path, help="a demo of the case that was made before")
    options.add_argument("--make", type=Path, help="only make the case, in this folder")
    chosen = options.parse_args()
    if chosen.make:
        make_case(chosen.make)
        return
    print(f"{platform.machine()}, Python {sys.version.split()[0]}, Django {version('django')}")
    with copied(chosen.workspace) as workspace:
        from sightline.casework.boot import open_workspace

        open_workspace(workspace)
        from sightline.casework.core.actor import actor_for_username
        from sightline.casework.core.session import ReaderSession
        from sightline.casework.reviews.selectors.terms import list_reviews

        author = ReaderSession(actor_for_username(AUTHOR))
        (review,) = list_reviews(author)
        print(f"a review of six children and six years, {READS} reads of each page", flush=True)
        measure(review.review_id)
        make_draft(author, review.review_id)


if __name__ == "__main__":
    main()
