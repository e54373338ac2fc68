"""A picture that is finished: its drawing, what it shows in words, and the table that says the same."""

from dataclasses import dataclass, field
from html import escape

from sightline.pictures.canvas import Canvas, number
from sightline.pictures.palette import PAPER

FONT = "Arial, Helvetica, sans-serif"


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

    def _svg(self, *, role: str, with_links: bool) -> str:
        sheet, key = self.canvas, self.key
        wide, tall = number(sheet.width), number(sheet.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}" '
            f'role="{role}" aria-labelledby="{key}-t {key}-d" font-family="{FONT}">'
            f'<title id="{key}-t">{escape(self.title)}</title><desc id="{key}-d">{escape(self.finding)}</desc>\n'
            f'<rect width="{wide}" height="{tall}" fill="{PAPER}"/>\n{sheet.inner(with_links=with_links)}\n</svg>\n'
        )
