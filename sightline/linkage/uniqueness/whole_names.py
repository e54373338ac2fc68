"""Joins a record without a birth date to the only person of its whole name, where something else agrees too.

A name is *clear* where at most one known person bears it, nobody bears one that is written alike, and nothing in the
records of its bearers contradicts. Looked for among people, after everybody else is joined.
"""

from collections.abc import Sequence

from sightline.linkage.questions.namesakes import find_namings
from sightline.linkage.scores import BY_NUMBER, find_level, list_compared, predict
from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness import childrens_parents, parents
from sightline.linkage.uniqueness.doubts import leave_out_doubted
from sightline.linkage.uniqueness.rules import (
    ADDRESS,
    AGE,
    AGREES,
    CHILDS_PARENT,
    COMPANION,
    PARENT,
    PHONE,
    SCHOOL,
    read_uniqueness_rules,
)
from sightline.linkage.uniqueness.sealed_names import SealedNames
from sightline.linkage.uniqueness.shared_names import leave_out_shared
from sightline.linkage.uniqueness.touched_names import NEARLY, find_touched_names, keep_joins
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value

SQL = SqlSteps(__name__)
WORKING = (
    "namesake", "namesake_tie", "bearer", "bearer_name", "unlike", "clear_name", "sure_tie", "companion_pair",
    "sure_pair", "weighed_sure",
)  # fmt: skip


# What ties two namings, by the question that asks of it or by what their records say, and the rule that joins by it.
TIES = f"('name_and_phone', '{PHONE}'), ('name_and_address', '{ADDRESS}'), ('school', '{SCHOOL}')"


def find_clear_names(
    *,
    engine: Engine,
    settings: Settings,
    rules: Sequence[str],
    goes_on: bool = False,
    earlier: EarlierSnapshot | None = None,
    sealed: SealedNames | None = None,
) -> bool:
    """Add to `judged` the joins by a clear whole name, from `person_of`, `profile` and the things; whether in part.

    A run that `goes_on` looks at touched names alone. `earlier` is the snapshot whose profiles have the same numbers.
    """
    known = read_uniqueness_rules()
    in_part = find_touched_names(engine=engine, goes_on=goes_on)
    _find_ties(engine, settings, in_part=in_part, sealed=sealed)
    engine.make("companion_pair", SQL.fill("companion_pair", companions=settings.relatives.companions))
    parents.find_parents(engine=engine, settings=settings, is_on=PARENT in rules, sealed=sealed)
    childrens_parents.find_children(engine=engine)
    order = Fragment(f"[{', '.join(write_value(value=rule) for rule in rules)}]")
    engine.make(
        "sure_pair",
        SQL.fill(
            "sure_pair",
            rules_on=order,
            age=AGE,
            companion=COMPANION,
            parent=PARENT,
            childs_parent=CHILDS_PARENT,
            many_people=known.many_people,
            most_days=known.most_years * 366,
        ),
    )
    keep_joins(engine=engine, in_part=in_part, earlier=earlier)
    leave_out_doubted(engine=engine, pairs="sure_pair")
    _weigh_pairs(engine, settings)
    cases = " ".join(f"WHEN '{rule}' THEN '{words}'" for rule, words in AGREES.items())
    differ = find_level(settings.model, comparison="further_names", label="further forenames differ")
    engine.make("judged", SQL.fill("judged_sure", says=Fragment(f"CASE s.rule_id {cases} END"), differ=differ))
    for name in (*WORKING, *parents.WORKING, *childrens_parents.WORKING):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
    return in_part


def _find_ties(engine: Engine, settings: Settings, *, in_part: bool, sealed: SealedNames | None) -> None:
    """Make `clear_name`, and `sure_tie`: what the namings of each have in common with others."""
    known = read_uniqueness_rules()
    find_namings(engine=engine, in_part=in_part)
    within = Fragment("o.person_id IN (SELECT person_id FROM part_person)" if in_part else "true")
    engine.make("bearer", SQL.fill("bearer", within=within))
    sql_of = _write_sql(settings)
    for name, sql in sql_of.items():
        engine.make(name, sql)
    if sealed:
        leave_out_shared(engine=engine, sealed=sealed, sql_of=sql_of)
    engine.make(
        "sure_tie",
        SQL.fill(
            "sure_tie",
            ties=Fragment(TIES),
            companions=settings.relatives.companions,
            parents=settings.relatives.parents,
            young_agencies=known.young_agencies,
            young_years=known.young_years,
        ),
    )


def _write_sql(settings: Settings) -> dict[str, str]:
    """The SQL from `bearer` to `clear_name`."""
    known = read_uniqueness_rules()
    clear_name = SQL.fill(
        "clear_name",
        grown_slots=known.grown_slots,
        parents=settings.relatives.parents,
        grown_years=known.grown_years,
        oldest_years=known.oldest_years,
        young_years=known.young_years,
        young_agencies=known.young_agencies,
    )
    bearer_name = SQL.fill("bearer_name", nearly=Fragment(NEARLY))
    return {"bearer_name": bearer_name, "unlike": SQL.fill("unlike"), "clear_name": clear_name}


def _weigh_pairs(engine: Engine, settings: Settings) -> None:
    """Make `weighed_sure`: each pair with the levels that a reason names. Their weight decides nothing."""
    profiles = engine.query(f"""SELECT {", ".join(list_compared(settings))} FROM profile WHERE profile_id IN
        (SELECT profile_a FROM sure_pair UNION ALL SELECT profile_b FROM sure_pair)""")
    pairs = engine.query(f"""SELECT '{BY_NUMBER}' AS match_key, profile_a AS join_key_l, profile_b AS join_key_r
        FROM sure_pair ORDER BY ALL""")
    engine.load("weighed_sure", predict(profiles=profiles, pairs=pairs, settings=settings).drop_columns("likely"))
