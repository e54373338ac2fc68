"""Joins a record of a child without a birth date to the only person of its full name, if a parent's name agrees too.

Only for children, and never by a parent who has the child's own name: a grown daughter may be named as her mother.
"""

from sightline.linkage.uniqueness.rules import read_uniqueness_rules
from sightline.store import Engine
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
WORKING = ("child_parent", "child_pair")


def find_children(*, engine: Engine) -> None:
    """Make `child_pair`, the joins; it reads what `whole_names` made."""
    engine.make("child_parent", SQL.fill("child_parent"))
    engine.make("child_pair", SQL.fill("child_pair", child_years=read_uniqueness_rules().child_years))
