"""From a table of lists to what may be said: every method that fits it, the range over them, or why there is none.

There is no best method here and no single number. Each answers under assumptions of its own that the table cannot test,
so what is said is the range over all of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sightline.model.progress import SILENT, Progress
from sightline.scale.checks import check_table
from sightline.scale.methods import all_models, decomposable, latent
from sightline.scale.methods.chao import estimate_chao
from sightline.scale.methods.chao_by_list import estimate_by_list
from sightline.scale.methods.existence import Verdict, check_model
from sightline.scale.methods.loglinear import fit_model, main_effects, name_model, profile_interval
from sightline.scale.methods.stepwise import choose_stepwise, stepwise_numbers
from sightline.scale.methods.two_lists import estimate_two_lists
from sightline.scale.methods.unlike import estimate_unlike
from sightline.scale.overlaps import look_at_overlaps
from sightline.scale.refusals import find_upper, limit_result, refuse_results, refuse_table, set_aside
from sightline.scale.resamples import bootstrap_interval
from sightline.scale.results import Estimate, MethodResult, MethodStatus, Range, TableFacts
from sightline.scale.small_numbers import round_to_figures
from sightline.scale.tables import Frequencies, OverlapTable, leave_out_empty
from sightline.scale.workers import Workers

RESAMPLES = 1000


def estimate(
    *,
    table: OverlapTable | Frequencies,
    seed: int = 1,
    resamples: int = RESAMPLES,
    cores: int | None = None,
    progress: Progress = SILENT,
) -> Estimate:
    """Estimate how many there are in all. The same table and seed give the same numbers on any number of cores."""
    if isinstance(table, Frequencies):
        return _from_frequencies(table, seed)
    given = table
    table = leave_out_empty(table)
    facts = look_at_overlaps(table=table)
    why = refuse_table(table=table, facts=facts)
    results = _bounds(table, facts) if table.t > 2 else []
    if facts.on_several:
        with Workers(cores=cores, progress=progress) as workers:
            found = _every_method(table, seed, resamples, workers, progress, whole=not why)
        results += [set_aside(one) if why else limit_result(one, observed=table.observed) for one in found]
        why = why or refuse_results(results=results, several_methods=table.t > 2)
    elif table.t == 2:
        why.append("nobody is on both lists")
    progress.stage("Checking what it depends on")
    checks = check_table(table=table) if table.t > 1 else []
    drawn = any(one.method == "stepwise" for one in results)
    return Estimate(
        table, table.observed, facts, tuple(results), None if why else find_range(results, table.observed),
        "; ".join(why), find_bound(results, table.observed), tuple(checks), seed, resamples if drawn else 0,
        tuple(name for name in given.lists if name not in table.lists),
    )  # fmt: skip


def _bounds(table: OverlapTable, facts: TableFacts) -> list[MethodResult]:
    """Chao's formula, for those who compare, and the bound that holds for lists of unlike sizes."""
    chao = estimate_chao(table=table, excluding=facts.excluding)
    if chao.status is MethodStatus.BOUND:
        why = "Not a lower bound: it assumes that all lists are equally likely."
        chao = replace(chao, status=MethodStatus.INDICATION, because=why)
    return [chao, estimate_by_list(table=table, excluded=bool(facts.excluding))]


def find_range(results: Sequence[MethodResult], observed: int) -> Range:
    """The range over the methods that stand, rounded outwards to two figures and never below those seen.

    It ends no lower than a lower bound may lie: the truth is not below that.
    """
    lower = round_to_figures(min(one.lower or 0.0 for one in results if one.stands), up=False)
    return Range(max(lower, observed), round_to_figures(find_upper(results), up=True))


def find_bound(results: Sequence[MethodResult], observed: int) -> int:
    """At least how many there are: the lower limit of a bound where there is one, else those seen."""
    limits = [one.lower for one in results if one.status is MethodStatus.BOUND and one.lower]
    return max([observed, *(round_to_figures(limit, up=False) for limit in limits)])


def _from_frequencies(table: Frequencies, seed: int) -> Estimate:
    results = [estimate_chao(table=table)]
    why = "the table shows how often people were seen, but not on which lists, so only a lower bound is possible"
    return Estimate(
        table, table.observed, None, tuple(results), None, why, find_bound(results, table.observed), (), seed, 0
    )


def _every_method(
    table: OverlapTable, seed: int, resamples: int, workers: Workers, progress: Progress, *, whole: bool
) -> list[MethodResult]:
    """Each method's answer; without the longest one, where it is known already that nothing will be said."""
    if table.t == 2:
        return estimate_two_lists(table=table)
    progress.stage("Independent lists")
    results = [_independent(table), _unlike(table)]
    progress.stage("Stepwise, chosen again in each resample", total=resamples)
    results.append(_stepwise(table, seed, resamples, workers))
    results.append(_best_by_bic(table, seed, resamples, workers, progress))
    progress.stage("Averaging over graphs")
    results.append(_averaged(table))
    if whole:
        progress.stage("Latent classes", total=latent.SWEEPS)
        results.append(_latent(table, seed, progress))
    return results


def _independent(table: OverlapTable) -> MethodResult:
    terms = main_effects(table.t)
    if check_model(table.counts, table.t, terms) is not Verdict.GOOD:
        return MethodResult(
            "main effects", None, None, None, MethodStatus.REFUSED, "The model of independent lists has no best fit."
        )
    lower, upper = profile_interval(table.counts, table.t, terms)
    number = table.observed + fit_model(table.counts, table.t, terms).unseen
    return MethodResult(
        "main effects", number, lower, upper, MethodStatus.ESTIMATE, "If each list is independent of the others."
    )


def _unlike(table: OverlapTable) -> MethodResult:
    found = estimate_unlike(counts=table.counts, t=table.t)
    if found is None:
        return MethodResult("unlike people", None, None, None, MethodStatus.NOT_DONE, "Its model has no best fit.")
    if not found.differ:
        why = "The table does not show that people differ in how likely they are to be seen."
        if found.may_differ:
            why = (
                "The table cannot show whether people differ in how likely they are to be seen; its upper limit counts."
            )
        return MethodResult(
            "unlike people", found.number, found.lower, found.upper, MethodStatus.INDICATION, why,
            ends_range=found.may_differ,
        )  # fmt: skip
    why = "If lists are independent for each person, and people differ in how likely they are to be seen."
    return MethodResult("unlike people", found.number, found.lower, found.upper, MethodStatus.ESTIMATE, why)


def _stepwise(table: OverlapTable, seed: int, resamples: int, workers: Workers) -> MethodResult:
    chosen = choose_stepwise(table.counts, table.t)
    if chosen.fit is None:
        return MethodResult(
            "stepwise", None, None, None, MethodStatus.REFUSED, "Even the model of independent lists has no best fit."
        )
    number = table.observed + chosen.fit.unseen
    lower, upper = bootstrap_interval(
        table.counts, number, partial(stepwise_numbers, t=table.t), times=resamples, seed=seed, workers=workers
    )
    why = "If lists depend on each other only in pairs, and the table shows every such pair."
    return MethodResult(
        "stepwise", number, lower, upper, MethodStatus.ESTIMATE, why, model=name_model(chosen.terms, table.lists)
    )


def _best_by_bic(table: OverlapTable, seed: int, resamples: int, workers: Workers, progress: Progress) -> MethodResult:
    if table.t > all_models.MOST_LISTS_PAIRS:
        why = f"More than {all_models.MOST_LISTS_PAIRS} lists have too many models to try each."
        return MethodResult("BIC", None, None, None, MethodStatus.NOT_DONE, why)
    progress.stage("Every model", total=len(all_models.list_models(table.t)))
    ranked = all_models.rank_models(counts=table.counts, t=table.t, workers=workers)
    if ranked is None:
        return MethodResult("BIC", None, None, None, MethodStatus.REFUSED, "No model has a best fit.")
    progress.stage("The best of them, chosen again in each resample", total=resamples)
    numbers = partial(all_models.best_numbers, t=table.t, models=ranked.models)
    lower, upper = bootstrap_interval(table.counts, ranked.number, numbers, times=resamples, seed=seed, workers=workers)
    why = f"If the best of {len(all_models.list_models(table.t)):,} models is true."
    return MethodResult("BIC", ranked.number, lower, upper, MethodStatus.ESTIMATE, why,
                  model=name_model(ranked.models[0], table.lists))  # fmt: skip


def _averaged(table: OverlapTable) -> MethodResult:
    if table.t not in decomposable.LISTS:
        why = f"It is made for {decomposable.LISTS[0]} to {decomposable.LISTS[-1]} lists."
        return MethodResult("decomposable graphs", None, None, None, MethodStatus.NOT_DONE, why)
    found = decomposable.average_graphs(counts=table.counts, t=table.t)
    if found.at_end > decomposable.MOST_AT_THE_END:
        why = f"It reaches beyond {decomposable.TIMES_SEEN} times those seen, which is the most this method can give."
        return MethodResult("decomposable graphs", None, None, None, MethodStatus.REFUSED, why)
    why = f"If one of {found.graphs} graphs of which list depends on which is true."
    best = ", ".join(" with ".join(table.lists[place] for place in clique) for clique in found.best)
    return MethodResult(
        "decomposable graphs", found.median, found.lower, found.upper, MethodStatus.ESTIMATE, why,
        model=f"{best} (weight {found.weight:.2f})", details={"mean": found.mean},
    )  # fmt: skip


def _latent(table: OverlapTable, seed: int, progress: Progress) -> MethodResult:
    found = latent.sample_classes(counts=table.counts, t=table.t, seed=seed, progress=progress)
    settled = found.r_hat <= latent.CLOSE_ENOUGH
    why = (
        "If people fall into groups, and lists are independent within each group."
        if settled
        else f"Its chains do not agree (R-hat {found.r_hat:.2f} > {latent.CLOSE_ENOUGH}), and it counts for nothing."
    )
    status = MethodStatus.ESTIMATE if settled else MethodStatus.INDICATION
    return MethodResult(
        "latent classes", found.median, found.lower, found.upper, status, why,
        details={"r_hat": found.r_hat, "medians": found.medians},
    )  # fmt: skip
