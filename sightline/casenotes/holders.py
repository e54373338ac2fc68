"""Whether a sign is of somebody else: the child's brother, friend, mother, and not the child.

A newcomer would get this wrong: a person who only says, sees or finds something has nothing. The mother in "mum found
bruises on her arm" is the source; in "mum smelt of drink" she is the one who drank.
"""

from collections.abc import Sequence

from sightline.casenotes.cues import FoundCue
from sightline.casenotes.sources import Source
from sightline.model.passages import Attribute, Cue

Range = tuple[int, int]
OTHERS = frozenset({"sibling", "peer"})
# Signs that a parent may show: a state or an act of the parent's own, where the parent stands right before it.
OF_PARENTS = frozenset({"substance_use", "self_harm", "physical_injury", "coercion_control", "emotional_change"})
# Signs that are the child's own whoever stands before them.
OF_THE_CHILD = frozenset(
    {
        "peer_exploited",
        "parent_worry",
        "made_to_bring_others",
        "family_isolation",
        "account_given",
        "account_withdrawn",
        "older_associate",
    }
)
NEAR = 9
RIGHT_BEFORE = 3


def find_holder(
    *, span: Range, cues: Sequence[FoundCue], sources: Sequence[Source], folded: str, label: str
) -> Cue | None:
    """The person other than the child to whom the sign belongs; None where it is the child's."""
    if label in OF_THE_CHILD:
        return None
    speakers = {source.cue for source in sources}
    before = [cue for cue in cues if cue.kind.attribute == "who" and cue.end <= span[0] and not _speaks(cue, speakers)]
    if not before:
        return None
    nearest = before[-1]
    words = folded.count(" ", nearest.end, span[0])
    if nearest.kind.gender in OTHERS and words <= NEAR:
        return Cue(nearest.start, nearest.end, Attribute.EXPERIENCER)
    if (
        label in OF_PARENTS
        and nearest.kind.value == "family"
        and words <= RIGHT_BEFORE
        and not _is_owner(folded, nearest)
    ):
        return Cue(nearest.start, nearest.end, Attribute.EXPERIENCER)
    return None


def _speaks(cue: FoundCue, speakers: set[Range]) -> bool:
    return any(start <= cue.start and cue.end <= end for start, end in speakers)


def _is_owner(folded: str, cue: FoundCue) -> bool:
    """`his nan's tablets`: a thing of hers, and not she."""
    return folded[cue.end - 2 : cue.end] == "'s" or folded[cue.end : cue.end + 2] == "'s"
