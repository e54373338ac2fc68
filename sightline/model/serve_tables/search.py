"""What people are looked for by: names, numbers and dates exactly, and the words of notes and addresses."""

from sightline.model.schema import AGENCY_RECORD
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

SEARCH_KEY = Table(
    "search_key",
    "What a person can be found by, by what the filter reads.",
    (
        C("key_kind", Type.TEXT, "name, birth_date, nhs_number, upn, local_id, reference, phone or vehicle."),
        C("key_value", Type.TEXT, "The value in the form in which it is looked up."),
        C("person_id", Type.TEXT, "The person."),
        *SEEN,
        C("record_id", Type.TEXT, "The newest record that says so; empty for a name."),
        C("last_on", Type.DATE, "The day of that record.", optional=True),
    ),
    key=("key_kind", "key_value", "person_id", *(column.name for column in SEEN)),
)
FOUND_KEY = result(
    "found_key",
    "A number, date, phone or vehicle that visible records say of a person.",
    same(SEARCH_KEY, "person_id", "key_kind", "key_value", "layout", "record_id", "last_on"),
)

SEARCH_TEXT = Table(
    "search_text",
    "A text of a record that is searched by its words; `search_word` is the index over it.",
    (
        C("place", Type.INT, "Its number: the newest text has the highest."),
        *same(AGENCY_RECORD, "record_id"),
        *SEEN,
        C("part", Type.TEXT, "note, childs_words, address or place."),
        C("happened_on", Type.DATE, "The day that it is about.", optional=True),
        C("event_on", Type.DATE, "The same, of an event whose day is known; no week of a register.", optional=True),
        C("text", Type.TEXT, "The text as pages show it, protected things taken out."),
        C("forms", Type.TEXT, "Telephone numbers and registrations in it, without blanks."),
    ),
    key=("place",),
)
SEARCH_TEXT_PERSON = Table(
    "search_text_person",
    "Whom a searched text is about.",
    (C("place", Type.INT, "The text."), C("person_id", Type.TEXT, "The person.")),
    key=("place", "person_id"),
)
FOUND_TEXT = result(
    "found_text",
    "A visible text with the words of the search, and a person it is about.",
    SEARCH_TEXT_PERSON.columns[1],
    same(SEARCH_TEXT, "place", "record_id", "layout", "part", "happened_on"),
    C("said", Type.TEXT, "The text; each hit stands between two marks."),
)
TABLES = (SEARCH_KEY, SEARCH_TEXT, SEARCH_TEXT_PERSON)
RESULTS = (FOUND_KEY, FOUND_TEXT)
