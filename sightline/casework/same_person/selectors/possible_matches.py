"""Finds which people of a chart or group may be one person, so that nobody counts them as two."""

from collections.abc import Collection, Mapping

from sightline.casework.same_person.answer_history import read_answers
from sightline.casework.same_person.selectors.questions import people_settled
from sightline.model.judgements import PairAnswer
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

PEOPLE = ("child", "adult")


def possible_matches(store: SnapshotReader, people: Collection[str], sight: RowFilter) -> tuple[tuple[str, str], ...]:
    """Pairs of these people with an unanswered possible match, both of whose records this reader may see."""
    asked = store.asked_pairs(person_ids=sorted(people), sight=sight) if people else set()
    if not asked:
        return ()
    given = read_answers().in_force().items()
    settled = people_settled(store, {pair for pair, one in given if one.body["answer"] != PairAnswer.CANNOT_TELL})
    return tuple(sorted(pair for pair in asked if frozenset(pair) not in settled))


def matches_among(store: SnapshotReader, kinds: Mapping[str, str], sight: RowFilter) -> tuple[tuple[str, str], ...]:
    """The same of the children and adults among members of groups, by their kinds."""
    return possible_matches(store, [one for one, kind in kinds.items() if kind in PEOPLE], sight)
