"""Planted groups found, beside other methods on the same ties; and a million connections, beside igraph.

    python benchmarks/groups.py planted [--children N] [--seeds 301 302 303 304 305 306] [--linked]
    python benchmarks/groups.py million

Others get all ties that records give, ours those that count. That is the point: the same method on ties without places
for many finds other things. Needs igraph, installed by hand: `pip install igraph`.
"""

import argparse
import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from scipy.stats import hypergeom

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.casework.settings")

from groups_lives import add_lives, shares_recorded
from support.patterned import TOLD_PEOPLE, read_notes

from sightline.invented import invent
from sightline.known_facts import EVER, DatedFact, Homes, Records, gather, read_words
from sightline.networks.contacts import Touch, gather_touches
from sightline.networks.groups import find_groups
from sightline.networks.rules import read_group_rule
from sightline.store import DuckDBEngine

AS_AT, FIRST, ALIKE, FDR, SMALL = date(2025, 9, 1), 20, 0.5, 0.01, 30
LEFT_OUT = ("school_attendance.csv", "mace_tracker.xlsx")
NOTES = ("text", "words", "summary", "circumstances")
KINDS = ("adult", "vehicle", "phone", "place")
TRUE_IDS = """
SELECT coalesce(person_id, thing_id) AS id, mode(told.true_id) AS true_id
FROM mention JOIN resolved USING (mention_id) JOIN read_csv('{path}', all_varchar = true) AS told
  USING (source_file, source_row, slot) GROUP BY ALL
"""
People = frozenset[str]
Ties = dict[str, set[str]]


def write_sheets(files: Path, out: Path, *, without: set[tuple[str, int]]) -> list[Path]:
    """The files without notes, which tie nobody by themselves, and without these rows."""
    out.mkdir()
    paths = []
    for path in sorted(files.glob("*.csv")):
        if path.name in LEFT_OUT:
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            for heading in row:
                if any(word in heading.lower() for word in NOTES):
                    row[heading] = ""
        kept = [row for number, row in enumerate(rows, start=1) if (path.name, number) not in without]
        paths.append(out / path.name)
        with paths[-1].open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(kept)
    return paths


def read_truth(files: Path) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[tuple[str, int], set[str]]]:
    """Who is in each planted group, who in each decoy, and whom each row names."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(files / "truth" / "groups.csv"):
        if row["part"] in ("child", "adult"):
            groups[row["group_id"]].add(row["true_id"])
    decoys = {
        f"{row['decoy_kind']} {row['decoy_id']}": set(row["true_ids"].strip('[]"').replace('"', "").split(", "))
        for row in read_rows(files / "truth" / "decoys.csv")
    }
    named: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in read_rows(files / "truth" / "rows.csv"):
        named[row["source_file"], int(row["source_row"])].add(row["true_id"])
    return groups, decoys, named


def read_rows(path: Path) -> list[dict[str, str]]:
    """A CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def of_group(files: Path) -> set[str]:
    """The adults and things of planted groups: without rows that name them no group is left."""
    return {row["true_id"] for row in read_rows(files / "truth" / "groups.csv") if row["part"] != "child"}


def find_ours(engine: DuckDBEngine) -> list[People]:
    """The groups that Sightline finds by columns, those with the most people first."""
    homes = Homes(engine=engine, words=read_words())
    touches = gather_touches(records=Records(engine), homes=homes, as_at=AS_AT)
    found = find_groups(touches=touches, homes=homes, rule=read_group_rule(AS_AT))
    return [frozenset(one.members) for one in sorted(found, key=lambda one: (-len(one.members), sorted(one.members)))]


def all_ties(engine: DuckDBEngine) -> Ties:
    """By adult, thing or place: everybody whose record gives it; nothing left out."""
    records, ties = Records(engine), defaultdict(set)
    for kind in KINDS:
        for row in (*records.children_with(kind), *records.adults_with(kind)):
            ties[row["entity_id"]].add(row["person_id"])
            if kind == "adult":
                ties[row["entity_id"]].add(row["entity_id"])
    return ties


def shared(ties: Ties) -> Counter[tuple[str, str]]:
    """How many adults, things and places each two people have in common."""
    counted: Counter[tuple[str, str]] = Counter()
    for people in ties.values():
        counted.update(combinations(sorted(people), 2))
    return counted


def find_by_modularity(ties: Ties, *, resolution: float = 1.0, objective: str = "modularity") -> list[People]:
    """Raw co-occurrence, in communities by Leiden: the heaviest within come first."""
    import igraph

    weights = shared(ties)
    graph = igraph.Graph.TupleList([(*pair, weight) for pair, weight in weights.items()], weights=True)
    random.seed(1)
    found = graph.community_leiden(objective, weights="weight", resolution=resolution, n_iterations=10)
    names: list[str] = graph.vs["name"]
    groups = [frozenset(names[number] for number in part) for part in found if len(part) > 2]
    inside = {group: sum(weights.get(pair, 0) for pair in combinations(sorted(group), 2)) for group in groups}
    return sorted(groups, key=lambda group: (-inside[group] / len(group), sorted(group)))


def find_validated(ties: Ties) -> list[People]:
    """A statistically validated projection (hypergeometric, false discoveries 1 in 100), in connected parts."""
    import igraph

    degree = Counter(person for people in ties.values() for person in people)
    weights = shared(ties)
    pairs = list(weights)
    chances = np.array([
        hypergeom.sf(weights[pair] - 1, len(ties), degree[pair[0]], degree[pair[1]]) for pair in pairs
    ])  # fmt: skip
    order, tests = np.argsort(chances), len(degree) * (len(degree) - 1) // 2
    passed = np.flatnonzero(chances[order] <= FDR * np.arange(1, len(pairs) + 1) / tests)
    kept = [pairs[number] for number in order[: passed[-1] + 1]] if len(passed) else []
    graph = igraph.Graph.TupleList(kept)
    names: list[str] = graph.vs["name"] if kept else []
    parts = [frozenset(names[number] for number in part) for part in graph.connected_components()] if kept else []
    return sorted((part for part in parts if len(part) > 2), key=lambda part: (-len(part), sorted(part)))


def likeness(found: Iterable[str], planted: set[str]) -> float:
    """F1 of members."""
    found = set(found)
    return 2 * len(found & planted) / (len(found) + len(planted))


def judge(found: Sequence[People], true_of: dict[str, str], planted: dict[str, set[str]]) -> tuple[int, int, set[str]]:
    """Of the first twenty: how many there are, how many are a planted group, and which groups are among them."""
    first = [{true_of.get(one, one) for one in group} for group in found[:FIRST]]
    hits = [{name for name, who in planted.items() if likeness(group, who) >= ALIKE} for group in first]
    return len(first), sum(map(bool, hits)), set[str]().union(*hits)


def measure_planted(children: int, seeds: Sequence[int], *, linked: bool) -> None:
    """One line a seed and method; then the same with the groups' adults and things left out of all rows."""
    for seed in seeds:
        with tempfile.TemporaryDirectory() as scratch:
            files = Path(scratch) / "invented"
            invent(children=children, seed=seed, out=files)
            planted, decoys, named = read_truth(files)
            shares, gone = shares_recorded(files), of_group(files)
            print(f"seed {seed}: of the contacts recorded: {', '.join(f'{shares[one]:.0%}' for one in planted)}")
            without = {row for row, who in named.items() if who & gone}
            for what, left in (("planted", set[tuple[str, int]]()), ("left out", without)):
                sheets, truth = write_sheets(files, Path(scratch) / what, without=left), Path(scratch) / f"{what}.csv"
                people = told_without(files, truth, left)
                lives = add_lives(sheets, truth, seed=seed)
                engine = read_notes(sheets, as_at=AS_AT, people="" if linked else people)
                gather(engine=engine)
                report(engine, truth, planted, decoys | lives, f"seed {seed}, {what}")
                engine.close()


def told_without(files: Path, path: Path, without: set[tuple[str, int]]) -> str:
    """The query of who is who, with rows numbered as they are once some are left out."""
    numbers: Counter[str] = Counter()
    new: dict[tuple[str, int], int] = {}
    rows = read_rows(files / "truth" / "rows.csv")
    most = {name: max(int(row["source_row"]) for row in rows if row["source_file"] == name) for name in
            {row["source_file"] for row in rows}}  # fmt: skip
    for name in most:
        for number in range(1, most[name] + 1):
            if (name, number) not in without:
                numbers[name] += 1
                new[name, number] = numbers[name]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["source_file", "source_row", "slot", "true_id"])
        writer.writeheader()
        for row in rows:
            place = new.get((row["source_file"], int(row["source_row"])))
            if place:
                writer.writerow(row | {"source_row": str(place)})
    return str(TOLD_PEOPLE.format(path=path))


def report(
    engine: DuckDBEngine, truth: Path, planted: dict[str, set[str]], decoys: dict[str, set[str]], of: str
) -> None:
    """The lines of one seed."""
    true_of = {row["id"]: row["true_id"] for row in engine.query(TRUE_IDS.format(path=truth)).to_pylist()}
    ties = all_ties(engine)
    methods = {
        "Sightline": find_ours(engine),
        "raw co-occurrence, modularity": find_by_modularity(ties),
        "raw co-occurrence, CPM 0.05": find_by_modularity(ties, resolution=0.05, objective="CPM"),
        "statistically validated projection": find_validated(ties),
    }
    for method, found in methods.items():
        first, true, groups = judge(found, true_of, planted)
        in_truth = [{true_of.get(one, one) for one in group} for group in found[:FIRST]]
        wrong = [name for name, who in decoys.items() if any(len(one & who) >= len(one) / 2 for one in in_truth)]
        print(f"{of}: {method}: {len(found)} found; of the first {first}: {true} true, {len(groups)} of {len(planted)} "
              f"groups; missed: {', '.join(sorted(planted.keys() - groups)) or 'none'}; look-alikes: "
              f"{', '.join(sorted(wrong)) or 'none'}", flush=True)  # fmt: skip


def measure_million(connections: int) -> None:
    """Connections drawn by chance over two years, groups of people around five things among them."""
    touches = draw_touches(connections)
    homes = SimpleNamespace(are_other_households=lambda *_: True)
    began, used = time.perf_counter(), time.process_time()
    found = find_groups(touches=touches, homes=homes, rule=read_group_rule(AS_AT))  # type: ignore[arg-type]
    ours = time.perf_counter() - began, time.process_time() - used
    ties: Ties = defaultdict(set)
    for one in touches:
        ties[one.entity_id].add(one.person_id)
    ties = {entity: people for entity, people in ties.items() if 1 < len(people) <= SMALL}
    began, used = time.perf_counter(), time.process_time()
    theirs = find_by_modularity(ties, resolution=0.05, objective="CPM")
    peer = time.perf_counter() - began, time.process_time() - used
    print(f"{len(touches):,} connections: {len(found):,} groups in {ours[0]:.1f} s ({ours[1]:.1f} s of processor)")
    print(f"igraph, Leiden CPM on who shares small things: {len(theirs):,} in {peer[0]:.1f} s ({peer[1]:.1f} s)")
    planted = {f"G{number}": {f"g{number} {who}" for who in range(8)} for number in range(GROUPS)}
    for name, groups in (("Sightline", [frozenset(one.members) for one in found]), ("igraph", theirs)):
        best = sum(any(likeness(group, who) >= ALIKE for group in near(groups, who)) for who in planted.values())
        print(f"{name}: {best} of {GROUPS} planted groups among them")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MiB, all of it; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


GROUPS = 200


def near(groups: Sequence[People], who: set[str]) -> list[People]:
    """Those that have anybody in common with these."""
    return [group for group in groups if not who.isdisjoint(group)]


def draw_touches(number: int) -> list[Touch]:
    """Mostly people and things met by chance, a few things by many; and groups of eight with five things."""
    chance, begin = random.Random(7), date(2023, 9, 1)
    drawn: list[tuple[date, str, bool, str, str]] = []
    for group in range(GROUPS):
        start = begin + timedelta(days=chance.randrange(500))
        for _ in range(60):
            who = chance.randrange(8)
            drawn.append(
                (
                    start + timedelta(days=chance.randrange(120)),
                    f"g{group} {who}",
                    who < 5,
                    ("vehicle", "phone", "place")[chance.randrange(3)],
                    f"thing {group} {chance.randrange(5)}",
                )
            )
    people, things = number // 3, number // 4
    while len(drawn) < number:
        met = int(things * chance.random() ** 2)
        person = chance.randrange(people)
        drawn.append(
            (
                begin + timedelta(days=chance.randrange(730)),
                f"p{person}",
                person % 3 > 0,
                ("vehicle", "phone", "place")[met % 3],
                f"t{met}",
            )
        )
    touches = []
    for place, (on, name, child, kind, thing) in enumerate(sorted(drawn)):
        record = f"r{place}"
        piece = DatedFact(source_file="f", source_row=place, row_id=record, name="occurrence", known_from=on,
                      known_until=EVER, record_id=record, agency="police", restricted=False)  # fmt: skip
        touches.append(Touch(name, child, kind, thing, on, (piece,), False))
    return touches


def main() -> None:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("planted", "million"))
    parser.add_argument("--children", type=int, default=600)
    parser.add_argument("--seeds", type=int, nargs="+", default=[301, 302, 303, 304, 305, 306])
    parser.add_argument("--linked", action="store_true", help="people as linking joins them, not as they truly are")
    parser.add_argument("--connections", type=int, default=1_000_000)
    asked = parser.parse_args()
    if asked.what == "planted":
        measure_planted(asked.children, asked.seeds, linked=asked.linked)
    else:
        measure_million(asked.connections)


if __name__ == "__main__":
    main()
