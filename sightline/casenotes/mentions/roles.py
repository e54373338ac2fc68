"""Tells what a note calls somebody whom it names: family, peer, professional, an adult named with worry.

"person of concern" is here only what the sentence says of a man in a car. It is a label of words in one note; nobody
becomes one but by a named practitioner's decision.
"""

import re
from dataclasses import dataclass

from sightline.casenotes.mentions.hits import Range
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.names import Run
from sightline.casenotes.mentions.words import NoteWords

FAMILY, PEER, CONCERN, PROFESSIONAL = "family", "peer", "person_of_concern", "professional"
ADULT_AGE = re.compile(
    r",? ?\(?(?:aged?|about|around|approx|is|abt)?,? ?(?:about |around )?(1[89]|[2-6]\d)(?:ish|s|\b)"
    r"(?! ?(?:[:.]\d|(?:am|pm|mins?|hrs?|miles?|St)\b|%|/))"
)
CHILD_AGE = re.compile(r",? ?\(?(?:aged? )?(?:\d|1[0-7])(?: ?(?:yrs?|years?)(?: old)?)?[),.]")
LAST_LINE = re.compile(r"[ \t]*(?:[,(]?[ \t]*[^.\n]{0,60})?[.)]?[ \t]*(?=[\r\n]|\Z)")
JOINERS = frozenset(
    {
        "is",
        "was",
        "called",
        "named",
        "name",
        "names",
        "a",
        "and",
        "of",
        "by",
        "the",
        "giving",
        "gave",
        "first",
        "known",
        "as",
    }
)
LOOK_BACK = 5
AGE_WITHIN = re.compile(
    r",? (?:who is |is )?(?:an?|the) (?:[a-z-]+ )?(?:man|male|woman|female|adult|bloke|guy|driver|dealer|lad)\b"
)
TITLED_STAFF = frozenset({"school", "health", "childrens_services", "youth_service"})


@dataclass(frozen=True, slots=True)
class RoleReading:
    """What a note says somebody is, by which words, and how surely: 3 a word, 2 an age, 1 its place, 0 not at all."""

    surely: int
    role: str
    cue: Range | None


def find_role(
    words: NoteWords, run: Run, *, child_rest: frozenset[str], agency: str, lists: MentionLists
) -> RoleReading:
    """The role that the words beside a name tell, how surely, and those words' range."""
    found = _by_title(words, run, child_rest, agency, lists) or _by_word_before(words, run, lists)
    if found:
        return RoleReading(3, *found)
    found = _by_word_behind(words, run, lists)
    if found:
        return RoleReading(2, *found)
    found = _by_signing(words, run, lists)
    return RoleReading(1, *found) if found else RoleReading(0, "unknown", None)


def _by_title(
    words: NoteWords, run: Run, child_rest: frozenset[str], agency: str, lists: MentionLists
) -> tuple[str, Range | None] | None:
    at = run.first - 1
    while at >= 0 and words.small[at].isdigit() and at == run.first - 1:
        at -= 1
    if at < 0:
        return None
    word, cue = words.small[at], (words.starts[at], words.ends[at])
    if word in lists.cues["titles"]:
        is_family = any(words.small[place] in child_rest for place in range(run.first, run.last + 1))
        follows = _follows(words, run, lists)
        if is_family:
            return FAMILY, cue
        return (PROFESSIONAL, cue) if follows or agency in TITLED_STAFF else None
    if word in lists.cues["ranks"] and word not in lists.cues["kin"]:
        return PROFESSIONAL, cue
    return None


def _by_word_before(words: NoteWords, run: Run, lists: MentionLists) -> tuple[str, Range | None] | None:
    """Her friend Kayleigh; a man called Wayne; her dad Gregor."""
    at = run.first - 1
    while at >= max(0, run.first - LOOK_BACK):
        gap = words.between(at)
        if any(stop in gap for stop in ".!?;\n"):
            return None
        word, cue = words.small[at], (words.starts[at], words.ends[at])
        for role, kind in ((FAMILY, "kin"), (PEER, "peers"), (CONCERN, "adults")):
            if word in lists.cues[kind] and word not in ("name", "names", "one"):
                return (CONCERN if role == PEER and ADULT_AGE.match(words.text, words.ends[run.last]) else role), cue
        if word not in JOINERS and word not in ("of", "about") and not word.isdigit():
            return None
        at -= 1
    return None


def _follows(words: NoteWords, run: Run, lists: MentionLists) -> Range | None:
    """The words behind a name that say what a professional does: J. Ludlam DSL, Jess Fairlie (LSA)."""
    after = run.last + 1
    if after >= len(words.small) or words.owns[run.last]:
        return None
    gap = words.between(run.last)
    is_set_off = gap.strip() in (",", "(", "-") or (
        gap == " " and words.written[after].isupper() and len(words.written[after]) > 1
    )
    return (
        (words.starts[after], words.ends[after])
        if is_set_off and words.small[after] in lists.cues["professional_after"]
        else None
    )


def _by_word_behind(words: NoteWords, run: Run, lists: MentionLists) -> tuple[str, Range | None] | None:
    if follows := _follows(words, run, lists):
        return PROFESSIONAL, follows
    aged = ADULT_AGE.match(words.text, words.ends[run.last]) or AGE_WITHIN.match(words.text, words.ends[run.last])
    if aged:
        return CONCERN, aged.span()
    young = CHILD_AGE.match(words.text, words.ends[run.last])
    return (PEER, young.span()) if young else None


def _by_signing(words: NoteWords, run: Run, lists: MentionLists) -> tuple[str, Range | None] | None:
    """Who signs at the end, and an initial with a surname: those who write and work."""
    has_initial = len(words.small[run.first]) == 1
    ends = LAST_LINE.match(words.text, words.ends[run.last]) is not None and words.begins[run.first]
    signed = run.first > 0 and words.small[run.first - 1] in lists.cues["signing"]
    return (PROFESSIONAL, None) if has_initial or (ends and signed) else None
