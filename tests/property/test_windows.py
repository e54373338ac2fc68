"""People who hang together: by sets and by sparse matrices they are the same, in the same order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sightline.networks.windows import few_together, many_together

PAIRS = st.sets(st.tuples(st.integers(0, 14), st.integers(0, 9)), min_size=1, max_size=60)


@given(PAIRS, st.integers(1, 3))
def test_few_things_and_many_things_are_looked_at_alike(pairs: set[tuple[int, int]], in_common: int) -> None:
    things, people = np.array(sorted(pairs)).T
    rows = np.unique(things, return_inverse=True)[1]
    few = [list(some) for some in few_together(rows.tolist(), people.tolist(), in_common)]
    many = [list(some) for some in many_together(rows, people, in_common)]
    assert few == many
