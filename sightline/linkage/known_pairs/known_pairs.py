"""Which profiles and pairs an earlier run compared already, so that a run that goes on compares only what is new.

A profile is known where everything that a key or a level reads is as it was. That is looked at in the values and not in
which rows came, so a home that another row protects makes its profile a new one. A pair of two known profiles keeps its
levels. It keeps the keys that brought it together, but for blocks in which any profile is new or gone: those are made
again, whole. So a block that becomes too large, or no longer is, comes out as in a run from nothing.
"""

from collections.abc import Iterable

from sightline.linkage.scores import list_levels
from sightline.linkage.settings import Settings
from sightline.model.schema import COMPARED, COMPARED_PAIR
from sightline.store import Engine
from sightline.store.earlier import EarlierSnapshot, write_over
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
READ = tuple(name for name in COMPARED.column_names if name not in ("mention_id", "profile_id"))
WORKING = (
    "known_profile", "gone_profile", "gone_key", "changed_key", "touched_member", "remade_key", "known_pair",
    "changed_answer", "changed_pair",
)  # fmt: skip


def know_profiles(*, engine: Engine, settings: Settings, earlier: EarlierSnapshot | None) -> bool:
    """Make `known_profile` (its number now and before) and `gone_profile`; whether this run keeps pairs.

    `compared` still is the earlier snapshot's. No snapshot has columns of a
    workspace's own: with them nothing is kept.
    """
    if not (earlier and earlier.goes_on) or settings.columns:
        return False
    now, before = (Fragment(", ".join(f"{side}.{name}" for name in READ)) for side in "pc")
    engine.make("known_profile", SQL.fill("known_profile", now=now, before=before))
    engine.make("gone_profile", SQL.fill("gone_profile"))
    engine.make("changed_answer", SQL.fill("changed_answer"))
    return True


def keep_numbers(*, engine: Engine) -> bool:
    """Whether most known profiles have the number that they had. Where an old one is gone, all behind it move up."""
    share = "SELECT count(*) FILTER (profile_id = before) >= 0.7 * count(*) FROM known_profile"
    return bool(engine.query(share).column(0)[0].as_py())


def find_remade(*, engine: Engine, windows: Iterable[int], by_number: int) -> None:
    """Make `remade_key`: the blocks to make again; and `known_pair`: pairs that were compared, with what still holds.

    Reads `block_key` of the profiles now, and `gone_key` of those that are gone. By a rule of `windows` a profile may
    be in several blocks. `by_number` has a bit for each rule whose pairs are always kept.
    """
    engine.make("changed_key", SQL.fill("changed_key"))
    engine.make("touched_member", SQL.fill("touched_member"))
    many = Fragment(f"[{', '.join(map(str, windows))}]")
    engine.make("remade_key", SQL.fill("remade_key", windows=many))
    engine.make("known_pair", SQL.fill("known_pair", by_number=by_number))


def write_pairs(*, engine: Engine, settings: Settings, goes_on: bool, earlier: EarlierSnapshot | None) -> None:
    """Keep what this run compared, for the run that goes on from it.

    A run that `goes_on` makes `changed_pair` as well: known profiles of which a pair is compared, or no longer is.
    """
    levels = ", ".join(list_levels(settings))
    rows = SQL.fill("compared_pair", levels=Fragment(f"[{levels}]"))
    write_over(engine=engine, earlier=earlier, table=COMPARED_PAIR, rows=rows, order="profile_a, profile_b")
    if goes_on:
        engine.make("changed_pair", SQL.fill("changed_pair"))
