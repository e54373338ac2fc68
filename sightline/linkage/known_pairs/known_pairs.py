"""Which profiles and pairs an earlier run compared already, so that a run that goes on compares only what is new.

A profile is known where everything that a key, a level or a rule reads is as it was. That is looked at in the values
and not in which rows came, so a home that another row protects makes its profile a new one. A pair of two known
profiles keeps its levels, rule and verdict. It keeps the keys that brought it together, but for blocks in which any
profile is new or gone: those are made again, whole (`blocks`). So a block that becomes too large, or no longer is,
comes out as in a run from nothing.
"""

from sightline.linkage.known_pairs.blocks import WORKING as BLOCKS_WORKING
from sightline.linkage.scores import list_levels
from sightline.linkage.settings import Settings
from sightline.model.analysis_tables.blocked_profiles import BLOCKED_PROFILE, LARGE_BLOCK
from sightline.model.analysis_tables.protected_things import PROTECTED_ROW
from sightline.model.schema import COMPARED, COMPARED_PAIR
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
READ = tuple(name for name in COMPARED.column_names if name not in ("mention_id", "profile_id"))
WORKING = (
    "known_profile", "gone_profile", "unnamed_profile", "widowed_profile", "changed_answer", "answered_before",
    "changed_pair", "changed_number", "profile_key", *BLOCKS_WORKING,
)  # fmt: skip


def know_profiles(*, engine: Engine, settings: Settings, earlier: EarlierSnapshot | None) -> bool:
    """Make `known_profile` (its number now and before) and `gone_profile`; whether this run keeps pairs.

    Of some of those that are gone nobody knows the name any more (`unnamed_profile`). `compared` still is the earlier
    snapshot's. No snapshot has columns of a workspace's own: with them nothing is kept.
    """
    if not (earlier and earlier.goes_on) or settings.columns:
        return False
    now, before = (Fragment(", ".join(f"{side}.{name}" for name in READ)) for side in "pc")
    engine.make("known_profile", SQL.fill("known_profile", now=now, before=before))
    engine.make("gone_profile", SQL.fill("gone_profile"))
    # No name was taken out of a snapshot without a row that has a gap.
    were_taken_out = earlier.tables.get(PROTECTED_ROW.name, {"rows": 1})["rows"] > 0
    engine.make("unnamed_profile", SQL.fill("unnamed_profile", were_taken_out=were_taken_out))
    engine.make("changed_answer", SQL.fill("changed_answer"))
    engine.make("answered_before", "FROM judgement")
    return True


def keep_numbers(*, engine: Engine) -> bool:
    """Whether most known profiles have the number that they had. Where an old one is gone, all behind it move up."""
    share = "SELECT count(*) FILTER (profile_id = before) >= 0.7 * count(*) FROM known_profile"
    return bool(engine.query(share).column(0)[0].as_py())


def write_pairs(*, engine: Engine, settings: Settings, goes_on: bool, earlier: EarlierSnapshot | None) -> None:
    """Keep what this run compared, for the run that goes on from it.

    A run that `goes_on` makes `changed_pair` as well: known profiles of which a pair is compared, or no longer is.
    `earlier` is the snapshot whose profiles mostly have the numbers of this run.
    """
    levels = ", ".join(list_levels(settings))
    rows = SQL.fill("compared_pair", levels=Fragment(f"[{levels}]"))
    write_over(engine=engine, earlier=earlier, table=COMPARED_PAIR, rows=rows, order="profile_a, profile_b")
    _write_profiles(engine, goes_on=goes_on, earlier=earlier)
    write_over(engine=engine, earlier=earlier, table=LARGE_BLOCK, rows="FROM larger_now", order="key")
    if goes_on:
        engine.make("changed_pair", SQL.fill("changed_pair"))


def _write_profiles(engine: Engine, *, goes_on: bool, earlier: EarlierSnapshot | None) -> None:
    """Write `blocked_profile`; where most profiles have the number that they had, the others alone."""
    known = f" UNION ALL {SQL.fill('known_key')}" * goes_on
    if earlier:
        engine.make("changed_number", SQL.fill("changed_number"))
    if earlier and earlier.is_part(engine=engine, touched="changed_number", every="blocked_profile"):
        known += " WHERE k.profile_id <> k.before"
        engine.make("profile_key", f"FROM fresh_key{known}")
        rows, touched = SQL.fill("blocked_profile"), "changed_number"
        earlier.patch(engine=engine, table=BLOCKED_PROFILE, rows=rows, column="profile_id", touched=touched)
    else:
        engine.make("profile_key", f"FROM fresh_key{known}")
        rows = SQL.fill("blocked_profile")
        write_over(engine=engine, earlier=earlier, table=BLOCKED_PROFILE, rows=rows, order="profile_id")
