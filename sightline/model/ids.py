"""Ids are made from what a thing rests on, so that the same facts always give the same id.

A person's id is the id of the oldest mention in the cluster (batch, then id); it is not made here.
"""

import hashlib

SEPARATOR = "\x1f"
LENGTH = 20


def make_id(*parts: str) -> str:
    """Return 20 hex digits of the SHA-256 of the parts; the parts are never joined ambiguously."""
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()[:LENGTH]


def record_id(*, agency: str, organisation: str, mapping: str, record_key: str) -> str:
    """Id of an agency record: the same number in the same source system is the same record."""
    return make_id("record", agency, organisation, mapping, record_key)


def row_id(*, agency: str, organisation: str, mapping: str, row_key: str) -> str:
    """Id of one row of an export over all its versions."""
    return make_id("row", agency, organisation, mapping, row_key)


def mention_id(*, agency: str, organisation: str, mapping: str, row_key: str, slot: str) -> str:
    """Id of one naming of somebody or something: source system, source key and numbered slot."""
    return make_id("mention", agency, organisation, mapping, row_key, slot)


def entry_id(*, record_id: str, fact_name: str, fact_key: str, mention_id: str) -> str:
    """Id of a chronology entry: the record, the fact in it, and the mention that it is about."""
    return make_id("chronology", record_id, fact_name, fact_key, mention_id)
