"""Who is named in a note besides what lists can hold: the child, the child's family by surname, a brother by his name.

A pronoun is only counted. Whether the child is `he` or `she` is taken from what most of the note says, and used for
nothing but to tell whose statement "she says" is.
"""

import re
from collections.abc import Iterator, Sequence

from sightline.casenotes.attributes.cues import CueKind, FoundCue
from sightline.casenotes.mentions.lists import read_mention_lists
from sightline.casenotes.note import Note
from sightline.casenotes.text.anchored_patterns import AnchoredPattern
from sightline.casenotes.text.words import Pieces, as_pieces

Range = tuple[int, int]
CHILD = CueKind("the child's name", "who", "child", "nothing", 0, frozenset(), "")
PARENT = CueKind("a parent's name", "who", "family", "nothing", 0, frozenset(), "f")
FATHER = CueKind("a father's name", "who", "family", "nothing", 0, frozenset(), "m")
OTHER_CHILD = CueKind("another child's name", "who", "other", "nothing", 0, frozenset(), "peer")
# Somebody named who does or is something. Who that is nobody knows: a cue of holders alone, never of who speaks.
SUBJECT = CueKind("a name as a subject", "named", "other", "nothing", 0, frozenset(), "peer")
STAFF = CueKind("a professional's name", "who", "professional", "nothing", 0, frozenset(), "")
SHORTHAND = CueKind("police shorthand for a parent", "who", "family", "nothing", 0, frozenset(), "f")
_TITLED = re.compile(r"\b(Mrs|Mr|Ms|Miss|Mx)\.? ([A-Z][\w'’-]+)")
_RANKED = re.compile(r"\b(?:PC|PCSO|DC|DS|DI|PS|Sgt|Dr|SW|Sister|Nurse|Cllr)\.? (?:\d+ )?([A-Z][\w'’-]+)")
_RELATED_BY = (
    "brother", "sister", "cousin", "friend", "mate", "twin", "flatmate", "pal", "bestie", "classmate", "girl", "boy",
    "lad", "lass", "pupil", "student", "resident", "female", "child",
)  # fmt: skip
_RELATED = AnchoredPattern(
    re.compile(
        rf"\b(?:{'|'.join(f'[{word[0]}{word[0].upper()}]{word[1:]}' for word in _RELATED_BY)})"
        r"s?,? (?:is |called |named )?([A-Z][a-z'’-]+)"
    ),
    _RELATED_BY,
)
# A name with a child's age or year behind it: Maisie 14, Idris, 16, Callie in Y10. This pattern and the next begin with
# the letters that may begin a match, so that a search passes over all others at once.
_AGED = re.compile(
    r"([A-Z](?<!\w.)[a-z'’-]{2,})(?:,? \(?| in )(?:aged )?"
    r"(?:1[0-7]|[5-9]|Y(?:ear |r )?\d{1,2})\b(?![\d:./%]|st|nd|rd|th)"
)
_DOES = re.compile(
    r"([A-Z](?<!\w.)[a-z]{2,})(?:['’]s (?:been|not|gone|in|got|missing)\b"
    r"|,? (?:as you know, )?(?:has|had|was|is|did|went|goes|got|smokes|drinks|(?:has|had|was|is|ai|did)n['’]?t)\b)"
)
NO_NAMES = frozenset(
    {"He", "She", "They", "Her", "His", "It", "The", "This", "That", "We", "And", "But", "Not", "No", "Mum",
     "Dad", "Says", "Said", "Told", "Asked", "Year", "Room", "Flat", "Unit", "Page", "Bed", "Ward", "Team",
     "Group", "Section", "Week", "Day", "Period", "Class", "Bus", "Route", "Back", "Home", "Aged", "Age",
     "Score", "Item", "Step", "Line", "Form", "Tier", "January", "February", "March", "April", "May", "June",
     "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday",
     "Thursday", "Friday", "Saturday", "Sunday"}
)  # fmt: skip
_SHORT = re.compile(r"(?<![\w'])(M|F|M/O|F/O|MO|FO)(?= (?!\d)[a-z])")
# A note without any of these words has none of those.
TITLES = as_pieces(("mrs", "mr", "ms", "miss", "mx"))
_RANKS = as_pieces(("pc", "pcso", "dc", "ds", "di", "ps", "sgt", "dr", "sw", "sister", "nurse", "cllr"))
_RELATIONS = as_pieces(
    word + ending
    for word in ("brother", "sister", "cousin", "friend", "mate", "twin", "flatmate")
    for ending in ("", "s")
)
_HE = as_pieces(("he", "him", "his", "boy", "lad", "son", "nephew", "grandson"))
_SHE = as_pieces(("she", "her", "hers", "girl", "daughter", "niece", "granddaughter"))


def find_pronoun(pieces: Pieces) -> str:
    """`f` or `m`, as most of the note speaks of the child; empty where it is even."""
    he, she = (sum(map(words.__contains__, pieces.written)) for words in (_HE, _SHE))
    return "m" if he > 2 * she else "f" if she > 2 * he else ""


def list_titled(text: str, pieces: Pieces) -> list[Range]:
    """Where a name stands with a title: Mrs Marlow is not Tia Marlow."""
    return [] if TITLES.isdisjoint(pieces.written) else [found.span() for found in _TITLED.finditer(text)]


def list_named(*, note: Note, folded: str, pieces: Pieces, child: Sequence[Range]) -> list[FoundCue]:
    """The people of a note by name, as cues of who speaks. `folded`, `pieces`: its folded text, and as it is cut."""
    found = [FoundCue(start, end, CHILD) for start, end in child]
    said = frozenset(pieces.written)
    if not TITLES.isdisjoint(said):
        found += _by_title(note)
    if not _RANKS.isdisjoint(said):
        found += [FoundCue(ranked.start(), ranked.end(), STAFF) for ranked in _RANKED.finditer(note.text)]
    if not _RELATIONS.isdisjoint(said):
        found += _by_relation(note, folded)
    found += _by_verb(note)
    if note.agency == "police":
        found += [FoundCue(*short.span(1), SHORTHAND) for short in _SHORT.finditer(note.text)]
    return found


def _by_title(note: Note) -> Iterator[FoundCue]:
    surname = (note.subject.split() or [""])[-1].lower()
    for title in _TITLED.finditer(note.text):
        kind = STAFF
        if title[2].lower() == surname:
            kind = FATHER if title[1] == "Mr" else PARENT
        yield FoundCue(title.start(), title.end(), kind)


def _by_relation(note: Note, folded: str) -> Iterator[FoundCue]:
    """A brother, friend or other child who is named once is known by that name in the whole note. Never the child."""
    named = {found[1] for found in (*_RELATED.finditer(note.text, folded), *_AGED.finditer(note.text))}
    own = {word.lower() for word in note.subject.split()}
    for name in sorted(name for name in named - NO_NAMES if name.lower().removesuffix("'s") not in own):
        for again in re.finditer(rf"\b{re.escape(name)}\b", note.text):
            yield FoundCue(*again.span(), OTHER_CHILD)


def _by_verb(note: Note) -> Iterator[FoundCue]:
    """A forename with a verb behind it, not the child's."""
    own = {word.lower() for word in note.subject.split()}
    for found in _DOES.finditer(note.text):
        name = found[1].lower()
        if name not in own and name in read_mention_lists().forenames:
            yield FoundCue(*found.span(1), SUBJECT)
