"""How well linking finds who is who, on people that others wrote: python benchmarks/linkage_quality.py SHARED_DATA

Precision and recall are counted over pairs of mentions in one person, so a child with forty rows weighs more than one
with two. Nothing here may be used to choose a threshold, save `own`, which says so.
"""

import argparse
import csv
import platform
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
from linkage_people import invent_people, read_pickers, write_about

from sightline.ingest import assemble, take_file
from sightline.invented import invent
from sightline.invented.population.people import USUAL, PopulationSettings
from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine
from sightline.store.batches import open_batch
from sightline.store.workspace import Workspace

Row = dict[str, Any]
OWN_PEOPLE, OWN_SEED = 5_000, 77


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def family_context(data: Path) -> Iterator[tuple[Row, str]]:
    """Five agencies' rows; who is who by name, birth date, number and address, which repeat exactly there."""
    for path in sorted((data / "inputs" / "family_context").glob("*.csv")):
        for row in read_rows(path):
            true_id = "|".join(row[name] for name in ("Last Name", "First Name", "Date of Birth", "NHS No", "Address"))
            yield {
                "agency": path.stem, "surname": row["Last Name"], "forename": row["First Name"],
                "birth_date": date.fromisoformat(row["Date of Birth"]), "nhs_number": row["NHS No"],
                "address": row["Address"],
            }, true_id  # fmt: skip


def fake_1000(data: Path) -> Iterator[tuple[Row, str]]:
    """Splink's own thousand rows: names, birth date, town; each row as if from an agency of its own."""
    for place, row in enumerate(read_rows(data / "linkage" / "splink" / "fake_1000.csv")):
        yield {
            "agency": f"agency_{place}", "surname": row["surname"], "forename": row["first_name"],
            "birth_date": read_date(row["dob"]),
        }, row["cluster"]  # fmt: skip


def febrl3(data: Path) -> Iterator[tuple[Row, str]]:
    """Five thousand Australian rows: names, birth date, address; the number is not used."""
    for place, row in enumerate(read_rows(data / "linkage" / "febrl" / "dataset3.csv")):
        cell = {name.strip(): value.strip() for name, value in row.items()}
        yield {
            "agency": f"agency_{place}", "surname": cell["surname"], "forename": cell["given_name"],
            "birth_date": read_date(cell["date_of_birth"]),
            "address": f"{cell['street_number']} {cell['address_1']} {cell['suburb']}".strip(),
        }, cell["rec_id"].split("-")[1]  # fmt: skip


def rldata10000(data: Path) -> Iterator[tuple[Row, str]]:
    """Ten thousand German rows: up to two forenames and surnames, birth date; each as if from an agency of its own."""
    for place, row in enumerate(read_rows(data / "linkage" / "rldata" / "RLdata10000.csv")):
        yield {
            "agency": f"agency_{place}", "surname": f"{row['lname_c1']} {row['lname_c2']}".strip(),
            "forename": f"{row['fname_c1']} {row['fname_c2']}".strip(),
            "birth_date": read_date(f"{int(row['by']):04d}-{int(row['bm']):02d}-{int(row['bd']):02d}"),
        }, row["label_true"]  # fmt: skip


def own(data: Path) -> Iterator[tuple[Row, str]]:
    """The generator that the model was trained on, other people: in-sample, for choosing the threshold."""
    chance = random.Random(OWN_SEED)
    for person in invent_people(count=OWN_PEOPLE, seed=OWN_SEED, pickers=read_pickers(data / "inputs" / "ref_names")):
        for copy in range(chance.choice((1, 2, 3, 4, 5))):
            yield {"agency": f"agency_{copy}", **write_about(person, chance=chance)}, str(person.number)


def read_date(text: str) -> date | None:
    """A date as YYYY-MM-DD or YYYYMMDD; None where it is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


SETS: Mapping[str, Callable[[Path], Iterator[tuple[Row, str]]]] = {
    "family_context": family_context, "fake_1000": fake_1000, "febrl3": febrl3, "rldata10000": rldata10000,
    "own": own,
}  # fmt: skip


def take_in_invented(folder: Path, *, children: int, seed: int, settings: PopulationSettings = USUAL) -> DuckDBEngine:
    """Invent a partnership, take its files in, and give the engine with its mentions and the table `truth`."""
    invent(children=children, seed=seed, out=folder / "files", settings=settings)
    workspace = Workspace(folder / "workspace")
    workspace.create()
    batch = open_batch(workspace)
    for path in sorted((folder / "files").iterdir()):
        if path.is_file():
            take_file(workspace=workspace, path=path, batch=batch, received_at="2025-09-01T08:00:00Z")
    engine = DuckDBEngine()
    assemble(engine=engine, workspace=workspace, as_at=date(2025, 9, 1))
    truth = folder / "files" / "truth" / "rows.csv"
    engine.make(
        "truth",
        f"""SELECT m.mention_id, t.true_id FROM read_csv('{truth}', all_varchar = true) t
            JOIN mention m ON m.source_file = t.source_file AND CAST(m.source_row AS VARCHAR) = t.source_row
            AND m.slot = t.slot AND m.entity_kind = 'person'
            WHERE NOT list_contains(m.markings, 'SEALED IDENTITY')""",
    )
    return engine


def measure_invented(children: int, seed: int) -> str:
    """One line of figures on the invented partnership; sealed records, which are never joined, are left out."""
    with tempfile.TemporaryDirectory() as made:
        engine = take_in_invented(Path(made), children=children, seed=seed)
        started = time.process_time()
        report = resolve(engine=engine, secret=EXAMPLE_SECRET)
        spent = time.process_time() - started
    rows = engine.query("SELECT count(*) FROM source_row").column(0)[0].as_py()
    found = read_found(
        engine.query("SELECT mention_id, person_id FROM resolved JOIN truth USING (mention_id) ORDER BY mention_id")
    )
    truth = read_found(engine.query("SELECT mention_id, true_id FROM truth ORDER BY mention_id"))
    precision, recall = score(found, truth)
    return (
        f"invented (children {children}, seed {seed}): {rows} rows, {len(truth)} mentions of people, "
        f"{len(set(truth.values()))} true, {len(set(found.values()))} found; precision {precision:.4f}, "
        f"recall {recall:.4f}; processor {spent:.1f} s; {report}"
    )


def link(rows: Iterable[Row]) -> tuple[DuckDBEngine, LinkageReport]:
    """Resolve these rows, numbered in order."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions({"mention_id": f"{place:07d}"} | row for place, row in enumerate(rows)))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET)


def score(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions."""
    both = Counter((found[mention], truth[mention]) for mention in truth)
    agreed = _pairs(both.values())
    return agreed / max(_pairs(Counter(found[m] for m in truth).values()), 1), agreed / max(
        _pairs(Counter(truth.values()).values()), 1
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(name: str, pairs: Iterable[tuple[Row, str]]) -> str:
    """One line of figures."""
    known = list(pairs)
    started = time.process_time()
    engine, report = link(row for row, _ in known)
    spent = time.process_time() - started
    truth = {f"{place:07d}": true_id for place, (_, true_id) in enumerate(known)}
    precision, recall = score(read_found(engine.query("SELECT mention_id, person_id FROM resolved")), truth)
    return (
        f"{name}: {len(known)} rows, {len(set(truth.values()))} true people, {report.persons} found; "
        f"precision {precision:.4f}, recall {recall:.4f}; processor {spent:.1f} s; left apart {report.left_apart}"
    )


def read_found(rows: pa.Table) -> dict[str, str]:
    """Mention to person."""
    return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))


def main() -> None:
    """Print the machine, the versions and a line for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("sets", nargs="*", default=[*SETS, "invented"])
    parser.add_argument("--children", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    asked = parser.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "splink", "pyarrow"))
    print(f"{platform.machine()} {platform.system()}, Python {platform.python_version()}, {packages}")
    for name in asked.sets:
        invented = name == "invented"
        line = measure_invented(asked.children, asked.seed) if invented else measure(name, SETS[name](asked.data))
        print(line, flush=True)


if __name__ == "__main__":
    main()
