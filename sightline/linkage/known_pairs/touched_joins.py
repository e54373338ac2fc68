"""Which profiles must be joined anew on a day that goes on from another: whole groups of profiles, and no others.

Two profiles are of one group where a pair or an answer joins them, directly or through others. What is joined depends
on nothing outside the group. So what the day touches is followed to the end of its group, and all other joins stand as
they stood. Both rounds of joining have groups of their own: before the rules of uniqueness, and after them.
"""

from sightline.model.analysis_tables.joins import JOINED_PROFILE, RULED_PAIR, TRIED_JOIN
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
# The two rounds of joining.
FIRST, LAST = "first", "last"
WORKING = (
    "group_profile",
    "answer_end",
    "first_member",
    "tried",
    "ruled_now",
    "ruled_profile",
    "joined_before",
    "touched_number",
)


def find_groups(*, engine: Engine, stage: str, held: str) -> None:
    """Make `group_profile`: all profiles of the groups in which a join may come out otherwise than before.

    It reads the pairs in `judged`, the answers in force, and `joined_profile` of the earlier snapshot. In the last
    round it makes `ruled_profile` as well: profiles on which the rules of uniqueness decide otherwise than before.
    `held` is the rule by which they leave a pair unmatched.
    """
    if stage == FIRST:
        engine.make("answer_end", SQL.fill("answer_end"))
        engine.make("group_profile", SQL.fill("first_touched"))
    else:
        engine.make("ruled_now", SQL.fill("ruled_now", held=held))
        engine.make("ruled_profile", SQL.fill("ruled_profile"))
        engine.make("group_profile", "FROM group_profile UNION FROM ruled_profile")
    engine.make("joined_before", SQL.fill("joined_before", is_first=stage == FIRST))
    engine.make("group_profile", SQL.fill("whole_groups"))


def keep_joins_before(*, engine: Engine, stage: str) -> None:
    """Add to `member` and `tried` what the earlier snapshot has of all other groups."""
    engine.make("member", f"FROM member UNION ALL {SQL.fill('kept_member')}")
    if stage == LAST:
        engine.make("tried", f"FROM tried UNION ALL {SQL.fill('kept_tried')}")


def write_joins(*, engine: Engine, held: str, earlier: EarlierSnapshot | None) -> None:
    """Keep who is joined, by what, and what the rules of uniqueness decided, for the run that goes on from this one.

    `earlier` is the snapshot whose profiles mostly have the numbers of this run. Where few are touched, only their rows
    are written.
    """
    engine.make("ruled_now", SQL.fill("ruled_now", held=held))
    if earlier:
        engine.make(
            "touched_number", "SELECT profile_id FROM group_profile UNION SELECT profile_id FROM changed_number"
        )
    in_part = earlier is not None and earlier.is_part(engine=engine, touched="touched_number", every="profile")
    for table, rows, ends in (
        (JOINED_PROFILE, SQL.fill("joined_profile"), ("profile_id", "first_root", "root")),
        (TRIED_JOIN, "FROM tried", ("profile_a", "profile_b")),
        (RULED_PAIR, "FROM ruled_now", ("profile_a", "profile_b")),
    ):
        if earlier and in_part:
            where = " OR ".join(f"{end} IN (SELECT profile_id FROM touched_number)" for end in ends)
            earlier.patch_where(engine=engine, table=table, rows=f"FROM ({rows}) WHERE {where}", where=where)
        else:
            write_over(engine=engine, earlier=earlier, table=table, rows=rows, order=", ".join(table.key))
