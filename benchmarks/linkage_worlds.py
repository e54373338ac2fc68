"""Linking on three invented worlds: python benchmarks/linkage_worlds.py [WORLDS] [--splink]

One is as usual. In one every list has twelve names, so that many share a name. In one there are eight pairs of twins in
a hundred children, each with the two names of their list that are written most alike. No threshold was
chosen on these seeds; the need for the rule `parent_who_came` was seen on the first. Beside the shares it prints the
joins of each rule that joins by uniqueness, and how many of them are wrong. Three careless worlds are like them, of
other seeds: schools and clinics leave out much, and forenames are mistyped, so that rare rules join often enough to be
judged. With --fewer-names half of the forenames stand in no list. With --off RULE a rule is off.
"""

import argparse
import hashlib
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from beside_peers import Peer, connect, join_with_splink
from beside_scores import count_joined_twins, farthest, score_clusters, score_origins
from beside_sets import peer_of
from linkage_quality import read_rows, take_in_invented

from sightline.invented.population.people import USUAL, PopulationSettings
from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET
from sightline.linkage.settings import Settings, read_settings
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

CHILDREN = 1_000
FEW_NAMES, TWINS = PopulationSettings(most_names=12, twin_homes=4), PopulationSettings(twin_homes=8, like_twins=True)
WORLDS: Mapping[str, tuple[int, PopulationSettings]] = {
    "usual": (7311, USUAL),
    "few names": (7312, FEW_NAMES),
    "twins alike": (7313, TWINS),
    "other settings": (7331, PopulationSettings(most_names=40, twin_homes=3)),
    "careless, usual": (7321, USUAL),
    "careless, few names": (7322, FEW_NAMES),
    "careless, twins alike": (7323, TWINS),
}
CARELESS = "careless"
# One row in five of a school or clinic has no birth date, number, home or telephone. One forename in twenty
# has two letters exchanged and no number, so that no number joins it.
LEFT_OUT = "agency IN ('school', 'health') AND slot = 'subject' AND hash(row_id) % 5 = 0"
MISTYPED = "length(forename) > 4 AND hash(mention_id) % 20 = 1"
EMPTIED = ("nhs_number", "upn", "local_id", "address", "postcode", "phone", "birth_date_as_written")
CARELESSLY = f"""SELECT * REPLACE (
    CASE WHEN {LEFT_OUT} THEN NULL ELSE birth_date END AS birth_date,
    CASE WHEN {
    MISTYPED
} THEN forename[:2] || forename[4:4] || forename[3:3] || forename[5:] ELSE forename END AS forename,
    {
    ", ".join(
        f"CASE WHEN {LEFT_OUT}{f' OR {MISTYPED}' * (at < 3)} THEN '' ELSE {name} END AS {name}"
        for at, name in enumerate(EMPTIED)
    )
}) FROM mention"""
ANSWERED_ON = date(2025, 9, 1)
LINKS = """SELECT l.rule_id, count(*) AS joins, count(*) FILTER (a.true_id <> b.true_id) AS wrong
    FROM link l JOIN truth a ON a.mention_id = l.mention_id_a JOIN truth b ON b.mention_id = l.mention_id_b
    GROUP BY l.rule_id ORDER BY l.rule_id"""


@dataclass(frozen=True, slots=True)
class World:
    """One invented world: its mentions, who each is of, and its people as they truly are."""

    engine: DuckDBEngine
    truth: dict[str, str]
    people: list[dict[str, str]]
    rows: int

    @property
    def twins(self) -> list[tuple[str, str]]:
        """Pairs of children of one household and one birth date."""
        homes: dict[tuple[str, str], list[str]] = defaultdict(list)
        known = set(self.truth.values())
        for one in self.people:
            if one["part"] == "child" and one["true_id"] in known:
                homes[one["household_id"], one["birth_date"]].append(one["true_id"])
        return [pair for born in homes.values() for pair in combinations(born, 2)]

    @property
    def households(self) -> list[tuple[str, str]]:
        """Pairs of people of one household, without the twins."""
        homes: dict[str, list[str]] = defaultdict(list)
        known = set(self.truth.values())
        for one in self.people:
            if one["true_id"] in known:
                homes[one["household_id"]].append(one["true_id"])
        twins = {frozenset(pair) for pair in self.twins}
        pairs = (pair for home in homes.values() for pair in combinations(home, 2))
        return [pair for pair in pairs if frozenset(pair) not in twins]


def make_world(name: str) -> World:
    """Invent a world and take its files in."""
    seed, settings = WORLDS[name]
    with tempfile.TemporaryDirectory() as made:
        engine = take_in_invented(Path(made), children=CHILDREN, seed=seed, settings=settings)
        people = read_rows(Path(made) / "files" / "truth" / "persons.csv")
    if name.startswith(CARELESS):
        engine.make("written", CARELESSLY)
        engine.write(MENTION, "FROM written")
    truth = engine.query("SELECT mention_id, true_id FROM truth ORDER BY mention_id").to_pylist()
    (rows,) = engine.query("SELECT count(*) AS n FROM source_row").to_pylist()
    return World(engine, {row["mention_id"]: row["true_id"] for row in truth}, people, rows["n"])


def link(
    world: World, answers: Iterable[Judgement] = (), *, off: Collection[str]
) -> tuple[LinkageReport, dict[str, str]]:
    """Link a world without the rules that are off; mention to person."""
    report = resolve(engine=world.engine, secret=EXAMPLE_SECRET, judgements=list(answers), rules_off=off)
    found = world.engine.query("SELECT mention_id, person_id FROM resolved WHERE person_id IS NOT NULL").to_pylist()
    return report, {row["mention_id"]: row["person_id"] for row in found}


def answer_truly(world: World) -> list[Judgement]:
    """Every question answered as it truly is."""
    asked = world.engine.query(
        "SELECT mention_id_a AS a, mention_id_b AS b FROM question ORDER BY question_id"
    ).to_pylist()
    truth = world.truth
    return [
        Judgement(
            number,
            one["a"],
            one["b"],
            PairAnswer.SAME if truth[one["a"]] == truth[one["b"]] else PairAnswer.NOT_SAME,
            "somebody",
            ANSWERED_ON,
        )
        for number, one in enumerate(asked, start=1)
        if one["a"] in truth and one["b"] in truth
    ]


def share_whole(world: World, found: Mapping[str, str], *, children: bool = False) -> float:
    """The share of true people whose mentions are all in one person."""
    young = {one["true_id"] for one in world.people if one["part"] == "child"}
    pieces: dict[str, set[str]] = defaultdict(set)
    for mention, true_id in world.truth.items():
        if not children or true_id in young:
            pieces[true_id].add(found[mention])
    return sum(len(each) == 1 for each in pieces.values()) / len(pieces)


def share_pure(world: World, found: Mapping[str, str]) -> float:
    """The share of people found whose mentions are all of one true person."""
    inside: dict[str, set[str]] = defaultdict(set)
    for mention, true_id in world.truth.items():
        inside[found[mention]].add(true_id)
    return sum(len(each) == 1 for each in inside.values()) / len(inside)


def write_line(name: str, method: str, world: World, found: Mapping[str, str], asked: str = "") -> str:
    """One line of the table."""
    rates = score_clusters(found, world.truth)
    joined = count_joined_twins(found, world.truth, world.twins)
    return (
        f"| {name} ({world.rows:,} rows) | {method} | {rates['precision']:.5f} | {rates['recall']:.4f} | "
        f"{share_whole(world, found):.3f} | {share_whole(world, found, children=True):.3f} | "
        f"{share_pure(world, found):.4f} | {joined} of {len(world.twins)} | {asked} |"
    )


def write_origins(name: str, method: str, world: World, found: Mapping[str, str]) -> str:
    """How evenly missed pairs fall on the lists of names."""
    groups = score_origins(found, world.truth, {one["true_id"]: one["name_list"] for one in world.people})
    mean, off, group = farthest(groups, "missed")
    more = sum(abs(one["missed"] - mean) > 0.01 for one in groups.values())
    return (
        f"  {name}, {method}: missed pairs {100 * mean:.2f} in 100 in the mean of {len(groups)} lists, farthest "
        f"{group} ({100 * off:+.2f}), {more} lists more than a point away"
    )


def join_plainly(world: World) -> dict[str, str]:
    """Mention to person by plain Splink; mentions with the very same details are one row for it."""
    rows = world.engine.query(
        "SELECT m.* FROM mention m JOIN truth t USING (mention_id) ORDER BY m.batch, m.mention_id"
    ).to_pylist()
    peers: dict[str, Peer] = {}
    first: dict[tuple[object, ...], str] = {}
    stands_for: dict[str, str] = {}
    for row in rows:
        peer = peer_of(row)
        key = first.setdefault((row["organisation"], row["name_as_written"], *peer.values()), row["mention_id"])
        stands_for[row["mention_id"]] = key
        peers.setdefault(key, peer)
    roots = connect(peers, join_with_splink(peers))
    return {mention: roots[key] for mention, key in stands_for.items()}


def measure(name: str, *, splink: bool, off: Collection[str]) -> Counter[str]:
    """Print the lines of one world; the joins and wrong joins of each rule."""
    world, begun = make_world(name), time.process_time()
    report, found = link(world, off=off)
    spent = time.process_time() - begun
    counted = Counter[str]()
    by_rule = {row["rule_id"]: row for row in world.engine.query(LINKS).to_pylist()}
    print(write_line(name, "Sightline", world, found, f"{100 * report.questions / world.rows:.2f}"), flush=True)
    origins = [write_origins(name, "Sightline", world, found)]
    _, answered = link(world, answer_truly(world), off=off)
    print(write_line(name, "the same, all answered", world, answered), flush=True)
    if splink:
        plain = join_plainly(world)
        print(write_line(name, "plain Splink", world, plain), flush=True)
        origins.append(write_origins(name, "plain Splink", world, plain))
    print("\n".join(origins))
    homes = world.households
    print(
        f"  {name}: others of one household joined: {count_joined_twins(found, world.truth, homes)} of {len(homes)}, "
        f"all answered {count_joined_twins(answered, world.truth, homes)}"
    )
    for rule in list_rules_on(off=()):
        row = by_rule.get(rule, {"joins": 0, "wrong": 0})
        counted[f"{rule} wrong"], counted[rule] = row["wrong"], row["joins"]
        print(f"  {name}, {rule}: {row['wrong']} wrong of {row['joins']}")
    print(f"  {name}: {spent:.1f} processor seconds; names capped {report.names_capped}")
    return counted


def main() -> None:
    """The table, world by world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", nargs="*", default=[*WORLDS])
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--fewer-names", action="store_true")
    parser.add_argument("--off", action="append", default=[], metavar="RULE")
    asked = parser.parse_args()
    if asked.fewer_names:
        every = sorted(read_settings().every_forename)
        fewer = frozenset(name for name in every if hashlib.sha256(name.encode()).digest()[0] % 2)
        Settings.every_forename = property(lambda _: fewer)  # type: ignore[method-assign, assignment]
        print(f"{len(fewer)} of {len(every)} forenames are listed")
    print("| world | method | precision | recall | people whole | children whole | pure | twins joined | questions |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    total = Counter[str]()
    for name in asked.worlds:
        total += measure(name, splink=asked.splink, off=asked.off)
    for rule in list_rules_on(off=()):
        print(f"all: {rule}: {total[f'{rule} wrong']} wrong of {total[rule]}")


if __name__ == "__main__":
    main()
