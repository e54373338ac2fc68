"""What pages read of patterns, whom each is about, and the records that it is based on."""

from sightline.model.analysis_tables.pattern_instances import PATTERN
from sightline.model.serve_tables.columns import SEEN, same
from sightline.model.tables import Column, Table, Type

C = Column

RECOGNISED = Table(
    "recognised",
    "One instance of a pattern, as it holds among all records or among what some readers see.",
    (
        *same(PATTERN, "instance_key", "view_no", "seen_from", "not_from", "pattern_id", "instance", "class"),
        *same(PATTERN, "person_id", "other_person_id", "entity_kind", "entity_id"),
        C("entity_said", Type.TEXT, "The thing as its oldest record or naming has it; empty where it is protected.",
          optional=True),
        *same(PATTERN, "group_id", "first_true_on", "read_on", "completed_by"),
        C("by_agency", Type.JSON, "Object: agency -> the day from which it could see it alone; absent where never."),
        *same(PATTERN, "only_jointly", "provisional", "licensed"),
        C("unsure", Type.BOOL, "True where likeness alone joined records, and nobody has confirmed that."),
        *same(PATTERN, "may_be_one", "basis", "on_confirmed", "rule_version"),
        C("record_id", Type.TEXT, "The first record that it is based on."),
        C("mention_ids", Type.JSON, "List: the first mentions there of those whom it is about."),
        *same(PATTERN, "occasions", "expected_by_chance", "beyond_chance"),
    ),
    key=("instance_key", "view_no"),
)  # fmt: skip
RECOGNISED_BASIS = Table(
    "recognised_basis",
    "A record that an instance is based on.",
    (
        C("instance_key", Type.TEXT, "The instance."),
        C("view_no", Type.INT, "As in `recognised`."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
        C("later", Type.BOOL, "True where a group had it only after it was first true."),
    ),
    key=("instance_key", "view_no", "record_id"),
)
RECOGNISED_PERSON = Table(
    "recognised_person",
    "Whom an instance is about.",
    (
        C("person_id", Type.TEXT, "The person."),
        C("instance_key", Type.TEXT, "The instance."),
        C("view_no", Type.INT, "As in `recognised`."),
    ),
    key=("person_id", "instance_key", "view_no"),
)
TABLES = (RECOGNISED, RECOGNISED_BASIS, RECOGNISED_PERSON)
RESULTS = ()
