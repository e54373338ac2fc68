"""Finds nicknames and street names: "known as Stretch", someone called "tee", "that's Cagey", "tall adam" in quotes.

Most of them are ordinary words. Only what stands before them, or quotation marks behind such words, says that they name
somebody; "described as 'promiscuous'" names nobody.
"""

import re
from collections.abc import Iterator

from sightline.casenotes.mentions.hits import MentionHit, Range, TakenWords
from sightline.casenotes.mentions.lists import MentionLists
from sightline.casenotes.mentions.names import Run
from sightline.casenotes.mentions.people import Child
from sightline.casenotes.mentions.roles import find_role
from sightline.casenotes.mentions.words import NoteWords, WordShape, divide
from sightline.casenotes.text.anchored_patterns import AnchoredPattern
from sightline.casenotes.text.words import as_pieces

SOMEBODY = (
    r"(?:some(?:one|body)|man|men|males?|bloke|guy|lad|boy|girl|woman|female|adult|driver|dealer|friend|mate|person|"
    r"people|boyfriend|associate|nominal|older|elder|boss|one|he|she|they|is|was|who|him|contact|user|fella|suspect|"
    r"runner|youth|yp|child|just|only)"
)
THE_NAME = r"(?:(?: the)? (?:street ?name|nickname|name|alias|tag)s?(?: of)?)"
KNOWN = (
    r"(?:known(?: to (?:her|him|them|police|us|the \w+))?(?: only| simply| locally| just)? (?:as|by)"
    rf"{THE_NAME}?)"
)
CALLED = (
    rf"(?:{SOMEBODY} (?:they |he |she |everyone |people |she only |he only )?(?:calls?|called|named)|"
    r"calling (?:him|her)self|calls? (?:him|her|them)sel(?:f|ves)|called (?:him|her)self|"
    r"they (?:all )?call (?:him|her))"
)
NICKNAME = (
    r"(?:a\.?k\.?a\.?|alias(?:es)?|(?:nick-?|street ?)names?(?: of| is| was)?|nicknamed|(?:goes|go|going|went) by|"
    rf"moniker(?: of)?|(?:uses|using|under|by|gave|giving){THE_NAME}|saved as|signs? (?:him|her)self as)"
)
# A note without any of these has none of those.
LEADS = frozenset(
    {"known", "aka", "alias", "aliases", "nickname", "nicknames", "nicknamed", "nick", "street", "streetname",
     "moniker", "name", "names", "tag", "saved", "signs", "sign", "called", "calls", "call", "calling", "named"}
)  # fmt: skip
GO_BY = ("k.a", "go by", "goes by", "going by", "went by")
CUE = AnchoredPattern(
    re.compile(
        rf"\b(?:{KNOWN}|{NICKNAME}|{CALLED})(?:[ ,:(–-]|the name|as|of|just|only|either|simply)*?[ ,:(–-]+"
        r"(?P<quote>[\"“'‘]?)(?P<name>[^\W\d_][\w'’-]*(?: [^\W_][\w'’-]*){0,2})(?P<close>[\"”'’]?)",
        re.IGNORECASE,
    ),
    ("known", "call", "name", "alias", "tag", "aka", "a.ka", "ak.a", "a.k.a", "go by", "goes by", "going by", "went by",
     "moniker", "saved", "self as"),
    back=32,  # "boyfriend everyone called", "giving the street name"
)  # fmt: skip
QUOTED_ACTOR = re.compile(
    r"[\"“'‘](?P<name>(?!the\b|my\b|a\b)[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)?)[\"”'’],? (?:who|whom|whose|says|said|told|"
    r"picked|gave|took|sent|rang|texted|messaged|drives|drove|bought)\b",
    re.IGNORECASE,
)
THATS = re.compile(r"\b(?:that[’']?s|it[’']s|it was|that was|he[’']s|this is) (?P<name>[A-Z][a-z]{2,})(?=[,.;!\"”'’ ])")
MORE = re.compile(r"[\"”'’]?(?:,| and| or| aka)+ (?:[\"“'‘]?)(?P<name>[A-Z][\w'’-]+)")
SAYS_NICKNAME = re.compile(
    r"known|a\.?k\.?a|alias|nick|street|go(?:es|ing)? by|went by|self|saved|tag|moniker", re.IGNORECASE
)
# A note without any of these quotes nobody; folded, each is one of two.
QUOTE_PIECES = as_pieces(('"', "'"))
INTRODUCED_BY = frozenset({"that", "thats", "it", "its", "he", "hes", "was", "is"})
QUOTES = ('"', "”", "'", "’")
ADULT = "person_of_concern"


def find_named(
    words: NoteWords, *, child: Child, agency: str, lists: MentionLists, taken: TakenWords
) -> Iterator[MentionHit]:
    """Nicknames and names that the words before them give, and each of them wherever the note has it again."""
    seen: set[str] = set()
    for start, end, rule, cue in _find_cued(words, lists):
        name = words.text[start:end]
        if not taken.is_free(start, end) or name in seen or name.lower() in child.all or start not in words.starts:
            continue
        seen.add(name)
        label = "nickname" if _is_nickname(words.text[cue[0] : end + 1], name, rule, lists) else "person"
        first = words.starts.index(start)
        run = Run(first, first + name.count(" "), 1, False, False, False)
        reading = find_role(words, run, child_rest=child.rest, agency=agency, lists=lists)
        role = ADULT if reading.role == "unknown" and _names_adult(words.text[slice(*cue)], lists) else reading.role
        for again in _places_of(words, name):
            yield MentionHit(
                again, again + len(name), label, role, rule if label == "nickname" else "person_named", cue
            )


def _find_cued(words: NoteWords, lists: MentionLists) -> Iterator[tuple[int, int, str, Range]]:
    text = words.text
    has_lead = not LEADS.isdisjoint(words.all) or any(lead in text for lead in GO_BY)
    for found in CUE.finditer(text, words.folded) if has_lead else ():
        start, end = found.start("name"), _end(found, bool(found["quote"] and found["close"]))
        cue = (found.start(), start)
        if end > start and _is_name(text[start:end], bool(found["quote"] and found["close"]), lists):
            yield start, end, "nickname_cue", cue
            more = MORE.match(text, end)
            if more and more["name"].lower() not in lists.not_names:
                yield *more.span("name"), "nickname_cue", cue
    for found in QUOTED_ACTOR.finditer(text) if not words.pieces.isdisjoint(QUOTE_PIECES) else ():
        if any(word.lower() in lists.forenames or word.lower() not in lists.english for word in found["name"].split()):
            yield *found.span("name"), "nickname_quoted", found.span()
    introduced = list(THATS.finditer(text))
    for found in introduced if introduced and _may_introduce(words) else ():
        if found["name"].lower() not in lists.not_names:
            yield *found.span("name"), "nickname_thats", (found.start(), found.start("name"))


def _may_introduce(words: NoteWords) -> bool:
    """Whether a word with a capital stands behind one with which somebody is introduced: that's Cagey."""
    small = words.small
    return any(
        shape is WordShape.CAPITAL and place and small[place - 1].rpartition("-")[2] in INTRODUCED_BY
        for place, shape in enumerate(words.shapes)
    )


def _places_of(words: NoteWords, name: str) -> Iterator[int]:
    """Where a name stands as whole words, written as it was."""
    for place, start in enumerate(words.starts):
        if words.text.startswith(name, start) and start + len(name) in words.ends[place : place + 4]:
            yield start


def _is_nickname(cued: str, name: str, rule: str, lists: MentionLists) -> bool:
    """A man called Wayne has a name; who is known as Stretch or called "tee" has a nickname."""
    if rule != "nickname_cue" or SAYS_NICKNAME.search(cued) or cued.endswith(QUOTES):
        return True
    return all(word.lower() in lists.english and word.lower() not in lists.forenames for word in name.split())


def _names_adult(cue: str, lists: MentionLists) -> bool:
    return any(word in lists.cues["adults"] for word, _, _ in divide(cue.lower()))


def _end(found: re.Match[str], quoted: bool) -> int:
    """Where the name ends: all that is quoted, else its words that have a capital, else the first word."""
    if quoted:
        return found.end("name")
    end = found.start("name")
    for word, start, stop in divide(found["name"]):
        if start and not word[0].isupper():
            break
        end = found.start("name") + stop
        if not word[0].isupper():
            break
    return end


def _is_name(name: str, quoted: bool, lists: MentionLists) -> bool:
    first = name.split()[0].lower()
    if first in lists.cues["no_nicknames"] or (first in lists.not_names and first not in lists.forenames):
        return False
    if quoted or name[0].isupper():
        return True
    return first not in lists.english or first in lists.forenames
