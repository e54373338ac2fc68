"""The rules made ready: every form of every list, and the frames by their slots, to see at once which may stand."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from sightline.casenotes.engine.laid_texts import Flags
from sightline.casenotes.engine.phrase_arrays import PhraseArrays, make_phrase_arrays
from sightline.casenotes.engine.sentence_memory import SentenceMemory
from sightline.casenotes.signs.frames import CUT, MANY, Element, Frame, Numbers, read_frame
from sightline.casenotes.signs.possible_frames import PossibleFrames, list_possible_frames
from sightline.casenotes.signs.rules import NoteRule, read_note_rules
from sightline.casenotes.signs.settlement import Settlement, list_settlement
from sightline.casenotes.signs.slots import read_slots
from sightline.casenotes.text.word_forms import count_forms, write_forms
from sightline.model.errors import OurFault
from sightline.model.passages import PassageKind

# A slot of the machine's own: the child's names, as the record gives them, are put into it for each note.
CHILD = "{child}"
# The number under which they stand there; forms are numbered behind it.
CHILDS_NAME = 0
# A sign in a story, a film or a lesson is none, whatever the rule.
FICTION = "{fiction}"


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """What a note is read with. `cuts` are the numbers of the words that begin a new clause.

    `phrase_rules` are the rules by the number of a phrase's form, `has_phrase` is whether a form has some. The rest is
    by rule: the words that undo it in a sentence or in the whole note, and those that it needs. `settlement`: what
    rules do to each other's passages. `lists`: by the number of a form, the lists that hold it. `looks_around`: by
    rule, whether what stands outside the sentence can undo its sign. `remembered`: what was found in sentences that
    were met before.
    """

    rules: tuple[NoteRule, ...]
    words: PhraseArrays = field(repr=False)
    served: PossibleFrames
    cuts: Numbers
    phrase_rules: dict[int, tuple[int, ...]]
    has_phrase: Flags = field(repr=False)
    unless: tuple[Numbers, ...]
    unless_beside: tuple[Numbers, ...]
    unless_in_note: tuple[Numbers, ...]
    needs: tuple[Numbers, ...]
    settlement: Settlement
    lists: tuple[tuple[str, ...], ...] = field(repr=False)
    looks_around: tuple[bool, ...] = field(repr=False)
    remembered: SentenceMemory[Any] = field(default_factory=SentenceMemory, init=False, repr=False, compare=False)


@cache
def build_machine() -> CompiledRules:
    """The machine of all rules of the package."""
    with collection_paused():
        machine = make_machine(read_note_rules(), with_lists=True)
        # It is held as long as the process lives: whoever looks for garbage need not walk over it.
        gc.freeze()
        return machine


@contextmanager
def collection_paused() -> Iterator[None]:
    """Python looks for no garbage meanwhile: it would walk a table that only grows, for a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def make_machine(rules: tuple[NoteRule, ...], *, with_lists: bool = False) -> CompiledRules:
    """A machine of these rules; OurFault where a frame names a slot that is none.

    `with_lists`: it knows the words of every list too, which the model of notes reads.
    """
    literals: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, list[int]] = defaultdict(list)
    unless, unless_beside, unless_in_note, needs = [], [], [], []
    frames: list[tuple[int, tuple[Element, ...]]] = []
    for number, rule in enumerate(rules):
        for phrase in rule.phrases:
            if count_forms(phrase) > MANY:
                frames += [(number, elements) for elements in read_frame(phrase, literals)]
                continue
            literals.setdefault(phrase, tuple(write_forms([phrase])))
            phrases[phrase].append(number)
        for written in rule.frames:
            frames += [(number, elements) for elements in read_frame(written, literals)]
        undone = (*rule.unless, FICTION) if rule.kind is PassageKind.INDICATOR else rule.unless
        unless.append(tuple(_name_literal(entry, literals) for entry in undone))
        unless_beside.append(tuple(_name_literal(entry, literals) for entry in rule.unless_beside))
        unless_in_note.append(tuple(_name_literal(entry, literals) for entry in rule.unless_in_note))
        needs.append(tuple(_name_literal(entry, literals) for entry in rule.needs))
    needed = (
        {element.slot for _, elements in frames for element in elements}
        | {n for u in (*unless, *unless_beside, *unless_in_note, *needs) for n in u}
        | {CUT}
    )
    forms = _forms(needed, literals, phrases)
    of_lists = [slot.forms for slot in read_slots().values()] if with_lists else []
    every = dict.fromkeys(form for of in (*forms.values(), *of_lists) for form in of)
    numbered = {form: number for number, form in enumerate(every, start=CHILDS_NAME + 1)}
    numbers_of = {name: frozenset([numbered[form] for form in forms[name]]) for name in forms}
    numbers_of[CHILD] = numbers_of.get(CHILD, frozenset()) | {CHILDS_NAME}
    words = make_phrase_arrays(numbered)
    made = [
        Frame(rule, tuple(replace(one, numbers=numbers_of[one.slot]) for one in elements), _anchor(elements, forms))
        for rule, elements in frames
    ]
    phrase_rules = _turn(numbers_of, phrases)
    return CompiledRules(
        rules=rules,
        words=words,
        served=list_possible_frames(made, len(numbered) + 1),
        cuts=numbers_of[CUT],
        phrase_rules=phrase_rules,
        has_phrase=np.isin(np.arange(len(numbered) + 1), list(phrase_rules)),
        unless=_all_of(unless, numbers_of),
        unless_beside=_all_of(unless_beside, numbers_of),
        unless_in_note=_all_of(unless_in_note, numbers_of),
        needs=_all_of(needs, numbers_of),
        settlement=list_settlement(rules),
        lists=_list_lists(numbered) if with_lists else (),
        looks_around=tuple(bool(rule.unless_beside or rule.unless_in_note or rule.needs) for rule in rules),
    )


def _list_lists(numbered: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """By the number of each form the lists that hold it, in their order."""
    held: list[tuple[str, ...]] = [()] * (len(numbered) + CHILDS_NAME + 1)
    for name, slot in read_slots().items():
        for form in slot.forms:
            held[numbered[form]] += (name,)
    return tuple(held)


def _all_of(entries: Iterable[Iterable[str]], numbers_of: Mapping[str, Numbers]) -> tuple[Numbers, ...]:
    return tuple(frozenset[int]().union(*[numbers_of[name] for name in names]) for names in entries)


def _turn(numbers_of: Mapping[str, Numbers], held: Mapping[str, Iterable[int]]) -> dict[int, tuple[int, ...]]:
    """What slots hold, by the numbers of their forms."""
    found: dict[int, list[int]] = defaultdict(list)
    for name, of_slot in held.items():
        for number in numbers_of[name]:
            found[number] += of_slot
    return {number: tuple(of_form) for number, of_form in found.items()}


def _name_literal(entry: str, literals: dict[str, tuple[str, ...]]) -> str:
    """`{slot}` or a phrase, as the name under which its words are found."""
    if entry.startswith("{"):
        return entry
    literals.setdefault(entry, tuple(write_forms([entry])))
    return entry


def _forms(
    needed: set[str], literals: dict[str, tuple[str, ...]], phrases: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    slots = {f"{{{name}}}": slot.forms for name, slot in read_slots().items()}
    every = {**literals, **slots}
    needed = {*needed, *phrases}
    if unknown := needed - every.keys():
        raise OurFault("A frame names a slot that is none.", code="bad_rule", where=min(unknown))
    return {name: every[name] for name in sorted(needed)}


def _anchor(elements: tuple[Element, ...], forms: dict[str, tuple[str, ...]]) -> int:
    """The element that fewest notes hold: not common where there is another, then of the longest words."""
    common = {f"{{{name}}}" for name, slot in read_slots().items() if slot.common}
    return min(
        range(len(elements)),
        key=lambda place: (
            (name := elements[place].slot) in common,
            -min(map(len, forms[name])),
            len(forms[name]),
        ),
    )
