"""Finds people of one whole name whom something else connects, so that somebody can be asked. It never joins them.

What connects them: an address, a vehicle or a telephone on records of both, a child on whose records both are named, or
a written age that agrees. One person in seven pieces is six questions, not twenty-one: a pair is left out where other
questions already lead from the one to the other. A child's own family comes last, and whoever only the name connects:
`name_groups` asks about them where nothing contradicts.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.questions.name_groups import (
    NOT_CONTRADICTED,
    ContradictionRules,
    NameGroups,
    UnaskedPairRow,
)
from sightline.linkage.questions.touched_groups import WORKING as GROUPS_WORKING
from sightline.linkage.questions.touched_groups import find_touched_groups, keep_named
from sightline.linkage.settings import FOLDER, Settings
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Positive, WrittenPart, read_table
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
AGE, CHILD, ALONE = "name_and_age", "name_and_child", "name_alone"
# Of many with one name and one thing in common each is compared with so many behind it.
REACH = 10
WORKING = (
    "listed_forename", "shared_name", "namesake", "namesake_tie", "namesake_beside", "namesake_born", "namesake_met",
    "namesake_possible",
)  # fmt: skip


class NamesakeRules(WrittenPart, frozen=True):
    """What rules/linkage/namesakes.toml says."""

    order: tuple[str, ...]
    many_people: Positive
    most_agreeing: Positive
    most_known: Positive
    most_bearers: Positive
    not_names: tuple[str, ...]
    surnames_too: tuple[str, ...]
    surnames_in_cells: tuple[str, ...]
    forenames_in_cells: tuple[str, ...]
    contradicts: ContradictionRules


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
    NOT_CONTRADICTED: "the full name is the same; nothing in their records contradicts",
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


class PossiblePairRow(UnaskedPairRow):
    """Two people of one name whom something else connects, and the two mentions by which it does."""

    of_family: bool
    held: bool


class NamedPairRow(AskedPairRow):
    """The same, with what agrees: it becomes a question."""

    rule_id: str
    mention_id_a: str
    mention_id_b: str
    agrees: str


def find_namings(
    *, engine: Engine, forenames: Collection[str] = (), in_part: bool = False, crowds: bool = False
) -> None:
    """Make `namesake`, each naming by a whole name of several people, and `namesake_tie`, what each has beside it.

    Behind one of these `forenames` a word like "white" is a surname. A join has none: "Mia cousins" may be Mia's. In a
    cell for surnames it is one for both, and Man and Young are forenames in theirs.
    `in_part`, of the names of `part_name` alone. Names of too many people are there only with `crowds`.
    """
    rules = read_namesake_rules()
    engine.load("listed_forename", pa.table({"name": pa.array(sorted(forenames), pa.string())}))
    within = Fragment("w.name IN (SELECT name FROM part_name)" if in_part else "true")
    named = SQL.fill(
        "shared_name",
        not_names=rules.not_names,
        surnames_too=rules.surnames_too,
        surnames_in_cells=(*rules.surnames_too, *rules.surnames_in_cells),
        forenames_in_cells=rules.forenames_in_cells,
        within=within,
    )
    engine.make("shared_name", named)
    engine.make("namesake", SQL.fill("namesake", most_bearers=rules.most_bearers, crowds=crowds))
    engine.make("namesake_tie", SQL.fill("namesake_tie", child=CHILD, many_people=rules.many_people))


def find_namesakes(
    *, engine: Engine, settings: Settings, goes_on: bool = False, earlier: EarlierSnapshot | None = None
) -> None:
    """Make `named_pair`, and write `unasked_name` and `name_group`.

    It reads the people, the things and who is asked about already.
    Columns: person_a, person_b, mention_id_a, mention_id_b, rule_id, agrees.
    A run that `goes_on` from the `earlier` snapshot looks at groups of people that the day touched.
    """
    rules = read_namesake_rules()
    in_part = goes_on and find_touched_groups(engine=engine, many_people=rules.many_people)
    find_namings(engine=engine, forenames=settings.every_forename, in_part=in_part, crowds=True)
    _find_possible(engine, settings)
    part = "SEMI JOIN part_person ON part_person.person_id = person_a" if in_part else ""
    asked = read_rows(
        engine, AskedPairRow, f"SELECT person_a, person_b, restricted FROM asked_pair {part} ORDER BY ALL"
    )
    known = settings.relatives
    groups = NameGroups(engine, known, rules.order, rules.contradicts, rules.most_bearers)
    named = list(_leave_out_what_follows(groups, _read_possible(engine, rules), asked))
    engine.load("named_pair", pa.Table.from_pylist(named, schema=PAIR))
    groups.write_apart(earlier=earlier, in_part=in_part)
    if in_part:
        keep_named(engine=engine, rules=rules.order)
    for name in (*WORKING, *GROUPS_WORKING):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def _find_possible(engine: Engine, settings: Settings) -> None:
    """Make `namesake_possible`: pairs of people of one name whom something else connects."""
    rules, known = read_namesake_rules(), settings.relatives
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


def _read_possible(engine: Engine, rules: NamesakeRules) -> list[PossiblePairRow]:
    """Two people once each, by what connects them most."""
    order = _listed(rules.order)
    return read_rows(
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


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


PAIR = pa.schema(
    [(name, pa.string()) for name in ("person_a", "person_b", "mention_id_a", "mention_id_b", "rule_id", "agrees")]
    + [("restricted", pa.bool_())]
)


def _leave_out_what_follows(
    groups: NameGroups, rows: Sequence[PossiblePairRow], asked: Sequence[AskedPairRow]
) -> Iterator[NamedPairRow]:
    """Pairs that no other question leads between. Open ones come first: none depends on a restricted record.

    Who came and is held back from a parent comes first. A child's own family, and whoever nothing connects, comes last,
    where nothing contradicts: `name_groups`.
    """
    for restricted in (False, True):
        groups.begin()
        for pair in asked:
            if pair["restricted"] == restricted:
                groups.connect(pair["person_a"], pair["person_b"])
        here = [row for row in rows if row["restricted"] == restricted and (row["held"] or not row["of_family"])]
        for row in sorted(here, key=lambda row: not row["held"]):
            if groups.connect(row["person_a"], row["person_b"]):
                yield _name_pair(row)
        for left in groups.ask_rest(restricted_too=restricted):
            yield _name_pair(left)


def _name_pair(row: UnaskedPairRow) -> NamedPairRow:
    a, b = sorted(row["mentions"])
    return {
        "person_a": row["person_a"],
        "person_b": row["person_b"],
        "mention_id_a": a,
        "mention_id_b": b,
        "rule_id": row["rule_id"],
        "agrees": AGREES[row["rule_id"]],
        "restricted": row["restricted"],
    }
