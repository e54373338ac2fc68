"""Files that nobody should send: damaged, absurd or malicious, each made from a seed, small enough to be many."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from support.books import cell, row, write_book
from support.exports import LAYOUTS, headings

CELLS = (
    "", " ", "\0", '"', '""', "'", ",", "\n", "\r", "\r\n", "=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "-1", "1e999", "nan",
    "31/02/2020", "00/00/0000", "99/99/99999", "01/01/0001", "5" * 400, "x" * 5_000, "\u202eabc", "\ufeff", "\U0001f9ff" * 9,
    "<script>alert(1)</script>", "'; DROP TABLE person; --", "../../etc/passwd", "%s%n{0}{x!r}", "Ａｓｈ", "\x1b[2J", "#N/A", "TRUE",
    "a;b|c\nd", "(" * 900, "ß" * 70, "Y", "PROTECTED ADDRESS", "SEALED IDENTITY; RESTRICTED", "NHS 999 000 0018", "07700 900123",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1", "cp037")
Maker = Callable[[random.Random, Path], None]


def write_hostile(folder: Path, *, number: int, seed: int) -> Path:
    """One file; the same number and seed give the same bytes."""
    chance = random.Random(f"{seed} {number}")
    make = chance.choice(MAKERS)
    path = folder / f"{number:06d}.{chance.choice(('csv', 'xlsx', 'CSV'))}"
    make(chance, path)
    return path


def _rows(chance: random.Random) -> list[list[str]]:
    titles = headings(chance.choice(list(LAYOUTS)))
    lines = [list(titles)]
    for _ in range(chance.randrange(1, 12)):
        lines.append([chance.choice(CELLS) for _ in range(max(0, len(titles) + chance.choice((0, 0, 0, -1, 1, 3))))])
    return lines


def _csv(chance: random.Random, path: Path) -> None:
    """A known layout whose cells, quotation marks and number of cells are wrong."""
    sign = chance.choice(",;\t")
    quoted = chance.random() < 0.6
    lines = [
        sign.join(f'"{each.replace(chr(34), chr(34) * 2)}"' if quoted else each for each in line)
        for line in _rows(chance)
    ]
    text = chance.choice(("\n", "\r\n", "\r")).join(lines)
    path.write_bytes(text.encode(chance.choice(ENCODINGS), "replace"))


def _mangled(chance: random.Random, path: Path) -> None:
    """The same with bytes turned, cut out or put in."""
    _csv(chance, path)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(data) + 1)
        if chance.random() < 0.5 and at < len(data):
            data[at] = chance.randrange(256)
        else:
            data[at : at + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
    path.write_bytes(bytes(data))


def _noise(chance: random.Random, path: Path) -> None:
    path.write_bytes(
        chance.choice((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"%PDF-1.7", b"\x1f\x8b"))
        + chance.randbytes(chance.randrange(3_000))
    )


def _endless(chance: random.Random, path: Path) -> None:
    """A quotation mark never closed, or a line, or columns, without end."""
    line = chance.choice(('"' + "x,\n" * 50_000, "x" * 200_000, "," * 100_000, '"",' * 50_000, "\n" * 100_000))
    path.write_text(",".join(headings("housing_complaints")) + "\n" + line, encoding="utf-8")


def _book(chance: random.Random, path: Path) -> None:
    """A workbook with cells in absurd places."""
    places = ("A1", "XFD1048576", "Z1048576", "AAAA1", "A99999999", "B2", "C3")
    rows = [row(chance.choice((1, 2, 3, 1_048_576, 99_999_999)), cell(chance.choice(places), "x"),
                f'<c r="B2" t="s"><v>{chance.choice(("0", "9", "-1", "x", ""))}</v></c>',
                f'<c s="{chance.randrange(-1, 3)}"><v>{chance.choice(("1", "1e400", "nan", "45000", "-5", "x"))}</v></c>')
            for _ in range(chance.randrange(1, 5))]  # fmt: skip
    before = chance.choice(("", "", "", '<!DOCTYPE a [<!ENTITY a "b">]>'))
    write_book(path, *[rows] * chance.randrange(1, 4), before=before, strings="<si><t>shared</t></si>",
               after=chance.choice(("", '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>', "<unclosed>")))  # fmt: skip


def _good_book(chance: random.Random, path: Path) -> None:
    """A layout in a workbook, its cells hostile."""
    lines = []
    for number, cells in enumerate(_rows(chance), start=1):
        letters = [_letters(place) for place in range(1, len(cells) + 1)]
        shown = ["".join(sign for sign in text if sign.isprintable()) for text in cells]
        lines.append(row(number, *(cell(f"{a}{number}", text) for a, text in zip(letters, shown, strict=True))))
    write_book(path, lines)


def _letters(place: int) -> str:
    return chr(64 + place) if place <= 26 else chr(64 + (place - 1) // 26) + chr(65 + (place - 1) % 26)


def _broken_book(chance: random.Random, path: Path) -> None:
    """A workbook with bytes turned or cut off."""
    _book(chance, path)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data))


def _archive(chance: random.Random, path: Path) -> None:
    """An archive that is no workbook: of archives, of paths outwards, of much in little."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            chance.choice(("../../out.csv", "/etc/x", "a.zip", "[Content_Types].xml", "xl/workbook.xml")),
            b"0" * chance.randrange(1, 500_000),
        )
        archive.writestr(chance.choice(("mimetype", "xl/styles.xml", "b.zip")), chance.randbytes(50))


MAKERS: tuple[Maker, ...] = (
    _csv, _csv, _csv, _csv, _mangled, _mangled, _noise, _endless, _book, _good_book, _broken_book, _archive,
)  # fmt: skip
