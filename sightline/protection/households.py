"""Finds who lives at a protected place: whom a marked row gives it as a home, and whom any other record puts there."""

from typing import TypedDict

import pyarrow as pa

from sightline.model.analysis_tables.protected_things import PROTECTED_PERSON
from sightline.model.nouns import EntityKind
from sightline.protection.finder import Finder
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

# Whom a row is about, besides those to whom it gives a home.
ABOUT = ("subject", "nominal", "tenant", "holder")
LIVES = "lives_protected"

OF_MARKED = f"""
SELECT DISTINCT protected_id, mention_id
FROM (SELECT protected_id, unnest(row_ids) AS row_id FROM protected) AS marked JOIN mention USING (row_id)
WHERE entity_kind = '{EntityKind.PERSON}' AND (address <> '' OR postcode <> '' OR slot IN {ABOUT})
"""
HOMES = f"""
SELECT DISTINCT address, postcode FROM mention
WHERE entity_kind = '{EntityKind.PERSON}' AND (address <> '' OR postcode <> '') AND ({{only}})
"""
OF_HOMES = f"""
SELECT protected_id, mention_id FROM {LIVES} JOIN mention USING (address, postcode)
WHERE entity_kind = '{EntityKind.PERSON}'
"""


class HomeAddressRow(TypedDict):
    """A home as it is written."""

    address: str
    postcode: str


class LivesAtRow(HomeAddressRow):
    """The same, with what it gives that is protected."""

    protected_id: str


def find_households(*, engine: Engine, finder: Finder, only: str = "") -> None:
    """Write PROTECTED_PERSON. `only`: of which records homes are looked at, as a condition; empty for all."""
    lives: list[LivesAtRow] = []
    for home in read_rows(engine, HomeAddressRow, HOMES.format(only=only or "true")):
        written = ", ".join(filter(None, (home["address"], home["postcode"])))
        things = {span.thing for span in finder.find(written) if span.whole}
        lives += [{**home, "protected_id": thing} for thing in sorted(things)]
    schema = pa.schema([(name, pa.string()) for name in ("address", "postcode", "protected_id")])
    engine.load(LIVES, pa.Table.from_pylist(lives, schema=schema))
    engine.write(
        PROTECTED_PERSON,
        f"SELECT DISTINCT protected_id, person_id FROM ({OF_MARKED} UNION {OF_HOMES}) JOIN resolved USING (mention_id) "
        "WHERE person_id IS NOT NULL ORDER BY ALL",
    )
    engine.make(LIVES, "SELECT NULL AS nothing LIMIT 0")
