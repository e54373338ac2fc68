"""What the pages of adults named in records are given, and what each path of a letter must say."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class NamedAdultEntryKind(StrEnum):
    """What happened: information governance asks, an agency replies, a reason stands or ends, a letter goes."""

    ASKED = "asked"
    AGAIN = "again"
    SAFE = "safe"
    UNSAFE = "unsafe"
    REASON = "reason"
    ENDED = "ended"
    LETTER = "letter"


class LetterKind(StrEnum):
    """What a letter is: by which path it leaves."""

    NOTICE = "notice"
    CORRECTION = "correction"
    DISPUTE = "dispute"
    COMPLAINT = "complaint"
    DATA_REPLY = "data_reply"
    BREACH = "breach"


class LawfulReason(StrEnum):
    """Why the law lets an adult not be told."""

    CRIME = "crime"
    POLICE = "police"
    HARM_SOCIAL_WORK = "harm_social_work"
    IMPAIR = "impair"


class LetterReader(StrEnum):
    """Who a letter goes to, as whoever records it says."""

    ADULT = "adult"
    OTHER = "other"
    NOBODY = "nobody"


AGENCIES_REPLY = (NamedAdultEntryKind.SAFE, NamedAdultEntryKind.UNSAFE)
OWN_LETTERS = (LetterKind.NOTICE, LetterKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class LetterTo:
    """Who a letter goes to. `people` are adults named in records; of NOBODY those to whom none goes, by a reason.

    `names` are of those to whom it goes as another person.
    """

    reader: str = ""
    people: tuple[str, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class TellingReason:
    """A lawful reason not to tell an adult, with its law; whether we read the law."""

    reason_id: str
    shown_as: str
    law: str
    was_read: bool


@dataclass(frozen=True, slots=True)
class NewNamedAdult:
    """Whom information governance asks about: the person, their name as a reader knows it, and why a letter is due.

    `person_id` is empty where only the name is known.
    """

    person_id: str = field(repr=False)
    who: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedAdultAct:
    """What was done: for which agency, by which reason, which letter on which day, and words."""

    kind: NamedAdultEntryKind
    word: str = ""
    on_day: date | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NamedAdultLine:
    """An adult on the list. `missing` says what no letter can go without; `review_at` is when it is looked at again."""

    adult_id: str
    asked_at: str
    missing: tuple[str, ...]
    review_at: str
    is_overdue: bool
    has_letter: bool
    who: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NamedAdultLogLine:
    """One entry of the log."""

    kind: NamedAdultEntryKind
    at: str
    by: str
    agency: str
    word: str
    on_day: date | None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NamedAdultPage:
    """An adult with all that was recorded, and what the reader may record next."""

    line: NamedAdultLine
    log: tuple[NamedAdultLogLine, ...]
    choices: tuple[NamedAdultEntryKind, ...]
    person_id: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
