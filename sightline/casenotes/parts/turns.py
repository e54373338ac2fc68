"""Finds speakers' turns: "Q. Where were you? A. ...", "Tia: ...", "Mum - ...".

A capital with a full stop is mostly an initial. `A.` answers only in a note that asks, and what a worker adds behind a
quoted answer is not the child's.
"""

import re
from collections import Counter
from collections.abc import Iterator

from sightline.casenotes.parts.labels import PartWords
from sightline.casenotes.parts.nouns import NotePart, PartKind

ENDS_BEFORE = frozenset(".?!\"”’')…")
QUOTED = re.compile(r"[ \t]*([\"“'‘])")
CLOSING = {'"': '"', "“": "”", "'": "'", "‘": "’"}
OFTEN = 2
QUESTION = "professional"


def is_interview(text: str, words: PartWords) -> bool:
    """Whether questions and answers are marked as such."""
    if not any(words.label_within.match(text, begins.start()) for begins in words.asks_begin.finditer(text)):
        return False
    said = {words.labels_within[found[1].lower()] for found in words.label_within.finditer(text)}
    return len(said) > 1


def split_label(text: str, start: int, end: int, words: PartWords) -> tuple[str, int]:
    """The label at the head of a line, and where its words begin; "" where there is none."""
    found = words.label_here.match(text, start, end)
    return (found[1], found.end()) if found else ("", start)


def find_turns(
    text: str, start: int, end: int, *, subject: str, words: PartWords, labels: Counter[str], interview: bool
) -> Iterator[NotePart]:
    """The turns of a line. A label that is neither listed nor the child's name counts where it comes again."""
    if interview and (found := _speakers_within(text, start, end, words)):
        ends = [*(one.start() for one in found[1:]), end]
        for one, turn_end in zip(found, ends, strict=True):
            said_by = words.labels_within[one[1].lower()]
            is_question = said_by == QUESTION
            stop = turn_end if is_question else _reply_end(text, one.end(), turn_end)
            yield NotePart(
                PartKind.TURN, one.start(), one.end(), stop,
                speaker=one[1], said_by=said_by, is_question=is_question,
            )  # fmt: skip
        return
    label, body = split_label(text, start, end, words)
    said_by = _said_by(label, subject, words)
    is_listed = bool(said_by) and not (len(label) == 1 and text[start + 1] in ".)")
    if is_listed or (labels[label.lower()] >= OFTEN and label[:1].isupper() and text[body - 1 : body] != "."):
        yield NotePart(PartKind.TURN, start, body, end, speaker=label, said_by=said_by)


def _said_by(label: str, subject: str, words: PartWords) -> str:
    small = label.lower().replace("’", "'")
    if small and small in (subject.lower(), *subject.lower().split()[:1]):
        return "child"
    return words.speakers.get(small, "")


def _speakers_within(text: str, start: int, end: int, words: PartWords) -> list[re.Match[str]]:
    """The labels of a line that stand at its head or behind the end of a sentence."""
    found = words.label_within.finditer(text, start, end)
    return [one for one in found if one.start() == start or text[start : one.start()].rstrip()[-1:] in ENDS_BEFORE]


def _reply_end(text: str, start: int, end: int) -> int:
    """Where an answer ends: at its last closing quote when it begins with a quotation."""
    quoted = QUOTED.match(text, start, end)
    if not quoted:
        return end
    closing = text.rfind(CLOSING[quoted[1]], quoted.end(), end)
    return closing + 1 if closing > 0 else end
