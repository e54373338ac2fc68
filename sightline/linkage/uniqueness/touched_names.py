"""Which whole names the day can have changed, so that a run that goes on looks at these alone for joins by uniqueness.

A join by a whole name rests on all who bear the name or one that is written like it, on the records in which they
stand, and on how many people a telephone, a home or a thing has. Where any of that is new, changed or gone, the name is
touched. What shares no touched name stands as it stood. Whatever cannot be told is touched.
"""

from sightline.linkage.questions.namesakes import read_namesake_rules
from sightline.linkage.uniqueness.rules import PARENT, read_uniqueness_rules
from sightline.model.analysis_tables.sure_joins import BUSY_KEY, FIRST_PERSON, SURE_JOIN
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.engine import arrow_schema
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
# Where a larger share of the names is of people in whom something changed, or is touched, all names are looked at.
MOST_CHANGED, MOST_TOUCHED = 0.2, 0.5
# When two forenames with one surname and one first letter are alike: `w` is borne by several, `f` by somebody else.
NEARLY = """damerau_levenshtein(f.first_name, w.first_name) <= CASE WHEN length(w.first_name) < 6 THEN 1 ELSE 2 END
       OR starts_with(f.first_name, w.first_name)
       OR starts_with(w.first_name, f.first_name) OR jaro_winkler_similarity(f.first_name, w.first_name) >= 0.88"""
WORKING = (
    "profile_seen", "touched_root", "name_of_profile", "changed_form", "touched_key",
    "key_of_mention", "busy_now", "part_name", "part_person", "kept_join", "found_join",
    "of_touched_name", "changed_sealed",
)  # fmt: skip


def knows_what_went(*, engine: Engine) -> bool:
    """Whether it is kept what each profile that is gone or changed was called.

    Of sealed records and of some names it is not. It makes `changed_sealed`, which `find_touched_names` reads.
    """
    engine.make("changed_sealed", SQL.fill("changed_sealed"))
    return not (_has_any(engine, "changed_sealed") or _has_any(engine, "unnamed_profile"))


def find_touched_names(*, engine: Engine, goes_on: bool) -> bool:
    """Make `part_name` and `part_person`, to which looking at names is kept; False where all are looked at.

    It reads `member` of the clusters before the rules of uniqueness, and what the earlier snapshot left in
    `first_person`, `sure_join`, `busy_key`, `resolved` and `compared`. All are looked at as well where a profile is
    gone whose name is not kept (`unnamed_profile`): nobody can tell which names it touched.
    """
    engine.make("profile_seen", SQL.fill("profile_seen"))
    if not goes_on or _changed_most(engine) or _has_any(engine, "unnamed_profile"):
        _count_keys(engine, within="true")
        return False
    engine.make("touched_key", SQL.fill("touched_key"))
    if _has_any(engine, "changed_sealed"):
        _count_keys(engine, within="true")
        engine.make("touched_key", "SELECT key FROM busy_key UNION SELECT key FROM key_of_mention")
    else:
        _count_keys(engine, within="key IN (SELECT key FROM touched_key)")
    engine.make("touched_name", SQL.fill("touched_name", nearly=Fragment(NEARLY)))
    engine.make("busy_now", "FROM busy_now UNION ALL FROM busy_key ANTI JOIN touched_key USING (key)")
    engine.make("part_name", SQL.fill("part_name"))
    if _are_most(engine, "part_name", share=MOST_TOUCHED):
        return False
    engine.make("part_person", SQL.fill("part_person"))
    return True


def _changed_most(engine: Engine) -> bool:
    """Make `changed_form`, the names of people in whom something changed; whether these alone are very many."""
    engine.make("changed_profile", SQL.fill("changed_profile"))
    engine.make("touched_root", SQL.fill("touched_root"))
    engine.make("name_of_profile", SQL.fill("name_of_profile"))
    engine.make("changed_form", SQL.fill("changed_form"))
    return _are_most(engine, "changed_form", share=MOST_CHANGED)


def _has_any(engine: Engine, table: str) -> bool:
    return bool(engine.query(f"SELECT 1 FROM {table} LIMIT 1").num_rows)


def _are_most(engine: Engine, names: str, *, share: float) -> bool:
    counts = [f"(SELECT count(DISTINCT name) FROM {table})" for table in (names, "name_of_profile")]
    return bool(engine.query(f"SELECT {counts[0]} > {share} * {counts[1]}").column(0)[0].as_py())


def write_no_joins(*, engine: Engine) -> None:
    """Write the kept tables without a row, for when no rule looks at whole names."""
    for table in (SURE_JOIN, FIRST_PERSON, BUSY_KEY):
        engine.write(table, arrow_schema(table).empty_table())


def _count_keys(engine: Engine, within: str) -> None:
    engine.make("key_of_mention", SQL.fill("key_of_mention", within=Fragment(within)))
    names, people = read_uniqueness_rules().many_people, read_namesake_rules().many_people
    engine.make("busy_now", SQL.fill("busy_now", many_names=names, many_people=people))


def keep_joins(*, engine: Engine, in_part: bool, earlier: EarlierSnapshot | None) -> None:
    """Put what stood beside what was found `in_part`, and write all of it for the run that goes on from this one.

    `sure_pair` and `held_parent` are whole then.
    """
    engine.make("found_join", SQL.fill("found_join", parent=PARENT))
    if in_part:
        engine.make("kept_join", SQL.fill("kept_join"))
        engine.make("of_touched_name", SQL.fill("of_touched_name"))
        engine.make("found_join", SQL.fill("every_join"))
        engine.make("sure_pair", "SELECT profile_a, profile_b, rule_id FROM found_join WHERE NOT held")
        engine.make("held_parent", "SELECT profile_a, profile_b FROM found_join WHERE held")
    for table, rows in (
        (SURE_JOIN, "FROM found_join"),
        (FIRST_PERSON, "FROM profile_seen"),
        (BUSY_KEY, "FROM busy_now"),
    ):
        write_over(engine=engine, earlier=earlier, table=table, rows=rows, order=", ".join(table.key))
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")
