"""What the pages of restrictions are given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.named_adults.pages import LetterTo


class RestrictionEntryKind(StrEnum):
    """What happened: a record is restricted, for longer, or no more."""

    MADE = "made"
    LONGER = "longer"
    LIFTED = "lifted"


class RestrictionReason(StrEnum):
    """Why a record is restricted."""

    ACCURACY = "accuracy"
    UNLAWFUL = "unlawful"
    CLAIMS = "claims"
    OBJECTION = "objection"
    EVIDENCE = "evidence"


AFTER = (RestrictionEntryKind.LONGER, RestrictionEntryKind.LIFTED)


@dataclass(frozen=True, slots=True)
class NewRestriction:
    """Which record, why, and until which day."""

    record_id: str
    reason: str
    until_on: date | None
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RestrictionAct:
    """What is decided later: a later day, or that it is lifted, and who was told before."""

    kind: RestrictionEntryKind
    words: str = field(repr=False)
    until_on: date | None = None
    letter: LetterTo = field(default=LetterTo(), repr=False)


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """A restriction on the list. `until_at` is empty where it is lifted."""

    restriction_id: str
    record_id: str
    agency: str
    reason: RestrictionReason
    at: str
    by: str
    until_at: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class LeftAlready:
    """Who had been shown the record before it was restricted, or took it in a file, and when last."""

    username: str
    agency: str
    organisation: str
    shown_at: str
    has_file: bool


@dataclass(frozen=True, slots=True)
class RestrictionLogLine:
    """A later decision about a restriction."""

    kind: RestrictionEntryKind
    at: str
    by: str
    until_on: date | None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RestrictionPage:
    """A restriction, what had left already, the notice to its readers, and what may be decided."""

    line: RestrictionLine
    left: tuple[LeftAlready, ...]
    log: tuple[RestrictionLogLine, ...]
    choices: tuple[RestrictionEntryKind, ...]
    correction_id: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RestrictionOptions:
    """The record that somebody is about to restrict, and who has seen it."""

    record_id: str
    kind: str
    agency: str
    left: tuple[LeftAlready, ...]
