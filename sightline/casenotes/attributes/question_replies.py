"""A sign in a question: the answer says whether it is so, and the answer is the child's.

"Q. Has he hit you? A. No. Doesn't need to." denies the blow and affirms the fear. Only the first word of an answer
answers the question.
"""

import re
from dataclasses import dataclass

from sightline.casenotes.parts.division import NoteParts, PartKind
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
    "hasn't",
    "i'm not",
    "not that i",
    "just friends",
    "just mates",
    "just a friend",
    "just a mate",
    "only friends",
    "only mates",
    "only a friend",
    "only a mate",
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
    "only",
    "just",
    "except",
    "used to",
    "not since",
    "not that",
    "not often",
    "not much",
    "not always",
    "not every",
    "not for a",
    "not lately",
    "not recently",
    "not any more",
    "not anymore",
    "not really bad",
    "nothing much",
    "nothing bad",
    "hardly",
    "now and",
)
# Behind a no these say more than it: the sign stands.
SAYS_MORE = re.compile(
    r"\b(?:but|except|apart from|only|unless|until|sometimes|once|used to|not yet|just (?:my|on|a bit|once|when)|"
    r"(?:s?he|they|it) (?:did|does|do|has|have|had|will)(?! not)(?!\w))\b"
)
REFUSED = re.compile(
    r"(?:i )?(?:can't|cannot|refused|declined|rather not|not allowed|no comment|no answer|no reply|"
    r"(?:won't|(?:don't|didn't|doesn't) (?:want|like) to|would not|wouldn't) (?:say|tell|talk|answer|speak))\b"
)
REPLY_ENDS = re.compile(r"[.!?\n]|\Z")
QUOTES = " \"'(“‘."


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer says of a question: a polarity, or "" where it says neither yes nor no; where that stands.

    `is_refused`: the child did not want to say.
    """

    polarity: str
    said_by: str
    at: Range
    is_refused: bool = False


def reply_to(*, span: Range, parts: NoteParts, folded: str) -> Reply | None:
    """The answer to the question that holds the span; None where it stands in no question."""
    question = next((part for part in parts.at(span[0]) if part.kind == PartKind.TURN and part.is_question), None)
    if question is None or "?" not in folded[span[1] : question.end + 1]:
        return None
    reply = parts.reply_from(question.end)
    if reply is None:
        return None
    start = reply.body
    while start < reply.end and folded[start] in QUOTES:
        start += 1
    said = folded[start : start + 24]
    at = (start, max(start + 1, reply.end))
    said_by = reply.said_by or SaidBy.CHILD
    found = [
        (len(opening), polarity)
        for polarity, openings in ((Polarity.NEGATED, NO), (Polarity.AFFIRMED, YES))
        for opening in openings
        if said.startswith(opening) and not said[len(opening) : len(opening) + 1].isalpha()
    ]
    is_refused = bool(REFUSED.match(said))
    if is_refused or not found:
        return Reply("", said_by, at, is_refused=is_refused)
    length, polarity = max(found)
    ends = REPLY_ENDS.search(folded, start + length)
    if polarity == Polarity.NEGATED and SAYS_MORE.search(
        folded, start + length, min(reply.end, ends.start() if ends else reply.end)
    ):
        polarity = Polarity.AFFIRMED
    return Reply(polarity, said_by, (start, start + length))
