"""How sure it is that what records call one person is one: by number, rule or somebody's answer, or by likeness.

A person may hang together in parts. Within a part each naming is joined by more than likeness; between parts likeness
alone joins them. What two records of one part say is as sure as the joins of a rule.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypedDict

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


# The same as far as a day goes. What a person answered counts from the day of the answer.
LINKS_OF_DAY = f"""
SELECT DISTINCT link.mention_id_a, link.mention_id_b, link.rule_id = 'same_details' AS alike
FROM resolved JOIN link ON link.mention_id_a = resolved.mention_id
LEFT JOIN judgement ON judgement.mention_id_a = link.mention_id_a AND judgement.mention_id_b = link.mention_id_b
WHERE resolved.person_id = ? AND link.decided_by <> '{DecidedBy.MODEL}'
    AND (link.decided_by <> '{DecidedBy.PERSON}' OR judgement.said_on <= ?)
ORDER BY ALL
"""

NAMINGS_OF_DAY = """
SELECT mention.mention_id, mention.record_id, mention.row_id, mention.row_version
FROM resolved JOIN mention USING (mention_id) WHERE resolved.person_id = ? ORDER BY mention.batch, mention.mention_id
"""


# Namings of versions that were replaced since, and a mention of the person with the same details, where there is one.
EARLIER_OF_DAY = """
SELECT was.mention_id || ' ' || was.row_version AS mention_id, was.record_id, was.row_id, was.row_version,
       min(now.mention_id) AS alike
FROM earlier_naming AS was JOIN naming_row USING (row_id, row_version)
LEFT JOIN (SELECT mention.* FROM mention JOIN resolved USING (mention_id) WHERE person_id = ?) AS now
    ON lower(was.name_as_written) = lower(now.name_as_written) AND was.birth_date IS NOT DISTINCT FROM now.birth_date
    AND (was.nhs_number, was.upn, was.local_id, was.local_id_kind)
        = (now.nhs_number, now.upn, now.local_id, now.local_id_kind)
GROUP BY ALL ORDER BY ALL
"""


class LinkOfDayRow(TypedDict):
    """A join by more than likeness; `alike`: because one source says the same of both."""

    mention_id_a: str
    mention_id_b: str
    alike: bool


class NamingOfDayRow(TypedDict):
    """A mention on a version of a row."""

    mention_id: str
    record_id: str
    row_id: str
    row_version: int


class EarlierOfDayRow(NamingOfDayRow):
    """A naming of a version that was replaced; `alike` is a mention of the person with the same details, if any."""

    alike: str | None


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


def unsure_by_day(*, engine: Engine, person_id: str, on: date, rows: Collection[tuple[str, int]]) -> frozenset[str]:
    """Records that likeness alone joins to the most of a person, by the row versions known on a day and no others.

    Rows of which one source says the same stand for each other: each is joined to what another of them is joined to,
    also where the one that linkage compared came after the day. Of versions that were replaced no join is kept:
    they are as sure as a mention of the same details. It needs `naming_row` of the person (`review.knowledge`).
    """
    earlier = list(read_rows(engine, EarlierOfDayRow, EARLIER_OF_DAY, [person_id]))
    namings = [
        row
        for row in (*read_rows(engine, NamingOfDayRow, NAMINGS_OF_DAY, [person_id]), *earlier)
        if (row["row_id"], row["row_version"]) in rows
    ]
    links = list(read_rows(engine, LinkOfDayRow, LINKS_OF_DAY, [person_id, on]))
    alike, parts = ConnectedMentions(), ConnectedMentions()
    for link in links:
        if link["alike"]:
            alike.join(link["mention_id_a"], link["mention_id_b"])
    for row in earlier:
        if row["alike"]:
            alike.join(row["mention_id"], row["alike"])
    known = {alike.top(row["mention_id"]) for row in namings}
    for link in links:
        ends = alike.top(link["mention_id_a"]), alike.top(link["mention_id_b"])
        if known.issuperset(ends):
            parts.join(*ends)
    found = [(row["record_id"], parts.top(alike.top(row["mention_id"]))) for row in namings]
    return frozenset({record for record, _ in found} - _of_the_most(found)) if found else frozenset()


def _of_the_most(namings: Sequence[tuple[str, str]]) -> set[str]:
    """The records of the part with the most namings. A Counter keeps the order in which parts were first met."""
    ((most, _),) = Counter(part for _, part in namings).most_common(1)
    return {record for record, part in namings if part == most}


def _ask_of(engine: Engine, people: Iterable[str]) -> None:
    rows = [{"person_id": one} for one in sorted(set(people))]
    engine.load("sureness_asked", pa.Table.from_pylist(rows, schema=ASKED))
