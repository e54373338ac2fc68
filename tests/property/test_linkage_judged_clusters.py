"""Whatever people answer, and in whatever order: obeyed where it can be, never half."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sightline.linkage.clusters import cluster
from sightline.linkage.conflicts import ProfileBar, ProfileTie
from sightline.linkage.judged_clusters import cluster_with_judgements

PROFILES = st.integers(1, 10)
PAIRS = st.lists(st.tuples(PROFILES, PROFILES).filter(lambda pair: pair[0] != pair[1]), max_size=14)
NUMBERS = st.dictionaries(PROFILES, st.sampled_from(["one", "two"]), max_size=4)


def make_ties(pairs):
    return [ProfileTie(sequence, a, b, f"tie {sequence}") for sequence, (a, b) in enumerate(pairs)]


def make_bars(pairs):
    return [ProfileBar(a, b, f"bar {a} {b}") for a, b in pairs]


def obey(joins, numbers, apart, ties, bars):
    return cluster_with_judgements(
        joins, nhs_numbers=numbers, kept_apart=apart, ties=make_ties(ties), bars=make_bars(bars)
    )


def root(obeyed, profile):
    return obeyed.clustered.root_of.get(profile, profile)


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS, ties=PAIRS, bars=PAIRS)
def test_every_answer_is_obeyed_or_listed_as_a_conflict(joins, numbers, apart, ties, bars) -> None:
    obeyed = obey(joins, numbers, apart, ties, bars)
    for a, b in bars:
        assert root(obeyed, a) != root(obeyed, b)
    for sequence, (a, b) in enumerate(ties):
        assert (root(obeyed, a) == root(obeyed, b)) or sequence in obeyed.conflicts


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS, ties=PAIRS, bars=PAIRS)
def test_no_person_has_two_nhs_numbers_and_each_is_named_by_its_oldest(joins, numbers, apart, ties, bars) -> None:
    obeyed = obey(joins, numbers, apart, ties, bars)
    for a, b in combinations(range(1, 11), 2):
        if root(obeyed, a) == root(obeyed, b):
            assert numbers.get(a, numbers.get(b)) == numbers.get(b, numbers.get(a))
            assert root(obeyed, a) <= a


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS)
def test_without_answers_nothing_is_other_than_before(joins, numbers, apart) -> None:
    assert obey(joins, numbers, apart, [], []).clustered == cluster(joins, nhs_numbers=numbers, kept_apart=apart)


@given(joins=PAIRS, numbers=NUMBERS, apart=PAIRS, ties=PAIRS, bars=PAIRS, chance=st.randoms())
def test_the_order_of_answers_does_not_matter(joins, numbers, apart, ties, bars, chance) -> None:
    made, barred = make_ties(ties), make_bars(bars)
    straight = cluster_with_judgements(joins, nhs_numbers=numbers, kept_apart=apart, ties=made, bars=barred)
    chance.shuffle(made)
    chance.shuffle(barred)
    other = cluster_with_judgements(joins, nhs_numbers=numbers, kept_apart=apart, ties=made, bars=barred)
    assert [root(straight, one) for one in range(1, 11)] == [root(other, one) for one in range(1, 11)]
    assert set(straight.conflicts) == set(other.conflicts)


@given(ties=PAIRS, bars=PAIRS)
def test_only_ties_among_those_who_hold_a_contradiction_are_withheld(ties, bars) -> None:
    obeyed = obey([], {}, [], ties, bars)
    together = cluster(ties, nhs_numbers={}, kept_apart=[]).root_of
    for sequence in obeyed.conflicts:
        group = together.get(ties[sequence][0], ties[sequence][0])
        assert any(together.get(x, x) == group == together.get(y, y) for x, y in bars)
