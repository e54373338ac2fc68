"""An estimate in plain words: the same on standard output, in the report and on the page.

The assumptions are not small print. Each is a way for the range to be wrong that no table can show, and people who know
the lists are the only ones who can say whether it holds.
"""

from sightline.scale.refusals import reach_too_far
from sightline.scale.results import Estimate, MethodResult, MethodStatus, Range
from sightline.scale.small_numbers import round_to_figures, show
from sightline.translation.messages import as_kept
from sightline.translation.messages import lazy as _

ASSUMPTIONS = (
    _("Nobody joined or left the group in the time that the lists cover."),
    _("Records are matched correctly: nobody is counted twice, and no two people are counted as one."),
    _("Every list means the same thing: nobody is on a list who should not be on it."),
    _("Each child could have been on each list: the same ages, the same area, the same months."),
    _("No list was made from another, and no rule sends children from one to another or keeps them off it."),
    _("Children are about equally likely to be seen. If they are not, the true number is usually higher."),
)
USE = _("For planning in an area alone. It says nothing about any one child. Do not judge a child by it.")
WERE_SEEN, ON_LISTS = _("%(people)s people were seen."), _("%(people)s people are on one list or more.")
CANNOT = _("How many there are in all cannot be estimated, because %(refused)s.")
AT_LEAST = _("There are at least about %(bound)s, if lists are independent for each person.")
BETWEEN = _(
    "In all there may be between %(lower)s and %(upper)s. "
    "This is the range over every method that gives a result. "
    "The limits of each hold 95 times in 100 if what it assumes is true."
)
MAY_BE_MORE = _(
    "The lists are too small to show whether people differ in how likely they are to be seen. "
    "If they do, there may be more than this range says."
)
ON_NO_LIST = _("So between %(fewest)s and %(most)s people are on no list.")
STATUS = {
    MethodStatus.ESTIMATE: _("in the range"),
    MethodStatus.BOUND: _("a lower bound"),
    MethodStatus.INDICATION: _("not in the range"),
    MethodStatus.REFUSED: _("no answer"),
    MethodStatus.NOT_DONE: _("not done"),
}
NOTHING = "-"
ENOUGH = 1000


def say_result(found: Estimate) -> list[str]:
    """The answer in sentences, in English: who was seen, and the range or why there is none."""
    said = say_estimate(
        observed=found.observed, on_lists=found.facts is not None, found=found.range, refused=found.refused,
        bound=found.bound, may_be_more=bool(reach_too_far(found.results)),
    )  # fmt: skip
    return [as_kept(sentence) for sentence in said]


def say_estimate(
    *, observed: int, on_lists: bool, found: Range | None, refused: str, bound: int, may_be_more: bool
) -> list[str]:
    """The same from its numbers, as messages: a page shows them in its reader's language.

    `on_lists`: people were counted on lists, not by how often they were seen. `may_be_more`: the lists are too small to
    show whether people differ.
    """
    people = show(observed).capitalize()
    seen = ON_LISTS if on_lists else WERE_SEEN
    sentences = [seen % {"people": people}]
    if found is None:
        more = [AT_LEAST % {"bound": f"{bound:,}"}] if bound > observed else []
        return [*sentences, CANNOT % {"refused": refused}, *more]
    sentences.append(BETWEEN % {"lower": f"{found.lower:,}", "upper": f"{found.upper:,}"})
    sentences += [MAY_BE_MORE] if may_be_more else []
    fewest = round_to_figures(found.lower - observed, up=False)
    most = round_to_figures(found.upper - observed, up=True)
    return [*sentences, ON_NO_LIST % {"fewest": f"{fewest:,}", "most": f"{most:,}"}]


def say_overlaps(found: Estimate) -> list[str]:
    """What the table itself shows, in sentences."""
    facts = found.facts
    if facts is None:
        return []
    sentences = [f"Nobody is on {name}: Sightline leaves this list out." for name in found.nobody_on]
    if facts.empty:
        sentences.append(f"These pairs of lists have nobody in common: {'; '.join(facts.empty)}.")
    if facts.excluding:
        sentences.append(
            f"These pairs of lists have fewer people in common than chance would give: {'; '.join(facts.excluding)}."
        )
    more = [pair.names for pair in facts.pairs if pair.more]
    if more:
        sentences.append(f"These pairs of lists have more people in common than chance would give: {'; '.join(more)}.")
    return sentences


def say_seed(found: Estimate) -> str:
    """How to come to the same numbers again."""
    if not found.resamples:
        return "Nothing here depends on chance: the same table gives the same numbers."
    few = f" Limits from fewer than {ENOUGH:,} resamples are rough." if found.resamples < ENOUGH else ""
    return f"Seed {found.seed}, {found.resamples:,} resamples: the same table and seed give the same numbers.{few}"


def number(value: float | None) -> str:
    """A number of people; a dash where there is none."""
    return NOTHING if value is None else f"{value:,.0f}"


def in_all(result: MethodResult) -> str:
    """An answer's number."""
    return number(result.n) if result.is_shown else NOTHING


def limits(result: MethodResult) -> str:
    """An answer's limits."""
    if not result.is_shown or result.lower is None or result.upper is None:
        return NOTHING
    return f"{number(result.lower)} to {number(result.upper)}"


def share(value: float | None) -> str:
    """An odds ratio or an expected number; a dash where there is none."""
    return NOTHING if value is None else f"{value:.2f}"
