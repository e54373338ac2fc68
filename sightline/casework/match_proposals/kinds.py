"""What a proposal says."""

from enum import StrEnum


class ProposalKind(StrEnum):
    """Two people are one, or one record of a person is about another person."""

    ONE_PERSON = "one_person"
    ANOTHER_PERSON = "another_person"
