"""What erasing children costs: python benchmarks/erasure.py [--children N] [--erased N]

Every child has three notes of children's services and every tenth a missing episode; a second daily file has all of
them again. Seconds of each phase of the erasure, by the clock and of the processor, in a workspace of one machine.
"""

import argparse
import csv
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

FORENAMES = (
    "Ada",
    "Bea",
    "Cal",
    "Dot",
    "Eli",
    "Fay",
    "Gil",
    "Hal",
    "Ivy",
    "Jon",
    "Kit",
    "Lea",
    "Max",
    "Nia",
    "Oli",
    "Pia",
)
SYLLABLES = (
    "bar",
    "dun",
    "fel",
    "gor",
    "hal",
    "ker",
    "lin",
    "mor",
    "nev",
    "pol",
    "rad",
    "sel",
    "tor",
    "ven",
    "wic",
    "yar",
)
WHY = "Measured with invented children on this machine, nothing of it is real."


def write_files(folder: Path, *, children: int) -> list[Path]:
    """The exports of two days; the second repeats the first."""
    chance, people = random.Random(2026), []
    for number in range(children):
        name = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
        born = date(2009, 1, 1) + timedelta(days=chance.randrange(3600))
        people.append((f"P{number}", name, chance.choice(FORENAMES), f"{born:%d/%m/%Y}"))
    notes = [
        {"Person ID": key, "Surname": name, "Forename": first, "DOB": born, "Event Type": "CASE NOTE",
         "Event Date": day, "Text": f"Seen at home. Note of {day} of {first}.", "Entered On": day}
        for key, name, first, born in people for day in ("01/10/2026", "08/10/2026", "15/10/2026")
    ]  # fmt: skip
    missing = [
        {"Misper Ref": f"M{key}", "Surname": name, "Forenames": first, "DOB": born, "Missing From Date": "20/10/2026",
         "Reported Date": "20/10/2026", "Circumstances": "Did not come home.", "Entered On": "20/10/2026"}
        for key, name, first, born in people[::10]
    ]  # fmt: skip
    again = [*notes[1:], notes[0]]
    return [
        _write(folder / "first" / "childrens_services_events.csv", notes),
        _write(folder / "first" / "police_missing.csv", missing),
        _write(folder / "second" / "childrens_services_events.csv", again),
    ]


def _write(path: Path, rows: list[dict[str, str]]) -> Path:
    from sightline.rulebook.files import read_toml

    columns = read_toml("agencies", f"{path.stem}.toml")["columns"].values()
    headings = [one if isinstance(one, str) else one["heading"] for one in columns]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [one.partition(" (")[0] for one in headings], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say what something cost."""
    began, spent = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - began:.1f} s, processor {time.process_time() - spent:.1f} s", flush=True)


def measure(folder: Path, *, children: int, erased: int) -> None:
    """Make the workspace, and erase the records of one child, or of more in one batch."""
    from sightline.casework.boot import make_workspace

    workspace = make_workspace(folder / "workspace", trial=True, two_step="optional")
    from sightline.casework.agreements.services import write_trial_agreements
    from sightline.casework.core.actor import Actor, actor_for_account, house_actor
    from sightline.casework.core.models import Account
    from sightline.casework.core.serving import current_snapshot
    from sightline.casework.core.session import ReaderSession
    from sightline.casework.data.ingest import ingest_files
    from sightline.casework.data.runs import run_pipeline
    from sightline.casework.erasure.services import apply_erasures, decide_erasure
    from sightline.casework.papers.pages import NewPaper
    from sightline.casework.papers.services import record_paper
    from sightline.model.retention import ErasureGround
    from sightline.store import DuckDBEngine

    def session(actor: Actor | None = None) -> ReaderSession:
        return ReaderSession(actor or house_actor())

    write_trial_agreements(session(), workspace=workspace, all_records=True)
    files = write_files(folder, children=children)
    with timed("import"):
        for some in (files[:2], files[2:]):
            ingest_files(session(), workspace=workspace, paths=some)
    with timed("update from nothing"):
        run_pipeline(session(), workspace=workspace)
    ivy = Account.objects.create(username="ivy", role="information_governance")
    for one in ("inquiry_holds", "prosecution_holds"):
        signed = NewPaper(one, "I. Governor", "Governance", date(2026, 11, 1), "Cabinet")
        record_paper(session(actor_for_account(ivy)), paper=signed)
    snapshot = current_snapshot(workspace)
    assert snapshot is not None
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    sql = "SELECT record_id, regexp_extract(source_key, '^M?P([0-9]+)', 1) FROM agency_record"
    known = zip(*(column.to_pylist() for column in engine.query(sql).columns), strict=True)
    gone = {str(number) for number in range(10, 10 + erased)}
    records = sorted({record_id for record_id, number in known if number in gone})
    rows = engine.query("SELECT count(*) FROM source_row").column(0)[0].as_py()
    engine.close()
    print(
        f"{children} children, {rows} rows, {len(records)} records of {erased} to erase, {os.cpu_count()} processors",
        flush=True,
    )
    governance = session(actor_for_account(ivy))
    with timed("decide"):
        decide_erasure(governance, workspace=workspace, record_ids=records, ground=ErasureGround.MISTAKE, why=WHY)
    last = [time.perf_counter()]

    def tell(phase: str) -> None:
        print(f"  {phase}: {time.perf_counter() - last[0]:.1f} s", flush=True)
        last[0] = time.perf_counter()

    with timed("erase"):
        report = apply_erasures(session(), workspace=workspace, after_phase=tell)
    print(f"{report.rows} rows of {report.files} files", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=5_000)
    parser.add_argument("--erased", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place), children=asked.children, erased=asked.erased)
