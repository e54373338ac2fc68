"""Which headings of a file are probably those that a layout misses: spelled alike, turned round, or of one meaning."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sightline.ingest.mappings.mapping import MappedColumn
from sightline.ingest.mappings.meanings import (
    ALIKE,
    LONGEST_HEADING,
    Meaning,
    read_heading,
    read_headings,
    split_heading,
)
from sightline.ingest.wording import plain_heading, without_remark

SAME_MEANING = frozenset(Meaning) - {Meaning.CODE, Meaning.TEXT, Meaning.KEPT, Meaning.OTHER_DATE, Meaning.YES_NO}
MOST_FREE = 400
OF_WORDS = frozenset({Meaning.TEXT, Meaning.CHILDS_WORDS})


@dataclass(frozen=True, slots=True)
class RenamedHeading:
    """A field whose heading is missing, and the heading of the file that is probably meant by it.

    `is_likely` where it is spelled nearly so, or where both are the words of the record: a file is held over these.
    """

    name: str = field(repr=False)
    wanted: str
    written: str = field(repr=False)
    is_likely: bool

    @property
    def question(self) -> str:
        """What a person is asked."""
        return f"Did you mean '{self.wanted}' by '{self.written}'?"


def find_renamed(
    *, columns: Mapping[str, MappedColumn], places: Mapping[str, int], headings: Sequence[str]
) -> tuple[RenamedHeading, ...]:
    """For each field that has no place, the one free heading that is like it; most have none.

    Of a very wide sheet only the first free headings are looked at.
    """
    said = Counter(map(plain_heading, headings))
    taken = set(places.values())
    free = [
        heading for at, heading in enumerate(headings)
        if at not in taken and 0 < len(heading.strip()) <= LONGEST_HEADING and said[plain_heading(heading)] == 1
    ]  # fmt: skip
    absent = [column for column in columns.values() if column.name not in places]
    return tuple(_pair(absent, free[:MOST_FREE])) if absent else ()


def _pair(absent: Sequence[MappedColumn], free: list[str]) -> Iterator[RenamedHeading]:
    """Those spelled alike first, so that no meaning takes their heading from them."""
    found = dict[str, RenamedHeading]()
    for column in absent:
        if heading := _spelled_like(column, free):
            found[column.name] = _renamed(column, heading, is_likely=True)
            free.remove(heading)
    for column in absent:
        if column.name not in found and (heading := _meaning_of(column, absent, free)):
            found[column.name] = _renamed(column, heading, is_likely=read_heading(heading).meaning in OF_WORDS)
            free.remove(heading)
    yield from (found[column.name] for column in absent if column.name in found)


def _renamed(column: MappedColumn, heading: str, *, is_likely: bool) -> RenamedHeading:
    return RenamedHeading(column.name, without_remark(column.heading), heading.strip(), is_likely)


def _spelled_like(column: MappedColumn, free: Sequence[str]) -> str:
    scored = [(_alike(column.heading, heading), heading) for heading in free]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else ""


def _alike(wanted: str, heading: str) -> float:
    """How alike two headings are, from 0 to 1: 1 for the same words in another order, 0 for two known meanings."""
    one, other = _in_full(wanted), _in_full(heading)
    if sorted(one.split()) == sorted(other.split()):
        return 1.0
    if abs(len(one) - len(other)) > max(len(one), len(other)) * (1 - ALIKE) * 2:
        return 0.0
    ratio = SequenceMatcher(None, one, other).ratio()
    return 0.0 if ratio >= ALIKE and _mean_two_things(wanted, heading) else ratio


def _in_full(heading: str) -> str:
    """The words of a heading, without full stops, each short form in full."""
    short = read_headings().short_forms
    return " ".join(short.get(word, word) for word in split_heading(heading).replace(".", " ").split())


def _mean_two_things(one: str, other: str) -> bool:
    """Whether both headings are known, each as something else: a date is not a time."""
    first, second = read_heading(without_remark(one)), read_heading(other)
    known = first.is_sure and second.is_sure and first.meaning and second.meaning
    return bool(known) and first.meaning is not second.meaning


def _meaning_of(column: MappedColumn, absent: Sequence[MappedColumn], free: Sequence[str]) -> str:
    """The one free heading that means the same, where the meaning tells it from others."""
    wanted = read_heading(without_remark(column.heading)).meaning
    if wanted not in SAME_MEANING | OF_WORDS:
        return ""
    rivals = [one for one in absent if read_heading(without_remark(one.heading)).meaning is wanted]
    found = [heading for heading in free if _means(heading, wanted)]
    return found[0] if len(found) == len(rivals) == 1 else ""


def _means(heading: str, wanted: Meaning | None) -> bool:
    sense = read_heading(heading)
    return sense.is_sure and sense.meaning is wanted
