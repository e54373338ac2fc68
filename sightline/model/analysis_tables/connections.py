"""The tables of connections and groups: who stands on which records with whom, and what hangs together.

Each line is a lead to check, not evidence. A child stands in it as a child, and nobody becomes a person of concern by
it.
"""

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column
GROUP_RULE = "group_around_children"  # the rule by which groups are found
TOGETHER_RULE = "missing_together"  # the rule whose pairs, where they are more than chance, are a tie

CONNECTION = Table(
    "connection",
    "One record that names a person together with an adult from outside, a vehicle, a telephone or a small place.",
    (
        C("connection_id", Type.TEXT, "model.ids.make_id of connection and the rows that name both."),
        C("person_id", Type.TEXT, "A child, or an adult from outside."),
        C("is_child", Type.BOOL, "True where the person was a child on the day."),
        C("entity_kind", Type.TEXT, "adult, vehicle, phone or place; account; unidentified: an adult with only "
          "a name in notes, or a description in one cell or sentence."),
        C("entity_id", Type.TEXT, "That adult's person_id, the thing_id, or where there is none its oldest naming, or "
          "the passage that describes the adult."),
        C("occurred_on", Type.DATE, "The day of the record's event."),
        C("known_from", Type.DATE, "The day from which it was known."),
        C("graded_low", Type.BOOL, "True where it alone makes no connection. It is graded 3 or E and no disclosure, or "
          "has handling C and no column says that its conditions are met."),
        C("unsure", Type.BOOL, "True where likeness alone matches this record's naming of one of the two to most of "
          "that person's namings. False: a number, a rule or a person's answer does, or it is the very same thing."),
        C("origin", Type.TEXT, "The agency that first had it: as the row gives it, else its own."),
        C("copies", Type.TEXTS, "Connections of the same two that it may be a copy of, by its origin, close in time."),
        C("confirmed", Type.BOOL, "True where the record's note names it, or the child, and a person confirmed who or "
          "what is meant."),
        C("record_id", Type.TEXT, "The record."),
        *VISIBILITY,
    ),
    key=("connection_id",),
    exported=(
        "connection_id", "person_id", "is_child", "entity_kind", "entity_id", "occurred_on", "known_from", "graded_low",
        "unsure", "origin", "confirmed", "record_id", "agency",
    ),
)  # fmt: skip

TOGETHER = Table(
    "together",
    "Two children who were missing at the same time more often than chance gives, and how often chance gives it.",
    (
        C("together_id", Type.TEXT, "model.ids.make_id of together, the rule and the rows of the first time."),
        C("person_id", Type.TEXT, "A child; of the two the smaller id."),
        C("other_person_id", Type.TEXT, "The other child."),
        C("occasions", Type.INT, "How often they were."),
        C("expected", Type.FLOAT, "How often by chance: one's episodes moved by whole weeks. To two places."),
        C("first_on", Type.DATE, "The day of the first time."),
        C("last_on", Type.DATE, "The day of the last."),
        C("known_from", Type.DATE, "The day from which as many times were known as the rule asks for."),
        C("record_ids", Type.TEXTS, "The records of those times."),
        C("agencies", Type.TEXTS, "The agencies of these."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file."),
        C("view_no", Type.INT, "0: as it holds among all records; else among what some readers see."),
        C("seen_from", Type.TEXT, "The standpoints that it was drawn for, between bars: see sightline.sharing."),
        C("not_from", Type.TEXT, "Standpoints of one body's restricted records for which it does not hold so."),
    ),
    key=("together_id", "view_no"),
    exported=(
        "together_id", "person_id", "other_person_id", "occasions", "expected", "first_on", "last_on", "known_from",
        "record_ids", "agencies",
    ),
)  # fmt: skip

TOGETHER_BASIS = Table(
    "together_basis",
    "What a row of `together` is counted from: each fact of an episode of either child, for who sees all.",
    (
        C("together_id", Type.TEXT, "The pair."),
        C("view_no", Type.INT, "As in `together`."),
        C("person_id", Type.TEXT, "Whose episode it is."),
        C("row_id", Type.TEXT, "The row."),
        C("fact", Type.TEXT, "missing or found."),
        C("occurred_on", Type.DATE, "The day of the time that both were missing; else the day on which the episode "
          "began."),
        C("at_once", Type.BOOL, "True where both were missing at that time."),
        C("unsure", Type.BOOL, "True where likeness alone joins what the record calls the child to the most of the "
          "child's records."),
        C("known_from", Type.DATE, "The day from which the fact was known."),
        C("source_file", Type.TEXT, "Base name of the received file."),
        C("source_row", Type.INT, "1-based data row of that file."),
        C("record_id", Type.TEXT, "The record."),
        *VISIBILITY,
    ),
    key=("together_id", "view_no", "person_id", "row_id", "fact", "occurred_on"),
)  # fmt: skip

GROUPING = Table(
    "grouping",
    "A group of people around children: tied through several small things, close in time. A lead to check.",
    (
        C("group_id", Type.TEXT, "model.ids.make_id of group, the rule and the rows of its first ties."),
        C("first_on", Type.DATE, "The day of its first connection."),
        C("last_on", Type.DATE, "The day of its last."),
        C("first_true_on", Type.DATE, "The day from which enough was known."),
        C("first_true_on_by_agency", Type.JSON, "Object: agency -> the day from which it could see it alone."),
        C("basis", Type.TEXT, "structured: it holds on columns of records alone; all: on what notes name or "
          "describe, or on children missing together, too."),
        C("on_confirmed", Type.BOOL, "True where it is based on what a person confirmed of a note."),
        C("on_together", Type.BOOL, "True where it is based on children missing together more than chance gives."),
        C("on_proposals", Type.BOOL, "True where it is based on what a note may name, by a question that nobody has "
          "answered."),
        C("widens", Type.TEXT, "Of a group that is based on more: the one on columns alone that it is more of.",
          optional=True),
        C("children", Type.INT, "How many children."),
        C("adults", Type.INT, "How many adults."),
        C("record_ids", Type.TEXTS, "Every record that it is based on."),
        C("later_record_ids", Type.TEXTS, "Those of them that joined it after the day on which it was first to be "
          "found: it is true without them."),
        C("copied_record_ids", Type.TEXTS, "Those of them that only pass on what another of them says first."),
        C("agencies", Type.TEXTS, "The agencies of these."),
        C("completing_record_id", Type.TEXT, "The record without which it was not yet seen."),
        C("completing_source_file", Type.TEXT, "The file of that row."),
        C("completing_source_row", Type.INT, "That row."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file."),
        C("view_no", Type.INT, "0: as it holds among all records; else among what some readers see."),
        C("seen_from", Type.TEXT, "The standpoints that it was drawn for, between bars: see sightline.sharing."),
        C("not_from", Type.TEXT, "Standpoints of one body's restricted records for which it does not hold so."),
    ),
    key=("group_id", "view_no"),
    exported=(
        "group_id", "first_on", "last_on", "first_true_on", "first_true_on_by_agency", "basis", "on_confirmed",
        "on_together", "on_proposals", "widens", "children", "adults", "record_ids", "agencies",
    ),
)  # fmt: skip

GROUP_MEMBER = Table(
    "group_member",
    "Who and what is in a group, since when, and the record that makes it so.",
    (
        C("group_id", Type.TEXT, "The group."),
        C("view_no", Type.INT, "As in `grouping`."),
        C(
            "basis",
            Type.TEXT,
            "structured; all: every record that makes it a member does so by its note; proposed: by what notes "
            "may name, and nobody has confirmed.",
        ),
        C("member_kind", Type.TEXT, "child, adult, unidentified, vehicle, phone or place."),
        C("member_id", Type.TEXT, "person_id or thing_id."),
        C("since_on", Type.DATE, "The day of its first connection in the group."),
        C("last_on", Type.DATE, "The day of its last."),
        C("record_id", Type.TEXT, "The record of the first: without it, and others like it, it would be no member."),
        C("records", Type.INT, "On how many records it is connected."),
    ),
    key=("group_id", "view_no", "member_id"),
    exported=("group_id", "basis", "member_kind", "member_id", "since_on", "last_on", "record_id", "records"),
)
