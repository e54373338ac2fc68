"""Which mentions must be grouped anew on a day that goes on from another; all others keep their profile.

Mentions with the very same details are one profile. The details of a mention in an untouched row are as they were, but
for a number that is many people's now. So only profiles are looked at of which a mention came, went, lost a number, or
is kept apart by an answer, and those that may have the details of such a one. A kept profile takes over what was kept
of the names beside it.
"""

from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
WORKING = (
    "fresh_mention", "aside_mention", "touched_profile", "touched_mention", "standing_profile", "numbered_profile",
    "anew_profile",
)  # fmt: skip


def find_touched_mentions(*, engine: Engine, enough: str) -> None:
    """Make `touched_mention`: the mentions to group anew. `enough` is SQL: a mention that may be of one with others."""
    engine.make("touched_profile", SQL.fill("touched_profile"))
    engine.make("touched_mention", SQL.fill("touched_mention", enough=Fragment(enough)))


def number_profiles(*, engine: Engine) -> None:
    """Make `profile_mention` of `mention_group` and of what stands, and `anew_profile`: what must be made anew."""
    engine.make("standing_profile", SQL.fill("standing_profile"))
    engine.make("numbered_profile", SQL.fill("numbered_profile"))
    engine.make("profile_mention", SQL.fill("profile_mention"))
    engine.make("anew_profile", SQL.fill("anew_profile"))


def keep_relatives() -> str:
    """SQL: parents and companions of each profile that is not made anew, as they were kept."""
    return SQL.fill("kept_relative")
