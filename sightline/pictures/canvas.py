"""A sheet to draw on: it writes SVG, and knows where each label stands, so that none is put upon another.

It writes presentation attributes only, no `style` and no script, so a page with a strict content policy shows it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from sightline.pictures.arial import width
from sightline.pictures.palette import INK, PAPER

Point = tuple[float, float]
ASCENT, DESCENT = 0.74, 0.22  # of the size, of a line of Arial


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the sheet that something takes up, and what it is."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = field(default="", repr=False)

    def hits(self, other: "Box") -> bool:
        """Whether two overlap by more than half a unit."""
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5

    def grown(self, across: float, down: float) -> "Box":
        """The same, with a margin."""
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down, self.what)

    def moved(self, down: float) -> "Box":
        """The same, further down."""
        return Box(self.left, self.top + down, self.right, self.bottom + down, self.what)


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A line of text that was written: where, how large, in which ink and on which ground."""

    box: Box
    size: float
    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of text: what it shares with those beside it is written once for all of them."""

    shared: str
    own: str = field(repr=False)


_Part = str | _TextLine


@dataclass(frozen=True, slots=True)
class _Linked:
    order: tuple[object, ...]
    href: str
    name: str = field(repr=False)
    ring: str
    parts: tuple[_Part, ...] = field(repr=False)


def text_box(x: float, y: float, line: str, *, size: float = 13, bold: bool = False, anchor: str = "start") -> Box:
    """The room that a line takes, whose foot stands at y."""
    wide = width(line, size=size, bold=bold)
    left = x if anchor == "start" else x - wide / 2 if anchor == "middle" else x - wide
    return Box(left, y - size * ASCENT, left + wide, y + size * DESCENT, line)


def number(value: float) -> str:
    """A number as SVG has it: one decimal at most, and no negative nought."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _written(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def _attributes(named: Mapping[str, float | str | None]) -> str:
    """Attributes as SVG writes them; a line of the thickness that it has anyway is not said to have it."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_written(value)}"'
        for name, value in named.items()
        if value is not None and (name, value) != ("stroke_width", 1)
    )


def _joined(parts: Iterable[_Part]) -> str:
    """Parts in their order; lines of text that follow each other and look alike stand in one group."""
    said = []
    for shared, group in groupby(parts, key=lambda part: part.shared if isinstance(part, _TextLine) else None):
        if shared is None:
            said += [str(part) for part in group]
            continue
        lines = [part.own for part in group if isinstance(part, _TextLine)]
        said.append(
            f"<g{shared}>{''.join(lines)}</g>" if len(lines) > 1 else lines[0].replace("<text", f"<text{shared}", 1)
        )
    return "\n".join(said)


@dataclass(slots=True)
class Canvas:
    """A sheet of a width and a height; `labels` and `solids` are what stands on it, `key` says what its glyphs mean."""

    width: float
    height: float
    labels: list[DrawnText] = field(default_factory=list)
    solids: list[Box] = field(default_factory=list)
    key: list[tuple["KeyGlyph", str]] = field(default_factory=list, repr=False)
    _parts: list[_Part] = field(default_factory=list, repr=False)
    _links: list[_Linked] = field(default_factory=list, repr=False)

    def add(self, tag: str, body: str | None = None, **attributes: float | str | None) -> None:
        """One element; an attribute that is None is left out, `_` stands for `-`."""
        said = _attributes(attributes)
        self._parts.append(f"<{tag}{said}/>" if body is None else f"<{tag}{said}>{body}</{tag}>")

    def rect(
        self, x: float, y: float, wide: float, tall: float, *, fill: str = "none", stroke: str | None = None,
        thick: float | None = None, round_by: float | None = None, dash: str | None = None,
    ) -> None:  # fmt: skip
        """A box."""
        self.add(
            "rect", x=x, y=y, width=wide, height=tall, fill=fill, stroke=stroke, stroke_width=thick, rx=round_by,
            stroke_dasharray=dash,
        )  # fmt: skip

    def line(self, one: Point, other: Point, *, stroke: str = INK, thick: float = 1, dash: str | None = None) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = one, other
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=thick, stroke_dasharray=dash)

    def path(
        self, moves: str, *, fill: str = "none", stroke: str | None = None, thick: float | None = None,
        dash: str | None = None,
    ) -> None:  # fmt: skip
        """A path, as SVG writes its moves."""
        self.add("path", d=moves, fill=fill, stroke=stroke, stroke_width=thick, stroke_dasharray=dash)

    def circle(
        self, x: float, y: float, radius: float, *, fill: str = "none", stroke: str | None = None,
        thick: float | None = None, dash: str | None = None,
    ) -> None:  # fmt: skip
        """A circle."""
        self.add("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=thick, stroke_dasharray=dash)

    def polygon(
        self, points: Sequence[Point], *, fill: str = "none", stroke: str | None = None, thick: float | None = None,
        dash: str | None = None,
    ) -> None:  # fmt: skip
        """A closed shape."""
        said = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add("polygon", points=said, fill=fill, stroke=stroke, stroke_width=thick, stroke_dasharray=dash)

    def polyline(self, points: Sequence[Point], *, stroke: str, thick: float = 1, dash: str | None = None) -> None:
        """An open line with corners."""
        said = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self.add("polyline", points=said, fill="none", stroke=stroke, stroke_width=thick, stroke_dasharray=dash)

    def text(
        self, x: float, y: float, line: str, *, size: float = 13, bold: bool = False, ink: str = INK,
        anchor: str = "start", ground: str = PAPER, halo: bool = False,
    ) -> None:  # fmt: skip
        """One line of text on its ground; with a halo of the ground, so that a line behind it does not cross it."""
        self.labels.append(DrawnText(text_box(x, y, line, size=size, bold=bold, anchor=anchor), size, ink, ground))
        shared = _attributes({
            "font_size": size, "font_weight": "bold" if bold else None, "fill": ink, "stroke": ground if halo else None,
            "stroke_width": 4 if halo else None, "paint_order": "stroke" if halo else None,
        })  # fmt: skip
        own = _attributes({"x": x, "y": y, "text_anchor": None if anchor == "start" else anchor})
        self._parts.append(_TextLine(shared, f"<text{own}>{escape(line, quote=False)}</text>"))

    def solid(self, box: Box) -> None:
        """Say that something stands here that no label may cover."""
        self.solids.append(box)

    @contextmanager
    def linked(
        self, href: str, *, name: str, order: tuple[object, ...], around: Point, radius: float = 12
    ) -> Iterator[None]:
        """What is drawn within leads to a page, with a ring around a point while it has the focus.

        Links follow each other in `order`, whatever was drawn first.
        """
        x, y = map(number, around)
        ring = f'<circle cx="{x}" cy="{y}" r="{number(radius)}" class="sl-ring"/>'
        outside, self._parts = self._parts, []
        try:
            yield
        finally:
            inside, self._parts = self._parts, outside
            self._links.append(_Linked(order, href, name, ring, tuple(inside)))

    @contextmanager
    def beneath(self) -> Iterator[None]:
        """What is drawn within lies under all that was drawn so far."""
        above, self._parts = self._parts, []
        try:
            yield
        finally:
            self._parts += above

    def inner(self, *, with_links: bool) -> str:
        """All that was drawn, the links last."""
        links = []
        for one in sorted(self._links, key=lambda link: link.order):
            drawn = _joined(one.parts).replace("\n", "")
            if with_links and one.href:
                links.append(f'<a href="{escape(one.href)}" aria-label="{escape(one.name)}">{one.ring}{drawn}</a>')
            else:
                links.append(drawn)
        above = ['<g fill="none">', *links, "</g>"] if links else []
        return "\n".join([_joined(self._parts), *above])


KeyGlyph = Callable[[Canvas, float, float], None]  # draws a glyph of the key around a point
