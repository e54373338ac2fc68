"""Finds what looks like twins and is one child whose name one clerk mistyped, where a number shows it.

It joins nobody. Two records that were kept apart as twins are let be, and other pairs decide. It must be the very slip:
the record with the odd name has one number in common with a record whose name is nearly the same and goes with the
other's. Another name on one number (Tobias under Lena's) changes nothing.
"""

from sightline.linkage.link_decision import JOINING
from sightline.linkage.scores import find_level
from sightline.linkage.settings import Settings
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
TWINS = "twin_or_sibling"


def keep_apart(*, settings: Settings) -> str:
    """SQL: the pairs of `judged` that nothing in this run may bring together."""
    different = find_level(settings.model, comparison="forename", label="forename different")
    same_day = find_level(settings.model, comparison="birth_date", label="birth date the same")
    near = f"birth_date_level = {same_day} AND forename_level > {different}"
    same = find_level(settings.model, comparison="forename", label="forename the same")
    return SQL.fill("kept_apart", twins=TWINS, numbers=JOINING, near=Fragment(near), same=same)
