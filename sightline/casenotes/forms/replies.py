"""What a form, a heading or a question asks and a reply denies: "Self harm: none", "MISSING EPISODES" above "Nil".

Only how a note is laid out says that a word is a reply. "No change", "No. 14 Mill Road" and "nil by mouth" go on, and
answer nothing. A question that is about something else ("Is mum aware of the boyfriend? No") denies no divider.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.casenotes.forms.columns import list_columns
from sightline.casenotes.forms.contradictions import is_spoken_against
from sightline.casenotes.forms.reply_words import read_reply_words

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
ASKS_WHETHER = re.compile(r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|any)\b")
# Who is said to have done it may be the one who denies it.
DENIED_BY_OTHERS = re.compile(r" by (?!her\b|him\b|them\b|child\b)")
TO_THE_CHILD = re.compile(r"\byou(?:r|rs|rself)?\b")
# A full stop and a bracket behind a reply are part of its sentence.
STOPS_BEHIND = 2
# As many lines of those who were asked are read under a question.
MOST_ASKED = 12
# The most words of a label, of a heading without punctuation, and of an item in a list.
MOST_WORDS, MOST_OF_HEADING, LONGEST_ITEM = 14, 6, 4
# The most letters of a reply at the end of a line; a test asks the patterns.
LONGEST_BARE = 150


@dataclass(frozen=True, slots=True)
class FormReply:
    """What was asked, and where its reply stands. `is_open`: the reply is neither yes nor no.

    `is_apart`: other things stand between the two, in a table.
    """

    asked: Range
    at: Range
    is_open: bool = False
    is_apart: bool = False

    def asks(self, span: Range) -> bool:
        """True where a span is in what was asked."""
        ends = self.asked[1] if self.is_apart else self.at[0]
        return self.asked[0] <= span[0] < ends and span[1] <= self.at[0]

    def holds(self, span: Range) -> bool:
        """True where a span is nothing but what was asked and its reply."""
        begins = self.at[0] if self.is_apart else self.asked[0]
        is_cell = self.is_apart and self.asked[0] <= span[0] and span[1] <= self.asked[1] + STOPS_BEHIND
        return is_cell or (begins <= span[0] and span[1] <= self.at[1] + STOPS_BEHIND)


def find_form_replies(*, text: str, folded: str) -> list[FormReply]:
    """Every reply of a note that denies, or leaves open, what was asked before it, by place."""
    lines = [line.span() for line in LINE.finditer(text) if line[0].strip()]
    found: list[FormReply] = []
    for place in range(len(lines)):
        found += _in_line(text, folded, lines[place : place + MOST_ASKED])
        if place and (above := _above(text, folded, lines[place - 1], lines[place : place + MOST_ASKED])):
            found.append(above)
    return [*found, *_in_tables(text, folded, lines)]


def _in_tables(text: str, folded: str, lines: Sequence[Range]) -> Iterator[FormReply]:
    """What a row of heads asks, and the row below it replies."""
    words = read_reply_words()
    for column in list_columns(text=text, lines=lines):
        start, end = column.head
        said = [words.alone.match(folded, *cell) for cell in column.cells]
        if None in said or not _is_label(folded[start:end]):
            continue
        replies = [one for one in said if one]
        best = next((one for one in replies if one["no"]), replies[0])
        if not best["no"] and not _may_stay_open(folded[start:end]):
            continue
        yield FormReply(column.head, best.span("answer"), is_open=not best["no"], is_apart=True)


def _in_line(text: str, folded: str, lines: Sequence[Range]) -> Iterator[FormReply]:
    """What the first of these lines asks, and answers itself. The others are those below it."""
    line = lines[0]
    words, begin = read_reply_words(), _head(text, line)
    for divider in words.behind_divider.finditer(folded, begin, line[1]):
        start = _begin_asking(folded, begin, divider.start())
        begin = divider.end()
        for reply in _reply(folded, (start, divider.start()), divider, is_question="?" in divider[0]):
            if not is_spoken_against(
                text=text, folded=folded, reply=reply.at, lines=lines, is_named=bool(divider["speaker"])
            ):
                yield reply
    if begin == _head(text, line) and (bare := _find_bare(folded, line)):
        yield from _bare(text, folded, (begin, bare.start()), bare)


def _find_bare(folded: str, line: Range) -> re.Match[str] | None:
    """The reply at the end of a line, where there is one: none is longer than LONGEST_BARE."""
    end = line[0] + len(folded[slice(*line)].rstrip())
    return read_reply_words().bare.search(folded, max(line[0], end - LONGEST_BARE), line[1])


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


def _reply(folded: str, asked: Range, found: re.Match[str], *, is_question: bool) -> Iterator[FormReply]:
    """The reply, where what is asked is a question or a label, and is not about something else."""
    words, said = read_reply_words(), folded[slice(*asked)].strip()
    spoken = WORDS.findall(said)
    is_open = bool(found["open"])
    if not spoken or len(spoken) > MOST_WORDS * (1 + is_question) or words.asks_else.search(said):
        return
    if not is_question and (spoken[0] in PRONOUNS or words.tells.search(said)):
        return
    reply = found["open"] or found["no"]
    if reply.startswith("den") and (DENIED_BY_OTHERS.search(reply) or (not is_question and words.done.match(said))):
        return
    if OPEN_QUESTIONS.match(said) and (is_open or not reply.startswith(("none", "nil"))):
        return
    if is_open and not _may_stay_open(said + "?" * is_question):
        return
    place = found.start("open" if is_open else "no")
    yield FormReply(asked, (place, place + len(reply)), is_open)


def _may_stay_open(said: str) -> bool:
    """Whether nobody has stated what is asked, where its reply is left open: a question, or the bare name of a divider.

    Anything else on a label is written down as it was seen. What the child is asked stays to be read.
    """
    words = read_reply_words()
    if said.endswith("?") and ASKS_WHETHER.match(said):
        return not TO_THE_CHILD.search(said)
    return bool(words.bare_name.fullmatch(said))


def _bare(text: str, folded: str, asked: Range, found: re.Match[str]) -> Iterator[FormReply]:
    """A short line that ends with the reply and has no divider before it: "Missing episodes Nil"."""
    spoken = WORDS.findall(folded, *asked)
    is_written_so = text[found.start() + 1].isupper() or folded.startswith(("nil", "none"), found.start() + 1)
    is_label = 0 < len(spoken) <= MOST_OF_HEADING and spoken[0] not in PRONOUNS
    words = read_reply_words()
    if (
        not is_written_so
        or not is_label
        or spoken[-1] in words.before_number
        or re.search(r"[.:?,;]", folded[slice(*asked)])
    ):
        return
    if not words.asks_else.search(folded[slice(*asked)]):
        yield FormReply(asked, (found.start() + 1, found.end()))


def _above(text: str, folded: str, asked: Range, lines: Sequence[Range]) -> FormReply | None:
    """The reply on a line of its own, under a heading or a question, or the replies of those who were asked."""
    head = _head(folded, lines[0])
    said = folded[slice(*asked)].rstrip()
    is_question = said.endswith("?")
    found = _find_alone(text, folded, lines if is_question else lines[:1], below=lines)
    if not found:
        return None
    start, end = _head(folded, asked), asked[0] + len(said)
    is_reply_alone = found.start("answer") == head
    is_heading = not said.endswith((".", "!", ",", ";")) and (
        said.endswith((":", "-")) or _is_heading(folded[start:end])
    )
    if not is_question and not (is_heading and is_reply_alone):
        return None
    start = _begin_asking(folded, start, end - 1)
    return next(_reply(folded, (start, end), found, is_question=is_question), None)


def _find_alone(text: str, folded: str, lines: Sequence[Range], *, below: Sequence[Range]) -> re.Match[str] | None:
    """The reply of a line; where each line names who was asked, a no of theirs, if nobody says more than no."""
    words, found = read_reply_words(), list[re.Match[str]]()
    names_one = [bool(words.asked.match(folded, _head(folded, line), line[1])) for line in lines]
    for line, is_named in zip(lines, names_one, strict=True):
        if found and not is_named:
            break
        reply = words.alone.match(folded, _head(folded, line), line[1])
        if not reply:
            return None
        found.append(reply)
        if not is_named:
            break
    own, at = below[len(found) - 1 :], found[-1].span("answer")
    if len(found) == MOST_ASKED or is_spoken_against(
        text=text, folded=folded, reply=at, lines=own, is_named=names_one[0]
    ):
        return None
    return next((one for one in found if one["no"]), found[0])


def _is_label(said: str) -> bool:
    words, spoken = read_reply_words(), WORDS.findall(said)
    if not spoken or len(spoken) > MOST_WORDS or words.asks_else.search(said):
        return False
    return said.endswith("?") or not (spoken[0] in PRONOUNS or words.tells.search(said))


def _is_heading(said: str) -> bool:
    spoken = WORDS.findall(said)
    return 0 < len(spoken) <= MOST_OF_HEADING and spoken[0] not in PRONOUNS and not any(map(str.isdigit, said))


def reply_on_form(*, span: Range, replies: Sequence[FormReply]) -> FormReply | None:
    """The reply to what holds the span; None where no form or question does."""
    return next((one for one in replies if one.asks(span)), None)


def divide_at_replies(*, sentences: Sequence[Range], replies: Sequence[FormReply], folded: str) -> list[Range]:
    """The sentences, each divided where something is asked, answered, and said behind that."""
    if not replies:
        return list(sentences)
    cuts = {cut for one in replies for cut in (one.asked[0], one.at[0], _behind(folded, one.at[1]))}
    cuts |= {_behind(folded, one.asked[1]) for one in replies if one.is_apart}
    divided: list[Range] = []
    for start, end in sentences:
        for cut in [*(cut for cut in sorted(cuts) if start < cut < end), end]:
            if WORDS.search(folded, start, cut) and (cut == end or WORDS.search(folded, cut, end)):
                piece = folded[start:cut]
                divided.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
                start = cut
    return divided


def _behind(folded: str, place: int) -> int:
    found = BEHIND.match(folded, place)
    return found.end() if found else place


def is_only_asked(*, span: Range, replies: Sequence[FormReply]) -> bool:
    """True where a span is nothing but what a form asks, and a reply that denies it: nobody has said it."""
    return any(one.holds(span) and not one.is_open for one in replies)


def is_a_reply(*, span: Range, replies: Sequence[FormReply]) -> bool:
    """True where a span is words of a reply: "none known" is no sign itself."""
    return any(one.at[0] <= span[0] and span[1] <= one.at[1] + STOPS_BEHIND for one in replies)
