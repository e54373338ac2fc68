"""Whether something befell somebody beside the child, as grammar says: "the nurse was beaten up".

Here a person is known by place alone: right before what was done to them, or right behind the sign. Whoever tells,
sees or fears something stands elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sightline.casenotes.attributes.blame import is_subject, read_others
from sightline.casenotes.attributes.cues import FoundCue
from sightline.model.passages import Attribute, Cue

Range = tuple[int, int]
# Lists of `not_the_child.toml` whose words are people.
PEOPLE = ("person", "worker")
FRIEND = re.compile(r"friend|mate|peer")
# What befalls whoever is named before "was": any words of these signs, or those words alone.
ANY_WORDS = frozenset({"physical_injury", "health_attendance", "found_with_adults", "unknown_vehicle"})
BLOWS = r"beaten|battered|jumped|attacked|assaulted|punched|kicked|hit|slapped|stabbed|roughed|set (?:up)?on|strangled"
SUSPECTED = r"(?:re-)?referred|exploited|groomed|trafficked|sold|pimped|a victim|at (?:\w+ )?risk"
OF_WORDS = {
    "coercion_control": re.compile(rf"\s+(?:{BLOWS})\b"),
    "suspected_exploitation": re.compile(rf"\s+(?:{SUSPECTED})\b"),
}
SMALL_WORDS = (
    r"also|both|all|then|later|reportedly|allegedly|apparently|recently|previously|once|again|just|only|badly|since|"
    r"severely|seriously|being|been|who|which|still|now|yesterday|today|sadly|himself|herself|themselves"
)
PLACE = r"(?:\s+(?:of|at|from|in)\s+(?:(?:the|her|his|our|another)\s+)?[\w']+)?"
BEFALLS = re.compile(
    rf"{PLACE}(?:\s+(?:{SMALL_WORDS}))*\s+(?:was|were|got|gets|is|are|remains?|(?:has|have|had)(?:\s+(?:{SMALL_WORDS}))+)"
    rf"(?:\s+(?:{SMALL_WORDS}))*"
)
# For whom a referral was made, on whose arm the bruise is: said right behind the sign or within it.
SAID_OF = {
    "suspected_exploitation": re.compile(
        r"\b(?:referrals?|decisions?|exploitation|grooming|trafficking|nrm)(?:\s+(?:was|were|has|have|been|made|submitted|sent|"
        r"completed|done|accepted|received|by\s+\w+))*\s+(?:for|of|about|re|regarding|concerning)\s+(?:(?:the|her|his|their|an?)\s+)?$"
    ),
    "physical_injury": re.compile(
        r"\b(?:bruis\w+|injur\w+|marks?|cuts?|burns?|scratch\w*|grazes?|wounds?)(?:\s+(?:was|were|seen|noted|found|visible))*"
        r"\s+(?:on|to|of|across|over|around)\s+(?:(?:the|her|his|their|an?)\s+)?$"
    ),
}
# "Her brother ... on his arm": the arm is not hers.
UNEXPLAINED = re.compile(
    r"\b(?:explain|account for|say how|tell|give)\b.{0,80}?\b(?:on|to|across|over|around|of)\s+(?:both\s+)?(her|his)\b"
)
REACHES, BESIDE = 90, 16


def find_bystander(*, span: Range, sentence: Range, cues: Sequence[FoundCue], folded: str, label: str) -> Cue | None:
    """The person beside the child whom the sign befell, where grammar alone says so."""
    return (
        _before(span, sentence, cues, folded, label)
        or _behind(span, cues, folded, label)
        or _of_whom_is_silent(span, sentence, cues, folded, label)
    )


def _before(span: Range, sentence: Range, cues: Sequence[FoundCue], folded: str, label: str) -> Cue | None:
    only = OF_WORDS.get(label)
    if label not in ANY_WORDS and not only:
        return None
    for start, end in _list_people(sentence[0], span[1], cues, folded):
        befalls = BEFALLS.match(folded, end, span[1])
        if not befalls or (only and not only.match(folded, befalls.end())):
            continue
        if _meets(befalls.end(), span, folded) and is_subject(folded, start):
            return Cue(start, end, Attribute.EXPERIENCER)
    return None


def _meets(end: int, span: Range, folded: str) -> bool:
    """Whether the words of being done to end at the sign or in it."""
    return span[0] <= end or not folded[end : span[0]].strip()


def _behind(span: Range, cues: Sequence[FoundCue], folded: str, label: str) -> Cue | None:
    said_of = SAID_OF.get(label)
    if not said_of:
        return None
    for cue in cues:
        if (
            _is_near(cue, folded)
            and span[0] < cue.start <= span[1] + BESIDE
            and said_of.search(folded, span[0], cue.start)
        ):
            return Cue(cue.start, cue.end, Attribute.EXPERIENCER)
    return None


def _of_whom_is_silent(span: Range, sentence: Range, cues: Sequence[FoundCue], folded: str, label: str) -> Cue | None:
    """`Her brother could not explain the bruises on his arm`: the one word for the child is not the other."""
    if label != "physical_injury":
        return None
    until = min(sentence[1], span[1] + REACHES)
    silent = UNEXPLAINED.search(folded, max(sentence[0], span[0] - REACHES), until)
    for cue in cues:
        owner = re.search(r"\b(her|his)\s+(?:\w+\s+)?$", folded[max(sentence[0], cue.start - 16) : cue.start])
        if silent and owner and _is_relative(cue) and cue.end <= silent.start() and owner[1] != silent[1]:
            return Cue(cue.start, cue.end, Attribute.EXPERIENCER)
    return None


def _is_relative(cue: FoundCue) -> bool:
    return cue.kind.attribute == "who" and cue.kind.value == "family"


def _is_near(cue: FoundCue, folded: str) -> bool:
    is_friend = cue.kind.attribute == "who" and FRIEND.search(folded, cue.start, cue.end) is not None
    return is_friend or _is_relative(cue)


def _list_people(begin: int, end: int, cues: Sequence[FoundCue], folded: str) -> Iterator[Range]:
    for cue in cues:
        if _is_near(cue, folded):
            yield cue.start, cue.end
    for found in _people().finditer(folded, begin, end):
        yield found.span()


@cache
def _people() -> re.Pattern[str]:
    words = sorted({word for name in PEOPLE for word in read_others()[name]}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
