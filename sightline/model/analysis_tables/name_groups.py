"""The tables of whole names that several people have: whom nobody is asked about, and why."""

from sightline.model.tables import Column, Table, Type

C = Column

UNASKED_NAME = Table(
    "unasked_name",
    "Two people of one whole name without a question: what contradicts that they are one.",
    (
        C("mention_id_a", Type.TEXT, "A mention of the one, with the smaller id."),
        C("mention_id_b", Type.TEXT, "A mention of the other."),
        C("against", Type.TEXT, "What contradicts: answered, nhs_numbers, upns, birth_dates, agency_numbers, sexes, "
          "before_birth, grown_up, pupil or one_record. See docs/explanation/linkage.md."),
    ),
    key=("mention_id_a", "mention_id_b"),
)  # fmt: skip

NAME_GROUP = Table(
    "name_group",
    "Each whole name that several people have, and how questions connect them. The next update counts by it.",
    (
        C("name", Type.TEXT, "A hash of forename and surname in plain small letters, in the order of the alphabet."),
        C("people", Type.INT, "How many people have it."),
        C("groups", Type.INT, "Into how many groups questions connect them; none where too many people have it."),
        C("against", Type.TEXTS, "What contradicts, once for each two groups that follow each other."),
    ),
    key=("name",),
)
