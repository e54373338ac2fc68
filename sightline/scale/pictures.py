"""Three pictures as SVG: which lists people are on together (UpSet), the range of every method, and growth.

They carry classes and no styles, so that a page with a strict content policy can show them; and beside each stands a
table that says the same, since not everybody sees pictures. Source of the first picture's form: Lex and others 2014,
IEEE Trans. Vis. Comput. Graph. 20:1983-1992.
"""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from sightline.scale.results import MethodResult, MethodStatus, Range
from sightline.scale.small_numbers import hide_small, show
from sightline.scale.tables import OverlapTable

COLUMN_WIDTH, ROW_HEIGHT, TOP, LETTER, LONGEST = 26, 22, 130, 6.8, 52
MOST_COLUMNS = 24
WIDTH, LEFT, RIGHT = 760, 170, 40


def choose_columns(table: OverlapTable) -> list[int]:
    """The combinations that are drawn: those with most people."""
    filled = sorted((int(cell) for cell in np.flatnonzero(table.counts > 0)), key=lambda cell: -table.counts[cell])
    return filled[:MOST_COLUMNS]


def draw_overlaps(table: OverlapTable) -> str:
    """The UpSet picture: a column a combination of lists, as high as it has people, its lists dotted below."""
    columns, hidden = choose_columns(table), hide_small(table)
    highest = max(float(table.counts[cell]) for cell in columns)
    labels = round(LETTER * max(len(_short(name)) for name in table.lists)) + 24
    width, height = labels + COLUMN_WIDTH * len(columns) + 10, TOP + ROW_HEIGHT * table.t + 10
    parts = [f'<svg class="overlaps" role="img" aria-label="How many people are on which lists together; the table '
             f'below says the same" viewBox="0 0 {width} {height}" width="{width}">']  # fmt: skip
    for row, name in enumerate(table.lists):
        y = TOP + ROW_HEIGHT * row + ROW_HEIGHT / 2
        parts.append(
            f'<rect class="stripe{row % 2}" x="0" y="{y - ROW_HEIGHT / 2:g}" width="{width}" height="{ROW_HEIGHT}"/>'
        )
        parts.append(f'<text class="name" x="{labels - 14}" y="{y + 4:g}">{escape(_short(name))}</text>')
    for place, cell in enumerate(columns):
        parts += _draw_column(table, cell, labels + COLUMN_WIDTH * place + COLUMN_WIDTH / 2, highest, hidden)
    return "".join([*parts, "</svg>"])


def _draw_column(table: OverlapTable, cell: int, x: float, highest: float, hidden: dict[int, str]) -> list[str]:
    count = float(table.counts[cell])
    small = cell in hidden
    tall = 4.0 if small else max(4.0, (TOP - 30) * count / highest)
    parts = [
        f'<rect class="{"small" if small else "bar"}" x="{x - 8:g}" y="{TOP - 8 - tall:g}" width="16" '
        f'height="{tall:g}"/>',
        f'<text class="count" x="{x:g}" y="{TOP - 12 - tall:g}">{"·" if small else f"{count:,.0f}"}</text>',
    ]
    rows = [row for row in range(table.t) if cell >> row & 1]
    ys = [TOP + ROW_HEIGHT * row + ROW_HEIGHT / 2 for row in range(table.t)]
    if len(rows) > 1:
        parts.append(f'<line class="tie" x1="{x:g}" x2="{x:g}" y1="{ys[rows[0]]:g}" y2="{ys[rows[-1]]:g}"/>')
    return parts + [
        f'<circle class="{"on" if row in rows else "off"}" cx="{x:g}" cy="{ys[row]:g}" r="5"/>'
        for row in range(table.t)
    ]


def draw_range(*, answers: Sequence[MethodResult], observed: int, found: Range | None) -> str:
    """A line a method from its lower to its upper limit, a point where its number is, and the range behind them."""
    drawn = [one for one in answers if one.is_shown and one.lower is not None and one.upper is not None]
    if not drawn:
        return ""
    most = max([one.upper or 0.0 for one in drawn] + [float(found.upper) if found else 0.0]) * 1.05
    height = ROW_HEIGHT * len(drawn) + 50

    def across(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / most

    parts = [f'<svg class="range" role="img" aria-label="What each method gives; the table below says the same" '
             f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}">']  # fmt: skip
    if found:
        start, end = across(found.lower), across(found.upper)
        parts.append(f'<rect class="span" x="{start:.1f}" y="10" width="{end - start:.1f}" height="{height - 40}"/>')
    for row, one in enumerate(drawn):
        y = 24 + ROW_HEIGHT * row
        kind = "counts" if one.status is MethodStatus.ESTIMATE else "aside"
        parts += [
            f'<text class="name" x="{LEFT - 14}" y="{y + 4}">{escape(one.method)}</text>',
            f'<line class="{kind}" x1="{across(one.lower or 0):.1f}" x2="{across(one.upper or 0):.1f}" y1="{y}" '
            f'y2="{y}"/>',
            f'<circle class="{kind}" cx="{across(one.n or 0):.1f}" cy="{y}" r="5"/>',
        ]
    foot = height - 30
    parts.append(f'<line class="seen" x1="{across(observed):.1f}" x2="{across(observed):.1f}" y1="10" y2="{foot}"/>')
    parts.append(f'<text class="foot" x="{across(observed):.1f}" y="{foot + 16}">seen {show(observed)}</text>')
    if found:
        parts.append(f'<text class="foot" x="{across(found.upper):.1f}" y="{foot + 16}">{found.upper:,}</text>')
    return "".join([*parts, "</svg>"])


def draw_growth(*, months: Sequence[str], series: Mapping[str, Sequence[int]]) -> str:
    """Lines that grow with the months (`2024-03`), one a series, each drawn over those before it."""
    height, foot = 260, 220
    most = max(max(values) for values in series.values()) or 1
    wide = WIDTH - LEFT - RIGHT

    def at(place: int, value: int) -> str:
        return f"{LEFT + wide * place / max(len(months) - 1, 1):.1f},{foot - (foot - 20) * value / most:.1f}"

    parts = [f'<svg class="growth" role="img" aria-label="How many were known, month by month; the table below says '
             f'it year by year" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}">']  # fmt: skip
    parts.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{foot}" y2="{foot}"/>')
    for number, (name, values) in enumerate(series.items()):
        points = " ".join(at(place, value) for place, value in enumerate(values))
        parts.append(f'<polyline class="grow{number}" points="{points}"/>')
        y = 24 + ROW_HEIGHT * number
        parts.append(f'<line class="grow{number}" x1="0" x2="24" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="key" x="32" y="{y + 4}">{escape(name)}</text>')
    for place in choose_years(months):
        x = at(place, 0).split(",")[0]
        parts.append(f'<text class="foot" x="{x}" y="{foot + 18}">{months[place][:4]}</text>')
    parts.append(f'<text class="foot" x="{WIDTH - RIGHT + 18}" y="24">{most:,}</text>')
    return "".join([*parts, "</svg>"])


def choose_years(months: Sequence[str]) -> list[int]:
    """The places of the Januaries that are named, eight at most; the first month where there is no January."""
    januaries = [place for place, month in enumerate(months) if month.endswith("-01")] or [0]
    return januaries[:: max(1, -(-len(januaries) // 8))]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
