"""What a form, a heading or a question asks and an answer denies: "Self harm: none", "MISSING EPISODES" above "Nil".

Only how a note is laid out says that a word is an answer. "No change", "No. 14 Mill Road" and "nil by mouth" go on, and
answer nothing. A question that is about something else ("Is mum aware of the boyfriend? No") denies no sign.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.casenotes.forms.answer_words import read_answer_words

Range = tuple[int, int]
BEHIND = re.compile(r"[\s.;,|)]*")
LINE = re.compile(r"[^\r\n]+")
BULLET = re.compile(r"[ \t>]*(?:(?:[-*•·–—o]|\[ \])[ \t]+|\(?(?:\d{1,2}|[a-z])[.)][ \t]+)?\|?")
# Where what is asked begins on its line, behind something else.
BEGINS = re.compile(r"(?<=[.!;])\s|\?\s|\||\t| {2,}")
ITEM_ENDS = re.compile(r", ")
WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
PRONOUNS = frozenset({"she", "he", "they", "i", "we", "it", "who", "there", "this", "that"})
OPEN_QUESTIONS = re.compile(r"(?:who|whose|where|why|when|how(?! many| much| often)|what|which)\b")
# A full stop and a bracket behind an answer are part of its sentence.
MARKS_BEHIND = 2
# The most words of a label, of a heading without a mark, and of an item in a list.
MOST_WORDS, MOST_OF_HEADING, LONGEST_ITEM = 14, 6, 4


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What was asked, and where its answer stands. `is_open`: the answer is neither yes nor no."""

    asked: Range
    at: Range
    is_open: bool = False


def find_form_answers(*, text: str, folded: str) -> list[FormAnswer]:
    """Every answer of a note that denies, or leaves open, what was asked before it, by place."""
    found: list[FormAnswer] = []
    before: re.Match[str] | None = None
    for line in LINE.finditer(text):
        if not folded[line.start() : line.end()].strip():
            continue
        here = list(_in_line(text, folded, line.span()))
        above = _above(folded, before.span(), line.span()) if before else None
        found += [*here, *([above] if above else [])]
        before = line
    return found


def _in_line(text: str, folded: str, line: Range) -> Iterator[FormAnswer]:
    words, begin = read_answer_words(), _head(text, line)
    for mark in words.behind_mark.finditer(folded, begin, line[1]):
        start = _begin_asking(folded, begin, mark.start())
        begin = mark.end()
        yield from _answer(folded, (start, mark.start()), mark, is_question="?" in mark[0])
    if begin == _head(text, line) and (bare := words.bare.search(folded, *line)):
        yield from _bare(text, folded, (begin, bare.start()), bare)


def _head(text: str, line: Range) -> int:
    bullet = BULLET.match(text, *line)
    return bullet.end() if bullet else line[0]


def _begin_asking(folded: str, begin: int, end: int) -> int:
    """Where what is asked begins: behind the last sentence, cell, or long part before a comma."""
    for found in BEGINS.finditer(folded, begin, end):
        if folded[found.end() : end].strip():
            begin = found.end()
    items = [begin, *(found.end() for found in ITEM_ENDS.finditer(folded, begin, end))]
    for start, after in reversed(list(pairwise(items))):
        if len(folded[start:after].split()) > LONGEST_ITEM:
            return after
    return begin


def _answer(folded: str, asked: Range, found: re.Match[str], *, is_question: bool) -> Iterator[FormAnswer]:
    """The answer, where what is asked is a question or a label, and is not about something else."""
    words, said = read_answer_words(), folded[slice(*asked)].strip()
    spoken = WORDS.findall(said)
    is_open = bool(found["open"])
    if not spoken or len(spoken) > MOST_WORDS * (1 + is_question) or words.asks_else.search(said):
        return
    if not is_question and spoken[0] in PRONOUNS:
        return
    answer = found["open"] or found["no"]
    if OPEN_QUESTIONS.match(said) and (is_open or not answer.startswith(("none", "nil"))):
        return
    if is_open and words.may_be_unnamed.search(said):
        return
    place = found.start("open" if is_open else "no")
    yield FormAnswer(asked, (place, place + len(answer)), is_open)


def _bare(text: str, folded: str, asked: Range, found: re.Match[str]) -> Iterator[FormAnswer]:
    """A short line that ends with the answer and has no mark before it: "Missing episodes Nil"."""
    spoken = WORDS.findall(folded, *asked)
    is_written_so = text[found.start() + 1].isupper() or folded.startswith(("nil", "none"), found.start() + 1)
    is_label = 0 < len(spoken) <= MOST_OF_HEADING and spoken[0] not in PRONOUNS
    words = read_answer_words()
    if (
        not is_written_so
        or not is_label
        or spoken[-1] in words.before_number
        or re.search(r"[.:?,;]", folded[slice(*asked)])
    ):
        return
    if not words.asks_else.search(folded[slice(*asked)]):
        yield FormAnswer(asked, (found.start() + 1, found.end()))


def _above(folded: str, asked: Range, line: Range) -> FormAnswer | None:
    """The answer on a line of its own, under a heading or a question."""
    head = _head(folded, line)
    found = read_answer_words().alone.match(folded, head, line[1])
    if not found:
        return None
    said = folded[slice(*asked)].rstrip()
    start, end = _head(folded, asked), asked[0] + len(said)
    is_question = said.endswith("?")
    is_answer_alone = found.start("answer") == head
    is_heading = not said.endswith((".", "!", ",", ";")) and (
        said.endswith((":", "-")) or _is_heading(folded[start:end])
    )
    if not is_question and not (is_heading and is_answer_alone):
        return None
    start = _begin_asking(folded, start, end - 1)
    return next(_answer(folded, (start, end), found, is_question=is_question), None)


def _is_heading(said: str) -> bool:
    spoken = WORDS.findall(said)
    return 0 < len(spoken) <= MOST_OF_HEADING and spoken[0] not in PRONOUNS and not any(map(str.isdigit, said))


def answer_of(*, span: Range, answers: Sequence[FormAnswer]) -> FormAnswer | None:
    """The answer to what holds the span; None where no form or question does."""
    return next((one for one in answers if one.asked[0] <= span[0] and span[1] <= one.at[0]), None)


def divide_at_answers(*, sentences: Sequence[Range], answers: Sequence[FormAnswer], folded: str) -> list[Range]:
    """The sentences, each divided where something is asked, answered, and said behind that."""
    if not answers:
        return list(sentences)
    cuts = sorted({cut for one in answers for cut in (one.asked[0], one.at[0], _behind(folded, one.at[1]))})
    divided: list[Range] = []
    for start, end in sentences:
        for cut in [*(cut for cut in cuts if start < cut < end), end]:
            if WORDS.search(folded, start, cut) and (cut == end or WORDS.search(folded, cut, end)):
                piece = folded[start:cut]
                divided.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
                start = cut
    return divided


def _behind(folded: str, place: int) -> int:
    found = BEHIND.match(folded, place)
    return found.end() if found else place


def is_only_asked(*, span: Range, answers: Sequence[FormAnswer]) -> bool:
    """True where a span is nothing but what a form asks, and its answer: nobody has said it."""
    return any(one.asked[0] <= span[0] and span[1] <= one.at[1] + MARKS_BEHIND for one in answers)


def is_an_answer(*, span: Range, answers: Sequence[FormAnswer]) -> bool:
    """True where a span is words of an answer: "none known" is no sign itself."""
    return any(one.at[0] <= span[0] and span[1] <= one.at[1] + MARKS_BEHIND for one in answers)
