"""A passage: words marked in a note, what they are a sign of, and the words that decided each of its attributes.

A denied or withdrawn sign is a passage too. `negated` says what was written, never that nothing is there.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import StrEnum

# The budget for reading one note, in steps: a step is a letter of its text, so every machine stops at the same place.
MOST_LETTERS = 100_000


def count_unread(text: str) -> int:
    """How many letters at the end of a note are not read because its budget of steps is spent before."""
    return max(0, len(text) - MOST_LETTERS)


class PassageKind(StrEnum):
    """What kind of thing the marked words are."""

    INDICATOR = "indicator"
    WORDING = "wording"
    MENTION = "mention"


class Polarity(StrEnum):
    """Whether the words state the sign or say that it is not so."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """Whether the writer, or whoever is reported, is sure."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class Tense(StrEnum):
    """Whether it belongs to the present episode, to the time before it, or to a plan or condition."""

    CURRENT = "current"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"


class Experiencer(StrEnum):
    """Whom it happened to: the child whom the note is about, or somebody else."""

    SUBJECT = "subject"
    OTHER = "other"


class SaidBy(StrEnum):
    """Whose statement it is. `family` is the child's own family and carers."""

    CHILD = "child"
    FAMILY = "family"
    PROFESSIONAL = "professional"
    OTHER = "other"


class Speaker(StrEnum):
    """Of wording: the writer's own words, or words that are quoted."""

    PROFESSIONAL = "professional"
    QUOTED = "quoted"


class Attribute(StrEnum):
    """What a cue decided."""

    POLARITY = "polarity"
    CERTAINTY = "certainty"
    TIME = "time"
    EXPERIENCER = "experiencer"
    SAID_BY = "said_by"
    SPEAKER = "speaker"
    ROLE = "role"


class Level(StrEnum):
    """How sure the model of notes is that a sentence holds a sign. No level is a sign; a person reads it first.

    `SET_ASIDE`: a rule marked words of the sentence that are mostly no sign there. It is counted, not listed.
    `ASKED`: the same of a sign that is never left out. A person is asked whether the sentence says so.
    """

    SET_ASIDE = "set_aside"
    ASKED = "asked"
    WORTH_READING = "worth_reading"
    MARKED = "marked"


# What the gate decided of a rule's sign, and not the model of notes.
BY_GATE = (Level.SET_ASIDE, Level.ASKED)


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """Words of the note that decided an attribute. Offsets are code points, end exclusive."""

    start: int
    end: int
    attribute: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words marked in a note. Offsets are code points of the note as stored, end exclusive.

    `label` is an id of the vocabulary (missing_episode, lifestyle_choice, person). An attribute that its kind does not
    have is empty: wording has a speaker, a mention a role, an indicator the other five. `suggestion` is the preferred
    wording, where there is one. `rule_id` and `rule_version` name the rule that marked it.
    """

    start: int
    end: int
    text: str = field(repr=False)
    kind: PassageKind
    label: str
    rule_id: str
    rule_version: str = ""
    polarity: str = ""
    certainty: str = ""
    time: str = ""
    experiencer: str = ""
    said_by: str = ""
    speaker: str = field(default="", repr=False)
    role: str = ""
    cues: tuple[Cue, ...] = ()
    suggestion: str = ""


# What a page and a reader of the vocabulary may meet; the ids are the contract.
INDICATORS = (
    "missing_episode", "unknown_vehicle", "older_associate", "found_with_adults", "unexplained_gifts", "phone_contact",
    "online_contact", "substance_use", "school_absence", "place_of_concern", "travel_out_of_area", "physical_injury",
    "self_harm", "health_attendance", "emotional_change", "family_isolation", "peer_exploited", "coercion_control",
    "criminal_exploitation", "made_to_bring_others", "parent_worry", "account_given", "account_withdrawn",
    "suspected_exploitation",
)  # fmt: skip
WORDINGS = (
    "promiscuous", "lifestyle_choice", "streetwise", "attention_seeking", "puts_self_at_risk", "absconded",
    "out_of_control", "manipulative", "unreliable_account", "consensual", "in_a_relationship", "prostitution",
    "hard_to_engage", "mature_for_age", "did_not_attend", "claims_allegedly", "risky_behaviour", "gang_member",
    "minimising", "no_disclosure_no_concern", "culture_as_reason",
)  # fmt: skip

# In the place of a rule's id: no rule marked it, and a named person read it.
BY_PERSON = "confirmed_by_person"


@dataclass(frozen=True, slots=True)
class ConfirmedSign:
    """A sentence of a cell that a person read as a sign, by which decision and when: its place, the hash of its words.

    The hash, `words_mark`, is as `hash_words` makes it. Where the cell holds the words no more, no passage is made.
    """

    sequence: int
    row_id: str
    field: str
    start: int
    end: int
    words_mark: str
    sign: str
    confirmed_at: str


def hash_words(words: str, *, key: bytes) -> str:
    """A hash of words that only the holder of the key can make, or try words against."""
    return hash_sha256(hashlib.sha256(words.encode()).hexdigest(), key=key)


def hash_sha256(words_sha256: str, *, key: bytes) -> str:
    """The same of words of which only the SHA-256 is at hand, as decisions kept it before there was a key."""
    return hmac.digest(key, f"words\x1f{words_sha256}".encode(), "sha256").hex()
