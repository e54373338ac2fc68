"""The tables of what notes name: each naming, what it may be the same as, and what a person has confirmed.

A proposal connects nothing. Only `named` does, and has a line only because a person who may see both records
said so. A group may be based on proposals, and is told apart from others.
"""

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column

NAMING = Table(
    "naming",
    "A person or thing named in a cell of a note: once a cell, however often it is named there.",
    (
        C("naming_id", Type.TEXT, "model.ids.make_id of naming, the row, the cell, the form and the value: other words "
          "around it do not change it."),
        C("passage_id", Type.TEXT, "Its first passage in the cell."),
        C("record_id", Type.TEXT, "The record."),
        C("row_id", Type.TEXT, "The row that holds the cell."),
        *VISIBILITY,
        C("source_file", Type.TEXT, "Base name of the received file."),
        C("source_row", Type.INT, "1-based data row of that file."),
        C("field", Type.TEXT, "Heading, as written, of the cell."),
        C("start", Type.INT, "First character of that passage in the cell, in code points from 0."),
        C("end", Type.INT, "Behind its last character."),
        C("text", Type.TEXT, "The words, as written."),
        C("form", Type.TEXT, "How it is compared: mark, part_of_mark, description, number, part_of_number, whole_name, "
          "forename, nickname, account, premises, address."),
        C("value", Type.TEXT, "What is compared: a mark without blanks, a telephone in E.164, words in small letters."),
        C("role", Type.TEXT, "As in `passage`; of several in the cell the one that matters most."),
        C("beside", Type.TEXT, "Of a mark or a part of one: the description in the same sentence; else empty."),
        C("occurred_on", Type.DATE, "London day of the row's first fact.", optional=True),
        C("batch", Type.INT, "The ingest command that took the row in."),
    ),
    key=("naming_id",),
)  # fmt: skip

PROPOSAL = Table(
    "proposal",
    "Mentioned in case notes: the same? A naming, and a record's mention or another note's naming that it may be.",
    (
        C("proposal_id", Type.TEXT, "model.ids.make_id of noted, the rule and both ids."),
        C("naming_id", Type.TEXT, "The naming."),
        C("other_id", Type.TEXT, "A mention, or a naming in another note: of several the oldest that is not "
          "restricted."),
        C("other_is_naming", Type.BOOL, "True where it is a naming."),
        C("kind", Type.TEXT, "person, vehicle, phone, place or account."),
        C("rule_id", Type.TEXT, "The rule of rules/linkage/noted.toml; conflict, where answers contradict."),
        C("says", Type.TEXT, "Why it is asked, in words; in a conflict who answered what, when."),
        C("agrees", Type.TEXT, "What agrees and what does not, in words, with no personal data."),
        C("record_id", Type.TEXT, "The record of the naming."),
        C("other_record_id", Type.TEXT, "The record of the other."),
        C("hangs_on", Type.INT, "How many children's records, restricted ones left out, it would connect."),
        C("answered", Type.BOOL, "True where the last answer was that one cannot tell."),
    ),
    key=("proposal_id",),
    exported=(
        "proposal_id", "naming_id", "other_id", "other_is_naming", "kind", "rule_id", "says", "record_id",
        "other_record_id", "hangs_on", "answered",
    ),
)  # fmt: skip

NAMED = Table(
    "named",
    "The person or thing that a naming is of, as people confirmed it. Nothing else makes a naming count.",
    (
        C("naming_id", Type.TEXT, "The naming."),
        C("row_id", Type.TEXT, "Its row."),
        C("record_id", Type.TEXT, "Its record."),
        C("role", Type.TEXT, "As in `naming`."),
        C("entity_kind", Type.TEXT, "person, vehicle, phone, place; account, or unidentified: a person "
          "with no more than a name in notes."),
        C("entity_id", Type.TEXT, "The person_id or thing_id; where no record has it, its oldest naming."),
        C("decisions", Type.INTS, "The numbers of the answers that say so."),
        C("also_record_ids", Type.TEXTS, "Restricted records, beside its own, that it depends on."),
        C("of_all", Type.BOOL, "True where it holds by all answers."),
        C("of_open", Type.BOOL, "True where it holds by answers about records that are not restricted."),
    ),
    key=("naming_id", "of_all"),
)  # fmt: skip

EARLIER_NAMING = Table(
    "earlier_naming",
    "One naming of a person by a row version that a later one replaced: what says who was meant then.",
    (
        C("mention_id", Type.TEXT, "model.ids.mention_id: the same over all versions of the row."),
        C("row_id", Type.TEXT, "The row that named the person."),
        C("row_version", Type.INT, "The version of that row."),
        C("record_id", Type.TEXT, "The record that the row is part of."),
        C("name_as_written", Type.TEXT, "Full name as one text, as that version has it."),
        C("surname", Type.TEXT, "Surname column as written; empty where a cell holds a whole name."),
        C("forename", Type.TEXT, "Forename column as written; empty where a cell holds a whole name."),
        C("birth_date", Type.DATE, "Birth date, where it could be read as a full date and is no placeholder.",
          optional=True),
        C("nhs_number", Type.TEXT, "Digits as written; empty where none."),
        C("upn", Type.TEXT, "Unique pupil number as written; empty where none."),
        C("local_id", Type.TEXT, "The agency's own number for the person."),
        C("local_id_kind", Type.TEXT, "Which numbering local_id belongs to."),
    ),
    key=("mention_id", "row_version"),
)  # fmt: skip
