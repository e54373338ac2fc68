"""What a person's page says first."""

from sightline.model.serve_tables.columns import SEEN
from sightline.model.tables import Column, Table, Type

C = Column

KEY_FACT = Table(
    "key_fact",
    "A key fact by a record: lead_worker, plan, enquiry, care, conference, placement, request, safe_contact, carer.",
    (
        C("person_id", Type.TEXT, "The person."),
        C("fact", Type.TEXT, "Which fact."),
        C("record_id", Type.TEXT, "The record that says it."),
        C("value", Type.TEXT, "What it says; a safe contact may be empty where only what to avoid is written."),
        C("more", Type.TEXT, "Team, what to avoid, relationship, address of a placement, words of a conference."),
        C("runs", Type.BOOL, "False where it says that a status has ended."),
        C("said_on", Type.DATE, "The day of which the record tells it.", optional=True),
        *SEEN,
    ),
    key=("person_id", "fact", "record_id", "value"),
)
TABLES = (KEY_FACT,)
RESULTS: tuple[Table, ...] = ()
