"""Prints an estimate on standard output: overlaps first, then what may be said, then each method and what it hangs on.

Small numbers are shown here. Whoever runs the command holds the table; what leaves the house is the report, which hides
them.
"""

from sightline.cli.output import out, print_table
from sightline.scale.reports.wording import (
    ASSUMPTIONS,
    STATUS,
    USE,
    in_all,
    limits,
    number,
    say_overlaps,
    say_result,
    say_seed,
    share,
)
from sightline.scale.results import Estimate
from sightline.scale.tables import Frequencies
from sightline.translation.terminal import gettext as _


def print_estimate(found: Estimate) -> None:
    """The whole estimate on standard output, overlaps first."""
    print_overlaps(found)
    for sentence in say_result(found):
        out.print(sentence, markup=False, soft_wrap=True)
    if found.results:
        print_methods(found)
    print_checks(found)
    out.print(_("What the estimate assumes, and no table can show:"))
    for sentence in ASSUMPTIONS:
        out.print(f"- {sentence}", markup=False, soft_wrap=True)
    out.print(USE, markup=False, soft_wrap=True)
    out.print(say_seed(found), markup=False, soft_wrap=True)


def print_methods(found: Estimate) -> None:
    """Each method's answer, or why it has none."""
    print_table(
        _("Methods"), [_("Method"), _("Total"), _("95% limits"), _("Counts as"), _("Because")],
        [[one.method, in_all(one), limits(one), STATUS[one.status], _because(one.because, one.model)]
         for one in found.results],
    )  # fmt: skip


def print_overlaps(found: Estimate) -> None:
    """The table's own facts."""
    facts = found.facts
    if facts is None or isinstance(found.table, Frequencies):
        return
    sizes = [[name, number(size)] for name, size in zip(found.table.lists, facts.on_each, strict=True)]
    print_table(_("Lists"), [_("List"), _("People")], sizes)
    pairs = [
        [pair.names, number(pair.on_both), share(pair.expected), share(pair.odds_ratio),
         _limits(pair.lower, pair.upper)] for pair in facts.pairs
    ]  # fmt: skip
    if pairs:
        print_table(
            _("Two lists together"), [_("Lists"), _("On both"), _("By chance"), _("Odds ratio"), _("95% limits")], pairs
        )
    often = [
        (_("on %(lists)s: %(people)s") % {"lists": lists, "people": f"{people:,}"})
        for lists, people in enumerate(facts.frequencies, start=1)
    ]
    out.print(_("People by number of lists: %(join)s.") % {"join": "; ".join(often)}, markup=False, soft_wrap=True)
    for sentence in say_overlaps(found):
        out.print(sentence, markup=False, soft_wrap=True)


def print_checks(found: Estimate) -> None:
    """How far quick methods move when the table is a little other than it is."""
    rows = [
        [f"{one.kind}: {one.what}" if one.what else one.kind, number(one.observed), number(one.independent),
         number(one.chao), number(one.stepwise), number(one.truth)]
        for one in found.checks
    ]  # fmt: skip
    if rows:
        headings = [_("If the table had"), _("Seen"), _("Main effects"), _("Chao"), _("Stepwise"), _("True number")]
        print_table(_("What it depends on"), headings, rows)


def _because(why: str, model: str) -> str:
    return (_("%(why)s Chosen: %(model)s.") % {"why": why, "model": model}) if model else why


def _limits(lower: float | None, upper: float | None) -> str:
    return "-" if upper is None else _("%(lower)s to %(upper)s") % {"lower": share(lower), "upper": share(upper)}
