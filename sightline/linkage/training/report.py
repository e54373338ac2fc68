"""Writes a trained model to a folder: the model, its name frequencies, and a report in one HTML file.

The report opens on a machine without a network, so its charts are drawn here, as SVG, and nothing in it is fetched. It
holds shares and counts, and names nobody.
"""

import json
import math
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from sightline.linkage.training.model import TrainedModel

MODEL, REPORT = "model.json", "report.html"
WIDTH, LINE, LABELS, BITS = 960, 20, 380, 20.0


class LevelRow(NamedTuple):
    """One level of one comparison: its shares, its weight, the shipped weight, and where the shares come from."""

    comparison: str
    label: str
    m: float
    u: float
    weight: float
    shipped: float | None
    origin: str


def write_folder(*, trained: TrainedModel, folder: Path) -> list[Path]:
    """Write model.json, the frequency tables and report.html; the files written."""
    files = {MODEL: json.dumps(trained.model, indent=1) + "\n", REPORT: write_report(trained)}
    for column, rows in trained.frequencies.items():
        lines = "".join(f"{row[column]},{row['share']}\n" for row in rows)
        files[f"frequency_{column}.csv"] = (
            f"# Share of each name among people matched ({trained.version}).\n{column},share\n{lines}"
        )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def list_levels(trained: TrainedModel) -> Iterator[LevelRow]:
    """Each level of the new model beside the shipped one."""
    shipped = {one["output_column_name"]: one["comparison_levels"] for one in trained.shipped.model["comparisons"]}
    for ours in trained.model["comparisons"]:
        levels = ours["comparison_levels"]
        theirs = shipped.get(ours["output_column_name"], [None] * len(levels))
        for level, before in zip(levels, theirs, strict=True):
            if not level.get("is_null_level"):
                m, u = level["m_probability"], level["u_probability"]
                yield LevelRow(
                    ours["output_column_name"].replace("_", " "), level["label_for_charts"], m, u, math.log2(m / u),
                    math.log2(before["m_probability"] / before["u_probability"]) if before else None,
                    _origin(level, before),
                )  # fmt: skip


def _origin(level: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    if before is None:
        return "a column of this workspace"
    if level.get("fix_m_probability"):
        return "by hand"
    learnt = [side for side in "mu" if level[f"{side}_probability"] != before[f"{side}_probability"]]
    return {2: "learnt", 0: "unchanged: too few examples"}.get(len(learnt), f"{''.join(learnt)} learnt, the other kept")


def _one_in(trained: TrainedModel) -> str:
    return f"{1 / trained.model['probability_two_random_records_match']:,.0f}"


def write_report(trained: TrainedModel) -> str:
    """The report as one HTML page."""
    levels = list(list_levels(trained))
    title = f"Linkage model {escape(trained.version)}"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head><body><main>
<h1>{title}</h1>
<p>Made from {trained.profiles:,} profiles; {trained.people:,} people with a name and a birth date were joined before.
It is not in use.</p>
<p>One pair in {_one_in(trained)} is of one person. Runs would join from {trained.threshold:g} bits, the profile
research from {trained.written.research_bits:g}. Answers of people learned from: {trained.judgements:,}.</p>
<h2>What it would change</h2>{_pairs(trained)}
<h2>Who cannot be matched</h2>{_unlinkable(trained)}
<h2>Weights</h2><p>Bits of evidence. The bar is the new model, the stroke the shipped one.</p>{_weights_chart(levels)}
<h2>Parameters</h2><p>m: of pairs of one person, the share that agree so. u: of pairs of strangers.</p>
{_parameters(levels)}
</main></body></html>
"""


STYLE = """body{font:16px/1.5 sans-serif;color:#0b0c0c;background:#fff;margin:0}
main{max-width:960px;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #b1b4b6;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{max-width:100%;height:auto}text{font:13px sans-serif;fill:#0b0c0c}"""


def _table(caption: str, headings: list[str], rows: list[list[str]], numbers_from: int = 1) -> str:
    def cell(tag: str, place: int, text: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{' class=n' if place >= numbers_from else ''}>{escape(text)}</{tag}>"

    head = "".join(cell("th", place, text) for place, text in enumerate(headings))
    body = "".join("<tr>" + "".join(cell("td", at, text) for at, text in enumerate(row)) + "</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _pairs(trained: TrainedModel) -> str:
    said = {
        "both": "With both models",
        "shipped": "With the shipped model only",
        "new": "With the new model only",
    }
    rows = [[words, f"{trained.pairs[name]:,}"] for name, words in said.items()]
    table = _table(f"Pairs of profiles that reach {trained.threshold:g} bits", ["", "Pairs"], rows)
    if trained.blocking_recall is None:
        return f"{table}<p>No labels were given, so it is not known how many true pairs are never compared.</p>"
    compared = (
        f"{trained.blocking_recall:.4f} of the pairs that are one person by the labels, with names and birth dates"
    )
    return f"{table}<p>Blocking recall: {compared} are compared.</p>"


def _unlinkable(trained: TrainedModel) -> str:
    bins: dict[int, int] = {}
    for bits, count in trained.self_weights.items():
        bins[bits // 5 * 5] = bins.get(bits // 5 * 5, 0) + count
    bars = [(f"{start} to {start + 5} bits", count) for start, count in sorted(bins.items())]
    most = max((count for _, count in bars), default=1)
    lines = [
        _text(0, place * LINE + 3, label)
        + _rect(140, place * LINE + 3, 600 * count / most, 14, "#1d70b8")
        + _text(148 + 600 * count / most, place * LINE + 3, f"{count:,}")
        for place, (label, count) in enumerate(bars)
    ]
    return (
        f"<p>{trained.unlinkable:,} of {trained.profiles:,} profiles say too little: without an NHS or pupil number "
        f"they would not reach {trained.threshold:g} bits even against themselves in another agency.</p>"
        + _svg("Weight of each profile against itself in another agency", lines, len(bars))
    )


def _weights_chart(levels: list[LevelRow]) -> str:
    scale = (WIDTH - LABELS - 60) / 2 / BITS
    middle = LABELS + BITS * scale
    lines = []
    for place, row in enumerate(levels):
        top, long = place * LINE + 3, max(-BITS, min(BITS, row.weight)) * scale
        fill = "#1d70b8" if long >= 0 else "#d4351c"
        bar = _rect(min(middle, middle + long), top, abs(long), 14, fill)
        before = row.weight if row.shipped is None else row.shipped
        stroke = _rect(middle + max(-BITS, min(BITS, before)) * scale - 1, top - 2, 2, 18, "#0b0c0c")
        lines.append(_text(0, top, row.label) + bar + stroke + _text(WIDTH - 50, top, f"{row.weight:+.1f}"))
    return _svg("Weight of each level in bits", lines, len(levels))


def _text(left: float, top: float, words: str) -> str:
    return f'<text x="{left:.1f}" y="{top + 11}">{escape(words)}</text>'


def _rect(left: float, top: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}" fill="{fill}"/>'


def _svg(title: str, lines: list[str], count: int) -> str:
    size = f'viewBox="0 0 {WIDTH} {count * LINE + 4}" width="{WIDTH}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}><title>{title}</title>{"".join(lines)}</svg>'


def _parameters(levels: list[LevelRow]) -> str:
    rows = [
        [
            row.comparison,
            row.label,
            row.origin,
            f"{row.m:.6f}",
            f"{row.u:.6f}",
            f"{row.weight:+.2f}",
            "" if row.shipped is None else f"{row.shipped:+.2f}",
        ]
        for row in levels
    ]
    return _table("Parameters", ["Comparison", "Level", "From", "m", "u", "Weight", "Shipped"], rows, numbers_from=3)
