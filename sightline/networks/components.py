"""Parts of what is known that hang together, by what some readers do not see of them.

Most parts look the same to every reader, and are looked at once. Only the others are looked at anew for those who see
less.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sightline.model.visibility import Scope
from sightline.networks.contacts import Touch
from sightline.sharing import is_seen_by_all


def split_parts(touches: Sequence[Touch]) -> list[list[Touch]]:
    """The touches in parts between which no person, thing or record is shared, each in the order given.

    Parts of which readers do not see the same kinds of record are one. First comes what every reader sees alike.
    """
    if all(_is_alike(one) for one in touches):
        return [list(touches)]
    labels = _label(touches)
    unlike: dict[int, set[Scope | bool]] = defaultdict(set)
    for label, one in zip(labels, touches, strict=True):
        if not _is_alike(one):
            on = one.rests_on
            unlike[label] |= on.scopes | (on.unless or frozenset()) | {on.unless is not None}
    parts: dict[frozenset[Scope | bool], list[Touch]] = {frozenset(): []}
    for label, one in zip(labels, touches, strict=True):
        parts.setdefault(frozenset(unlike.get(label, ())), []).append(one)
    return [part for part in parts.values() if part]


def _is_alike(one: Touch) -> bool:
    return one.rests is None and all(is_seen_by_all(piece.scope) for piece in one.pieces)


def _label(touches: Sequence[Touch]) -> list[int]:
    """For each touch the number of what it hangs together with."""
    numbers: dict[tuple[str, str], int] = {}
    ends = np.array([
        [
            numbers.setdefault(node, len(numbers))
            for node in (("", one.person_id), ("", one.entity_id), ("record", one.record_id))
        ]
        for one in touches
    ])  # fmt: skip
    rows, columns = np.concatenate([ends[:, 0], ends[:, 0]]), np.concatenate([ends[:, 1], ends[:, 2]])
    tied = csr_array((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(len(numbers), len(numbers)))
    _, labels = connected_components(tied, directed=False)
    return [int(label) for label in labels[ends[:, 0]]]
