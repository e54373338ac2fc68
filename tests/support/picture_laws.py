"""What holds of every picture: no label on another, none cut, none on a mark, none pale; and no style and no script.

Marks of its key are told apart without colour: by shape, pattern, line style, letters, or a shade far from the other.
"""

import re
from itertools import combinations
from xml.etree import ElementTree

from sightline.pictures.canvas import Box, Canvas
from sightline.pictures.palette import ENOUGH, contrast
from sightline.pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 150_000
SMALLEST = 12
COLOUR = re.compile(r"#[0-9a-f]{6}")
APART_IN_GREY = 1.15  # the contrast of two shades


def faults_of(canvas: Canvas) -> list[str]:
    """What is wrong with what was drawn, in words."""
    labels = canvas.labels
    sheet = Box(2, 2, canvas.width - 2, canvas.height - 2)
    found = [f"{a.box.what!r} is on {b.box.what!r}" for a, b in combinations(labels, 2) if a.box.hits(b.box)]
    for one in labels:
        box = one.box
        if box.left < sheet.left or box.top < sheet.top or box.right > sheet.right or box.bottom > sheet.bottom:
            found.append(f"{box.what!r} is cut at the edge")
        if contrast(one.ink, one.ground) < ENOUGH:
            found.append(f"{box.what!r} is too pale")
        if one.size < SMALLEST:
            found.append(f"{box.what!r} is too small")
        found += [
            f"{box.what!r} covers a {mark.what}" for mark in canvas.solids if box.hits(mark) and mark.what != box.what
        ]
    return found


def alike_in_grey(canvas: Canvas) -> list[tuple[str, str]]:
    """Meanings whose marks are the same without colour; words that need no mark have none."""
    drawn = []
    for mark, word in canvas.key:
        sheet = Canvas(100, 100)
        mark(sheet, 50, 50)
        inner = sheet.inner(with_links=False)
        if inner:
            drawn.append((word, COLOUR.sub("", inner), COLOUR.findall(inner)))
    return [
        (word, other_word)
        for (word, shape, shades), (other_word, other, others) in combinations(drawn, 2)
        if shape == other and all(contrast(a, b) < APART_IN_GREY for a, b in zip(shades, others, strict=True))
    ]


def check_picture(picture: Picture) -> None:
    """All of it, of the drawing on a page and of its file."""
    faults = faults_of(picture.canvas)
    assert not faults, f"{picture.key}: {faults[:5]}"
    assert alike_in_grey(picture.canvas) == [], picture.key
    assert all(len(row) == len(picture.table.head) for row in picture.table.rows)
    for drawn, role in ((picture.on_page, "group"), (picture.as_file, "img")):
        assert len(drawn.encode()) < MOST_BYTES
        tree = ElementTree.fromstring(drawn)
        assert (tree.tag, tree.get("role")) == (f"{SVG}svg", role)
        assert tree.findtext(f"{SVG}title") == picture.title and tree.findtext(f"{SVG}desc") == picture.finding
        assert not [one.tag for one in tree.iter() if one.get("style") or one.tag in (f"{SVG}script", f"{SVG}style")]
        # By keyboard each mark has a name of its own to be read out, and a ring that is seen when it has the focus.
        links = list(tree.iter(f"{SVG}a"))
        assert all(one.get("href") and (one.get("aria-label") or "").strip() and len(one) > 1 for one in links)
    assert "href" not in picture.as_file
