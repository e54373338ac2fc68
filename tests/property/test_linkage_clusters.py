"""Whatever the pairs, clustering keeps its promises."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sightline.linkage.clusters import cluster

PROFILES = st.integers(1, 12)
PAIRS = st.lists(st.tuples(PROFILES, PROFILES).filter(lambda pair: pair[0] != pair[1]), max_size=30)
NUMBERS = st.dictionaries(PROFILES, st.sampled_from(["one", "two", "three"]))


def groups(root_of: dict[int, int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for profile in range(1, 13):
        found.setdefault(root_of.get(profile, profile), set()).add(profile)
    return found


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS)
def test_no_cluster_holds_two_numbers_or_a_pair_kept_apart(joins, numbers, apart) -> None:
    clustered = cluster(joins, nhs_numbers=numbers, kept_apart=apart)
    forbidden = {frozenset(pair) for pair in apart}
    for root, members in groups(clustered.root_of).items():
        assert root == min(members)
        assert len({numbers[profile] for profile in members if profile in numbers}) <= 1
        assert not any(frozenset(pair) in forbidden for pair in combinations(members, 2))


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS)
def test_the_joins_made_span_each_cluster(joins, numbers, apart) -> None:
    clustered = cluster(joins, nhs_numbers=numbers, kept_apart=apart)
    again = cluster(clustered.made, nhs_numbers={}, kept_apart=[])
    assert groups(again.root_of) == groups(clustered.root_of)
    joined = sum(len(members) - 1 for members in groups(clustered.root_of).values())
    assert len(clustered.made) == joined


@given(joins=PAIRS)
def test_without_limits_it_is_connected_components(joins) -> None:
    clustered = cluster(joins, nhs_numbers={}, kept_apart=[])
    for a, b in joins:
        assert clustered.root_of.get(a, a) == clustered.root_of.get(b, b)
    assert clustered.refused == {}


@given(joins=PAIRS, more=st.lists(st.tuples(PROFILES, st.integers(13, 16)), max_size=10))
def test_newer_profiles_never_change_the_root_of_older_ones_but_by_merging(joins, more) -> None:
    before = cluster(joins, nhs_numbers={}, kept_apart=[]).root_of
    after = cluster([*joins, *more], nhs_numbers={}, kept_apart=[]).root_of
    for profile in range(1, 13):
        assert after.get(profile, profile) <= before.get(profile, profile) <= 12
