"""What must hold of every table, whoever made it up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sightline.scale.checks import find_links, miss_links, thin_listings
from sightline.scale.methods.all_models import best_numbers, list_models
from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import find_empty, fit_model, left_to_fit, main_effects
from sightline.scale.methods.stepwise import choose_stepwise, pair_terms, stepwise_numbers
from sightline.scale.tables import Floats, OverlapTable, leave_out_list, look_within, merge_lists


@st.composite
def tables(draw: st.DrawFn) -> OverlapTable:
    t = draw(st.integers(3, 5))
    cells = draw(st.lists(st.integers(0, 40), min_size=(1 << t) - 1, max_size=(1 << t) - 1))
    empty = draw(st.sets(st.integers(0, len(cells) - 1)))
    counts = np.array([0.0, *(0.0 if place in empty else float(cell) for place, cell in enumerate(cells))])
    counts[1] += 1
    return OverlapTable(tuple("abcde"[:t]), counts)


def fitted_sums(table: OverlapTable, terms: tuple[int, ...]) -> tuple[Floats, Floats]:
    """What the best fit must reproduce: how many are on each list and each pair that the model has."""
    fit = fit_model(table.counts, table.t, terms)
    cells = np.arange(1 << table.t)
    seen = np.array([table.counts[(cells & term) == term].sum() for term in terms])
    expected = np.array([fit.expected[(cells & term) == term].sum() for term in terms])
    return seen, expected


@given(tables())
@settings(max_examples=60, deadline=None)
def test_a_model_that_can_be_fitted_gives_back_its_own_sums(table: OverlapTable) -> None:
    chosen = choose_stepwise(table.counts, table.t)
    if chosen.fit is None:
        assert check_model(table.counts, table.t, main_effects(table.t)) is not Verdict.GOOD
        return
    assert chosen.fit.converged
    seen, expected = fitted_sums(table, chosen.terms)
    np.testing.assert_allclose(expected, seen, rtol=1e-4, atol=1e-4)


def exists_by_definition(table: OverlapTable, terms: tuple[int, ...]) -> bool:
    """Whether some table with every fitted cell above nought has the same sums: the largest least cell is above nought."""
    rows, places, _ = left_to_fit(table.t, terms, find_empty(table.counts, table.t, terms))
    many, wide = rows.shape
    sums = rows.T @ table.counts[places]
    found = linprog(
        np.append(np.zeros(many), -1.0),
        A_eq=np.hstack([rows.T, np.zeros((wide, 1))]), b_eq=sums,
        A_ub=np.hstack([-np.eye(many), np.ones((many, 1))]), b_ub=np.zeros(many),
        bounds=[(0, None)] * many + [(None, 1.0)], method="highs",
    )  # fmt: skip
    return found.status == 0 and -found.fun > 1e-7


@given(tables(), st.sets(st.integers(0, 9), max_size=6))
@settings(max_examples=120, deadline=None)
def test_a_best_fit_exists_exactly_where_the_definition_says_so(table: OverlapTable, chosen: set[int]) -> None:
    pairs = pair_terms(table.t)
    terms = (*main_effects(table.t), *(pairs[place] for place in sorted(chosen) if place < len(pairs)))
    verdict = check_model(table.counts, table.t, terms)
    assert (verdict in (Verdict.GOOD, Verdict.NOT_FIXED)) == exists_by_definition(table, terms)


@given(tables())
@settings(max_examples=40, deadline=None)
def test_many_tables_at_once_are_as_one_by_one(table: OverlapTable) -> None:
    models = list_models(3) if table.t == 3 else (main_effects(table.t),)
    (together,) = best_numbers(table.counts[None, :], t=table.t, models=models)
    good = [model for model in models if check_model(table.counts, table.t, model) is Verdict.GOOD]
    alone = [table.counts.sum() + fit_model(table.counts, table.t, model).unseen for model in good]
    if not good:
        assert together == np.inf
    else:
        assert any(np.isclose(together, one, rtol=1e-4) for one in alone)


@given(tables(), st.integers(2, 9))
@settings(max_examples=20, deadline=None)
def test_a_table_many_times_as_large_gives_as_many_times_as_many(table: OverlapTable, times: int) -> None:
    terms = main_effects(table.t)
    if check_model(table.counts, table.t, terms) is Verdict.GOOD:
        once, often = (fit_model(table.counts * by, table.t, terms).unseen for by in (1, times))
        np.testing.assert_allclose(often, once * times, rtol=1e-4)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_changed_tables_lose_and_invent_nobody(table: OverlapTable) -> None:
    assert merge_lists(table, 0, 2).counts.sum() == table.counts.sum()
    assert leave_out_list(table, 1).counts.sum() == table.counts.sum() - table.counts[0b010]
    assert look_within(table, 0).counts.sum() == table.on(0) - table.counts[0b001]
    listings = sum(table.on(place) for place in range(table.t))
    for changed in (miss_links(table, 0.1), miss_links(table, 1.0), find_links(table, 0.1)):
        made = OverlapTable(table.lists, changed)
        np.testing.assert_allclose(sum(made.on(place) for place in range(made.t)), listings)
        assert (changed >= 0).all()
    assert find_links(table, 0.1).sum() <= table.counts.sum() + 1e-9 <= miss_links(table, 0.1).sum() + 2e-9
    thinned = OverlapTable(table.lists, thin_listings(table, 0.5))
    np.testing.assert_allclose(sum(thinned.on(place) for place in range(thinned.t)), listings / 2)


@given(tables())
@settings(max_examples=30, deadline=None)
def test_no_estimate_is_below_those_seen(table: OverlapTable) -> None:
    assert stepwise_numbers(table.counts[None, :], table.t)[0] >= table.counts.sum()
