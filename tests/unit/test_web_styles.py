"""A style sheet whose braces do not balance loses the rule after them."""

import re
from pathlib import Path

import pytest

STATIC = Path("sightline/web/static/sightline")


def _depths(css: str) -> list[int]:
    """How deep each brace leaves the sheet, without comments and what stands in quotes."""
    bare = re.sub(r'/\*.*?\*/|"[^"\n]*"|\'[^\'\n]*\'', "", css, flags=re.DOTALL)
    depths = [0]
    for brace in re.findall(r"[{}]", bare):
        depths.append(depths[-1] + (1 if brace == "{" else -1))
    return depths


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda one: one.name)
def test_every_brace_of_a_style_sheet_has_its_other(sheet: Path) -> None:
    """A stray closing brace makes the parser drop the rule that follows."""
    depths = _depths(sheet.read_text(encoding="utf-8"))
    assert min(depths) >= 0 and depths[-1] == 0


def test_names_in_a_printed_table_are_not_followed_by_addresses() -> None:
    """On paper an address of Sightline after every name says nothing, and widens the table."""
    css = (STATIC / "sightline.css").read_text(encoding="utf-8")
    printed = "".join(css.split("@media print {")[1:])
    assert 'main a[href^="/"]::after { content: none !important; }' in printed
