"""The words that say how a sign is meant (not, perhaps, last year, if, mum says), and where they reach no further.

Longest first. `no doubt` is listed so that its `no` is never read, and a cue that `reads = "nothing"` has just that
work.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, get_args

from sightline.casenotes.engine.phrase_arrays import PhraseArrays, make_phrase_arrays
from sightline.casenotes.text.word_forms import write_forms
from sightline.casenotes.text.words import Hit, Pieces, WordTable, cut, make_table
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.schema import Text, Written, read_table

FOLDER = ("casenotes", "cues")
HEADINGS = "headings"  # no cues: `parts.labels` reads them
LOOK_ALIKE = "no_denial"  # looks like a denial and is none
WORDS_BEFORE = 40
NEXT_WORD = re.compile(r"[ -]([^\W_]+)")
READ = ("polarity", "certainty", "time")
Attribute = Literal["polarity", "certainty", "time", "experiencer", "who", "says", "speaker", "stop", "none"]
ATTRIBUTES = frozenset(get_args(Attribute))


class WrittenCues(Written, frozen=True, kw_only=True):
    """A list of cues as its file writes it; `CueKind` says what each key means."""

    says: Text
    attribute: Attribute
    forms: tuple[str, ...]
    value: str = ""
    reads: Literal["forward", "back", "both", "nothing"] = "nothing"
    reach: int = 0
    ends: frozenset[str] = frozenset()
    gender: str = ""
    unless_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    is_answer: bool = False
    ends_at: str = ""


@dataclass(frozen=True, slots=True)
class CueKind:
    """One list of cues. `reach`: how many words it reads; `ends`: the attributes whose reach it cuts, for a stop.

    `unless_after`: words that make it no cue where one of them stands shortly before. `only_before`: it is a cue only
    where one of these words follows, or none. `is_answer`: no stop cuts it.
    `ends_at`: punctuation over which it does not reach on. `among`: the attributes in which the longest cue counts; a
    look-alike stands before all that are read.
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
    among: tuple[str, ...] = ()
    ends_at: frozenset[str] = frozenset()
    only_before: tuple[str, ...] = ()


class FoundCue(NamedTuple):
    """A cue where it stands."""

    start: int
    end: int
    kind: CueKind


@dataclass(frozen=True, slots=True)
class CueMachine:
    """The table of all cues, the same as arrays, and the kinds of each: `denies` denies, and names a source."""

    words: WordTable
    arrays: PhraseArrays
    kinds: tuple[tuple[CueKind, ...], ...]


@cache
def build_cues() -> CueMachine:
    """All cues of the package. OurFault where a list is not whole."""
    by_form: dict[str, list[CueKind]] = defaultdict(list)
    files = {file: tables for file, tables in read_toml_folder(*FOLDER).items() if file != HEADINGS}
    for file, tables in files.items():
        for name, said in read_table(dict[str, WrittenCues], tables, where="/".join((*FOLDER, file))).items():
            kind = _read_cue_kind(name, said)
            for form in write_forms(said.forms):
                by_form[form].append(kind)
    numbers = {form: number for number, form in enumerate(by_form)}
    return CueMachine(make_table(numbers), make_phrase_arrays(numbers), tuple(map(tuple, by_form.values())))


def find_cues(folded: str, *, pieces: Pieces | None = None, until: int | None = None) -> list[FoundCue]:
    """Every cue of a folded text, longest first where they overlap, by place.

    `pieces`: the text cut, where it is. `until`: what begins from there on is left out.
    """
    hits = build_cues().words.find(pieces or cut(folded), until=until)
    return read_cues(folded, sorted(hits, key=_longest_first))


def read_cues(folded: str, hits: Sequence[Hit], *, until: int | None = None) -> list[FoundCue]:
    """The cues among these words, which stand by place, the longest first; none that begins from `until` on."""
    machine = build_cues()
    found: list[FoundCue] = []
    reached = dict.fromkeys(ATTRIBUTES, 0)
    for number, start, end in hits:
        if until is not None and start >= until:
            break
        if end - start == 1 and not _is_stop_before(folded, start):
            continue
        begun = []
        for kind in machine.kinds[number]:
            for name in kind.among:
                if start < reached[name]:
                    break
            else:
                if not (kind.only_before and _goes_on(folded, end, kind)):
                    begun.append(kind)
        for kind in begun:
            if not kind.unless_after or not _comes_after(folded, start, kind):
                found.append(FoundCue(start, end, kind))
        for kind in begun:
            for name in kind.among:
                reached[name] = end
    return found


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit[1], -hit[2]


def _comes_after(folded: str, start: int, kind: CueKind) -> bool:
    """True where a word that undoes it stands shortly before: in `asked him if` the `if` is no condition."""
    return not set(folded[max(0, start - WORDS_BEFORE) : start].split()[-4:]).isdisjoint(kind.unless_after)


def _goes_on(folded: str, end: int, kind: CueKind) -> bool:
    """True where its clause goes on behind it: in `says no one hit her` the `no` answers nothing."""
    follows = NEXT_WORD.match(folded, end)
    return follows is not None and follows[1] not in kind.only_before


def _is_stop_before(folded: str, start: int) -> bool:
    """A single sign is a cue only right before a word: `?older male`. A semicolon always is."""
    return folded[start] != "?" or (folded[start + 1 : start + 2].isalnum() and not folded[start - 1 : start].isalnum())


def _read_cue_kind(name: str, said: WrittenCues) -> CueKind:
    return CueKind(
        name=name,
        attribute=said.attribute,
        among=READ if said.attribute == "none" else (said.attribute,),
        value=said.value,
        reads=said.reads,
        reach=said.reach,
        ends=said.ends,
        gender=said.gender,
        unless_after=said.unless_after,
        is_answer=said.is_answer,
        ends_at=frozenset(said.ends_at),
        only_before=said.only_before,
    )
