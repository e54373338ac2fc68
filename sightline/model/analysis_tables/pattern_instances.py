"""The tables of patterns found: each instance, and the records that it depends on.

A pattern says that a condition is met by these records, first on this date, and who could have seen it. It is no score
and no verdict, and nobody becomes a person of concern by it.
"""

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column

PATTERN = Table(
    "pattern",
    "One instance of one pattern: a condition met, by which records, and from when each agency could have seen it.",
    (
        C("pattern_id", Type.TEXT, "The rule of rules/england/patterns."),
        C("instance", Type.INT, "1 for the first time that the pattern applied to these people, 2 for the next."),
        C("instance_key", Type.TEXT, "model.ids.make_id of pattern, the rule, the basis, its first record and the "
          "first mention there of each that it is about."),
        C("class", Type.TEXT, "must (escalates until answered), context (never escalates), supervisor (to the team)."),
        C("basis", Type.TEXT, "structured: columns of records alone; all: what was read in notes or confirmed too."),
        C("person_id", Type.TEXT, "The child; of two the smaller id.", optional=True),
        C("other_person_id", Type.TEXT, "The other child.", optional=True),
        C("entity_kind", Type.TEXT, "adult, vehicle, phone or place; unidentified: known by a name in notes alone.",
          optional=True),
        C("entity_id", Type.TEXT, "That adult's person_id, or the thing_id; where no record has it, the oldest naming.",
          optional=True),
        C("group_id", Type.TEXT, "The group, where networks found one.", optional=True),
        C("first_true_on", Type.DATE, "The first day on which it holds on all that was known by then."),
        C("read_on", Type.DATE, "The day before which it could not be seen without signs that people confirmed later.",
          optional=True),
        C("completed_by", Type.TEXT, "record, or time for what waited."),
        C("completing_record_id", Type.TEXT, "The record without which it was not yet true; of a wait, what began it."),
        C("completing_source_file", Type.TEXT, "The file of the row that was needed."),
        C("completing_source_row", Type.INT, "That row: the first below the heading is 1."),
        C("record_ids", Type.TEXTS, "Every record that it is based on."),
        C("later_record_ids", Type.TEXTS, "Of a group: those of them that joined it after it was first true."),
        C("restricted_record_ids", Type.TEXTS, "Those of which it needs something restricted: all, or one sign."),
        C("agencies", Type.TEXTS, "The agencies of these records."),
        C("first_true_on_by_agency", Type.JSON, "Object: agency -> the day from which it could see it alone; absent "
          "where never."),
        C("only_jointly", Type.BOOL, "True where no agency could see it alone."),
        C("provisional", Type.BOOL, "True where it is based on a school mark that may still change.", optional=True),
        C("licensed", Type.BOOL, "True where the vehicle is licensed to carry people.", optional=True),
        C("occasions", Type.INT, "Of two children missing at the same time: how often in all.", optional=True),
        C("expected_by_chance", Type.FLOAT, "How often that is to be expected by chance, by shifts of whole weeks.",
          optional=True),
        C("beyond_chance", Type.BOOL, "True where it is more than chance gives: a tie, and not only a fact.",
          optional=True),
        C("unconfirmed_joins", Type.BOOL, "True where likeness alone matched its records, or a note may name it, and "
          "nobody has confirmed that."),
        C("may_be_one", Type.BOOL, "True where a possible match is open between two of those it is about: two people, "
          "or one whose records are split."),
        C("on_confirmed", Type.BOOL, "True where it is based on something named in a note that a person confirmed."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file."),
        C("first_record_id", Type.TEXT, "The first record that it is based on, by event."),
        C("first_mention_ids", Type.TEXTS, "The first mentions there of the people it is about, as in the key."),
        C("people", Type.TEXTS, "The people it is about, by person_id: children, an adult, members of a group."),
        C("view_no", Type.INT, "0: as it holds among all records; else among what some readers see."),
        C("seen_from", Type.TEXT, "The standpoints that it was drawn for, between bars: see sightline.sharing."),
        C("not_from", Type.TEXT, "Standpoints of one body's restricted records for which it does not hold so."),
    ),
    key=("instance_key", "view_no"),
    exported=(
        "pattern_id", "instance", "instance_key", "class", "basis", "person_id", "other_person_id", "entity_kind",
        "entity_id", "group_id", "first_true_on", "completed_by", "completing_record_id", "completing_source_file",
        "completing_source_row", "record_ids", "agencies", "first_true_on_by_agency", "only_jointly", "provisional",
        "licensed", "unconfirmed_joins", "may_be_one",
    ),
)  # fmt: skip

PATTERN_PROPOSAL = Table(
    "pattern_proposal",
    "A pattern that would be complete if sentences said what only the model of notes marked. It is no pattern.",
    (
        C("proposal_id", Type.TEXT, "model.ids.make_id of proposal, the rule, the child, the records and the marks."),
        PATTERN.column("pattern_id"),
        PATTERN.column("rule_version"),
        C("person_id", Type.TEXT, "The child."),
        C("first_true_on", Type.DATE, "The first day on which it would hold."),
        C("record_ids", Type.TEXTS, "Every record that it would be based on."),
        PATTERN.column("restricted_record_ids"),
        C("mark_ids", Type.TEXTS, "The sentences, by mark, that would have to say so."),
    ),
    key=("proposal_id",),
)

PLACE_PERSON = Table(
    "place_person",
    "Who is at which place by which record. A place with signs is compared by it with others of its type.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("place_id", Type.TEXT, "The thing_id of a place; no official building and no protected address."),
        C("place_type", Type.TEXT, "The type by its name: rules/england/patterns/place_types.toml."),
        C("person_id", Type.TEXT, "A person named in that record in their own right."),
        C("occurred_on", Type.DATE, "The day of the record's event.", optional=True),
        C("is_sign", Type.BOOL, "True where it is a child who was harmed, named or found there; not their own home."),
        *VISIBILITY,
    ),
    key=("record_id", "place_id", "person_id"),
)

PATTERN_BASIS = Table(
    "pattern_basis",
    "The records that each row of `pattern` is based on, each with what the visibility filter reads.",
    (
        C("instance_key", Type.TEXT, "The instance."),
        C("view_no", Type.INT, "As in `pattern`."),
        C("record_id", Type.TEXT, "A record that it is based on."),
        C("later", Type.BOOL, "True where a group had it only after it was first true: it is true without it."),
        *VISIBILITY,
    ),
    key=("instance_key", "view_no", "record_id"),
)
