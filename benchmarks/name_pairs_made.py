"""Makes the set of name pairs: python benchmarks/name_pairs_made.py. Run once: it wrote tests/data/name_pairs.csv.

Two thousand pairs of seventeen traditions, half of them one person written twice, half two people who are close:
brothers and sisters, parents, namesakes of another middle name. Who writes what comes from
tests/data/name_traditions.toml, written before the names were compared. The hash of its number tells a pair's half.
"""

import csv
import hashlib
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "tests" / "data"
SEED, PAIRS = 20261130, 118
PART = re.compile(r"\{([gmfkGMFK])([~!.^*]*)\}")
BUILD, HELD = "build", "held"
KINDS = {"g": "given", "m": "second", "f": "family", "k": "family"}


class Person:
    """One invented person and a relative: the chosen name of each kind, each with its other spellings."""

    def __init__(self, tradition: Mapping[str, Any], chance: random.Random) -> None:
        self._chance = chance
        self._short = dict(entry.split(" ", 1) for entry in tradition["short"])
        self.names: dict[str, list[str]] = {}
        for kind, letters in (("given", "gG"), ("second", "mM"), ("family", "fFkK")):
            # A second forename is another forename where a tradition has no names of its own for it.
            lists = tradition.get(kind) or tradition["given"]
            taken = {names[0] for names in self.names.values()}
            free = [entry.split() for entry in lists if entry.split()[0] not in taken]
            for letter, names in zip(letters, chance.sample(free, len(letters)), strict=True):
                self.names[letter] = names

    def write(self, template: str) -> str:
        """The template with this person's names."""
        return PART.sub(lambda part: self._write(part[1], part[2]), template)

    def _write(self, letter: str, marks: str) -> str:
        names = self.names[letter]
        name = names[0]
        for mark in marks:
            if mark == "~" and len(names) > 1:
                name = self._chance.choice(names[1:])
            elif mark == "*":
                name = self._short.get(names[0], names[-1])
            elif mark == "!":
                name = slip(name, self._chance)
            elif mark == ".":
                name = f"{name[0]}."
            elif mark == "^":
                name = name.upper()
        return name.replace("_", " ")


def slip(name: str, chance: random.Random) -> str:
    """The name with a letter left out, doubled or changed for the one beside it."""
    at = chance.randrange(1, max(len(name) - 1, 2))
    before, letter, after = name[:at], name[at : at + 1], name[at + 1 :]
    return chance.choice((before + after, before + letter * 2 + after, before + after[:1] + letter + after[1:]))


def make_pairs(tradition: Mapping[str, Any], chance: random.Random) -> list[tuple[str, str, str, int]]:
    """Pairs of names with how the second is written, half of them of one person; no pair twice."""
    made: dict[tuple[str, str], tuple[str, int]] = {}
    for same, ways in ((1, tradition["same"]), (0, tradition["other"])):
        wanted = len(made) + PAIRS // 2
        while len(made) < wanted:
            person, way = Person(tradition, chance), chance.choice(ways)
            one, other = person.write(tradition["base"]), person.write(way)
            if one != other:
                made.setdefault((one, other), (way, same))
    return [(one, other, way, same) for (one, other), (way, same) in made.items()]


def choose_half(number: int) -> str:
    """The half that rules may be built on, or the one that is looked at in the end."""
    return BUILD if hashlib.sha256(str(number).encode()).digest()[0] % 2 else HELD


def main() -> None:
    """Write the set."""
    chance = random.Random(SEED)
    traditions: Sequence[Mapping[str, Any]] = tomllib.loads(
        (DATA / "name_traditions.toml").read_text(encoding="utf-8")
    )["tradition"]
    rows = [(one["name"], *pair) for one in traditions for pair in make_pairs(one, chance)]
    with (DATA / "name_pairs.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("number", "half", "tradition", "name_a", "name_b", "way", "same"))
        for number, row in enumerate(rows, start=1):
            writer.writerow((number, choose_half(number), *row))


if __name__ == "__main__":
    main()
