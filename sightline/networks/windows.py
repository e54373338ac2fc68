"""People who are tied within a short time: each small thing ties the few whom it touches, and ties many less.

A newcomer would get this wrong: a tie is no evidence yet. It only says who is looked at together. What is graded low
ties nobody where nothing else in the same days puts the two together.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sightline.networks.rules import GroupRule
from sightline.networks.touches import ADULTS, Touch


def find_together(*, touches: Sequence[Touch], rule: GroupRule) -> Iterator[tuple[date, frozenset[str]]]:
    """For each stretch of days, by its first day: the people who hang together in it. Touches come in order of days."""
    if not touches:
        return
    days = np.array([one.on.toordinal() for one in touches])
    people = {name: number for number, name in enumerate(sorted(_people(touches)))}
    names = list(people)
    # Both are columns: what touches people, and each record for those who stand on it together.
    columns: dict[str, int] = {}
    rows, cols = [], []
    for one in touches:
        column = columns.setdefault(one.entity_id, len(columns))
        record = column if one.low else columns.setdefault(f"record {one.record_id}", len(columns))
        rows.append((people[one.person_id], people.get(one.entity_id, -1)))
        cols.append((column, record))
    persons, places = np.array(rows), np.array(cols)
    low = np.array([one.low for one in touches])
    pairs = persons[:, 0].astype(np.int64) * len(columns) + places[:, 0]
    # Stretches stand on the calendar, so that an earlier record moves none of them.
    first = int(days[0]) // rule.step_days * rule.step_days
    while first <= int(days[-1]):
        inside = np.flatnonzero((days >= first) & (days < first + rule.window_days))
        inside = inside[np.isin(pairs[inside], pairs[inside[~low[inside]]])]
        if len(inside):
            for some in _components(persons[inside], places[inside], rule):
                yield date.fromordinal(first), frozenset(names[number] for number in some)
        first += rule.step_days


def _people(touches: Sequence[Touch]) -> set[str]:
    adults = {one.entity_id for one in touches if one.entity_kind in ADULTS}
    return adults | {one.person_id for one in touches}


def _components(persons: np.ndarray, places: np.ndarray, rule: GroupRule) -> Iterator[np.ndarray]:
    touching, entity = persons.T
    column, record = places.T
    is_person = entity >= 0
    rows = np.concatenate([touching, touching, entity[is_person], entity[is_person]])
    cols = np.concatenate([column, record, column[is_person], record[is_person]])
    used, cols = np.unique(cols, return_inverse=True)
    here, rows = np.unique(rows, return_inverse=True)
    touched = csr_array((np.ones(len(rows)), (rows, cols)), shape=(len(here), len(used)))
    touched.data[:] = 1.0
    touched.sum_duplicates()
    touched.data[:] = 1.0
    sizes = np.asarray(touched.sum(axis=0)).ravel()
    ties = np.where((sizes >= 2) & (sizes <= rule.most_people), 1.0 / np.maximum(sizes - 1, 1), 0.0)
    weights = (touched * ties) @ touched.T
    weights.data[weights.data < rule.tie_hundredths / 100] = 0.0
    weights.eliminate_zeros()
    _, labels = connected_components(weights, directed=False)
    order = np.argsort(labels, kind="stable")
    for some in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(some) > rule.children:
            yield here[some]


def stretch(first: date, rule: GroupRule) -> tuple[date, date]:
    """The days in which a group's things are looked for, around a window."""
    around = (rule.within_days - rule.window_days) // 2
    return first - timedelta(days=around), first + timedelta(days=rule.window_days + around)
