"""What linking keeps of joins, so that the next update joins again only groups of profiles that it can have changed.

Profiles have the numbers that `compared` gives them.
"""

from sightline.model.tables import Column, Table, Type

C = Column

JOINED_PROFILE = Table(
    "joined_profile",
    "A profile that is joined to an older one. Who is alone has no row.",
    (
        C("profile_id", Type.INT, "The profile."),
        C("first_root", Type.INT, "The oldest profile of its person before the rules of uniqueness.", optional=True),
        C("root", Type.INT, "The oldest profile of its person after them.", optional=True),
    ),
    key=("profile_id",),
)

TRIED_JOIN = Table(
    "tried_join",
    "A join by which profiles became one person, or one that was refused. A join that adds nothing has no row.",
    (
        C("profile_a", Type.INT, "The older profile."),
        C("profile_b", Type.INT, "The younger profile."),
        C("outcome", Type.TEXT, "joined, two_nhs_numbers or kept_apart."),
    ),
    key=("profile_a", "profile_b"),
)

RULED_PAIR = Table(
    "ruled_pair",
    "Two profiles on which a rule of uniqueness decided: joined, or left unmatched.",
    (
        C("profile_a", Type.INT, "The older profile."),
        C("profile_b", Type.INT, "The younger profile."),
        C("rule_id", Type.TEXT, "The rule."),
    ),
    key=("profile_a", "profile_b"),
)

HELD_PAIR = Table(
    "held_pair",
    "Two profiles that open records keep apart: alike, and as like a third. A later rule may still join them.",
    (C("profile_a", Type.INT, "The older profile."), C("profile_b", Type.INT, "The younger profile.")),
    key=("profile_a", "profile_b"),
)

SLIP_OF_PEN = Table(
    "slip_of_pen",
    "Two profiles with nearly the same forename, of one person by open records. An answer may still part them.",
    (
        C("profile_a", Type.INT, "The older profile."),
        C("profile_b", Type.INT, "The younger profile."),
        C("rule_id", Type.TEXT, "The rule that joins them."),
    ),
    key=("profile_a", "profile_b"),
)
