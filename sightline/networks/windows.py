"""People who hang together within some months: around small things that touch at least two of the same people.

To hang together is no evidence yet. It only says who is looked at together. A thing ties its people no less for
touching more of them, until it touches so many that it ties nobody. What is graded low ties nobody where nothing else
in the same days puts the two together.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu
from scipy.sparse.csgraph import connected_components

from sightline.networks.contacts import Touch
from sightline.networks.rules import GroupRule

Numbers = NDArray[np.int64]
FEW: Final = 40  # things: for so few, sets are ten times as fast as sparse matrices


def find_together(*, touches: Sequence[Touch], rule: GroupRule) -> Iterator[tuple[date, frozenset[str]]]:
    """For each stretch of days, by its first day: the people who hang together in it. Touches come in order of days."""
    if not touches:
        return
    days = np.array([one.on.toordinal() for one in touches])
    low = np.array([one.low for one in touches])
    people, who = _numbered([one.person_id for one in touches])
    _, what = _numbered([one.entity_id for one in touches])
    pairs = what * len(people) + who
    length = rule.within_days + rule.step_days
    # Stretches stand on the calendar, so that an earlier record moves none of them.
    first_of_all = (int(days[0]) - rule.within_days) // rule.step_days * rule.step_days
    for first in range(first_of_all, int(days[-1]) + 1, rule.step_days):
        begin, end = np.searchsorted(days, (first, first + length))
        inside, well_graded = pairs[begin:end], ~low[begin:end]
        if not well_graded.all():
            inside = inside[np.isin(inside, inside[well_graded])]
        for some in _hang_together(inside, len(people), rule):
            yield date.fromordinal(first), frozenset(people[number] for number in some)


def stretch(first: date, rule: GroupRule) -> tuple[date, date]:
    """The first day of a stretch, and the day after its last: whatever the rule asks for lies in one as a whole."""
    return first, first + timedelta(days=rule.within_days + rule.step_days)


def _numbered(names: Sequence[str]) -> tuple[list[str], Numbers]:
    """Each name once, and the number of each that was given."""
    number = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return list(number), np.array([number[name] for name in names])


def _hang_together(pairs: Numbers, width: int, rule: GroupRule) -> Iterator[Numbers]:
    """The people around each lot of two things or more that hang together. A pair: thing times `width`, and person."""
    things, people = np.divmod(np.unique(pairs), width)
    _, place, touched_by = np.unique(things, return_inverse=True, return_counts=True)
    small = ((touched_by >= rule.members_each) & (touched_by <= rule.most_people))[place]
    if not small.any():
        return
    used, rows = np.unique(things[small], return_inverse=True)
    if len(used) <= FEW:
        yield from few_together(rows.tolist(), people[small].tolist(), rule.in_common)
    else:
        yield from many_together(rows, people[small], rule.in_common)


def few_together(rows: Sequence[int], people: Sequence[int], in_common: int) -> Iterator[Numbers]:
    """The same as `many_together`, by sets.

    `rows`: the numbers of things from 0 on, `people`: the person of each; a pair stands once.
    """
    touched: list[set[int]] = [set() for _ in range(max(rows) + 1)]
    for row, person in zip(rows, people, strict=True):
        touched[row].add(person)
    label = list(range(len(touched)))
    for one, other in combinations(range(len(touched)), 2):
        if label[one] != label[other] and len(touched[one] & touched[other]) >= in_common:
            kept, gone = sorted((label[one], label[other]))
            label = [kept if each == gone else each for each in label]
    for each in dict.fromkeys(label):
        if label.count(each) > 1:
            yield np.array(sorted(set().union(*(touched[row] for row, own in enumerate(label) if own == each))))


def many_together(rows: Numbers, people: Numbers, in_common: int) -> Iterator[Numbers]:
    """The people around each lot of things that hang together by people in common, by their first things."""
    here, columns = np.unique(people, return_inverse=True)
    touched = csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(int(rows.max()) + 1, len(here)))
    shared = triu(touched @ touched.T, k=1, format="csr")
    shared.data[shared.data < in_common] = 0
    shared.eliminate_zeros()
    _, labels = connected_components(shared, directed=False)
    together = np.flatnonzero((np.bincount(labels) > 1)[labels])
    for label in np.unique(labels[together]):
        yield here[np.unique(touched[together[labels[together] == label]].indices)]
