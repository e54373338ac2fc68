"""How sure it is that what records call one person is one: by number, rule or somebody's answer, or by likeness.

A person may hang together in parts. Within a part each naming is joined by more than likeness; between parts likeness
alone joins them. What two records of one part say is as sure as the joins of a rule.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from sightline.known_facts.row_types import OfPerson
from sightline.model.nouns import DecidedBy
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

ASKED = pa.schema([("person_id", pa.string())])

SURE_LINKS = f"""
SELECT asked.person_id, link.mention_id_a, link.mention_id_b
FROM sureness_asked AS asked JOIN resolved USING (person_id)
JOIN link ON link.mention_id_a = resolved.mention_id AND link.decided_by <> '{DecidedBy.MODEL}'
"""

# Of the others nothing is joined by likeness.
LIKENED = f"""
SELECT DISTINCT asked.person_id FROM sureness_asked AS asked JOIN resolved USING (person_id)
JOIN link ON link.mention_id_a = resolved.mention_id AND link.decided_by = '{DecidedBy.MODEL}'
"""

NAMINGS = """
SELECT asked.person_id, mention.mention_id, mention.record_id
FROM sureness_asked AS asked JOIN resolved USING (person_id) JOIN mention USING (mention_id)
ORDER BY asked.person_id, mention.batch, mention.mention_id
"""


class SureLinkRow(OfPerson):
    """A join of two mentions of a person."""

    mention_id_a: str
    mention_id_b: str


class MentionOnRecordRow(OfPerson):
    """A mention of a person on a record."""

    mention_id: str
    record_id: str


class ConnectedMentions:
    """Which mentions hang together: the smallest way to say so."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, one: str) -> str:
        """The mention that stands for the part of this one."""
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        """These two are one."""
        self._above[self.top(one)] = self.top(other)

    def are_one(self, mentions: Sequence[str]) -> bool:
        """Whether all of these hang together."""
        return len({self.top(one) for one in mentions}) <= 1


def sure_parts(*, engine: Engine, people: Iterable[str]) -> Mapping[str, ConnectedMentions]:
    """For each of these people, by id, the parts that more than likeness holds together."""
    _ask_of(engine, people)
    parts: dict[str, ConnectedMentions] = defaultdict(ConnectedMentions)
    for row in read_rows(engine, SureLinkRow, SURE_LINKS):
        parts[row["person_id"]].join(row["mention_id_a"], row["mention_id_b"])
    return parts


def unsure_namings(*, engine: Engine, people: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Record and person, where likeness alone joins all that the record calls the person to the most of the person.

    The most is the part with the most namings; of several, the one with the oldest.
    """
    _ask_of(engine, people)
    likened = [row["person_id"] for row in read_rows(engine, OfPerson, LIKENED)]
    parts = sure_parts(engine=engine, people=likened)
    namings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(engine, MentionOnRecordRow, NAMINGS):
        namings[row["person_id"]].append((row["record_id"], parts[row["person_id"]].top(row["mention_id"])))
    return frozenset(
        (record, person)
        for person, some in namings.items()
        for record in {record for record, _ in some} - _of_the_most(some)
    )


def _of_the_most(namings: Sequence[tuple[str, str]]) -> set[str]:
    """The records of the part with the most namings. A Counter keeps the order in which parts were first met."""
    ((most, _),) = Counter(part for _, part in namings).most_common(1)
    return {record for record, part in namings if part == most}


def _ask_of(engine: Engine, people: Iterable[str]) -> None:
    rows = [{"person_id": one} for one in sorted(set(people))]
    engine.load("sureness_asked", pa.Table.from_pylist(rows, schema=ASKED))
