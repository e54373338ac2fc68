"""Whether a sign is of somebody else: the child's brother, friend, mother, and not the child.

A person who only says, sees or finds something has nothing. The mother in "mum found bruises on her arm" is the source;
in "mum smelt of drink" she is the one who drank.
"""

import re
from collections.abc import Sequence

from sightline.casenotes.attributes.cues import FoundCue
from sightline.casenotes.attributes.sources import Source
from sightline.model.passages import Attribute, Cue

Range = tuple[int, int]
OTHERS = frozenset({"sibling", "peer"})
# Signs that a parent may show: a state or an act of the parent's own.
OF_PARENTS = frozenset(
    {"substance_use", "self_harm", "physical_injury", "emotional_change", "health_attendance", "criminal_exploitation"}
)
# Signs in which another child may be part: it does them, or is their reason; only one who stands before them has them.
WITH_OTHERS = frozenset(
    {
        "unexplained_gifts",
        "coercion_control",
        "made_to_bring_others",
        "unknown_vehicle",
        "online_contact",
        "phone_contact",
    }
)
# Signs that are the child's own whoever stands before them: the other person is part of the sign.
OF_THE_CHILD = frozenset(
    {"peer_exploited", "parent_worry", "account_given", "account_withdrawn", "older_associate", "found_with_adults",
     "family_isolation"}
)  # fmt: skip
# Signs that are of whoever is named right before them: states and doings that need no other person.
OF_THE_NAMED = frozenset(
    {"missing_episode", "school_absence", "substance_use", "self_harm", "physical_injury", "criminal_exploitation"}
)
DONE_TO_CHILD = re.compile(r"\b(?:her|him|me|us)\b")
NEAR = 9
BEGINS = 3
# Behind these a person is an object: "among the girls", "with her sister", "told his friend".
OBJECTS = frozenset(
    {"of", "among", "amongst", "by", "with", "from", "to", "for", "about", "at", "than", "like", "told", "tells", "and",
     "between", "against", "over", "on", "asked", "told,", "sees", "saw", "met"}
)  # fmt: skip
SMALL = frozenset({"the", "her", "his", "a", "an", "two", "three", "other", "older", "younger", "their", "some", "old"})


def find_holder(
    *,
    span: Range,
    sentence: Range,
    cues: Sequence[FoundCue],
    sources: Sequence[Source],
    folded: str,
    label: str,
    before_it: Sequence[FoundCue] = (),
) -> Cue | None:
    """The person other than the child to whom the sign belongs; None where it is the child's.

    `before_it`: the cues of the sentence before, for `she` who was its subject.
    """
    if label == "parent_worry":
        return next((_cue(one) for one in cues if _is_named_other(one) and span[0] <= one.start < span[1]), None)
    if label in OF_THE_CHILD:
        return None
    if label in OF_THE_NAMED:
        named = [cue for cue in cues if cue.kind.attribute == "named" and cue.start <= span[0]]
        if named and _words(folded, named[-1], span) <= BEGINS and not _comes_between(named[-1], span, cues):
            return _cue(named[-1])
    speakers = {source.cue for source in sources}
    people = [cue for cue in cues if cue.kind.attribute == "who" and not _speaks(cue, speakers)]
    before = [cue for cue in people if _stands_before(cue, span, folded, label) and not _is_owner(folded, cue)]
    if not before:
        return None
    nearest = before[-1]
    if nearest.kind.value == "pronoun":
        return _whom_it_means(nearest, before, before_it, sentence, folded, label)
    if nearest.kind.gender in OTHERS and _is_subject(nearest, folded) and _words(folded, nearest, span) <= NEAR:
        return _cue(nearest)
    first = before[0]
    begins = folded.count(" ", sentence[0], first.start) <= BEGINS
    holds = first.kind.gender in OTHERS or (label in OF_PARENTS and first.kind.value == "family")
    between = [cue for cue in before if cue is not first and cue.kind.value in ("child", "pronoun")]
    close = any(_words(folded, cue, span) <= BEGINS for cue in between)
    return _cue(first) if begins and holds and not close and _is_subject(first, folded) else None


def _stands_before(cue: FoundCue, span: Range, folded: str, label: str) -> bool:
    """Before the sign, and no speaker's label; where somebody does it to the child, the doer has nothing."""
    if folded.startswith(":", cue.end):
        return False
    if label not in WITH_OTHERS:
        return cue.start <= span[0]
    return cue.end <= span[0] and not DONE_TO_CHILD.search(folded, *span)


def _comes_between(named: FoundCue, span: Range, cues: Sequence[FoundCue]) -> bool:
    return any(cue.kind.attribute == "who" and named.end <= cue.start < span[0] for cue in cues)


def _whom_it_means(
    pronoun: FoundCue,
    before: Sequence[FoundCue],
    before_it: Sequence[FoundCue],
    sentence: Range,
    folded: str,
    label: str,
) -> Cue | None:
    """Another child who is the last named subject before `she`: in the sentence, or at the head of the one before."""
    named = [cue for cue in before[:-1] if cue.kind.value != "pronoun"]
    if named:
        last = named[-1]
        is_meant = _is_other_child(last) and not _is_of_other_sex(last, pronoun, folded)
        return _cue(last) if is_meant and _is_subject(last, folded) else None
    earlier = [
        cue
        for cue in before_it
        if cue.kind.attribute == "who" and cue.kind.value != "pronoun" and not _is_owner(folded, cue)
    ]
    if not earlier or any(cue.kind.value == "child" for cue in earlier):
        return None
    if folded.count(" ", sentence[0], pronoun.start) > BEGINS:
        return None
    last = earlier[-1]
    is_parent = label in OF_PARENTS and last.kind.gender == pronoun.kind.gender and last.kind.gender in ("f", "m")
    return _cue(last) if _is_other_child(last) or (is_parent and len(earlier) == 1) else None


def _is_other_child(cue: FoundCue) -> bool:
    return cue.kind.name == "another child's name" or (cue.kind.gender in OTHERS and cue.kind.value == "family")


def _is_of_other_sex(cue: FoundCue, pronoun: FoundCue, folded: str) -> bool:
    """`Her brother was there when she`: she is not the brother."""
    said = folded[cue.start : cue.end]
    return (pronoun.kind.gender == "f" and "brother" in said) or (pronoun.kind.gender == "m" and "sister" in said)


def _words(folded: str, cue: FoundCue, span: Range) -> int:
    return folded.count(" ", min(cue.end, span[0]), span[0])


def _is_subject(cue: FoundCue, folded: str) -> bool:
    """False where a word before it makes it an object."""
    before = [word for word in folded[max(0, cue.start - 40) : cue.start].split() if word not in SMALL]
    return not before or before[-1].strip('"') not in OBJECTS


def _is_named_other(cue: FoundCue) -> bool:
    return cue.kind.attribute == "who" and cue.kind.gender in OTHERS


def _cue(cue: FoundCue) -> Cue:
    return Cue(cue.start, cue.end, Attribute.EXPERIENCER)


def _speaks(cue: FoundCue, speakers: set[Range]) -> bool:
    return any(start <= cue.start and cue.end <= end for start, end in speakers)


def _is_owner(folded: str, cue: FoundCue) -> bool:
    """`his nan's tablets`: a thing of hers, and not she."""
    return folded[cue.end - 2 : cue.end] == "'s" or folded[cue.end : cue.end + 2] == "'s"
