"""How much processor time it takes to seal a roll of a million rows, and to open the rows of one child.

A register of 25,000 pupils over 40 weeks. Run: python -m benchmarks.sealed_rolls [ROWS] [--only-sealed]
"""

import argparse
import base64
import csv
import os
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sightline import ingest
from sightline.agreements import compile_policy, read_agreements
from sightline.agreements.drafts import write_invented
from sightline.ingest.opened_rows import each_sealed, read_sealed
from sightline.ingest.rows.roll_rows import RollSealer
from sightline.ingest.sealed_people import SealedPeople
from sightline.linkage.live.link_keys import list_links, list_sealed_links
from sightline.linkage.live.name_keys import alike_key, whole_key
from sightline.sealing.master_keys import KEY_TEXT
from sightline.sealing.roll_keys import find_roll_keys
from sightline.store import Workspace

HEADINGS = ["School", "UPN", "Surname", "Forename", "DOB", "Week Commencing", "Marks"]
WEEKS, SCHOOLS, ASKED, NAMES = 40, 20, 50, 1_000
DAY, RECEIVED = date(2026, 11, 30), "2026-11-30T09:00:00Z"


def main() -> None:
    """Seal a register, then look for children in it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--only-sealed", action="store_true", help="do not import the same rows as records too")
    asked = parser.parse_args()
    pupils = asked.rows // WEEKS
    os.environ[KEY_TEXT] = base64.b64encode(os.urandom(32)).decode()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "workspace")
        workspace.create()
        write_invented(workspace.root, all_records=False)
        policy = compile_policy(read_agreements(workspace.root), on=DAY)
        keys = find_roll_keys(workspace.root)
        assert keys
        sealer = RollSealer(keys, partial(list_sealed_links, secret=keys.hashes), lambda _text: False)
        path = write_register(Path(folder) / "register.csv", pupils)
        tiers = (("record", None), ("roll", sealer))
        for name, seals in tiers[1:] if asked.only_sealed else tiers:
            begun = time.process_time()
            place = Workspace(Path(folder) / name)
            place.create()
            (receipt,) = ingest.take_file(
                workspace=place, path=path, batch=1, received_at=RECEIVED, policy=policy, sealer=seals
            )
            took = time.process_time() - begun
            print(f"tier {name}: {receipt.rows_taken:,} rows, {receipt.rows_sealed:,} sealed, {took:.1f} s")
        times = []
        for number in range(0, pupils, max(1, pupils // ASKED)):
            begun = time.process_time()
            texts = {"one": list_links(mention_of(number), secret=keys.hashes)}
            sealed = [row for rows in each_sealed(place) for row in rows.find_each(texts, keys=keys)["one"]]
            found = [read_sealed(row, keys=keys) for row in sealed]
            times.append(time.process_time() - begun)
            assert len(found) >= WEEKS
        middle, most = 1000 * sorted(times)[len(times) // 2], 1000 * max(times)
        print(f"one child's rows: {middle:.1f} ms in the middle, {most:.1f} ms at most")
        names = [mention_of(number) for number in range(0, pupils, max(1, pupils // NAMES))]
        words = [(one["forename"].lower(), one["surname"].lower()) for one in names]
        begun = time.process_time()
        people = SealedPeople(place, keys=keys, as_at=DAY).find(
            {key(*one) for one in words for key in (whole_key, alike_key)}
        )
        assert len(people) >= len(names)
        print(f"who else has {len(names):,} names: {len(people):,} namings, {time.process_time() - begun:.1f} s")


def write_register(path: Path, pupils: int) -> Path:
    """A register in which each pupil has a row a week."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for number in range(pupils):
            said = mention_of(number)
            for week in range(WEEKS):
                monday = date(2025, 9, 1) + timedelta(weeks=week)
                writer.writerow(
                    [f"School {number % SCHOOLS}", "", said["surname"], said["forename"],
                     said["birth_date"].strftime("%d/%m/%Y"), monday.strftime("%d/%m/%Y"), "/ / / / / / / / / /"]
                )  # fmt: skip
    return path


def mention_of(number: int) -> dict[str, Any]:
    """How a pupil is named."""
    syllables = ("ba", "ko", "li", "mu", "ne", "po", "ra", "si", "tu", "ve")
    name = "".join(syllables[int(figure)] for figure in f"{number:05}").title()
    born = date(2009, 9, 1) + timedelta(days=number * 7 % 3_600)
    return {"entity_kind": "person", "surname": name, "forename": name[::-1].title(), "birth_date": born}


if __name__ == "__main__":
    main()
