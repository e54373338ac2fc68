"""The words that say how a sign is meant (not, perhaps, last year, if, mum says), and where they reach no further.

A newcomer would get this wrong: longest first. `no doubt` is listed so that its `no` is never read, and a cue that
`reads = "nothing"` has just that work.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from sightline.casenotes.folding import stands_alone
from sightline.casenotes.writing import write_forms
from sightline.model.errors import OurFault
from sightline.rulebook.files import read_toml_folder

FOLDER = ("casenotes", "cues")
WORDS_BEFORE = 40
READ = ("polarity", "certainty", "time")
ATTRIBUTES = frozenset({"polarity", "certainty", "time", "experiencer", "who", "says", "speaker", "stop", "none"})
READS = frozenset({"forward", "back", "both", "nothing"})


@dataclass(frozen=True, slots=True)
class CueKind:
    """One list of cues. `reach`: how many words it reads; `ends`: the attributes whose reach it cuts, for a stop.

    `unless_after`: words that make it no cue where one of them stands shortly before. `is_answer`: no stop cuts it.
    """

    name: str
    attribute: str
    value: str
    reads: str
    reach: int
    ends: frozenset[str]
    gender: str
    unless_after: tuple[str, ...] = ()
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue where it stands."""

    start: int
    end: int
    kind: CueKind


@dataclass(frozen=True, slots=True)
class CueMachine:
    """The automaton of all cues, and the kinds of each pattern: `denies` denies, and names a source."""

    words: AhoCorasick
    kinds: tuple[tuple[CueKind, ...], ...]


@cache
def build_cues() -> CueMachine:
    """All cues of the package. OurFault where a list is not whole."""
    by_form: dict[str, list[CueKind]] = defaultdict(list)
    for tables in read_toml_folder(*FOLDER).values():
        for name, table in tables.items():
            if not isinstance(table, dict) or "forms" not in table:
                continue
            kind = _read(name, table)
            for form in write_forms(table["forms"]):
                by_form[form].append(kind)
    automaton = AhoCorasick(list(by_form), MatchKind.Standard, implementation=Implementation.DFA)
    return CueMachine(automaton, tuple(map(tuple, by_form.values())))


def find_cues(folded: str) -> list[FoundCue]:
    """Every cue of a folded text, longest first where they overlap, by place."""
    machine = build_cues()
    alone = [
        (start, -end, number)
        for number, start, end in machine.words.find_matches_as_indexes(folded, overlapping=True)
        if stands_alone(folded, start, end) and (end - start > 1 or _is_mark_before(folded, start))
    ]
    found: list[FoundCue] = []
    reached: dict[str, int] = {}
    for start, minus_end, number in sorted(alone):
        kinds = [kind for kind in machine.kinds[number] if _may_begin(kind, start, reached)]
        found += [FoundCue(start, -minus_end, kind) for kind in kinds if not _comes_after(folded, start, kind)]
        reached |= {name: -minus_end for kind in kinds for name in _reads_as(kind)}
    return found


def _reads_as(kind: CueKind) -> tuple[str, ...]:
    """What it is longest first among: cues of its own attribute; a look-alike stands before all that are read."""
    return READ if kind.attribute == "none" else (kind.attribute,)


def _may_begin(kind: CueKind, start: int, reached: dict[str, int]) -> bool:
    return all(start >= reached.get(name, 0) for name in _reads_as(kind))


def _comes_after(folded: str, start: int, kind: CueKind) -> bool:
    """True where a word that undoes it stands shortly before: in `asked him if` the `if` is no condition."""
    words = kind.unless_after
    return bool(words) and not set(folded[max(0, start - WORDS_BEFORE) : start].split()[-4:]).isdisjoint(words)


def _is_mark_before(folded: str, start: int) -> bool:
    """A single sign is a cue only right before a word: `?older male`. A semicolon always is."""
    return folded[start] != "?" or (folded[start + 1 : start + 2].isalnum() and not folded[start - 1 : start].isalnum())


def _read(name: str, table: dict[str, Any]) -> CueKind:
    kind = CueKind(
        name=name,
        attribute=str(table.get("attribute", "")),
        value=str(table.get("value", "")),
        reads=str(table.get("reads", "nothing")),
        reach=int(table.get("reach", 0)),
        ends=frozenset(table.get("ends", ())),
        gender=str(table.get("gender", "")),
        unless_after=tuple(table.get("unless_after", ())),
        is_answer=bool(table.get("is_answer", False)),
    )
    if kind.attribute not in ATTRIBUTES or kind.reads not in READS or not table.get("says"):
        raise OurFault("A list of cues is not whole.", code="bad_rule", where=name)
    return kind
