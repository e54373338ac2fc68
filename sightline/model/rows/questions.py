"""Rows of `serve.sqlite`, as `sightline/model/serve_tables/questions.py` declares them.

Printed by `python -m tools.print_docs`; a test compares both.
"""

from typing import TypedDict


class ServedUnanswered(TypedDict):
    """A question that no record answers, in the order of the list."""

    place: int
    question_id: str
    rule_id: str
    rule_version: str
    person_id: str
    mention_id: str
    record_id: str
    asks: str
    raised_on: str
    urgent: int
    agency: str
    organisation: str
    worker: str
    recent: int
    place_of_child: int
    place_of_worker: int


class ServedUnansweredBasis(TypedDict):
    """A record that a question is based on."""

    conclusion_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int


class ServedUnansweredRecord(TypedDict):
    """A record that a question is based on, with what it says of itself."""

    conclusion_id: str
    record_id: str
    agency: str
    organisation: str
    layout: str
    restricted: int
    sealed: int
    body: str | None


class ServedUnansweredCount(TypedDict):
    """How many visible questions are put to a worker."""

    agency: str
    organisation: str
    worker: str
    questions: int
    urgent: int
