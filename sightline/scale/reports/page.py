"""An estimate as one HTML page that opens without a network: pictures, tables, assumptions.

This page may leave the house, so numbers under five are hidden in it. On the standard output of whoever holds the table
they are not.
"""

from collections.abc import Iterable, Sequence
from html import escape

from sightline.pictures.counts.estimate_range import draw_range
from sightline.pictures.counts.list_overlaps import draw_overlaps
from sightline.pictures.picture import Picture
from sightline.scale.reports.pictures import order_overlaps, places_of, tell_overlaps, tell_range
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
from sightline.scale.results import Estimate, TableFacts
from sightline.scale.small_numbers import FEWEST_SHOWN, put_together, show
from sightline.scale.tables import OverlapTable

STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; color: #0b0c0c; margin: 0 auto; max-width: 62rem; padding: 1rem }
h1 { font-size: 1.9rem } h2 { font-size: 1.35rem; margin-top: 2.5rem }
.lead { border-left: 6px solid #1d70b8; padding: .2rem 1rem; font-size: 1.15rem }
.refused { border-color: #912b88 }
.scroll { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0; font-size: .95rem }
th, td { text-align: left; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid #b1b4b6; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600 } svg { display: block; height: auto; min-width: 1000px; width: 100% }
"""


def write_report(found: Estimate, *, name: str) -> str:
    """The page; `name` is of the file that the table came from."""
    title = f"How many: {escape(name)}"
    kind = "lead" if found.range else "lead refused"
    body = [
        f'<div class="{kind}">{_paragraphs(say_result(found))}</div>',
        f"<p>{escape(USE)}</p>",
        *_lists(found, name),
        *_methods(found, name),
        *_checks(found),
        "<h2>What must be true, and no table can show</h2>",
        _bullets(ASSUMPTIONS),
        f"<p>{escape(say_seed(found))}</p>",
    ]
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>\n" + "\n".join(body) + "\n</main></body></html>\n"
    )


def _lists(found: Estimate, name: str) -> list[str]:
    if found.facts is None or not isinstance(found.table, OverlapTable):
        return []
    facts, table = found.facts, found.table
    often = [[lists, number(people)] for lists, people in put_together(facts.frequencies)]
    return [
        "<h2>Who is on which lists</h2>",
        _drawn(draw_overlaps(tell_overlaps(table, key="overlaps", about=name, up_to=None))),
        _table("People by lists", ["On exactly these lists", "People"], _combinations(table)),
        _table("How many lists people are on", ["Lists", "People"], often) if often else "",
        _pairs(facts) if facts.pairs else "",
        _paragraphs(say_overlaps(found)),
    ]


def _combinations(table: OverlapTable) -> list[list[str]]:
    return [
        [", ".join(table.lists[place] for place in places_of(cell, table.t)), people]
        for cell, people in order_overlaps(table)
    ]


def _pairs(facts: TableFacts) -> str:
    rows = []
    for pair in facts.pairs:
        known = pair.on_both == 0 or pair.on_both >= FEWEST_SHOWN
        ratio = [share(pair.odds_ratio), _between(pair.lower, pair.upper)] if known else ["-", "-"]
        rows.append([pair.names, show(pair.on_both), share(pair.expected), *ratio])
    heads = ["Lists", "On both", "By chance", "Odds ratio", "95% limits"]
    return _table("Two lists together", heads, rows)


def _methods(found: Estimate, name: str) -> list[str]:
    if not found.results:
        return []
    story = tell_range(found.results, key="range", about=name, observed=found.observed, found=found.range, up_to=None)
    rows = [
        [one.method, in_all(one), limits(one), STATUS[one.status],
         f"{one.because} Chosen: {one.model}." if one.model else one.because]
        for one in found.results
    ]  # fmt: skip
    return [
        "<h2>What each method gives</h2>",
        _drawn(draw_range(story)) if story.drawn else "",
        _table("Methods", ["Method", "In all", "95% limits", "Counts as", "Because"], rows),
    ]


def _checks(found: Estimate) -> list[str]:
    if not found.checks:
        return []
    rows = [
        [f"{one.kind}: {one.what}" if one.what else one.kind, number(one.independent), number(one.chao),
         number(one.stepwise), "-" if one.truth is None else show(one.truth)]
        for one in found.checks
    ]  # fmt: skip
    heads = ["If the table had", "Main effects", "Chao", "Stepwise", "True number"]
    return [
        "<h2>What it depends on</h2>",
        "<p>How far quick methods move when the table is a little other than it is. Where they move far, the range "
        "should not be relied on. “True number” is known within a list: it is everyone on the list.</p>",
        _table("Changed tables", heads, rows),
    ]


def _between(lower: float | None, upper: float | None) -> str:
    return "-" if lower is None or upper is None else f"{share(lower)} to {share(upper)}"


def _drawn(picture: Picture) -> str:
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(picture.title)}">{picture.on_page}</div>'
    )


def _paragraphs(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in sentences)


def _bullets(sentences: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(one)}</td>' for one in row)}</tr>" for row in rows)
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )
