"""The tables of protected things: sealed, reached by no export and by no page.

An address stands here in no row that can be read without the workspace's key.
"""

from sightline.model.tables import Column, Table, Type

C = Column

PROTECTED = Table(
    "protected",
    "What records marked PROTECTED ADDRESS protect: each place or telephone once an agency, sealed.",
    (
        C("protected_id", Type.TEXT, "The same for the same place or telephone; made with the workspace's key."),
        C("agency", Type.TEXT, "The agency whose records mark it."),
        C("record_ids", Type.TEXTS, "Its records that mark it, sorted."),
        C("row_ids", Type.TEXTS, "The rows of them that do."),
        C("sealed", Type.TEXT, "The parts by which it is found, sealed with the workspace's key."),
    ),
    key=("protected_id", "agency"),
)

PROTECTED_PERSON = Table(
    "protected_person",
    "Who lives at a protected place, by any record: of these people's records its street and town alone go too.",
    (
        C("protected_id", Type.TEXT, "The place."),
        C("person_id", Type.TEXT, "The person."),
    ),
    key=("protected_id", "person_id"),
)

PROTECTED_ROW = Table(
    "protected_row",
    "The rows out of which something protected was taken.",
    (
        C("row_id", Type.TEXT, "The row, in all its versions."),
        C("record_id", Type.TEXT, "Its record."),
    ),
    key=("row_id", "record_id"),
)
