"""What the live index and the protected things look like in `serve.sqlite`; no page reads them."""

from sightline.model.analysis_tables.protected_things import PROTECTED as KEPT
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

LIVE_PROFILE = Table(
    "live_profile",
    "What linking compared of a profile, once for each visibility of its mentions.",
    (
        C("place", Type.INT, "Its number."),
        C("profile_id", Type.INT, "The profile."),
        C("person_id", Type.TEXT, "The person."),
        C("mention_id", Type.TEXT, "Its oldest mention."),
        *SEEN,
        C("protected", Type.BOOL, "True where its home is protected."),
        C("first_seen_on", Type.DATE, "The first day of one of its mentions.", optional=True),
        C("body", Type.JSON, "List: the fields of store.layout.live_index, hashed as in linking."),
    ),
    key=("place",),
)
LIVE_KEY = Table(
    "live_key",
    "A hashed key that leads to a profile.",
    (C("key_hash", Type.INT, "The hash."), C("place", Type.INT, "The profile's number.")),
    key=("key_hash", "place"),
)
LIVE_CHECK = Table(
    "live_check",
    "What the secret of the index makes of an empty word.",
    (C("secret_hash", Type.TEXT, "The hash."),),
    key=(),
)
INDEX_ROW = result(
    "index_row",
    "A profile that a key of the live index leads to.",
    same(LIVE_PROFILE, "profile_id", "person_id", "mention_id", "protected", "first_seen_on", "body"),
)

PROTECTED = Table(
    "protected",
    "A protected place or telephone, sealed with the workspace's key.",
    same(KEPT, "protected_id", "agency", "sealed"),
    key=("protected_id", "agency"),
)
PROTECTED_PERSON = Table(
    "protected_person",
    "Who lives at a protected place.",
    (C("person_id", Type.TEXT, "The person."), C("protected_id", Type.TEXT, "The place.")),
    key=("person_id", "protected_id"),
)
PROTECTED_RECORD = Table(
    "protected_record",
    "A record with a gap.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("marked_by", Type.TEXT, "Its agency, where the record marks something; else empty."),
    ),
    key=("record_id", "marked_by"),
)
SEALED_THING = result("sealed_thing", "A protected thing, once.", same(PROTECTED, "protected_id", "sealed"))
TABLES = (LIVE_PROFILE, LIVE_KEY, LIVE_CHECK, PROTECTED, PROTECTED_PERSON, PROTECTED_RECORD)
RESULTS = (INDEX_ROW, SEALED_THING)
