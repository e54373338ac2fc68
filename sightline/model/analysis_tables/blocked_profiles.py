"""What linking keeps of each profile and of large blocks, so that the next update makes keys of new profiles alone."""

from sightline.model.tables import Column, Table, Type

C = Column

BLOCKED_PROFILE = Table(
    "blocked_profile",
    "Each profile that linking compares, and the blocks that it is in. The next update makes keys of others alone.",
    (
        C("profile_id", Type.INT, "The profile, as `compared` numbers it."),
        C("first_seen_on", Type.DATE, "The first day of its records.", optional=True),
        C("protected", Type.BOOL, "Whether one of its homes is protected."),
        C("keys", Type.INTS, "A hash for each of its blocks. What is left of it over 32 is the place of the rule."),
    ),
    key=("profile_id",),
)

LARGE_BLOCK = Table(
    "large_block",
    "A block with more profiles than `largest_block` allows: its pairs are not compared.",
    (
        C("key", Type.INT, "The hash of the block, as in `blocked_profile`."),
        C("size", Type.INT, "How many profiles are in it."),
    ),
    key=("key",),
)
