"""Which blocks the day touches, so that only those are made again, and how large each block is.

Each profile's keys are kept (`blocked_profile`). A block is made again, whole, where any of its profiles is new or
gone; who else is in it is looked up by the key. Of the other blocks only those count that are too large: they are kept
too (`large_block`).
"""

from collections.abc import Iterable

from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
# A key has the place of its rule in what is left of it over so many.
RULES = 32
WORKING = ("fresh_profile", "fresh_key", "changed_key", "touched_member", "remade_key", "known_pair", "larger_now")


def find_remade(*, engine: Engine, windows: Iterable[int], by_number: int) -> None:
    """Make `remade_key`, the blocks to make again, `block_key`, who is in them, and `known_pair`: what still holds.

    Reads `fresh_key`, the keys of new profiles, and what the earlier snapshot kept. By a rule of `windows` a profile
    may be in several blocks. `by_number` has a bit for each rule whose pairs are always kept.
    """
    engine.make("changed_key", SQL.fill("changed_key"))
    engine.make("touched_member", SQL.fill("touched_member", rules=RULES))
    many = Fragment(f"[{', '.join(map(str, windows))}]")
    engine.make("remade_key", SQL.fill("remade_key", windows=many, rules=RULES))
    engine.make("block_key", SQL.fill("block_key"))
    engine.make("known_pair", SQL.fill("known_pair", by_number=by_number))
    engine.make("widowed_profile", SQL.fill("widowed_profile"))


def count_blocks(*, engine: Engine, numbers: int, largest: int, goes_on: bool) -> None:
    """Make `block_size` from `block_key`, and `larger_now`: the blocks that are too large, of all profiles.

    The first `numbers` rules are of numbers: none of their blocks is too large.
    """
    engine.make("block_size", SQL.fill("block_size", rules=RULES))
    kept = " UNION ALL FROM large_block ANTI JOIN remade_key USING (key)" * goes_on
    engine.make("larger_now", SQL.fill("larger_now", numbers=numbers, largest=largest) + kept)
