"""Asks about each whole name whose people no other question connects, and says of the rest what contradicts.

People of one whole name are joined, or a chain of questions leads from the one to the other, or something says that
they are two. A question is left out where the chain would bring together two who contradict each other: of a record
that may be one of several people, one is asked, and the next once that is answered.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypedDict

import pyarrow as pa

from sightline.linkage.clusters import Clusters, JoinOutcome
from sightline.linkage.questions.touched_groups import keep_unasked
from sightline.linkage.settings import Relatives
from sightline.model.analysis_tables.name_groups import NAME_GROUP, UNASKED_NAME
from sightline.model.nouns import Agency
from sightline.rulebook.schema import Positive, WrittenPart
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)
NOT_CONTRADICTED = "name_not_contradicted"
# Of a name that so many people have, or fewer, it is kept why for each two of them.
MOST_LISTED = 12
WORKING = ("name_unasked", "name_part", "name_fact", "name_against", "name_apart", "name_counted")
APART = pa.schema(
    [(name, pa.string()) for name in ("name", "person_a", "person_b", "against")] + [("all_records", pa.bool_())]
)

COUNTED = pa.schema(
    [("name", pa.string()), ("people", pa.int64()), ("groups", pa.int64()), ("against", pa.list_(pa.string()))]
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


class NameCountsRow(TypedDict):
    """Whole names that several people have, those whose people questions connect, and those that too many have.

    `pairs` are pairs of people with such a name: only those that share a thing, a home or a child were looked at.
    """

    shared: int
    asked: int
    capped: int
    pairs: int


class AgainstCountRow(TypedDict):
    """What contradicts, and for how many pairs of groups of one whole name."""

    against: str
    pairs: int


@dataclass
class NameGroups:
    """The people of each whole name, and which of them questions connect. Open questions come before restricted ones.

    Two passes are made, so that no open question depends on a restricted one: `begin` starts each.
    """

    engine: Engine
    relatives: Relatives
    order: Sequence[str]
    known: ContradictionRules
    most_bearers: int
    bearers: Mapping[str, list[str]] = field(default_factory=dict, repr=False)
    numbers: dict[str, int] = field(default_factory=dict, repr=False)
    edges: list[tuple[int, int]] = field(default_factory=list)
    people: Clusters = field(default_factory=lambda: Clusters({}, {}))

    def __post_init__(self) -> None:
        """Read who has each name that is not crowded."""
        found = defaultdict[str, list[str]](list)
        sql = "SELECT DISTINCT name, person_id FROM namesake WHERE NOT crowded ORDER BY ALL"
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

    def write_apart(self, *, earlier: EarlierSnapshot | None, in_part: bool) -> None:
        """Write `unasked_name` and `name_group`; of names looked at `in_part`, with what is known of the others.

        A row of `unasked_name` is of two groups that follow each other. Of a name that few have it is of every two
        people of two groups who contradict each other.
        """
        against: dict[tuple[int, int], AgainstRow] = {}
        every = list[AgainstRow]()
        for row in self._list_against():
            a, b = sorted(self._find(row[side]) for side in ("person_a", "person_b"))
            against.setdefault((a, b), row)
            if a != b and len(self.bearers[row["name"]]) <= MOST_LISTED:
                every.append(row)
        groups = {name: sorted({self._find(one) for one in people}) for name, people in self.bearers.items()}
        apart = {name: [against[two] for two in pairwise(of) if two in against] for name, of in groups.items()}
        large = [row for name, rows in apart.items() if len(self.bearers[name]) > MOST_LISTED for row in rows]
        self.engine.load("name_apart", pa.Table.from_pylist(every + large, schema=APART))
        self.engine.load("name_counted", pa.Table.from_pylist(list(self._count_names(groups, apart)), schema=COUNTED))
        unasked, counted = SQL.fill("unasked_name"), SQL.fill("name_group", most_bearers=self.most_bearers)
        if in_part:
            unasked = f"FROM ({unasked}) UNION {keep_unasked()}"
            counted += " UNION ALL SELECT * FROM name_group WHERE name NOT IN (SELECT md5(name) FROM part_name)"
        for table, rows in ((UNASKED_NAME, unasked), (NAME_GROUP, counted)):
            write_over(engine=self.engine, earlier=earlier, table=table, rows=rows, order=", ".join(table.key))
        for name in WORKING:
            self.engine.make(name, "SELECT NULL AS nothing LIMIT 0")

    def _count_names(
        self, groups: Mapping[str, list[int]], apart: Mapping[str, list[AgainstRow]]
    ) -> Iterator[dict[str, Any]]:
        for name, people in self.bearers.items():
            said = sorted(row["against"] for row in apart[name])
            yield {"name": name, "people": len(people), "groups": len(groups[name]), "against": said}

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

    def _find(self, person: str) -> int:
        return self.people.find(self._number(person))

    def _number(self, person: str) -> int:
        return self.numbers.setdefault(person, len(self.numbers))


def count_names(*, engine: Engine) -> tuple[NameCountsRow, dict[str, int]]:
    """What `name_group` says: how many names there are, and what contradicts how often."""
    (counted,) = read_rows(engine, NameCountsRow, SQL.fill("name_counts"))
    rows = read_rows(engine, AgainstCountRow, AGAINST)
    return counted, {row["against"]: row["pairs"] for row in rows}


AGAINST = """
SELECT against, count(*) AS pairs FROM (SELECT unnest(against) AS against FROM name_group) GROUP BY ALL ORDER BY ALL
"""
