"""Bridges found by low links are those that are found by taking each join away."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.linkage.graphs import find_side, list_bridges, make_graph

PROFILES = st.integers(1, 9)
EDGES = st.sets(st.tuples(PROFILES, PROFILES).filter(lambda edge: edge[0] < edge[1]), max_size=16)


@given(edges=EDGES)
def test_a_bridge_is_a_join_without_which_its_two_ends_are_apart(edges: set[tuple[int, int]]) -> None:
    graph = make_graph(sorted(edges))
    apart = sorted((a, b) for a, b in edges if b not in find_side(graph, a, b))
    assert list_bridges(graph) == apart


def test_a_long_chain_does_not_run_out_of_depth() -> None:
    chain = [(place, place + 1) for place in range(1, 50_000)]
    assert list_bridges(make_graph(chain)) == chain
