"""Finds people of one whole name whom something else connects, so that somebody can be asked. It never joins them.

What connects them: an address, a vehicle or a telephone on records of both, a child on whose records both are named, or
a written age that agrees. One person in seven pieces is six questions, not twenty-one: a pair is left out where other
questions already lead from the one to the other. A child's own family is not asked about among themselves, except who
came with the child and would be joined to the child's parent if nobody else could be meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.clusters import JoinOutcome
from sightline.linkage.conflicts import group_ties
from sightline.linkage.settings import FOLDER, Settings
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, WrittenPart, read_table
from sightline.store import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
AGE, CHILD, ALONE = "name_and_age", "name_and_child", "name_alone"
# Of many with one name and one thing in common each is compared with so many behind it.
REACH = 10
WORKING = (
    "shared_name", "namesake", "namesake_tie", "namesake_beside", "namesake_born", "namesake_met", "namesake_possible",
    "named_pair",
)  # fmt: skip


class NamesakeRules(WrittenPart, frozen=True):
    """What rules/linkage/namesakes.toml says."""

    order: tuple[str, ...]
    many_people: Positive
    most_agreeing: Positive
    most_known: Positive
    most_bearers: Positive
    not_names: tuple[str, ...]


@cache
def read_namesake_rules() -> NamesakeRules:
    """The rules of rules/linkage/namesakes.toml."""
    return read_table(NamesakeRules, read_toml(FOLDER, "namesakes.toml"), where=f"{FOLDER}/namesakes")


AGREES = {
    "name_and_vehicle": "the full name is the same, and records of both have the same vehicle",
    "name_and_phone": "the full name is the same, and records of both have the same telephone number",
    "name_and_address": "the full name is the same, and records of both have the same place",
    CHILD: "the full name is the same, and records of one child name both",
    AGE: "the full name is the same, and the age as written agrees",
    ALONE: "the full name is the same; nothing else connects them",
}


# The child beside whom somebody is named, and who is named as one of the child's own family: in a family row, or at an
# appointment with the child's surname or the name of a relative in a family row.
NAMESAKE_BESIDE = """
WITH beside AS (
    SELECT n.mention_id, n.name, n.slot, n.last_name, o.person_id AS child, c.last_name AS childs_last_name
    FROM namesake n JOIN mention m ON m.record_id = n.record_id AND m.slot = 'subject'
    JOIN person_mention c ON c.mention_id = m.mention_id JOIN person_of o ON o.mention_id = m.mention_id
    WHERE o.person_id <> n.person_id AND n.slot IN ({related}, {companions})
)
SELECT mention_id, min(child) AS child, min(childs_last_name) AS childs_last_name, slot IN ({companions}) AS came_along,
       bool_or(slot IN ({related}) OR last_name = childs_last_name
           OR (child, name) IN (SELECT (child, name) FROM beside WHERE slot IN ({related}))) AS of_family
FROM beside GROUP BY mention_id, slot
"""

# When somebody may have been born: on a day, or within the span of a written age.
NAMESAKE_BORN = """
SELECT DISTINCT person_id, coalesce(birth_date, born_first) AS first, coalesce(birth_date, born_last) AS last
FROM namesake WHERE birth_date IS NOT NULL OR born_first IS NOT NULL
"""


# Who came with a child, and the child's parent, where a rule of uniqueness holds back from joining the two.
HELD_PEOPLE = """
SELECT (least(a.person_id, b.person_id), greatest(a.person_id, b.person_id)) FROM held_parent h
JOIN person_of_profile a ON a.profile_id = h.profile_a JOIN person_of_profile b ON b.profile_id = h.profile_b
"""


class AskedPairRow(TypedDict):
    """Two people who are asked about already."""

    person_a: str
    person_b: str
    restricted: bool


class PossiblePairRow(AskedPairRow):
    """Two people of one name whom something else connects, and the two mentions by which it does."""

    rule_id: str
    mentions: list[str]
    of_family: bool
    held: bool


class NamedPairRow(PossiblePairRow):
    """The same, with what agrees: it becomes a question."""

    mention_id_a: str
    mention_id_b: str
    agrees: str


def find_namings(*, engine: Engine) -> None:
    """Make `namesake`, each naming by a whole name of several people, and `namesake_tie`, what each has beside it."""
    rules = read_namesake_rules()
    engine.make("shared_name", SQL.fill("shared_name", not_names=rules.not_names))
    engine.make("namesake", SQL.fill("namesake", most_bearers=rules.most_bearers))
    engine.make("namesake_tie", SQL.fill("namesake_tie", child=CHILD, many_people=rules.many_people))


class NameCapRow(TypedDict):
    """Whole names that too many people bear to look for who is one, and how many pairs were not looked at."""

    names: int
    pairs: int


def count_capped_names(*, engine: Engine) -> NameCapRow:
    """What `find_namings` left out; it reads `shared_name`."""
    sql = SQL.fill("name_cap", most_bearers=read_namesake_rules().most_bearers)
    (capped,) = read_rows(engine, NameCapRow, sql)
    return capped


def find_namesakes(*, engine: Engine, settings: Settings) -> NameCapRow:
    """Make `named_pair`, and count the names left out. It reads the people, the things and who is asked about already.

    Columns: person_a, person_b, mention_id_a, mention_id_b, rule_id, agrees, restricted.
    """
    rules = read_namesake_rules()
    find_namings(engine=engine)
    known = settings.relatives
    engine.make(
        "namesake_beside", NAMESAKE_BESIDE.format(related=_listed(known.related), companions=_listed(known.companions))
    )
    engine.make("namesake_born", NAMESAKE_BORN)
    engine.make(
        "namesake_met", SQL.fill("namesake_met", age=AGE, alone=ALONE, most_known=rules.most_known, reach=REACH)
    )
    days = settings.generation_years * 366
    possible = SQL.fill("namesake_possible", age=AGE, generation_days=days, many_people=rules.many_people)
    engine.make("namesake_possible", possible)
    engine.make("namesake_possible", SQL.fill("few_of_age", age=AGE, most=rules.most_agreeing))
    order = _listed(rules.order)
    rows = read_rows(
        engine,
        PossiblePairRow,
        f"""
        SELECT * EXCLUDE (of_family),
               bool_or(of_family) OVER (PARTITION BY person_a, person_b, restricted) AS of_family,
               NOT restricted AND (person_a, person_b) IN ({HELD_PEOPLE}) AS held
        FROM namesake_possible ANTI JOIN settled_pair USING (person_a, person_b)
        QUALIFY row_number() OVER (PARTITION BY person_a, person_b
            ORDER BY restricted, list_position([{order}], rule_id), mentions) = 1
        ORDER BY restricted, list_position([{order}], rule_id), person_a, person_b""",
    )
    asked = read_rows(engine, AskedPairRow, "SELECT person_a, person_b, restricted FROM asked_pair ORDER BY ALL")
    engine.load("named_pair", pa.Table.from_pylist(list(_leave_out_what_follows(rows, asked)), schema=PAIR))
    capped = count_capped_names(engine=engine)
    for name in WORKING[:-1]:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    return capped


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


PAIR = pa.schema(
    [(name, pa.string()) for name in ("person_a", "person_b", "mention_id_a", "mention_id_b", "rule_id", "agrees")]
    + [("restricted", pa.bool_())]
)


def _leave_out_what_follows(rows: Sequence[PossiblePairRow], asked: Sequence[AskedPairRow]) -> Iterator[NamedPairRow]:
    """Pairs that no other question leads between. Open ones come first: none depends on a restricted record.

    Two namings of one family's own people, or at appointments of one child or of children of one surname, are not asked
    about, and count as if they were: one mother is named at each visit. Who came and is held back from a parent comes
    before them.
    """
    numbers: dict[str, int] = {}
    people = group_ties([])

    def join(row: AskedPairRow) -> JoinOutcome:
        a, b = (numbers.setdefault(person, len(numbers)) for person in (row["person_a"], row["person_b"]))
        return people.join(a, b)

    for restricted in (False, True):
        for pair in asked:
            if pair["restricted"] == restricted:
                join(pair)
        here = [row for row in rows if row["restricted"] == restricted]
        for row in sorted(here, key=lambda row: 0 if row["held"] else 1 if row["of_family"] else 2):
            if join(row) is JoinOutcome.JOINED and (row["held"] or not row["of_family"]):
                a, b = sorted(row["mentions"])
                yield {**row, "mention_id_a": a, "mention_id_b": b, "agrees": AGREES[row["rule_id"]]}
