"""Looks at forenames that are nearly the same, with all that is known of brothers, sisters and twins.

A slip of the pen is joined where no child of the family has a name like either. And a record that is only alike is not
joined to one of two people where it is as like the other: twins, or two of one name.
"""

from sightline.linkage.link_decision import JOINING
from sightline.linkage.scores import find_level
from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness.doubts import leave_out_doubted
from sightline.linkage.uniqueness.rules import AGREES, BETWEEN_TWO, SLIP
from sightline.linkage.uniqueness.sealed_names import SealedNames
from sightline.linkage.uniqueness.sealed_twins import HELD, find_held_pairs, hold_no_pair, leave_out_sealed_slips
from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
NEAR_FORENAME = "near_forename"


def hold_between_two(*, engine: Engine, settings: Settings, sealed: SealedNames | None = None) -> None:
    """Leave apart in `judged` what the model joined to one of two people, though it is as like the other.

    The other may be named in sealed rows alone.
    """
    at = {
        (name, label): find_level(settings.model, comparison=name, label=f"{name.replace('_', ' ')} {label}")
        for name, label in (
            ("forename", "the same"),
            ("forename", "different"),
            ("surname", "different"),
            ("birth_date", "the same"),
            ("birth_date", "within a year"),
            ("home", "different"),
        )
    }
    like = " AND ".join(
        f"{name}_level > {at[name, label]}"
        for name, label in (("forename", "different"), ("surname", "different"), ("birth_date", "within a year"))
    )
    parent = find_level(settings.model, comparison="parent", label="a parent of the same name")
    phone = find_level(settings.model, comparison="phone", label="same telephone")
    alone = f"home_level <= {at['home', 'different']} AND parent_level <> {parent} AND phone_level <> {phone}"
    exactly = {
        "forenames": Fragment(f"forename_level = {at['forename', 'the same']}"),
        "born": Fragment(f"birth_date_level = {at['birth_date', 'the same']}"),
    }
    by_name_alone = Fragment(alone)
    hold_no_pair(engine=engine)
    if sealed:
        engine.make("loose_pair", SQL.fill("loose_pair", version=settings.version, like=Fragment(like), **exactly))
        only_name = Fragment(f"{alone} AND NOT {exactly['born']}")
        find_held_pairs(engine=engine, sealed=sealed, pairs="loose_pair", by_name_alone=only_name)
    engine.make(
        "judged",
        SQL.fill(
            "between_two", rule=BETWEEN_TWO, version=settings.version, like=Fragment(like),
            by_name_alone=by_name_alone, **exactly,
        ),
    )  # fmt: skip
    for name in ("loose_pair", HELD):
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def find_slips(*, engine: Engine, settings: Settings, sealed: SealedNames | None = None) -> None:
    """Join in `judged` what `near_forename` left apart, where it can only be a slip of the pen."""
    model = settings.model
    nearly = find_level(model, comparison="forename", label="forename nearly the same")
    differ = find_level(model, comparison="further_names", label="further forenames differ")
    engine.make("slip_pair", SQL.fill("slip_pair", rule=NEAR_FORENAME, nearly=nearly, differ=differ))
    leave_out_doubted(engine=engine, pairs="slip_pair")
    if sealed:
        leave_out_sealed_slips(engine=engine, sealed=sealed)
    if engine.query("SELECT 1 FROM slip_pair LIMIT 1").num_rows:
        engine.make("judged", SQL.fill("judged_slip", numbers=JOINING, rule=SLIP, says=AGREES[SLIP]))
    engine.make("slip_pair", "SELECT NULL AS nothing LIMIT 0")
