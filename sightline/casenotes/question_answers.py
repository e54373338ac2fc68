"""A sign in a question: the answer says whether it is so, and the answer is the child's.

"Q. Has he hit you? A. No. Doesn't need to." denies the blow and affirms the fear. Only the first word of an answer
answers the question.
"""

from dataclasses import dataclass

from sightline.casenotes.parts import PartKind, Parts
from sightline.model.passages import Polarity, SaidBy

Range = tuple[int, int]
NO = (
    "no",
    "nah",
    "nope",
    "never",
    "not really",
    "course not",
    "nothing",
    "nobody",
    "no-one",
    "i wish",
    "don't be",
    "none",
    "only ",
    "just ",
    "shook",
    "shakes",
    "as if",
    "didn't",
    "i don't",
    "i didn't",
    "i haven't",
    "i've not",
    "not me",
    "no one",
    "denied",
    "denies",
    "neither",
    "not that",
    "not since",
    "hasn't",
    "i'm not",
    "nowt",
)
YES = (
    "yes",
    "yeah",
    "yep",
    "yh",
    "ye ",
    "sometimes",
    "a bit",
    "bit of",
    "once",
    "twice",
    "maybe",
    "nodded",
    "nods",
    "loads",
    "all the time",
    "every",
    "kind of",
    "sort of",
    "obviously",
    "course i",
    "i did",
    "a few",
    "probably",
    "couple",
)
MARKS = " \"'(“‘."


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says of a question: a polarity, or "" where it says neither yes nor no; where that stands."""

    polarity: str
    said_by: str
    at: Range


def answer_to(*, span: Range, parts: Parts, folded: str) -> Reply | None:
    """The answer to the question that holds the span; None where it stands in no question."""
    question = next((part for part in parts.at(span[0]) if part.kind == PartKind.TURN and part.is_question), None)
    if question is None or "?" not in folded[span[1] : question.end + 1]:
        return None
    reply = parts.reply_from(question.end)
    if reply is None:
        return None
    start = reply.body
    while start < reply.end and folded[start] in MARKS:
        start += 1
    said = folded[start : start + 24]
    for polarity, openings in ((Polarity.NEGATED, NO), (Polarity.AFFIRMED, YES)):
        for opening in openings:
            if said.startswith(opening) and not said[len(opening) : len(opening) + 1].isalpha():
                return Reply(polarity, reply.said_by or SaidBy.CHILD, (start, start + len(opening)))
    return Reply("", reply.said_by or SaidBy.CHILD, (start, max(start + 1, reply.end)))
