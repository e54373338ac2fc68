"""What linking keeps of joins on which a person hangs, so that the next update looks only at people whom it touches.

Profiles have the numbers that `compared` gives them.
"""

from sightline.model.tables import Column, Table, Type

C = Column

HANGING_HALF = Table(
    "hanging_half",
    "A profile of a person who depends on one join, and on which side of the join it is.",
    (
        C("rule_id", Type.TEXT, "bridge or sparse."),
        C("profile_a", Type.INT, "The older profile of the join."),
        C("profile_b", Type.INT, "The younger profile of the join."),
        C("profile_id", Type.INT, "The profile."),
        C("of_a", Type.BOOL, "True where it is on the side of the older profile."),
    ),
    key=("rule_id", "profile_a", "profile_b", "profile_id"),
)

SPARSE_PERSON = Table(
    "sparse_person",
    "A person of whose profiles few pairs are joined.",
    (C("root_id", Type.INT, "The oldest profile of the person."),),
    key=("root_id",),
)
