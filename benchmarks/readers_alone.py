"""Processor seconds of the pages of `readers.py`, one at a time: python benchmarks/readers_alone.py --keep DIR

Pages are asked for within this process, so other work on the machine does not count. It reads the store that
`readers.py` made in that folder, and says nothing of several readers at once.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readers import ACCOUNTS, count_records, make_accounts, newest_store, what_to_find
from whole import floor, many_entries

if TYPE_CHECKING:
    from django.test import Client

PEOPLE, HOMES, FINDS = 12, 6, 8
Ask = Callable[["Client"], Any]


def get(path: str, client: "Client") -> Any:
    """A page."""
    return client.get(path)


def find(typed: str, client: "Client") -> Any:
    """The results for what is typed: the posted form, and the page that it leads to."""
    return client.post("/find/", {"typed": typed}, follow=True)


def calls_of(store: Path, people: Sequence[str]) -> dict[str, list[Ask]]:
    """Each page by name, with how it is asked for."""
    found: dict[str, list[Ask]] = {
        "child's page": [partial(get, f"/people/{one}/") for one in people],
        "child's chronology": [partial(get, f"/people/{one}/chronology/") for one in people],
        "home": [partial(get, "/")] * HOMES,
    }
    for name, asked in what_to_find(store, people).items():
        found[name] = [partial(find, one) for one in asked[:FINDS]]
    return found


def measure(client: "Client", asks: Sequence[Ask]) -> tuple[float, float]:
    """The middle and the most of the processor seconds of each, after a first one."""
    asks[0](client)
    spent = []
    for ask in asks:
        before = time.process_time()
        answer = ask(client)
        spent.append(time.process_time() - before)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(spent), max(spent)


def main() -> None:
    """Ask as an account of each role, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, required=True, help="the folder of readers.py")
    workspace = parser.parse_args().keep / "workspace"
    make_accounts(workspace)
    from sightline.casework.boot import open_workspace

    open_workspace(workspace)
    from django.test import Client

    from sightline.casework.core.models import Account

    store = newest_store(workspace)
    people = many_entries(store, PEOPLE)
    bare = statistics.median(floor(store, people))
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"  {count_records(store):,} records; bare query {bare * 1000:.2f} ms; load {load}")
    for name in list(ACCOUNTS)[: len(ACCOUNTS) // 2]:
        client = Client(headers={"host": "localhost"})
        client.force_login(Account.objects.get(username=name))
        for page, asks in calls_of(store, people).items():
            middle, most = measure(client, asks)
            times = f"{middle / bare:,.0f} bare queries"
            print(f"  {name}, {page}: median {middle * 1000:.0f} ms, most {most * 1000:.0f} ms, {times}", flush=True)


if __name__ == "__main__":
    main()
