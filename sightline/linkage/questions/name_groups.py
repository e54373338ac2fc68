"""Asks about each whole name whose people no other question connects, and says of the rest what contradicts.

People of one whole name are joined, or a chain of questions leads from the one to the other, or something says that
they are two. A question is left out where the chain would bring together two who contradict each other: of a record
that may be one of several people, one is asked, and the next once that is answered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.clusters import Clusters, JoinOutcome
from sightline.linkage.settings import Relatives
from sightline.model.analysis_tables.name_groups import UNASKED_NAME
from sightline.model.nouns import Agency
from sightline.rulebook.schema import Positive, WrittenPart
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)
NOT_CONTRADICTED = "name_not_contradicted"
# Of a name that so many people have, or fewer, it is kept why for each two of them.
MOST_LISTED = 12
WORKING = ("name_unasked", "name_part", "name_fact", "name_against", "name_apart")
APART = pa.schema(
    [(name, pa.string()) for name in ("name", "person_a", "person_b", "against")] + [("all_records", pa.bool_())]
)


class ContradictionRules(WrittenPart, frozen=True):
    """Who is grown up and who is young where rules/linkage/namesakes.toml says what contradicts."""

    grown_slots: tuple[str, ...]
    grown_years: Positive
    young_agencies: tuple[Agency, ...]
    young_years: Positive


class BearerRow(TypedDict):
    """Somebody who has a whole name that others have too."""

    name: str
    person_id: str


class AgainstRow(TypedDict):
    """Two people of one whole name, and what says that they are two. `all_records`: restricted ones are needed."""

    name: str
    person_a: str
    person_b: str
    against: str
    all_records: bool


class UnaskedPairRow(TypedDict):
    """Two people of one whole name of whom nothing says that they are two, and the mentions to ask about."""

    person_a: str
    person_b: str
    restricted: bool
    rule_id: str
    mentions: list[str]


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Whole names of several people: how many, those whose people questions connect, and what contradicts in others."""

    names_shared: int
    names_asked: int
    names_apart: dict[str, int]


@dataclass
class NameGroups:
    """The people of each whole name, and which of them questions connect. Open questions come before restricted ones.

    Two passes are made, so that no open question depends on a restricted one: `begin` starts each.
    """

    engine: Engine
    relatives: Relatives
    order: Sequence[str]
    known: ContradictionRules
    bearers: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    numbers: dict[str, int] = field(default_factory=dict, repr=False)
    edges: list[tuple[int, int]] = field(default_factory=list)
    people: Clusters = field(default_factory=lambda: Clusters({}, {}))

    def __post_init__(self) -> None:
        """Read who has each name."""
        found = defaultdict[str, list[str]](list)
        sql = "SELECT DISTINCT name, person_id FROM namesake ORDER BY ALL"
        for row in read_rows(self.engine, BearerRow, sql):
            found[row["name"]].append(row["person_id"])
        self.bearers = found

    def begin(self) -> None:
        """Begin a pass: what was asked so far connects, and nothing holds apart yet."""
        self.people = Clusters({}, {})
        for a, b in self.edges:
            self.people.join(a, b)

    def connect(self, person_a: str, person_b: str) -> bool:
        """Take in a question; whether no other connects the two, and nothing holds their groups apart."""
        a, b = self._number(person_a), self._number(person_b)
        if self.people.join(a, b) is not JoinOutcome.JOINED:
            return False
        self.edges.append((a, b))
        return True

    def ask_rest(self, *, restricted_too: bool) -> Iterator[UnaskedPairRow]:
        """The pairs that are still to be asked, those on which most hangs first. It ends what `begin` began."""
        self._read_against()
        order = Fragment(f"[{write_value(value=self.order)}]")
        sql = SQL.fill("name_pair", by_rule=order, plain=NOT_CONTRADICTED, restricted_too=restricted_too)
        for row in read_rows(self.engine, UnaskedPairRow, sql):
            if self.connect(row["person_a"], row["person_b"]):
                yield row

    def write_apart(self) -> NameCounts:
        """Write `unasked_name`, and count the groups of a name that follow each other.

        A row is of two such groups. Of a name that few have it is of every two people of two groups who contradict each
        other.
        """
        against: dict[tuple[int, int], AgainstRow] = {}
        several, every = self._list_unconnected(), list[AgainstRow]()
        few = {name for name in several if len(self.bearers[name]) <= MOST_LISTED}
        for row in self._list_against():
            a, b = sorted(self._find(row[side]) for side in ("person_a", "person_b"))
            against.setdefault((a, b), row)
            if a != b and row["name"] in few:
                every.append(row)
        rows = [row for name in several for row in self._list_apart(name, against)]
        kept = [row for row in rows if row["name"] not in few] + every
        self.engine.load("name_apart", pa.Table.from_pylist(kept, schema=APART))
        self.engine.write(UNASKED_NAME, SQL.fill("unasked_name"))
        counted = Counter(row["against"] for row in rows)
        for name in WORKING:
            self.engine.make(name, "SELECT NULL AS nothing LIMIT 0")
        return NameCounts(len(self.bearers), len(self.bearers) - len(several), dict(sorted(counted.items())))

    def _read_against(self) -> None:
        """Make `name_fact` and `name_against` of the names that are not connected, and hold those people apart."""
        names = self._list_unconnected()
        parts = {one: self._find(one) for name in names for one in self.bearers[name]}
        self.engine.load("name_unasked", pa.table({"name": pa.array(names, pa.string())}))
        columns = {"person_id": pa.array(list(parts), pa.string()), "part": pa.array(list(parts.values()), pa.int64())}
        self.engine.load("name_part", pa.table(columns))
        known = self.known
        facts = SQL.fill(
            "name_fact",
            parents=self.relatives.parents,
            grown_slots=known.grown_slots,
            young_agencies=known.young_agencies,
            beside_slots=(*self.relatives.related, *self.relatives.companions),
        )
        self.engine.make("name_fact", facts)
        against = SQL.fill("name_against", grown_years=known.grown_years, young_years=known.young_years)
        self.engine.make("name_against", against)
        apart = self.people.apart
        for row in self._list_against():
            a, b = self._number(row["person_a"]), self._number(row["person_b"])
            apart.setdefault(self.people.find(a), set()).add(b)
            apart.setdefault(self.people.find(b), set()).add(a)

    def _list_against(self) -> list[AgainstRow]:
        """What open records say stands first."""
        columns = ", ".join(APART.names)
        return list(
            read_rows(
                self.engine,
                AgainstRow,
                f"SELECT {columns} FROM name_against ORDER BY all_records, name, person_a, person_b",
            )
        )

    def _list_unconnected(self) -> list[str]:
        return [name for name, people in self.bearers.items() if len({self._find(one) for one in people}) > 1]

    def _list_apart(self, name: str, against: Mapping[tuple[int, int], AgainstRow]) -> Iterator[AgainstRow]:
        """Of each group of a name and the next: two people of theirs who contradict each other."""
        groups = sorted({self._find(one) for one in self.bearers[name]})
        for two in pairwise(groups):
            if found := against.get(two):
                yield found

    def _find(self, person: str) -> int:
        return self.people.find(self._number(person))

    def _number(self, person: str) -> int:
        return self.numbers.setdefault(person, len(self.numbers))
