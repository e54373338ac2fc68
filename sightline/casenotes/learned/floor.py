"""A model of a workspace takes no sign away that must be asked about and that the shipped one finds likely."""

from collections.abc import Sequence

from sightline.casenotes.learned.marks import SentenceMark
from sightline.model.passages import Level

NEVER_TAKEN_AWAY = frozenset({"suspected_exploitation", "account_given", "made_to_bring_others"})


def keep_likely(
    by_own: Sequence[Sequence[SentenceMark]], by_shipped: Sequence[Sequence[SentenceMark]]
) -> list[list[SentenceMark]]:
    """The marks of a workspace's own model by note, where none of these signs is less likely than before."""
    return [_keep(own, shipped) for own, shipped in zip(by_own, by_shipped, strict=True)]


def _keep(own: Sequence[SentenceMark], shipped: Sequence[SentenceMark]) -> list[SentenceMark]:
    marks = {(one.start, one.end, one.label): one for one in own}
    for one in shipped:
        place = (one.start, one.end, one.label)
        is_lower = place not in marks or marks[place].level != Level.MARKED
        if one.label in NEVER_TAKEN_AWAY and one.level == Level.MARKED and is_lower:
            marks[place] = one
    return sorted(marks.values())
