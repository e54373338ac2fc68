"""Planted groups with what notes describe, and with nights that children are missing together granted by hand.

    python benchmarks/groups_more.py [--children N] [--seeds 201 202]

The lines "all who share a thing" are the worst case. Every two children who have a thing in common are said to be
missing together always, so that nights stand in for a third thing wherever that helps.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]

from groups import ALIKE, AS_AT, LEFT_OUT, TRUE_IDS, of_group, read_truth
from support.patterned import TOLD_PEOPLE, read_notes

from sightline.invented import invent
from sightline.known_facts import DatedFact, Homes, Records, gather, read_words
from sightline.networks.contacts import TOGETHER, Touch, gather_touches
from sightline.networks.groups import find_groups, is_more
from sightline.networks.rules import read_group_rule
from sightline.store import DuckDBEngine

Pairs = Iterable[tuple[str, str]]
FIRST, EVERY, TIMES = date(2021, 9, 5), 30, 48  # one night a month, over the four years of the invented files
MANY = 60  # children at one thing, beyond which no pairs are made of them
DECOY = 3  # so many of a look-alike in one group


def missing_together(pairs: Pairs) -> list[Touch]:
    """Each of these pairs missing together in each month."""
    days = [FIRST + timedelta(days=EVERY * number) for number in range(TIMES)]
    return [
        Touch(one, True, TOGETHER, other, on, (DatedFact("nights.csv", 1, "night", "missing", on),), low=False)
        for one, other in pairs
        for on in days
    ]


def sharing(touches: Sequence[Touch]) -> set[tuple[str, str]]:
    """Every two children who stand with one adult or thing."""
    children: dict[str, set[str]] = defaultdict(set)
    for one in touches:
        if one.is_child and not is_more(one):
            children[one.entity_id].add(one.person_id)
    return {pair for who in children.values() if len(who) <= MANY for pair in combinations(sorted(who), 2)}


class World:
    """An invented partnership with its notes read, and who is who in truth."""

    def __init__(self, files: Path) -> None:
        self.planted, self._decoys, _ = read_truth(files)
        sheets = [path for path in sorted(files.iterdir()) if path.is_file() and path.name not in LEFT_OUT]
        truth = files / "truth" / "rows.csv"
        engine = read_notes(sheets, as_at=AS_AT, people=TOLD_PEOPLE.format(path=truth))
        gather(engine=engine)
        self._homes, self._rule = Homes(engine=engine, words=read_words()), read_group_rule(AS_AT)
        self.touches = gather_touches(records=Records(engine), homes=self._homes, as_at=AS_AT)
        self.true_ids = _true_ids(engine, truth)
        self._gone = of_group(files)

    def without_planted(self) -> list[Touch]:
        """The touches without the adults and things of planted groups."""
        return [
            one for one in self.touches
            if not self._gone & {self.true_ids.get(one.entity_id, ""), self.true_ids.get(one.person_id, "")}
        ]  # fmt: skip

    def pairs_planted(self) -> set[tuple[str, str]]:
        """Every two children of one planted group."""
        children = {one.person_id for one in self.touches if one.is_child}
        of_true = {self.true_ids.get(one, one): one for one in children}
        groups = ([of_true[who] for who in members if who in of_true] for members in self.planted.values())
        return {(min(pair), max(pair)) for who in groups for pair in combinations(who, 2)}

    def judge(self, touches: Sequence[Touch]) -> tuple[int, int, int, int]:
        """Groups; planted ones among them; those that are nobody's; those with several of one look-alike."""
        found = find_groups(touches=touches, homes=self._homes, rule=self._rule)
        people = [{self.true_ids[who] for who in group.members if who in self.true_ids} for group in found]
        best = [max((_likeness(who, planted), name) for name, planted in self.planted.items()) for who in people]
        hit = {name for alike, name in best if alike >= ALIKE}
        decoys = sum(any(len(who & decoy) >= DECOY for decoy in self._decoys.values()) for who in people)
        return len(found), len(hit), sum(alike < ALIKE for alike, _ in best), decoys


def _likeness(found: set[str], planted: set[str]) -> float:
    return 2 * len(found & planted) / (len(found) + len(planted))


def _true_ids(engine: DuckDBEngine, truth: Path) -> dict[str, str]:
    return {row["id"]: row["true_id"] for row in engine.query(TRUE_IDS.format(path=truth)).to_pylist()}


def main() -> None:
    """A line for each way of looking."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", type=int, default=400)
    parser.add_argument("--seeds", type=int, nargs="+", default=[201, 202])
    asked = parser.parse_args()
    for seed in asked.seeds:
        with tempfile.TemporaryDirectory() as folder:
            invent(children=asked.children, seed=seed, out=Path(folder))
            world = World(Path(folder))
            every, near = world.touches, missing_together(sharing(world.touches))
            left = world.without_planted()
            ways = {
                "columns": [one for one in every if not is_more(one)],
                "and descriptions": every,
                "and nights of the planted": [*every, *missing_together(world.pairs_planted())],
                "and nights of all who share a thing": [*every, *near],
                "left out, with descriptions": left,
                "left out, and nights of all who share a thing": [*left, *near],
            }
            print(f"seed {seed}: {len(world.planted)} planted, {sum(one.described for one in every)} descriptions")
            for name, touches in ways.items():
                groups, hit, nobodys, decoys = world.judge(touches)
                print(f"  {name}: {groups} groups, {hit} planted, {nobodys} nobody's, {decoys} decoys", flush=True)


if __name__ == "__main__":
    main()
