"""What linking keeps of the rules of uniqueness, so that the next update looks only at names that it can have changed.

Profiles have the numbers that `compared` gives them. Things and homes stand as ids and hashes.
"""

from sightline.model.tables import Column, Table, Type

C = Column

FIRST_PERSON = Table(
    "first_person",
    "Each profile, and its person before the rules of uniqueness. The next update sees by it who has changed.",
    (
        C("profile_id", Type.INT, "The profile, as `compared` numbers it."),
        C("root_id", Type.INT, "The oldest profile of its person."),
        C("seen", Type.INT, "A hash of what its records say beside its details: slots, things, days, markings."),
    ),
    key=("profile_id",),
)

SURE_JOIN = Table(
    "sure_join",
    "Two profiles that a rule by whole names joins, or asks about because another may be meant. Answers come after.",
    (
        C("profile_a", Type.INT, "The older profile; where it is held, who came with the child."),
        C("profile_b", Type.INT, "The younger profile; where it is held, the child's parent."),
        C("rule_id", Type.TEXT, "The rule."),
        C("held", Type.BOOL, "True where the rule holds back and a person is asked."),
    ),
    key=("profile_a", "profile_b", "held"),
)

BUSY_KEY = Table(
    "busy_key",
    "A telephone, home or thing on the records of so many people that it says nothing about who is who.",
    (C("key", Type.TEXT, "The thing's id, or the hash of a telephone or home."),),
    key=("key",),
)
