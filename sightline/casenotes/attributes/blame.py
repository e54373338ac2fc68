"""Whether words that would blame a child are said of somebody or something else: a dog, a minibus, a sister, a coach.

The nearest subject before the words decides. Whoever only speaks is none: in "mum says she is streetwise" it is `she`.
Where nothing is found the words are taken as said of the child, for a note is about a child.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sightline.casenotes.attributes.cues import FoundCue
from sightline.casenotes.attributes.experiencer import OBJECTS, SMALL
from sightline.casenotes.attributes.sources import Source
from sightline.casenotes.text.word_forms import join_words
from sightline.casenotes.text.words import WordTable, cut, make_table
from sightline.model.passages import Passage, PassageKind
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table

Range = tuple[int, int]
FILE = ("casenotes", "not_the_child.toml")
LIGHT, HOLLOW, WORKER = "light", "hollow", "worker"
# What plays down, closes or excuses is said of what happened, and a parent may be told to fuss about it.
OF_WHAT_HAPPENED = frozenset({"minimising", "no_disclosure_no_concern", "culture_as_reason"})
# Of a couple or of consent an adult is a part.
WITH_ADULTS = frozenset({"in_a_relationship", "prostitution", "consensual"})
CHILDREN = frozenset({"sibling", "peer"})
# Whoever writes for an agency speaks, and is nothing that the words say.
OF_THE_CHILD = frozenset({"child", "pronoun", "professional"})
OWN = re.compile(
    r"\b(?:s?he|they|s?he's|they're|hers?|hi[ms]|them|child|girl|boy|yp|i|i'm|complainant|victim|aggrieved|witness"
    r"|young (?:man|woman|lady|person|girl|lad)|(?:the )?family)\b"
)
WORD = re.compile(r"[^\W_]+|[,;:.!?(\"\n]")
# Said of a subject on the way to what it does: "her sister, not in our school, is", "a mate in Y12 is", "twenty and".
ASIDE = re.compile(
    r",[^,.;:!?\"\n]{1,40},|\b(?:in|from|at|called|named) (?:(?:the|a|her|his|our|my) )?\w+|\bthe one with\b"
    r"|\b(?:\d\d|eighteen|nineteen|twenty|thirty|forty)(?:-\w+)? and\b"
)
# Of so many words a way of saying is short.
SHORT = 2
# As far back as a subject is looked for.
LETTERS = 90
POINTING = frozenset({"this", "that", "these", "those", "my", "our"})
NAMES = frozenset({"premises", "nickname", "handle"})


class WrittenOthers(Written, frozen=True):
    """One kind of other, and its words."""

    says: Text
    words: tuple[Text, ...]


class Subject(NamedTuple):
    """Whoever may be the subject, and whether that is another than the child."""

    start: int
    end: int
    is_other: bool


def is_of_another(
    *, folded: str, span: Range, sentence: Range, cues: Sequence[FoundCue], sources: Sequence[Source], label: str
) -> bool:
    """True where the nearest subject before the words is not the child."""
    if label in OF_WHAT_HAPPENED:
        return False
    begin = max(sentence[0], span[0] - LETTERS)
    # A verb of the words themselves makes no speaker: "her sister is seeing a man of forty".
    spoken = [source.cue for source in sources if source.cue[1] <= span[0]]
    said = [cue for cue in cues if not any(start <= cue.start < end for start, end in spoken)]
    nearest = max(_list_subjects(folded, (begin, span[0]), said, label), default=None)
    return nearest is not None and nearest.is_other and _reaches(folded, nearest, span[0])


def is_hollow(words: str) -> bool:
    """True where folded words blame nobody by themselves: `has`, `does`, `happy`."""
    return all(word in read_others()[HOLLOW] for word in WORD.findall(words))


def is_too_short(words: str, short: frozenset[str] | None) -> bool:
    """True where folded words are one or two, and are not among the short ways of saying that count."""
    said = join_words(words)
    return short is not None and said.count(" ") < SHORT and said not in short


def leave_out_names(signs: Sequence[Passage], mentions: Sequence[Passage]) -> list[Passage]:
    """Without wording that stands in the name of premises, an account or a person: `the Runaway Inn` blames nobody."""
    names = [(one.start, one.end) for one in mentions if one.label in NAMES]
    return [one for one in signs if one.kind is not PassageKind.WORDING or not _lies_in(one, names)]


def _lies_in(one: Passage, names: Sequence[Range]) -> bool:
    return any(start <= one.start and one.end <= end and end - start > one.end - one.start for start, end in names)


def _list_subjects(folded: str, before: Range, cues: Sequence[FoundCue], label: str) -> Iterator[Subject]:
    own = [found.span() for found in OWN.finditer(folded, *before)]
    yield from (Subject(*span, False) for span in own)
    for start, end, may_be_other in _list_people(folded, before, cues, label):
        if not any(first <= start and end <= last for first, last in own):
            yield Subject(start, end, may_be_other and is_subject(folded, start))


def _list_people(folded: str, before: Range, cues: Sequence[FoundCue], label: str) -> Iterator[tuple[int, int, bool]]:
    """Whom cues and the lists name before the words, and whether that may be another than the child."""
    for cue in cues:
        if before[0] <= cue.start and cue.end <= before[1] and cue.kind.attribute == "who":
            is_own = cue.kind.value in OF_THE_CHILD
            yield cue.start, cue.end, not is_own and (label not in WITH_ADULTS or cue.kind.gender in CHILDREN)
    if label not in WITH_ADULTS:
        for _, start, end in _others().find(cut(folded[before[0] : before[1]])):
            yield before[0] + start, before[0] + end, True


def is_subject(folded: str, start: int) -> bool:
    """False where a word before it makes it an object: `with her sister`, `told the dog`."""
    before = [word for word in folded[max(0, start - 40) : start].split() if word not in SMALL | POINTING]
    return not before or before[-1].strip('"') not in OBJECTS


def _reaches(folded: str, subject: Subject, start: int) -> bool:
    """Whether nothing but small words and asides stands between a subject and what is said of it."""
    between = ASIDE.sub(" ", folded[subject.end : start])
    return all(word in read_others()[LIGHT] for word in WORD.findall(between))


@cache
def read_others() -> dict[str, frozenset[str]]:
    """The words of each list of others, by its name."""
    lists = read_table(dict[str, WrittenOthers], read_toml(*FILE), where="/".join(FILE))
    return {name: frozenset(said.words) for name, said in lists.items()}


@cache
def _others() -> WordTable:
    words = [word for name, of in read_others().items() if name not in (LIGHT, HOLLOW, WORKER) for word in sorted(of)]
    return make_table({form: number for number, form in enumerate(words)})
