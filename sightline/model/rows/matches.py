"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/matches.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedQuestion(TypedDict):
    """Two mentions of two people who may be one."""

    place: int
    question_id: str
    rule_id: str
    says: str
    agrees: str
    weight: float | None
    hangs_on: int
    answered: int


class ServedQuestionSide(TypedDict):
    """One side of a question: a mention, its person and its record."""

    question_id: str
    side: str
    mention_id: str
    person_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedJudgement(TypedDict):
    """What became of an answer."""

    sequence: int
    became: str


class ServedProposal(TypedDict):
    """Something named in a note, and what it may be the same as."""

    place: int
    proposal_id: str
    kind: str
    rule_id: str
    says: str
    agrees: str
    hangs_on: int
    answered: int


class ServedProposalSide(TypedDict):
    """One side of a proposal: a naming in a note, or a mention."""

    proposal_id: str
    side: str
    id: str
    is_naming: int
    person_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str


class ServedNotedNaming(TypedDict):
    """A naming of a proposal or an answer, and its record."""

    naming_id: str
    record_id: str
    text: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedQuestionGroup(TypedDict):
    """How many visible questions of a rule are between two agencies."""

    rule_id: str
    agency_a: str
    agency_b: str
    questions: int


class ServedFullProposalSide(TypedDict):
    """One side of a proposal with what its body holds; what only namings or only mentions have may be missing."""

    proposal_id: str
    side: str
    id: str
    is_naming: int
    person_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str
    text: str
    beside: str
    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    field: str | None
    start: int | None
    end: int | None
    source_file: str | None
    source_row: int | None
    role: str | None
    slot: str | None
    source_role: str | None
    other_names: list[str] | None
