"""Takes a rule's words for no sign where the model finds their sentence unlikely to hold it; the sentence stays listed.

Always by the shipped model: what a workspace learns takes no sign away. A suspicion, a child's account, a child made to
bring others and signs of harm done are never doubted, and nothing that is denied is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sightline.casenotes.learned.marks import ScoredNotes, SentenceMark
from sightline.model.passages import INDICATORS, Level, Passage, PassageKind, Polarity

Range = tuple[int, int]
# Of rules' words with a lower chance 12 in 100 are right; docs/decisions has what was measured.
DOUBTED_BELOW = 0.15
NEVER_DOUBTED = frozenset({
    "suspected_exploitation", "account_given", "account_withdrawn", "made_to_bring_others",
    "physical_injury", "coercion_control", "found_with_adults", "self_harm", "health_attendance",
})  # fmt: skip


def settle_doubts(
    scored: ScoredNotes, passages: Sequence[Sequence[Passage]]
) -> tuple[list[list[Passage]], list[list[SentenceMark]]]:
    """The passages of each note that stand, and the sentences of those that do not, by place."""
    bounds = [bisect_left(scored.owners, place) for place in range(len(passages) + 1)]
    settled = [_settle(scored, range(*bounds[place : place + 2]), found) for place, found in enumerate(passages)]
    return [stand for stand, _ in settled], [doubted for _, doubted in settled]


def keep_likely(
    by_own: Sequence[Sequence[SentenceMark]], by_shipped: Sequence[Sequence[SentenceMark]]
) -> list[list[SentenceMark]]:
    """The marks of a workspace's own model by note, where no sign that is never doubted is less likely than before."""
    return [_keep(own, shipped) for own, shipped in zip(by_own, by_shipped, strict=True)]


def _keep(own: Sequence[SentenceMark], shipped: Sequence[SentenceMark]) -> list[SentenceMark]:
    marks = {(one.start, one.end, one.label): one for one in own}
    for one in shipped:
        place = (one.start, one.end, one.label)
        is_lower = place not in marks or marks[place].level != Level.MARKED
        if one.label in NEVER_DOUBTED and one.level == Level.MARKED and is_lower:
            marks[place] = one
    return sorted(marks.values())


def _settle(scored: ScoredNotes, rows: range, passages: Sequence[Passage]) -> tuple[list[Passage], list[SentenceMark]]:
    starts, ends = ([getattr(scored.sentences[row], at) for row in rows] for at in ("start", "end"))
    stand: list[Passage] = []
    words: dict[tuple[int, str], list[Range]] = {}
    for one in passages:
        touched = range(bisect_right(ends, one.start), bisect_left(starts, one.end)) if _may_be_doubted(one) else ()
        column = INDICATORS.index(one.label) if touched else 0
        if touched and max(scored.chances[rows[place], column] for place in touched) < DOUBTED_BELOW:
            words.setdefault((touched[0], one.label), []).append((one.start, one.end))
        else:
            stand.append(one)
    doubted = [
        SentenceMark(starts[place], ends[place], label, Level.DOUBTED, tuple(spans))
        for (place, label), spans in words.items()
    ]
    return stand, sorted(doubted)


def _may_be_doubted(one: Passage) -> bool:
    return one.kind is PassageKind.INDICATOR and one.polarity == Polarity.AFFIRMED and one.label not in NEVER_DOUBTED
