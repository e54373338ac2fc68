"""Tells the signs of rules that stand from those that are asked about or set aside, and keeps where the latter were.

What is set aside is no sign: no pattern, deadline or question has it. It is counted, and the model of notes may still
list its sentence. What is asked about is no sign until a person says yes. Neither says anything of a child.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from sightline.casenotes.gate.features import is_weighed, may_be_set_aside
from sightline.casenotes.gate.plain import is_plain
from sightline.casenotes.gate.weights import Gate, read_gate
from sightline.casenotes.learned.marks import SentenceMark, hide_protected
from sightline.casenotes.note import Note, NoteText
from sightline.model.passages import Level, Passage

Range = tuple[int, int]


class Stood(NamedTuple):
    """The passages of a note that stand, the sentences of those that are set aside, and the passages to ask about."""

    passages: list[Passage]
    aside: list[SentenceMark]
    asked: list[Passage]


def let_stand(
    note: Note, passages: Sequence[Passage], *, ready: NoteText | None = None, gate: Gate | None = None
) -> Stood:
    """Ask the gate, by default the shipped one, about each sign of a note. `ready`: the note's text, if it is."""
    weighed = [one for one in passages if is_weighed(one)]
    if not weighed:
        return Stood(list(passages), [], [])
    shown = hide_protected(note)
    text = ready if ready and shown.text == ready.text else NoteText(shown.text)
    gate = gate or read_gate()
    spans = [find_sentence(one, text) for one in weighed]
    words = {span: gate.weights.words.read(text.text, span) for span in dict.fromkeys(spans)}
    unlikely = [
        one
        for one, span in zip(weighed, spans, strict=True)
        if gate.weights.chance(one, words[span]) < gate.least_of(one)
        and not is_plain(one, text)
        and not is_in_question(one, span, text)
    ]
    if not unlikely:
        return Stood(list(passages), [], [])
    aside = [one for one in unlikely if may_be_set_aside(one)]
    asked = [one for one in unlikely if not may_be_set_aside(one)]
    left_out = {id(one) for one in unlikely}
    stands = [one for one in passages if id(one) not in left_out]
    return Stood(stands, mark_sentences_of(aside, text, Level.SET_ASIDE), asked)


def is_in_question(one: Passage, sentence: Range, text: NoteText) -> bool:
    """Whether a mark is in a question. Whoever was asked did not say no, or the mark would be denied."""
    return "?" in text.text[one.end : sentence[1]]


def mark_asked(note: Note, asked: Sequence[Passage]) -> list[SentenceMark]:
    """The sentences of signs that are asked about, by place, with the words that rules found."""
    return mark_sentences_of(asked, NoteText(hide_protected(note).text), Level.ASKED) if asked else []


def mark_sentences_of(passages: Sequence[Passage], text: NoteText, level: Level) -> list[SentenceMark]:
    """The sentences of some passages, each once for a sign, by place, with the words that rules found."""
    words: dict[tuple[Range, str], list[Range]] = defaultdict(list)
    for one in passages:
        words[find_sentence(one, text), one.label].append((one.start, one.end))
    return sorted(
        SentenceMark(*sentence, label, level, tuple(sorted(spans))) for (sentence, label), spans in words.items()
    )


def chance_of(one: Passage, text: NoteText, gate: Gate) -> float:
    """How likely a mark is right, by the sentences that it touches."""
    sentence = find_sentence(one, text)
    return gate.weights.chance(one, gate.weights.words.read(text.text, sentence))


def find_sentence(one: Passage, text: NoteText) -> Range:
    """From where the first sentence that a mark touches begins to where the last ends."""
    sentences = text.sentences
    first = bisect_right(sentences, one.start, key=itemgetter(1))
    last = bisect_left(sentences, one.end, key=itemgetter(0))
    touched = sentences[first:last] or [(one.start, one.end)]
    return touched[0][0], touched[-1][1]
