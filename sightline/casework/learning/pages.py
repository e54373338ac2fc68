"""What a page is given of what may be learned from: frozen, filtered for the reader, audited."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingToConfirm:
    """What somebody said of a sentence, by the number of the decision. Nobody confirms what they said themselves."""

    said: int
    said_at: str
    by: str
    record_id: str
    sign: str
    is_so: bool
    text: str = field(repr=False)
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReadingsToConfirm:
    """What waits for a yes or a no that this reader may open, and how many sentences are confirmed: with, without."""

    lines: tuple[ReadingToConfirm, ...]
    elsewhere: int
    confirmed: int
    confirmed_without: int
