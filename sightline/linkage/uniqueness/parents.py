"""Joins who came with a child by the full name of the child's parent to that parent, if nobody else may be meant.

A join that is held back because of somebody else is asked about. Restricted records hold joins back too, and no
question or reason says that they do: it is a join that is merely not made.
"""

from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness.rules import read_uniqueness_rules
from sightline.linkage.uniqueness.sealed_names import SealedNames
from sightline.linkage.uniqueness.sealed_relatives import add_sealed_rivals
from sightline.store import Engine
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
HELD = "held_parent"
WORKING = ("parent_beside", "parent_candidate", "parent_rival", "parent_pair")


def find_parents(*, engine: Engine, settings: Settings, is_on: bool, sealed: SealedNames | None = None) -> None:
    """Make `parent_pair`, the joins, and `held_parent`, what is asked instead; it reads what `whole_names` made.

    Where the rule is not on, nothing is held back and nothing more is asked. A relative whom `sealed` rows alone name
    holds a join back too.
    """
    known, names = read_uniqueness_rules(), settings.relatives
    beside = SQL.fill("parent_beside", companions=names.companions, related=names.related, parents=names.parents)
    engine.make("parent_beside", beside)
    grown = known.grown_years
    engine.make(
        "parent_candidate",
        SQL.fill("parent_candidate", grown_years=grown, oldest_years=known.oldest_years, is_on=is_on),
    )
    engine.make("parent_rival", SQL.fill("parent_rival", grown_years=grown, related=names.related))
    if sealed:
        add_sealed_rivals(engine=engine, sealed=sealed, grown_years=grown)
    engine.make("parent_pair", SQL.fill("parent_pair"))
    engine.make(HELD, SQL.fill("held_parent"))


def hold_no_parent(*, engine: Engine) -> None:
    """Make `held_parent` without a row, for when no rule looks at whole names."""
    engine.make(HELD, "SELECT 0 AS profile_a, 0 AS profile_b LIMIT 0")
