"""Prints docs/reference/scale.md: how children are counted and estimated, ours beside others, and what was measured.

The figures come from benchmarks/scale_measured.json, which benchmarks/scale.py writes. A test holds the part of them
that leaves nothing to chance to what the code gives today.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from sightline.scale import refusals
from sightline.scale.counting.rules import read_shipped
from sightline.scale.counting.wording import describe_list
from sightline.scale.methods import decomposable, latent, two_lists
from sightline.scale.reports.wording import ASSUMPTIONS

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "benchmarks" / "scale_measured.json"
TABLES = ROOT / "tests" / "data" / "shared" / "data" / "mse"
TEXT = Path(__file__).parent / "scale_text.md"
REFERENCE = "reference_runs_here_2026_11_24"
# Beginnings of the names under which a method is published.
PUBLISHED = {
    "main effects": ("independence",),
    "stepwise": ("stepwise", "SparseMSE"),
    "BIC": ("BIC",),
    "decomposable graphs": ("dga",),
    "latent classes": ("LCMCR",),
}
NOTHING = "-"


def print_scale() -> str:
    """The page."""
    text = TEXT.read_text(encoding="utf-8")
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    parts = {
        "REFUSALS": bullets(list_refusals()),
        "ASSUMPTIONS": bullets(ASSUMPTIONS),
        "LISTS": rows(["list", "of", "means", "what puts a child on it"], shipped_lists()),
        "PUBLISHED": "\n".join(published_tables(measured["published"])),
        "WITHIN": "\n".join(within_lists(measured["within"])),
        "SIMULATED": "\n".join(simulated(measured)),
        "SPEED": "\n".join(speed(measured["speed"])),
    }
    for name, part in parts.items():
        text = text.replace(f"<!-- {name} -->", part)
    return text


def list_refusals() -> list[str]:
    """When Sightline gives no estimate, from the numbers in the code."""
    return [
        f"fewer than {refusals.FEWEST_LISTS} lists have anyone in common with another",
        f"fewer than {refusals.FEWEST_ON_SEVERAL} people were seen on two lists or more",
        f"of two lists, fewer than {two_lists.FEWEST_ON_BOTH} people are on both",
        "nearly everyone on one list is on another too (19 in 20 or more, of five people or more)",
        "a person says that a list was made from another or gets people from it (`--referral MADE=FROM`; `referrals` "
        "in JSON)",
        f"a method gives more than {refusals.MOST_TIMES_SEEN:.0f} times the number of people seen",
        f"a method has no upper limit, or its upper limit is more than {refusals.WIDEST:.0f} times its lower",
        f"two methods are more than {refusals.FURTHEST_APART:.0f} times apart, or the upper limit over all methods is "
        f"more than {refusals.WIDEST:.0f} times the lower",
        f"latent classes: R-hat is above {latent.CLOSE_ENOUGH}. The other methods still count",
        f"averaging over graphs: over one part in {1 / decomposable.MOST_AT_THE_END:.0f} is at the end of its grid",
    ]


def shipped_lists() -> Iterator[list[str]]:
    """The lists of the shipped rule."""
    for one in read_shipped("exploited").lists:
        yield [
            one.label,
            str(one.agency).replace("_", " "),
            str(one.means).replace("_", " "),
            describe_list(one, word="`{}`"),
        ]


def published_tables(found: dict[str, Any]) -> Iterator[str]:
    """Each stored table: ours, and what is published or was run beside it."""
    for name, ours in found.items():
        stored = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))
        yield f"### `{name}` ({ours['observed']:,} seen)"
        yield ""
        if stored.get("known_true_N"):
            truth = stored["known_true_N"]
            yield f"True number: {truth['N'] if isinstance(truth, dict) else truth}."
            yield ""
        yield rows(["method", "ours", "95% limits", "published or reference"], compare(ours, stored))
        yield ""
        yield say_range(ours)
        yield ""


def compare(ours: dict[str, Any], stored: dict[str, Any]) -> Iterator[list[str]]:
    """A line a method, then what else is published."""
    taken: set[int] = set()
    for method, found in ours["methods"].items():
        beside = list(beside_of(method, stored, taken))
        limits = NOTHING if found["lower"] is None else f"{number(found['lower'])} to {number(found['upper'])}"
        status = "" if found["status"] == "estimate" else f" ({found['status'].replace('_', ' ')})"
        yield [f"{method}{status}", number(found["n"]), limits, "; ".join(beside) or NOTHING]
    for place, one in enumerate(stored.get("published", [])):
        if place not in taken:
            yield ["", "", "", told(one)]


def beside_of(method: str, stored: dict[str, Any], taken: set[int]) -> Iterator[str]:
    """What is published of a method, and what reference software gave."""
    for place, one in enumerate(stored.get("published", [])):
        if one["method"].startswith(PUBLISHED.get(method, ("no such",))):
            taken.add(place)
            yield told(one)
    runs = stored.get(REFERENCE, {})
    closed = runs.get("Rcapture_1.4-4_closedp", {})
    by_closed = {"main effects": "Mt", "unlike people": "Mth Darroch", "Chao": "Mh Chao (LB)",
                 "Chao by list": "Mth Chao (LB)"}.get(method)  # fmt: skip
    if by_closed in closed:
        without = ", without bias correction" if method == "Chao" else ""
        yield f"Rcapture {by_closed}{without}: {closed[by_closed][0]:,.1f}"
    if method == "stepwise" and "SparseMSE_2.0.1_BCa" in runs:
        run = runs["SparseMSE_2.0.1_BCa"]
        low, *_, high = run["q025_10_90_975"]
        yield f"SparseMSE: {run['N']:,.1f} ({low:,.0f} to {high:,.0f}, {run['nboot']} resamples)"
    elif method == "stepwise" and "SparseMSE_2.0.1_stepwise_p0.02_point_Wald" in runs:
        yield f"SparseMSE: {runs['SparseMSE_2.0.1_stepwise_p0.02_point_Wald']['N']:,.1f}"
    if method == "decomposable graphs" and "dga_2.0.2" in runs:
        run = runs["dga_2.0.2"]
        yield f"dga on 1,000 points: {run['median']:,} ({run['lo']:,} to {run['hi']:,})"
    if method == "latent classes" and "LCMCR_0.4.14_K10_30k_iters" in runs:
        run = runs["LCMCR_0.4.14_K10_30k_iters"]
        yield f"LCMCR: {run['median']:,} ({run['lo']:,.0f} to {run['hi']:,.0f}); another seed {run['median_seed2']:,}"


def told(one: dict[str, Any]) -> str:
    """A published answer."""
    limits = f" ({number(one['lo'])} to {number(one['hi'])})" if one["lo"] is not None else ""
    shown = f"{number(one['N'])}{limits}" if one["N"] is not None else limits.strip() or one.get("note", "")
    return f"{one['method']}: {shown}" if shown else str(one["method"])


def say_range(ours: dict[str, Any]) -> str:
    """What is said in the end."""
    if ours["range"]:
        return f"Said: between {ours['range'][0]:,} and {ours['range'][1]:,}."
    reasons = " ".join(f"{one[:1].upper()}{one[1:]}." for one in ours["refused"].split("; "))
    return f"Said: cannot be estimated. {reasons} At least {ours['bound']:,}."


def within_lists(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Tables with known truth: each, then how often the range and each method's limits hold it."""
    usable = [one for one in found if one["usable"]]
    answered = [one for one in usable if one["range"]]
    lines = [
        [f"{one['parent']} within {one['conditioned_on']}", f"{one['observed']:,}", f"{one['true_N']:,}",
         f"{one['range'][0]:,} to {one['range'][1]:,}", "yes" if holds(one["range"], one["true_N"]) else "no"]
        for one in answered
    ]  # fmt: skip
    yield rows(["table", "seen", "truly there", "said", "holds it"], lines)
    yield ""
    refused, held = len(usable) - len(answered), sum(holds(one["range"], one["true_N"]) for one in answered)
    wide = median(one["range"][1] / one["range"][0] for one in answered)
    yield (
        f"Of {len(usable)} tables {refused} are refused. Of the {len(answered)} that are answered the range holds the "
        f"truth in {held}; its upper limit is {wide:.1f} times its lower (median)."
    )
    yield ""
    yield from by_method([(one, one["true_N"]) for one in answered])


def simulated(measured: dict[str, Any]) -> Iterator[str]:
    """Drawn tables by kind: refused, held, how wide, and how far off each method is."""
    for kind, says in measured["kinds"].items():
        tables, truth = measured[kind]["tables"], measured[kind]["true_N"]
        answered = [one for one in tables if one["range"]]
        held = sum(holds(one["range"], truth) for one in answered)
        wide = median(one["range"][1] / one["range"][0] for one in answered) if answered else math.nan
        yield f"### {kind}: {says}"
        yield ""
        yield (
            f"{len(tables)} tables of {truth:,} people; {median(one['observed'] for one in tables):,.0f} are "
            f"seen (median). Refused: {len(tables) - len(answered)}. The range holds the truth in {held} of "
            f"{len(answered)}; its upper limit is {wide:.1f} times its lower (median)."
        )
        yield ""
        yield from by_method([(one, truth) for one in tables])


def by_method(tables: Sequence[tuple[dict[str, Any], float]]) -> Iterator[str]:
    """For each method: how many answers, how far off (median, in per cent), how often its limits hold the truth."""
    lines = []
    for method in dict.fromkeys(name for one, _ in tables for name in one["methods"]):
        found = [(one["methods"][method], truth) for one, truth in tables if method in one["methods"]]
        gave = [(one, truth) for one, truth in found if one["n"] is not None and one["upper"] is not None]
        if not gave:
            continue
        off = median(100 * (one["n"] / truth - 1) for one, truth in gave)
        held = sum(holds((one["lower"], one["upper"]), truth) for one, truth in gave)
        wide = median(one["upper"] / one["lower"] for one, _ in gave)
        counted = sum(one["status"] == "estimate" for one, _ in gave)
        lines.append([method, str(len(gave)), str(counted), f"{off:+.0f}%", f"{held} of {len(gave)}", f"{wide:.1f}"])
    heads = ["method", "gives a number", "counts", "median error", "limits hold the truth", "upper / lower"]
    yield rows(heads, lines)
    yield ""


def speed(found: dict[str, float]) -> Iterator[str]:
    """How fast."""
    yield rows(
        ["what", "aim", "measured"],
        [
            ["one fit of independent lists, UK five lists", "under 1 ms", f"{1000 * found['fit_seconds']:.2f} ms"],
            ["stepwise, 1,000 resamples with BCa, UK five lists", "under 30 s", f"{found['stepwise_seconds']:.1f} s"],
        ],
    )


def holds(limits: Sequence[float], truth: float) -> bool:
    """Whether limits hold the truth."""
    return limits[0] <= truth <= limits[1]


def number(value: float | None) -> str:
    """A whole number."""
    return NOTHING if value is None else f"{value:,.0f}"


def rows(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    made = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*made, *(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)])


def bullets(sentences: Iterable[str]) -> str:
    """A list in Markdown."""
    return "\n".join(f"- {one}" for one in sentences)
