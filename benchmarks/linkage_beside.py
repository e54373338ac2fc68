"""Linking beside its peers, in one run: python benchmarks/linkage_beside.py SHARED_DATA [SETS] [--methods ...]

`ours` is the shipped model and threshold, fixed before. `research` is our profile of that name, trained on the set as
both peers are, with all columns that they get. The processor seconds of these three hold their training. Each figure
comes from a process of its own. ECM needs `pip install -r requirements/bench.txt`; without it, it is left out and said
so.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from beside_peers import Peer, connect, join_with_ecm, join_with_splink
from beside_scores import count_joined_twins, farthest, score_clusters, score_origins, score_pairs
from beside_sets import BESIDE, EXTRA, Set, add_cells

from sightline.linkage import resolve
from sightline.linkage.evaluation.research import join_for_research
from sightline.linkage.examples import EXAMPLE_SECRET
from sightline.linkage.training.model import train
from sightline.linkage.training.rules import read_training_rules
from sightline.model.judgements import Judgement, PairAnswer
from sightline.store import DuckDBEngine

Pair = tuple[str, str]
PEERS: Mapping[str, Callable[[dict[str, Peer]], list[Pair]]] = {"splink": join_with_splink, "ecm": join_with_ecm}
METHODS = ("ours", "research", *PEERS)
LET_GO = "SELECT NULL AS nothing LIMIT 0"
KEPT = ("judged", "profile_mention")
PEOPLE = "SELECT mention_id, person_id FROM resolved WHERE person_id IS NOT NULL"
ANSWERED_ON = date(2025, 9, 1)


def join_ours(chosen: Set) -> tuple[dict[str, str], list[Pair] | None, dict[str, Any], float]:
    """Mention to person, the pairs joined one by one, what else is told, and processor seconds."""
    engine = chosen.engine()
    make = engine.make

    def keeping(name: str, sql: str) -> None:
        """The working tables that tell which pairs were joined are kept."""
        if name not in KEPT or sql != LET_GO:
            make(name, sql)

    engine.make = keeping  # type: ignore[method-assign]
    begun = time.process_time()
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    spent = time.process_time() - begun
    found = dict(_cells(engine.query(PEOPLE)))
    pairs = list(_cells(engine.query("""
        SELECT a.mention_id, b.mention_id FROM judged JOIN profile_mention a ON a.profile_id = profile_a
        JOIN profile_mention b ON b.profile_id = profile_b WHERE verdict = 'join'
        UNION ALL SELECT a.mention_id, b.mention_id FROM profile_mention a JOIN profile_mention b USING (profile_id)
        WHERE a.mention_id < b.mention_id""")))  # fmt: skip
    answers = answer_truly(engine, chosen.truth)
    told = {"questions": 100 * report.questions / chosen.rows, "model": report.model_version}
    told["answered"] = score_clusters(_link_again(engine, answers), chosen.truth)
    return found, [pair for pair in pairs if pair[0] in chosen.truth and pair[1] in chosen.truth], told, spent


def join_by_research(chosen: Set, name: str) -> tuple[dict[str, str], list[Pair] | None, dict[str, Any], float]:
    """The same of the profile `research`, trained on the set itself without its truth."""
    engine = chosen.engine()
    add_cells(engine, chosen)
    begun = time.process_time()
    trained = train(engine=engine, secret=EXAMPLE_SECRET, columns=EXTRA.get(name, ()), linked=False)
    least = trained.written.research_bits
    join_for_research(engine=engine, settings=trained.settings, least=least, rules=read_training_rules())
    spent = time.process_time() - begun
    found = dict(_cells(engine.query("SELECT mention_id, person_id FROM researched")))
    return found, None, {"model": trained.version, "least": least}, spent


def answer_truly(engine: DuckDBEngine, truth: Mapping[str, str]) -> list[Judgement]:
    """Every question of the run answered once as it truly is, as if somebody knew."""
    asked = _cells(engine.query("SELECT mention_id_a, mention_id_b FROM question ORDER BY question_id"))
    return [
        Judgement(
            number, a, b, PairAnswer.SAME if truth[a] == truth[b] else PairAnswer.NOT_SAME, "somebody", ANSWERED_ON
        )
        for number, (a, b) in enumerate(asked, start=1)
        if a in truth and b in truth
    ]


def _link_again(engine: DuckDBEngine, answers: list[Judgement]) -> dict[str, str]:
    resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=answers)
    return dict(_cells(engine.query(PEOPLE)))


def _cells(table: Any) -> Any:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def join_peer(chosen: Set, method: str) -> tuple[dict[str, str], list[Pair] | None, dict[str, Any], float]:
    """The same of a peer. Where mentions share a row, the pairs joined one by one are not told."""
    begun = time.process_time()
    pairs = PEERS[method](chosen.peers)
    roots = connect(chosen.peers, pairs)
    spent = time.process_time() - begun
    found = {key: roots[row] for key, row in chosen.stands_for.items()}
    return found, pairs if len(chosen.peers) == len(chosen.truth) else None, {}, spent


def measure(data: Path, name: str, method: str) -> dict[str, Any]:
    """All figures of one method on one set."""
    chosen = BESIDE[name](data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if method == "ours":
        found, pairs, told, spent = join_ours(chosen)
    elif method == "research":
        found, pairs, told, spent = join_by_research(chosen, name)
    else:
        found, pairs, told, spent = join_peer(chosen, method)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "set": name, "method": method, "rows": chosen.rows, "people": len(set(chosen.truth.values())),
        "pairs": score_pairs(pairs, chosen.truth) if pairs is not None else None,
        "clusters": score_clusters(found, chosen.truth), "processor": spent, "peak_mib": peak, "before_mib": before,
    } | told  # fmt: skip
    if chosen.twins:
        figures["twins"] = len(chosen.twins)
        figures["twins_joined"] = count_joined_twins(found, chosen.truth, chosen.twins)
    if chosen.origin:
        figures["origins"] = score_origins(found, chosen.truth, chosen.origin)
    return figures


HEAD = (
    "| set | method | pairs P / R / F1 | people P / R / F1 | questions in 100 rows | people, all answered truly | "
    "twins joined | processor | peak |\n|---|---|---|---|---|---|---|---|---|"
)


def write_line(told: Mapping[str, Any]) -> str:
    """One line of the table."""
    twins = f"{told['twins_joined']} of {told['twins']}" if "twins" in told else ""
    asked = f"{told['questions']:.2f}" if "questions" in told else ""
    answered = _three(told.get("answered"))
    return (
        f"| {told['set']} ({told['rows']:,} rows) | {told['method']} | {_three(told['pairs'])} | "
        f"{_three(told['clusters'])} | {asked} | {answered} | {twins} | {told['processor']:.1f} s | "
        f"{told['peak_mib']:.0f} MiB |"
    )


def _three(rates: Mapping[str, float] | None) -> str:
    return f"{rates['precision']:.4f} / {rates['recall']:.4f} / {rates['f1']:.4f}" if rates else ""


def write_origins(told: Mapping[str, Any]) -> str:
    """How evenly errors fall on groups of names."""
    groups = told["origins"]
    said = []
    for error in ("missed", "wrong"):
        mean, off, name = farthest(groups, error)
        more = sum(abs(group[error] - mean) > 0.01 for group in groups.values())
        said.append(
            f"{error} pairs {100 * mean:.2f} in 100 in the mean, farthest {name} ({100 * off:+.2f}), "
            f"{more} groups more than a point away"
        )
    return f"  {told['set']}, {told['method']}: {len(groups)} groups of names; " + "; ".join(said)


def list_versions() -> str:
    """The machine and the versions at work."""
    names = ("duckdb", "splink", "pyarrow", "recordlinkage", "pandas")
    packages = ", ".join(f"{name} {version(name)}" for name in names if find_spec(name))
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    return f"{machine}, Python {platform.python_version()}, {packages}"


def main() -> None:
    """Each set and method in a process of its own, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("sets", nargs="*", default=[*BESIDE])
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--one", action="store_true", help="for the inner process: print the figures as JSON")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.data, asked.sets[0], asked.methods)))
        return
    print(list_versions())
    methods = [method for method in asked.methods.split(",") if method != "ecm" or find_spec("recordlinkage")]
    if "ecm" in asked.methods and "ecm" not in methods:
        print("recordlinkage is not here, so ECM is left out: pip install -r requirements/bench.txt")
    print(HEAD, flush=True)
    every = []
    for name in asked.sets:
        for method in methods:
            command = [sys.executable, __file__, str(asked.data), name, "--methods", method, "--one"]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            every.append(json.loads(done.stdout.splitlines()[-1]))
            print(write_line(every[-1]), flush=True)
    for told in every:
        if told.get("origins"):
            print(write_origins(told))


if __name__ == "__main__":
    main()
