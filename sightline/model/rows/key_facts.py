"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/key_facts.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedKeyFact(TypedDict):
    """A key fact by a record: lead_worker, plan, enquiry, care, conference, placement, request, safe_contact, carer."""

    person_id: str
    fact: str
    record_id: str
    value: str
    more: str
    runs: int
    said_on: str | None
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
