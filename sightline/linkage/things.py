"""Decides which vehicles, phones and places are the same: exactly, after careful normalising.

What cannot be read whole (part of a registration, a place name that stands in several postcodes) is a thing of its own
each time it is named. So is everything in a sealed record.
"""

from functools import partial
from typing import Any

import pyarrow as pa

from sightline.linkage.normal_forms.addresses import read_address
from sightline.linkage.normal_forms.mentions import add_forms
from sightline.linkage.normal_forms.numbers import read_phone, read_registration
from sightline.linkage.settings import Settings
from sightline.model.nouns import EntityKind, HandlingMarking
from sightline.model.schema import THING
from sightline.store import Engine

FORMS = {"clean": pa.string(), "whole": pa.bool_(), "postcode": pa.string()}


def resolve_things(*, engine: Engine, settings: Settings) -> int:
    """Write `thing` and make `thing_mention` (mention_id, thing_id); the number of things."""
    rows = engine.query("""
        SELECT DISTINCT entity_kind, CASE WHEN entity_kind = 'place' AND address <> '' THEN address
               ELSE value_as_written END AS written, CASE WHEN entity_kind = 'place' THEN postcode ELSE '' END AS code
        FROM mention WHERE entity_kind <> 'person'""")
    read = partial(read_thing, settings=settings)
    engine.load("thing_form", add_forms(rows, FORMS, read))
    engine.make("only_postcode", ONLY_POSTCODE)
    engine.make("thing_key", THING_KEY)
    engine.make("thing_mention", THING_MENTION)
    engine.write(THING, THINGS)
    return int(engine.query("SELECT count(*) FROM thing").column(0)[0].as_py())


def read_thing(kind: str, written: str, code: str, *, settings: Settings) -> tuple[Any, ...]:
    """A thing's normalised value, whether it is whole enough to be the same as another, and a place's postcode."""
    if kind == EntityKind.VEHICLE:
        registration, whole = read_registration(written)
        return (registration or written, whole, None)
    if kind == EntityKind.PHONE:
        phone = read_phone(written, placeholders=settings.placeholders)
        return (phone or written, bool(phone), None)
    place = read_address(
        text=written, postcode=code, street_words=settings.street_words, placeholders=settings.placeholders
    )
    return (place.words or written, bool(place.words), place.postcode or None)


# A place without a postcode takes the only one that is recorded with its name; sealed records have no say in it.
ONLY_POSTCODE = f"""
SELECT f.clean, CASE WHEN count(DISTINCT f.postcode) = 1 THEN min(f.postcode) END AS postcode,
       count(DISTINCT f.postcode) > 1 AS several
FROM mention m JOIN thing_form f ON f.entity_kind = m.entity_kind AND f.code = m.postcode
    AND f.written = CASE WHEN m.address <> '' THEN m.address ELSE m.value_as_written END
WHERE m.entity_kind = 'place' AND f.whole AND NOT list_contains(m.markings, '{HandlingMarking.SEALED_IDENTITY}')
GROUP BY f.clean
"""

THING_KEY = f"""
SELECT m.mention_id, m.batch, m.entity_kind, m.slot, m.markings, f.written,
       CASE WHEN m.entity_kind <> 'place' THEN f.clean
            ELSE concat_ws(', ', f.clean, coalesce(f.postcode, o.postcode)) END AS value,
       f.whole AND NOT list_contains(m.markings, '{HandlingMarking.SEALED_IDENTITY}')
           AND (m.entity_kind <> 'place' OR f.postcode IS NOT NULL OR NOT coalesce(o.several, false)) AS same_by_value
FROM mention m
JOIN thing_form f ON f.entity_kind = m.entity_kind
    AND f.written = CASE WHEN m.entity_kind = 'place' AND m.address <> '' THEN m.address ELSE m.value_as_written END
    AND f.code = CASE WHEN m.entity_kind = 'place' THEN m.postcode ELSE '' END
LEFT JOIN only_postcode o ON m.entity_kind = 'place' AND o.clean = f.clean
"""

THING_MENTION = """
SELECT *, first_value(mention_id) OVER (
    PARTITION BY entity_kind, CASE WHEN same_by_value THEN value END, CASE WHEN NOT same_by_value THEN mention_id END
    ORDER BY batch, mention_id
) AS thing_id FROM thing_key
"""

THINGS = f"""
SELECT t.thing_id, any_value(o.entity_kind) AS entity_kind, any_value(o.value) AS value,
       any_value(o.written) AS as_first_written, list(t.mention_id ORDER BY t.mention_id) AS mention_ids,
       bool_or(list_contains(t.markings, '{HandlingMarking.PROTECTED_ADDRESS}')
           AND regexp_matches(t.slot, '^(home|placement)(#|$)')) AS protected
FROM thing_mention t JOIN thing_mention o ON o.mention_id = t.thing_id
GROUP BY t.thing_id ORDER BY t.thing_id
"""
