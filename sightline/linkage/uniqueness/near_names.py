"""Looks at forenames that are nearly the same, with all that is known of brothers, sisters and twins.

A slip of the pen is joined where no child of the family has a name like either. And a record that is only alike is not
joined to one of two people where it is as like the other: twins, or two of one name. On a day that goes on from another
both are looked for only where it touches. What open records show elsewhere is kept (`held_pair`, `slip_of_pen`).
"""

from collections.abc import Collection, Mapping

from sightline.linkage.link_decision import JOINING
from sightline.linkage.scores import find_level
from sightline.linkage.settings import Settings
from sightline.linkage.uniqueness.doubts import leave_out_doubted
from sightline.linkage.uniqueness.rules import AGREES, BETWEEN_TWO, NO_RELATIVE, SLIP
from sightline.linkage.uniqueness.sealed_names import SealedNames
from sightline.linkage.uniqueness.sealed_twins import HELD, find_held_pairs, hold_no_pair, leave_out_sealed_slips
from sightline.linkage.uniqueness.typing_slips import load_typing_slips
from sightline.model.analysis_tables.joins import HELD_PAIR, SLIP_OF_PEN
from sightline.model.tables import Table
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.engine import arrow_schema
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
NEAR_FORENAME = "near_forename"
WORKING = (
    "loose_pair", HELD, "held_end", "held_about", "near_edge", "held_now", "slip_end", "near_pair", "typing_slip",
    "slip_pair",
)  # fmt: skip


def hold_between_two(
    *,
    engine: Engine,
    settings: Settings,
    in_part: bool = False,
    earlier: EarlierSnapshot | None = None,
    sealed: SealedNames | None = None,
) -> None:
    """Leave apart in `judged` what the model joined to one of two people, though it is as like the other.

    The other may be named in sealed rows alone. A run `in_part` looks only where the day touches. `earlier` is the
    snapshot whose profiles mostly have the numbers of this run.
    """
    says = _say_alike(settings)
    like, exactly = says["like"], {name: says[name] for name in ("forenames", "born")}
    hold_no_pair(engine=engine)
    if sealed:
        engine.make("loose_pair", SQL.fill("loose_pair", version=settings.version, like=like, **exactly))
        only_name = Fragment(f"{says['by_name_alone']} AND NOT {says['born']}")
        find_held_pairs(engine=engine, sealed=sealed, pairs="loose_pair", by_name_alone=only_name)
    if in_part:
        engine.make("held_end", SQL.fill("held_end", like=like))
        engine.make("held_about", SQL.fill("held_about", version=settings.version))
    about = Fragment("here IN (SELECT profile_id FROM held_about)" if in_part else "true")
    engine.make("near_edge", SQL.fill("near_edge", about=about, like=like, version=settings.version, **exactly))
    alone, born = says["by_name_alone"], says["born"]
    engine.make("held_now", SQL.fill("held_now", about=about, by_name_alone=alone, born=born, version=settings.version))
    if in_part:
        engine.make("held_now", SQL.fill("kept_held"))
    _keep(engine, HELD_PAIR, "held_now", earlier)
    engine.make("judged", SQL.fill("between_two", rule=BETWEEN_TWO))


def _say_alike(settings: Settings) -> Mapping[str, Fragment]:
    """What the two steps call alike, and exactly the same, by the levels of the model."""
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
    return {
        "like": Fragment(like),
        "forenames": Fragment(f"forename_level = {at['forename', 'the same']}"),
        "born": Fragment(f"birth_date_level = {at['birth_date', 'the same']}"),
        "by_name_alone": Fragment(alone),
    }


def find_slips(
    *,
    engine: Engine,
    settings: Settings,
    rules: Collection[str],
    in_part: bool = False,
    earlier: EarlierSnapshot | None = None,
    sealed: SealedNames | None = None,
) -> None:
    """Join in `judged` what `near_forename` left apart, by those of `rules` about near forenames that are on.

    Both ask that no relative has a name like it. The one needs two agencies that write the listed name, or one home;
    the other a spelling that is strange inside.
    """
    model = settings.model
    nearly = find_level(model, comparison="forename", label="forename nearly the same")
    differ = find_level(model, comparison="further_names", label="further forenames differ")
    ends = "(SELECT profile_id FROM slip_end)"
    within = f"(j.profile_a IN {ends} OR j.profile_b IN {ends})" if in_part else "true"
    if in_part:
        engine.make("slip_end", SQL.fill("slip_end"))
    near = SQL.fill("near_pair", rule=NEAR_FORENAME, nearly=nearly, differ=differ, within=Fragment(within))
    engine.make("near_pair", near)
    load_typing_slips(engine=engine, settings=settings, pairs="near_pair")
    engine.make("slip_pair", SQL.fill("slip_pair", rules=tuple(rules), slip=SLIP, strange=NO_RELATIVE))
    if in_part:
        engine.make("slip_pair", SQL.fill("kept_slip"))
    _keep(engine, SLIP_OF_PEN, "slip_pair", earlier)
    leave_out_doubted(engine=engine, pairs="slip_pair")
    if sealed:
        leave_out_sealed_slips(engine=engine, sealed=sealed)
    if engine.query("SELECT 1 FROM slip_pair LIMIT 1").num_rows:
        says = {"says": AGREES[SLIP], "strange": NO_RELATIVE, "strange_says": AGREES[NO_RELATIVE]}
        engine.make("judged", SQL.fill("judged_slip", numbers=JOINING, **says))


def find_no_slips(*, engine: Engine) -> None:
    """Write `slip_of_pen` without a row, for when both rules about near forenames are off."""
    engine.write(SLIP_OF_PEN, arrow_schema(SLIP_OF_PEN).empty_table())


def let_near_names_go(*, engine: Engine) -> None:
    """Empty the working tables."""
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


def _keep(engine: Engine, table: Table, found: str, earlier: EarlierSnapshot | None) -> None:
    write_over(engine=engine, earlier=earlier, table=table, rows=f"FROM {found}", order=", ".join(table.key))
