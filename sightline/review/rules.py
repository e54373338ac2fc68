"""What the partnership decided about reviews: the files knowledge, terms and silences of rules/england/review."""

from functools import cache

from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Positive, Written


class KnowledgeRules(Written, frozen=True):
    """After how many days a record counts as recorded later; and which layouts are entered on the day itself.

    Of the second, how many days after its day a row is whole: what it says of a later day was not known before.
    """

    recorded_later_days: int
    whole_after_days: dict[str, int]


class TermsRules(Written, frozen=True):
    """For how many days an agency may let a review read its restricted records, and an author may be named, at most."""

    longest_yes_days: int
    longest_author_days: int


@cache
def read_terms_rules() -> TermsRules:
    """The rules as they are now."""
    return read_decided(TermsRules, "england", "review", "terms.toml")


@cache
def read_knowledge_rules() -> KnowledgeRules:
    """The rules as they are now: they say how facts are marked, and change none."""
    return read_decided(KnowledgeRules, "england", "review", "knowledge.toml")


class SilenceRules(Written, frozen=True):
    """The timescales, by id, whose end without a record is a silence in the chronology of a review."""

    timescales: tuple[str, ...]


@cache
def read_silence_rules() -> SilenceRules:
    """The rules as they are now."""
    return read_decided(SilenceRules, "england", "review", "silences.toml")


class JoinedRules(Written, frozen=True):
    """Which records that name no child of a review come in by what a child's record names.

    Those of these layouts, both within so many days. What more records have in common joins none of them.
    """

    layouts: tuple[str, ...]
    within_days: Positive
    most_records: Positive


@cache
def read_joined_rules() -> JoinedRules:
    """The rules as they are now."""
    return read_decided(JoinedRules, "england", "review", "joined.toml")
