"""Draws a map of packages as a still picture (SVG): one row a floor, an arrow from each package to what it imports."""

from collections.abc import Mapping, Sequence
from html import escape

from tools.import_map import Map

BOX_HEIGHT, ROW, GAP, MARGIN, LETTER = 30, 92, 18, 24, 7.6
WIDEST_ROW = 9
Place = tuple[float, float, float]  # left, top, width


def draw_map(*, found: Map, title: str) -> str:
    """The picture; the same map gives the same picture."""
    places, width, height = _place(_rows(found))
    arrows = [_arrow(places[one], places[target]) for one, target in found.arrows()]
    boxes = [_box(name, place) for name, place in sorted(places.items())]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-labelledby="title" font-family="Arial, sans-serif" font-size="14">'
    )
    return "\n".join([
        head, f'<title id="title">{escape(title)}</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#505a5f"/></marker></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        '<g stroke="#505a5f" stroke-opacity="0.55" fill="none" marker-end="url(#tip)">', *arrows, "</g>",
        *boxes, "</svg>", "",
    ])  # fmt: skip


def _rows(found: Map) -> list[list[str]]:
    """The floors, wide ones in several rows, each package near the middle of those that import it."""
    rows: list[list[str]] = []
    at: dict[str, float] = {}
    for floor in found.floors:
        ordered = sorted(floor, key=lambda name: (_middle(found.imported_by(name), at), name))
        count = -(-len(ordered) // WIDEST_ROW)
        parts = [ordered[number::count] for number in range(count)]
        for part in parts:
            at.update({name: (number + 0.5) / len(part) for number, name in enumerate(part)})
        rows += parts
    return rows


def _middle(names: Sequence[str], at: Mapping[str, float]) -> float:
    known = [at[name] for name in names if name in at]
    return round(sum(known) / len(known), 6) if known else 0.5


def _place(rows: Sequence[Sequence[str]]) -> tuple[dict[str, Place], float, float]:
    """Where each box is, and how large the picture is."""
    widths = {name: len(name) * LETTER + 24 for row in rows for name in row}
    lengths = [sum(widths[name] for name in row) + GAP * (len(row) - 1) for row in rows]
    whole = max(lengths) + 2 * MARGIN
    places: dict[str, Place] = {}
    for number, (row, length) in enumerate(zip(rows, lengths, strict=True)):
        spare = (whole - 2 * MARGIN - length) / (len(row) + 1)
        left = MARGIN + spare
        for name in row:
            places[name] = (left, MARGIN + number * ROW, widths[name])
            left += widths[name] + GAP + spare
    return places, whole, 2 * MARGIN + (len(rows) - 1) * ROW + BOX_HEIGHT


def _arrow(start: Place, end: Place) -> str:
    """A curve from the foot of one box to the head of a lower one, or from side to side in one row."""
    x1, y1, x2, y2 = start[0] + start[2] / 2, start[1] + BOX_HEIGHT, end[0] + end[2] / 2, end[1]
    bend = (y2 - y1) / 2
    return f'<path d="M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2 - 2:.0f}"/>'


def _box(name: str, place: Place) -> str:
    left, top, width = place
    return (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{BOX_HEIGHT}" rx="3" fill="#f3f2f1" '
        f'stroke="#1d70b8"/><text x="{left + width / 2:.0f}" y="{top + 20:.0f}" text-anchor="middle" '
        f'fill="#0b0c0c">{escape(name)}</text>'
    )
