"""Rows of `analysis.duckdb`, as `sightline/model/schema.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from datetime import date
from typing import TypedDict


class SourceRowRow(TypedDict):
    """Every data row imported, as it came, one line a row and version."""

    row_id: str
    row_version: int
    record_id: str
    source_key: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    batch: int
    source_file: str
    sheet: str
    source_row: int
    file_sha: str
    received_at: str
    known_from: date | None
    original: str
    standing: str
    standing_since: str


class AgencyRecordRow(TypedDict):
    """One record of one agency, one line a version. Rows that share a number are one record."""

    record_id: str
    version: int
    latest: bool
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    kind: str
    source_key: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    recorded_at: str | None
    received_at: str
    known_from: date | None
    batch: int
    source_file: str
    source_rows: list[int]
    standing: str


class FactRow(TypedDict):
    """One dated fact of one row version: missing and found are two facts of one row."""

    row_id: str
    row_version: int
    record_id: str
    name: str
    label: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    date_words: str
    recorded_at: str | None
    known_from: date | None
    what: str
    childs_words: str
    details: str


class MentionRow(TypedDict):
    """One naming of a person, vehicle, phone or place in one slot of one row. Text as written; `linkage` normalises."""

    mention_id: str
    row_id: str
    row_version: int
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    batch: int
    source_file: str
    sheet: str
    source_row: int
    slot: str
    source_role: str
    entity_kind: str
    columns: list[str]
    occurred_on: date | None
    known_from: date | None
    name_as_written: str
    surname: str
    forename: str
    other_names: list[str]
    birth_date: date | None
    birth_date_as_written: str
    sex: str
    nhs_number: str
    upn: str
    local_id: str
    local_id_kind: str
    address: str
    postcode: str
    phone: str
    value_as_written: str
    description: str


class ResolvedRow(TypedDict):
    """Which person or thing each mention is of."""

    mention_id: str
    person_id: str | None
    thing_id: str | None


class ComparedRow(TypedDict):
    """Each mention of a person in the one form in which linking compared it. Sealed identities are not in it."""

    mention_id: str
    profile_id: int
    first_name: str | None
    last_name: str | None
    given_names: str | None
    last_names: str | None
    near_names: str | None
    undivided: str | None
    name_words: str | None
    near_words: str | None
    further_names: str | None
    birth_date: date | None
    born_first: date | None
    born_last: date | None
    sex: str | None
    nhs_number: str | None
    upn: str | None
    local_id_kind: str | None
    local_id: str | None
    postcode: str | None
    house: str | None
    address_words: str | None
    phone: str | None
    parents: str | None
    companions: str | None


class ComparedPairRow(TypedDict):
    """Two profiles that linking compared, and how alike they are. The next update compares only others."""

    profile_a: int
    profile_b: int
    brought_by: int
    weight: float | None
    levels: list[int]
    rule_id: str | None
    verdict: str | None
    protected: bool | None
    twins: bool


class BlockedProfileRow(TypedDict):
    """Each profile that linking compares, and the blocks that it is in. The next update makes keys of others alone."""

    profile_id: int
    first_seen_on: date | None
    protected: bool
    keys: list[int]


class LargeBlockRow(TypedDict):
    """A block with more profiles than `largest_block` allows: its pairs are not compared."""

    key: int
    size: int


class FirstPersonRow(TypedDict):
    """Each profile, and its person before the rules of uniqueness. The next update sees by it who has changed."""

    profile_id: int
    root_id: int
    seen: int


class SureJoinRow(TypedDict):
    """Two profiles that a rule by whole names joins, or asks about because another may be meant. Answers come after."""

    profile_a: int
    profile_b: int
    rule_id: str
    held: bool


class BusyKeyRow(TypedDict):
    """A telephone, home or thing on the records of so many people that it says nothing about who is who."""

    key: str


class PersonRow(TypedDict):
    """One person as linked: the mentions that are taken to be of one human being."""

    person_id: str
    names: list[str]
    birth_dates: list[date]
    identifiers: list[str]
    agencies: list[str]
    first_seen_on: date | None
    last_seen_on: date | None


class ThingRow(TypedDict):
    """One vehicle, phone or place: the mentions that are the same after careful normalising."""

    thing_id: str
    entity_kind: str
    value: str
    as_first_written: str
    mention_ids: list[str]
    protected: bool


class LinkRow(TypedDict):
    """Why two mentions are taken to be about one person."""

    mention_id_a: str
    mention_id_b: str
    weight: float | None
    decided_by: str
    reason: str
    rule_id: str


class HangingHalfRow(TypedDict):
    """A profile of a person who depends on one join, and on which side of the join it is."""

    rule_id: str
    profile_a: int
    profile_b: int
    profile_id: int
    of_a: bool


class SparsePersonRow(TypedDict):
    """A person of whose profiles few pairs are joined."""

    root_id: int


class QuestionRow(TypedDict):
    """Possible match: two mentions of two people who may be one, why they were not matched, for a person to answer."""

    question_id: str
    mention_id_a: str
    mention_id_b: str
    rule_id: str
    says: str
    agrees: str
    weight: float | None
    hangs_on: int
    answered: bool


class QuestionMentionRow(TypedDict):
    """Possible match where both sides are one person today (bridge, sparse): the mentions of each side."""

    question_id: str
    side: str
    mention_id: str


class UnaskedNameRow(TypedDict):
    """Two people of one whole name without a question: what contradicts that they are one."""

    mention_id_a: str
    mention_id_b: str
    against: str


class NameGroupRow(TypedDict):
    """Each whole name that several people have, and how questions connect them. The next update counts by it."""

    name: str
    people: int
    groups: int
    against: list[str]


class LikenessRow(TypedDict):
    """Two people who may be one by likeness, and what a question says of them. The next update looks only at others."""

    person_a: str
    person_b: str
    mention_id_a: str
    mention_id_b: str
    rule_id: str
    weight: float | None
    agrees: str
    restricted: bool


class JudgementRow(TypedDict):
    """The answers to 'same person?' that this snapshot was made with, and what became of each."""

    sequence: int
    mention_id_a: str
    mention_id_b: str
    answer: str
    said_by: str
    said_on: date
    became: str


class ChronologyRow(TypedDict):
    """The integrated chronology: one line a person and fact, across agencies."""

    person_id: str
    entry_id: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: list[str]
    kind: str
    what: str
    present: list[str]
    childs_words: str
    record_id: str
    source_file: str
    source_rows: list[int]
    as_role: str
    date_words: str
    known_from: date | None
    standing: str
    versions: int
    sort_key: str


class RejectRow(TypedDict):
    """Rows and files that could not be read, kept with the reason."""

    batch: int
    file_sha: str
    agency: str
    source_file: str
    sheet: str
    source_row: int
    code: str
    reason: str
    what_to_do: str


class ReceivedFileRow(TypedDict):
    """The receipt of each file and sheet: what was read and what became of it."""

    batch: int
    file_sha: str
    source_file: str
    sheet: str
    mapping: str
    agency: str
    organisation: str
    is_full: bool
    received_at: str
    rows_read: int
    rows_taken: int
    rows_rejected: int
    rows_unchanged: int
    rows_gone: int
    rows_not_data: int
