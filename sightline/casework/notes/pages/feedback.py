"""What a page is given of what people said of marks in notes: frozen, filtered for the reader, audited.

An overlooked sentence belongs to a kind of sign, not to one rule; a mark that is wrong belongs to the rule that made
it.
"""

from dataclasses import dataclass, field

WRONG, OVERLOOKED = "passage_wrong", "words_overlooked"


@dataclass(frozen=True, slots=True)
class MarkSaid:
    """One thing that somebody said of a record's marks: that one is wrong, or that words were overlooked.

    `passage_id` and `rule_id` are empty for overlooked words, `label` (an id of the vocabulary) for words of which
    nobody said what they are. `text` is empty where the words do not stand in the record as it is shown now, `why`
    where it was erased.
    """

    sequence: int
    said_at: str
    by: str
    record_id: str
    passage_id: str
    rule_id: str
    label: str
    heading: str
    text: str = field(repr=False)
    why: str = field(repr=False)

    @property
    def is_overlooked(self) -> bool:
        """Whether words were overlooked; else a mark is wrong."""
        return not self.passage_id


@dataclass(frozen=True, slots=True)
class MarkCounts:
    """Numbers as they may be shown to the reader; what has none is not in them.

    By rule: how many marks it makes in the present snapshot, and how many marks of it people ever called wrong, each
    mark once. By label, empty where nobody said what it is: how often words were said to be overlooked.
    """

    marked: dict[str, str]
    wrong: dict[str, str]
    overlooked: dict[str, str]


@dataclass(frozen=True, slots=True)
class MarksSaid:
    """For the owners of the rules: the counts, and the newest things said of records that this reader may open."""

    counts: MarkCounts
    lines: tuple[MarkSaid, ...]
    elsewhere: int
