"""Tells grown people from a child's peers: `lads in their twenties`, `group of males`, `he and his mates` are no peers.

A word alone does not decide: lads may be of the child's age, and friends of an adult are adults. What is said of two
girls and the men who use them stays, since it speaks of the girls.
"""

import re

Range = tuple[int, int]
_AGE = (
    r"(?:aged? (?:about |approx |around )?(?:1[89]|[2-6]\d)"
    r"|in (?:his|their) (?:early |mid |late )?(?:[2-6]0s?|twent|thirt|fort|fift)"
    r"|(?:over|above) (?:1[89]|[2-5]\d)|(?:1[89]|[2-6]\d)(?:s|ish| ?(?:yrs?|years?|yo)\b|-| to )|grown|men of|men\b)"
)
GROWN = re.compile(
    r"\b(?:men|males|blokes|adults|grown[- ]ups?|geezers|fellas|taxi drivers|drivers"
    r"|(?:and|&) (?:his|their) (?:mates|friends|pals|brothers|cousins)"
    r"|associates of (?:the|a|this|that) (?:nominal|male|man|suspect)"
    rf"|(?:lads|boys|guys|friends|mates|group|crowd|gang|people|brothers|cousins)\b[^.;!?]{{0,30}}?\b{_AGE})"
)
YOUNG = re.compile(
    r"\b(?:girls?|friends?|mates?|bestie|pals?|classmates?|pupils?|child(?:ren)?|kids?|cousins?|sisters?|brothers?"
    r"|residents?|young people|schoolgirls?|lass(?:es)?|teenagers?|boys?|lads?)\b"
)
# How many letters of a sign name those of whom it speaks, and how soon a sentence names its subject.
HEAD, SUBJECT = 35, 12


def is_of_grown_people(folded: str, span: Range, sentence: Range) -> bool:
    """True where those of whom a sign speaks are grown up, and no child is named in it."""
    start, end = span
    grown = [found.span() for found in GROWN.finditer(folded, *sentence)]
    of_whom = [
        place
        for place in grown
        if (place[1] > start and place[0] < min(start + HEAD, end))
        or (place[0] < sentence[0] + SUBJECT and place[1] <= start)
    ]
    return bool(of_whom) and not any(
        not any(place[0] <= young.start() < place[1] for place in of_whom)
        for young in YOUNG.finditer(folded, start, end)
    )
