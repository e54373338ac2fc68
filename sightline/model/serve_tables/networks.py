"""What pages read of connections and of who else is named where."""

from sightline.model.analysis_tables.connections import CONNECTION
from sightline.model.analysis_tables.pattern_instances import PLACE_PERSON as AT_PLACE
from sightline.model.serve_tables.columns import FIRST_ON, LAST_ON, RECORDS, SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column
AGENCIES = C("agencies", Type.TEXT, "The agencies of these records, with commas between.")

AROUND = Table(
    "around",
    "One record that names a person together with an adult from outside, a vehicle, a telephone or a small place.",
    (
        *same(CONNECTION, "connection_id", "person_id", "is_child", "entity_kind", "entity_id", "occurred_on"),
        *same(CONNECTION, "known_from", "graded_low", "unsure"),
        C("grade", Type.TEXT, "The grade of an intelligence record as written, 2 B P; empty where it has none."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
    ),
    key=("connection_id",),
)
AROUND_COPY = Table(
    "around_copy",
    "Which connection may only pass on what another says first.",
    (C("connection_id", Type.TEXT, "The copy."), C("of_id", Type.TEXT, "The connection that it may be a copy of.")),
    key=("connection_id", "of_id"),
)
SEEN_CONNECTION = result(
    "seen_connection",
    "A connection among those that a reader sees.",
    AROUND.columns,
    C("is_copy", Type.BOOL, "True where it only passes on what another of them says first."),
)
PAIR_OF_RECORD = result(
    "pair_of_record",
    "The people and things that a record connects, and whether its grade is low.",
    same(AROUND, "person_id", "entity_id", "graded_low"),
)
TIE = result(
    "tie",
    "A person, and the adult or thing that they are tied to.",
    same(AROUND, "person_id", "is_child", "entity_kind", "entity_id"),
)
RECORD_TIE = result(
    "record_tie",
    "One record, or one time missing together, that ties two; what pictures and lists are made from.",
    same(AROUND, "connection_id", "person_id", "is_child", "entity_kind", "entity_id", "occurred_on", "graded_low"),
    same(AROUND, "known_from", "unsure", "grade", "record_id", "agency", "organisation", "layout"),
    SEEN_CONNECTION.column("is_copy"),
)
BESIDE = Table(
    "beside",
    "Somebody else on a record with a connection, of whom no record gives a birth date.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("mention_id", Type.TEXT, "The mention."),
        C("person_id", Type.TEXT, "The person."),
        C("standing", Type.TEXT, "unidentified or age_not_known."),
        C("text", Type.TEXT, "The name as written."),
        *SEEN,
    ),
    key=("record_id", "mention_id"),
)
PLACE_PERSON = Table(
    "place_person",
    "Who is named at which place by which record.",
    (*same(AT_PLACE, "record_id", "place_id", "place_type", "person_id", "occurred_on", "is_sign"), *SEEN),
    key=(),
)
THING_SAID = Table(
    "thing_said",
    "What one record calls a vehicle, a telephone or a place.",
    (
        C("mention_id", Type.TEXT, "The mention, or the naming or passage of a note."),
        C("thing_id", Type.TEXT, "The thing; where no record has it, its oldest naming."),
        C("entity_kind", Type.TEXT, "vehicle, phone, place, account or unidentified."),
        C("text", Type.TEXT, "As written."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
        C(
            "described_on",
            Type.DATE,
            "Of words that describe somebody and give no name: the record's day.",
            optional=True,
        ),
    ),
    key=("mention_id",),
)
CHILDREN_AROUND = result(
    "children_around",
    "A thing or an adult that visible records name with two children or more.",
    C("entity_id", Type.TEXT, "The thing or the adult."),
    C("children", Type.INT, "How many children."),
    C("adults", Type.INT, "How many adults."),
    FIRST_ON, LAST_ON, RECORDS, AGENCIES,
)  # fmt: skip
SHARED_PAIR = result(
    "shared_pair",
    "A person with an adult or thing that visible records name with two people or more.",
    same(CONNECTION, "person_id", "is_child", "entity_kind", "entity_id"),
    FIRST_ON, LAST_ON,
    C("tied_on", Type.DATE, "The first day with a record that is not low."),
    C("known_on", Type.DATE, "The first day on which such a record was known."),
    C("unsure", Type.BOOL, "True where all records that are not low are."),
    RECORDS, AGENCIES,
    C("total", Type.INT, "How many such pairs there are."),
)  # fmt: skip
MONTH_OF_PLACE = result(
    "month_of_place",
    "How many children visible records name at a place in a month.",
    C("entity_id", Type.TEXT, "The place."),
    C("month", Type.TEXT, "2024-03."),
    C("children", Type.INT, "How many children."),
    RECORDS,
)
BUSY_PLACE = result(
    "busy_place",
    "How many children visible records name at a place between two days.",
    same(MONTH_OF_PLACE, "entity_id", "children", "records"),
    FIRST_ON, LAST_ON,
)  # fmt: skip
DESCRIBED = result(
    "described",
    "Words that describe a person without a name.",
    same(THING_SAID, "thing_id", "text", "described_on"),
)
THING_MENTION = result("thing_mention", "A naming of a thing.", same(THING_SAID, "mention_id", "record_id"))
PEOPLE_AT_PLACE = result(
    "people_at_place",
    "How many people visible records give at a place.",
    C("place_id", Type.TEXT, "The place."),
    C("people", Type.INT, "How many people."),
    C("first_on", Type.DATE, "The first day of one of these records.", optional=True),
)
SIGN_AT_PLACE = result(
    "sign_at_place",
    "A visible sign at a place.",
    same(PLACE_PERSON, "place_id", "person_id"),
    C("occurred_on", Type.DATE, "The day of the record's event."),
    same(PLACE_PERSON, "record_id"),
)
TABLES = (AROUND, AROUND_COPY, BESIDE, PLACE_PERSON, THING_SAID)
RESULTS = (
    SEEN_CONNECTION, PAIR_OF_RECORD, TIE, RECORD_TIE, CHILDREN_AROUND, SHARED_PAIR, MONTH_OF_PLACE, BUSY_PLACE,
    DESCRIBED, THING_MENTION, PEOPLE_AT_PLACE, SIGN_AT_PLACE,
)  # fmt: skip
