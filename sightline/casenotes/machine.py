"""The rules made ready: one automaton that finds candidates, one that finds the words of slots, and frames by anchor.

A newcomer would get this wrong: most notes never reach the second automaton. A note that holds no phrase and no anchor
of a frame has no sign, and is left at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from sightline.casenotes.frames import CUT, MANY, Element, Frame, read_frame
from sightline.casenotes.lists import read_slots
from sightline.casenotes.rules import NoteRule, read_note_rules
from sightline.casenotes.writing import count_forms, write_forms
from sightline.model.errors import OurFault
from sightline.model.passages import PassageKind

# A slot of the machine's own: the child's names, as the record gives them, are put into it for each note.
CHILD = "child"
# A sign in a story, a film or a lesson is none, whatever the rule.
FICTION = "{fiction}"


@dataclass(frozen=True, slots=True)
class Machine:
    """What a note is read with. Pattern numbers index `slots_of`; all else is by slot name or rule.

    `starters` are the slots with which a rule begins to be looked for.
    """

    rules: tuple[NoteRule, ...]
    candidates: AhoCorasick
    words: AhoCorasick
    slots_of: tuple[tuple[str, ...], ...]
    numbers_of: dict[str, frozenset[int]]
    starters: frozenset[str]
    phrase_rules: dict[str, tuple[int, ...]]
    frames_at: dict[str, tuple[tuple[int, Frame], ...]]
    unless: tuple[tuple[str, ...], ...]
    unless_in_note: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[str, ...], ...]


@cache
def build_machine() -> Machine:
    """The machine of all rules of the package."""
    return make_machine(read_note_rules())


def make_machine(rules: tuple[NoteRule, ...]) -> Machine:
    """A machine of these rules; OurFault where a frame names a slot that is none."""
    literals: dict[str, tuple[str, ...]] = {}
    phrase_rules: dict[str, list[int]] = defaultdict(list)
    frames_at: dict[str, list[tuple[int, Frame]]] = defaultdict(list)
    unless, unless_in_note, needs = [], [], []
    frames = []
    for number, rule in enumerate(rules):
        for phrase in rule.phrases:
            if count_forms(phrase) > MANY:
                frames += [(number, elements) for elements in read_frame(phrase, literals)]
                continue
            literals.setdefault(phrase, tuple(write_forms([phrase])))
            phrase_rules[phrase].append(number)
        for written in rule.frames:
            frames += [(number, elements) for elements in read_frame(written, literals)]
        undone = (*rule.unless, FICTION) if rule.kind is PassageKind.INDICATOR else rule.unless
        unless.append(tuple(_named(entry, literals) for entry in undone))
        unless_in_note.append(tuple(_named(entry, literals) for entry in rule.unless_in_note))
        needs.append(tuple(_named(entry, literals) for entry in rule.needs))
    needed = (
        {element.slot for _, elements in frames for element in elements}
        | {n for u in (*unless, *unless_in_note, *needs) for n in u}
        | {CUT}
    )
    forms = _forms(needed, literals, phrase_rules)
    for number, elements in frames:
        anchor = _anchor(elements, forms)
        frames_at[elements[anchor].slot].append(
            (number, Frame(elements, anchor, frozenset(one.slot for one in elements)))
        )
    by_text: dict[str, list[str]] = defaultdict(list)
    for name, texts in forms.items():
        for text in texts:
            by_text[text].append(name)
    sought = {text for name in {*phrase_rules, *frames_at} for text in forms[name]}
    return Machine(
        rules=rules,
        candidates=AhoCorasick(sorted(sought), MatchKind.Standard, implementation=Implementation.ContiguousNFA),
        words=AhoCorasick(list(by_text), MatchKind.Standard, implementation=Implementation.ContiguousNFA),
        slots_of=tuple(tuple(names) for names in by_text.values()),
        numbers_of=_numbers_of(by_text.values()),
        starters=frozenset({*phrase_rules, *frames_at}),
        phrase_rules={name: tuple(numbers) for name, numbers in phrase_rules.items()},
        frames_at={name: tuple(found) for name, found in frames_at.items()},
        unless=tuple(unless),
        unless_in_note=tuple(unless_in_note),
        needs=tuple(needs),
    )


def _numbers_of(names: Iterable[list[str]]) -> dict[str, frozenset[int]]:
    """By slot, the patterns of its words."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, of_text in enumerate(names):
        for name in of_text:
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _named(entry: str, literals: dict[str, tuple[str, ...]]) -> str:
    """`{slot}` or a phrase, as the name under which its words are found."""
    if entry.startswith("{"):
        return entry.strip("{}")
    literals.setdefault(entry, tuple(write_forms([entry])))
    return entry


def _forms(
    needed: set[str], literals: dict[str, tuple[str, ...]], phrases: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    slots = read_slots()
    found = {}
    for name in sorted({*needed, *phrases}):
        if name in literals:
            found[name] = literals[name]
        elif name in slots:
            found[name] = slots[name].forms
        else:
            raise OurFault("A frame names a slot that is none.", code="bad_rule", where=name)
    return found


def _anchor(elements: tuple[Element, ...], forms: dict[str, tuple[str, ...]]) -> int:
    """The element that fewest notes hold: not common where there is another, then of the longest words."""
    slots = read_slots()
    return min(
        range(len(elements)),
        key=lambda place: (
            (name := elements[place].slot) in slots and slots[name].common,
            -min(len(form) for form in forms[name]),
            len(forms[name]),
        ),
    )
