"""A picture that is finished: its drawing, what it shows in words, and the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from sightline.pictures.arial import wrap
from sightline.pictures.canvas import Canvas, number
from sightline.pictures.palette import INK, PAPER

FONT = "Arial, Helvetica, sans-serif"
SIDE, SIZE, LINE = 20, 13, 20  # of the lines above a drawing in a file


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; with an address it leads there, with an agency it carries its letters."""

    text: str = field(repr=False)
    href: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class PictureTable:
    """The table beside a picture: the same rows in the same order. The first cell of a row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its title and its finding in words. `key` is an id for the page, and says nothing of anybody."""

    key: str
    title: str = field(repr=False)
    finding: str = field(repr=False)
    canvas: Canvas = field(repr=False)
    table: PictureTable = field(repr=False)

    @property
    def on_page(self) -> str:
        """The drawing inside a page: its glyphs are links. A group, since an image may hold no links."""
        return self._svg(role="group", with_links=True)

    @property
    def as_file(self) -> str:
        """The drawing as a file of its own: an image, without addresses."""
        return self._svg(role="img", with_links=False)

    def as_labelled_file(self, said: Sequence[str]) -> str:
        """The same with sentences above the drawing, in its first lines: who exported it, when and for what."""
        room = self.canvas.width - 2 * SIDE
        lines = [line for sentence in said for line in wrap(sentence, most=room, size=SIZE)]
        return self._svg(role="img", with_links=False, lines=lines)

    def _svg(self, *, role: str, with_links: bool, lines: Sequence[str] = ()) -> str:
        sheet, key = self.canvas, self.key
        above = len(lines) * LINE + SIDE if lines else 0
        top, wide, tall = number(-above), number(sheet.width), number(sheet.height + above)
        texts = "".join(
            f'<text x="{SIDE}" y="{nth * LINE - above}" font-size="{SIZE}" fill="{INK}">{escape(line)}</text>\n'
            for nth, line in enumerate(lines, start=1)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {wide} {tall}" width="{wide}" height="{tall}" '
            f'role="{role}" aria-labelledby="{key}-t {key}-d" font-family="{FONT}">'
            f'<title id="{key}-t">{escape(self.title)}</title><desc id="{key}-d">{escape(self.finding)}</desc>\n'
            f'<rect y="{top}" width="{wide}" height="{tall}" fill="{PAPER}"/>\n{texts}'
            f"{sheet.inner(with_links=with_links)}\n</svg>\n"
        )
