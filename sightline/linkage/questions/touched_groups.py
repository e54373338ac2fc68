"""Which names questions must look at on a day that goes on from another: whole groups of people, and no others.

Two people are of one group where they have a whole name in common, or are asked about by likeness, directly or through
others. Whether a question is asked of two depends on nothing outside their group, but for how many people a thing or a
home has. So what the day touches is followed to the end of its group, and all other questions stand as they stood.
"""

from sightline.store import Engine
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
# Where a larger share of the names is touched, all are looked at.
MOST_TOUCHED = 0.5
# What `uniqueness` leaves of the day, and what is lost, stand until questions are written.
LEFT = ("lost_thing", "lost_sealed", "changed_profile", "touched_name")
WORKING = ("name_of_person", "touched_person", "crossed_thing", "crossed_home", "part_name", "part_person")


def find_lost_things(*, engine: Engine) -> None:
    """Make `lost_thing` and `lost_sealed`, while `resolved` and `compared` still are the earlier snapshot's."""
    engine.make("lost_thing", SQL.fill("lost_thing"))
    engine.make("lost_sealed", SQL.fill("lost_sealed"))


def find_touched_groups(*, engine: Engine, many_people: int) -> bool:
    """Make `part_name` and `part_person`, to which questions by whole names are kept; False where all are looked at.

    It reads what uniqueness found that the day can have changed, and `likeness` of the earlier snapshot.
    """
    engine.make("name_of_person", SQL.fill("name_of_person"))
    engine.make("touched_person", SQL.fill("touched_person"))
    engine.make("crossed_thing", SQL.fill("crossed_thing", many_people=many_people))
    engine.make("crossed_home", SQL.fill("crossed_home", many_people=many_people))
    engine.make("part_name", SQL.fill("first_names"))
    engine.make("part_person", "FROM touched_person")
    before, found = -1, 0
    while before < found:
        engine.make("part_person", SQL.fill("next_people"))
        engine.make("part_name", SQL.fill("next_names"))
        before, found = found, _count(engine, "part_name") + _count(engine, "part_person")
    return _count(engine, "part_name") <= MOST_TOUCHED * _count(engine, "(SELECT DISTINCT name FROM name_of_person)")


def keep_named(*, engine: Engine, rules: tuple[str, ...]) -> None:
    """Put the questions of the earlier snapshot about other names into `named_pair`."""
    kept = SQL.fill("kept_named", rules=rules)
    engine.make("named_pair", f"FROM named_pair UNION ALL BY NAME {kept}")


def keep_unasked() -> str:
    """SQL: the rows of `unasked_name` about other names."""
    return SQL.fill("kept_unasked")


def _count(engine: Engine, rows: str) -> int:
    return int(engine.query(f"SELECT count(*) FROM {rows}").column(0)[0].as_py())
