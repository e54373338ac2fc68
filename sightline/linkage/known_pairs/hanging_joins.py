"""Which people must be looked at again for a join on which they hang, on a day that goes on from another.

Whether a person hangs on one join depends on its own profiles and joins alone. So only people who are joined anew, or
who are named in a touched row, are looked at. What was found of all others is kept (`hanging_half`, `sparse_person`).
"""

from sightline.linkage.questions.bridges import BRIDGE, SPARSE
from sightline.model.analysis_tables.hanging_joins import HANGING_HALF, SPARSE_PERSON
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
WORKING = ("hanging_profile", "hanging_now", "sparse_now")


def place_members(*, engine: Engine, goes_on: bool) -> None:
    """Make `placed`: each profile of a cluster, with its root; of a run that `goes_on`, of touched people alone."""
    if goes_on:
        engine.make("hanging_profile", SQL.fill("hanging_profile"))
    within = "root_id IN (SELECT profile_id FROM hanging_profile)" if goes_on else "true"
    engine.make("placed", SQL.fill("placed", within=Fragment(within)))


def keep_hanging(*, engine: Engine, goes_on: bool, earlier: EarlierSnapshot | None) -> tuple[int, int]:
    """Put what the earlier snapshot has of all others into `bridge_half` and `sparse_half`, and write both tables.

    How many bridges and how many sparse clusters there are. `earlier` is the snapshot whose profiles mostly have the
    numbers of this run.
    """
    halves, sparse_roots = SQL.fill("hanging_now", bridge=BRIDGE, sparse=SPARSE), SQL.fill("sparse_now")
    if goes_on:
        halves += f" UNION ALL {SQL.fill('kept_half')}"
        sparse_roots += f" UNION ALL {SQL.fill('kept_sparse')}"
    engine.make("hanging_now", halves)
    engine.make("sparse_now", sparse_roots)
    for name, rule in (("bridge_half", BRIDGE), ("sparse_half", SPARSE)):
        engine.make(name, SQL.fill("half_of_rule", rule=rule))
    for table, rows in ((HANGING_HALF, "FROM hanging_now"), (SPARSE_PERSON, "FROM sparse_now")):
        write_over(engine=engine, earlier=earlier, table=table, rows=rows, order=", ".join(table.key))
    counts = engine.query(SQL.fill("counts"))
    bridges, sparse = (int(column[0].as_py()) for column in counts.columns)
    return bridges, sparse
