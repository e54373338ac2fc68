"""What a page is given of sentences that may hold a sign and are none: frozen, filtered, audited."""

from dataclasses import dataclass, field

from sightline.model.passages import Level


@dataclass(frozen=True, slots=True)
class SentenceSign:
    """A sign that may be in a sentence, how likely, and the mark that says so."""

    mark_id: str
    indicator: str
    level: str


@dataclass(frozen=True, slots=True)
class SentencePiece:
    """A stretch of a sentence, and whether it is of the words that carried a mark."""

    text: str = field(repr=False)
    carried: bool


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in pieces (none where its record has a protected address), and the signs that may be in it."""

    start: int
    pieces: tuple[SentencePiece, ...] = field(repr=False)
    signs: tuple[SentenceSign, ...]

    @property
    def is_likely(self) -> bool:
        """Whether a sign of it is at the higher level."""
        return any(one.level == Level.MARKED for one in self.signs)


@dataclass(frozen=True, slots=True)
class NoteSentences:
    """The sentences of one note that are listed, and how many of it are not. `happened` is a when, or None.

    `aside`: how many signs that rules marked in it are set aside, and in which sentences. `sentences_asked`: those in
    which rules marked a sign that is unlikely there, and about which a person is asked.
    """

    record_id: str
    agency: str
    happened: str | None
    heading: str
    sentences: tuple[ReadSentence, ...]
    more: int
    aside: int = 0
    sentences_aside: tuple[ReadSentence, ...] = ()
    sentences_asked: tuple[ReadSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceReason:
    """Why a sentence is listed for one sign: the words that carried it, and sentences of the shipped corpus.

    `examples` is None where a model marked it that is in force no longer. `concern_id`: the concern that holds it,
    until a run has taken that in; else empty.
    """

    record_id: str
    sentence: ReadSentence
    agency: str
    happened: str | None
    examples: tuple[str, ...] | None
    concern_id: str = ""

    @property
    def is_of_rule(self) -> bool:
        """Whether a rule found it, and no model."""
        return any(one.level == Level.ASKED for one in self.sentence.signs)
