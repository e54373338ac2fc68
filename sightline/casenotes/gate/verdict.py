"""Tells the signs of rules that stand from those that are set aside, and keeps where the latter were.

What is set aside is no sign: no pattern, deadline or question has it. It is counted, and the model of notes may still
list its sentence. It says nothing of a child.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sightline.casenotes.gate.features import may_be_set_aside
from sightline.casenotes.gate.plain import is_plain
from sightline.casenotes.gate.weights import Gate, read_gate
from sightline.casenotes.learned.marks import SentenceMark, hide_protected
from sightline.casenotes.note import Note, NoteText
from sightline.model.passages import Level, Passage

Range = tuple[int, int]


class Stood(NamedTuple):
    """The passages of a note that stand, and the sentences of those that are set aside, once for each sign."""

    passages: list[Passage]
    aside: list[SentenceMark]


def let_stand(
    note: Note, passages: Sequence[Passage], *, ready: NoteText | None = None, gate: Gate | None = None
) -> Stood:
    """Ask the gate, by default the shipped one, about each sign of a note. `ready`: the note's text, if it is."""
    asked = [one for one in passages if may_be_set_aside(one)]
    if not asked:
        return Stood(list(passages), [])
    shown = hide_protected(note)
    text = ready if ready and shown.text == ready.text else NoteText(shown.text)
    gate = gate or read_gate()
    spans = [find_sentence(one, text) for one in asked]
    words = {span: gate.weights.words.read(text.text, text.folded, span) for span in dict.fromkeys(spans)}
    chances = [gate.weights.chance(one, words[span]) for one, span in zip(asked, spans, strict=True)]
    aside = [
        one for one, chance in zip(asked, chances, strict=True) if chance < gate.stands_from and not is_plain(one, text)
    ]
    return Stood([one for one in passages if one not in aside], mark_aside(aside, text))


def mark_aside(aside: Sequence[Passage], text: NoteText) -> list[SentenceMark]:
    """The sentences of signs that are set aside, by place, with the words that rules found."""
    words: dict[tuple[Range, str], list[Range]] = defaultdict(list)
    for one in aside:
        words[find_sentence(one, text), one.label].append((one.start, one.end))
    return sorted(
        SentenceMark(*sentence, label, Level.SET_ASIDE, tuple(sorted(spans)))
        for (sentence, label), spans in words.items()
    )


def chance_of(one: Passage, text: NoteText, gate: Gate) -> float:
    """How likely a mark is right, by the sentences that it touches."""
    sentence = find_sentence(one, text)
    return gate.weights.chance(one, gate.weights.words.read(text.text, text.folded, sentence))


def find_sentence(one: Passage, text: NoteText) -> Range:
    """From where the first sentence that a mark touches begins to where the last ends."""
    sentences = text.sentences
    first = bisect_right([end for _, end in sentences], one.start)
    last = bisect_left([start for start, _ in sentences], one.end)
    touched = sentences[first:last] or [(one.start, one.end)]
    return touched[0][0], touched[-1][1]
