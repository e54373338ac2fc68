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
ATTRIBUTES = frozenset({"polarity", "certainty", "time", "experiencer", "who", "says", "stop", "none"})
READS = frozenset({"forward", "back", "both", "nothing"})


@dataclass(frozen=True, slots=True)
class CueKind:
    """One list of cues. `reach`: how many words it reads; `ends`: the attributes whose reach it cuts, for a stop."""

    name: str
    attribute: str
    value: str
    reads: str
    reach: int
    ends: frozenset[str]
    gender: str
    weak: bool


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
        if stands_alone(folded, start, end)
    ]
    found: list[FoundCue] = []
    reached = 0
    for start, minus_end, number in sorted(alone):
        if start >= reached:
            reached = -minus_end
            found += [FoundCue(start, reached, kind) for kind in machine.kinds[number]]
    return found


def _read(name: str, table: dict[str, Any]) -> CueKind:
    kind = CueKind(
        name=name,
        attribute=str(table.get("attribute", "")),
        value=str(table.get("value", "")),
        reads=str(table.get("reads", "nothing")),
        reach=int(table.get("reach", 0)),
        ends=frozenset(table.get("ends", ())),
        gender=str(table.get("gender", "")),
        weak=bool(table.get("weak", False)),
    )
    if kind.attribute not in ATTRIBUTES or kind.reads not in READS or not table.get("says"):
        raise OurFault("A list of cues is not whole.", code="bad_rule", where=name)
    return kind
