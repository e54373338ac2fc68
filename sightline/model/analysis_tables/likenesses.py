"""What linking keeps of likenesses, so that the next update looks only at people whom it can have changed."""

from sightline.model.tables import Column, Table, Type

C = Column

LIKENESS = Table(
    "likeness",
    "Two people who may be one by likeness, and what a question says of them. The next update looks only at others.",
    (
        C("person_a", Type.TEXT, "The one, with the smaller id."),
        C("person_b", Type.TEXT, "The other."),
        C("mention_id_a", Type.TEXT, "The mention to ask about, with the smaller id."),
        C("mention_id_b", Type.TEXT, "The mention to ask about, of the other."),
        C("rule_id", Type.TEXT, "Why it is asked."),
        C("weight", Type.FLOAT, "Bits of evidence.", optional=True),
        C("agrees", Type.TEXT, "What agrees and what does not, in words."),
        C("restricted", Type.BOOL, "Whether one of the two mentions is restricted."),
    ),
    key=("person_a", "person_b"),
)
