"""What axe says about a page: put into each document once, and asked for no more than what is wrong."""

import os
import re
from urllib.parse import urlsplit
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from support.turns import TURNS, turn_of_this_run

NARROW = 400
# Contrast is half of what a look costs: it is looked at on a phone, once an address and once an address with errors; with
# `make soak` at each look.
EVERYWHERE = os.environ.get("SIGHTLINE_TESTS_CONTRAST") == "1"
LOOK = """options => axe.run(options).then(found => found.violations.map(one =>
    `${one.id}: ${one.help}: ` + one.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(" | ")))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SCRIPT = Axe().axe_script
_LOOKED_AT: set[tuple[str, bool]] = set()


def complaints(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, a line each; and that it is too wide."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SCRIPT)
    rules = {} if _asks_contrast(page) else {"color-contrast": {"enabled": False}}
    said: list[str] = page.evaluate(LOOK, {"resultTypes": ["violations"], "rules": rules})
    return [*said, *too_wide(page)]


def too_wide(page: Page) -> list[str]:
    """By how much the page must be moved sideways, if it must."""
    pixels = page.evaluate(WIDER)
    return [f"{pixels} pixels too wide"] if pixels > 0 else []


def assert_content(page: Page, where: str) -> None:
    """Axe finds nothing wrong with the page, and nobody need move it sideways."""
    said = complaints(page)
    assert not said, f"{where}: {said}"


def is_in_turn(page: Page) -> bool:
    """Whether a page that was looked at on a phone is looked at on a desktop in this run too: one address of three is.

    With `make soak` each is. The parts are the same there, in another order of columns.
    """
    return EVERYWHERE or (crc32(_address(page).encode()) + turn_of_this_run()) % TURNS == 0


def _address(page: Page) -> str:
    """The address, whatever number or id stands in it."""
    return re.sub(r"\b[0-9a-z]{20}\b|\d+", "", urlsplit(page.url).path)


def _asks_contrast(page: Page) -> bool:
    """Whether this look is the first on a phone at the address."""
    size = page.viewport_size
    if EVERYWHERE or size is None:
        return True
    looked = _address(page), page.title().startswith("Error")
    if size["width"] > NARROW or looked in _LOOKED_AT:
        return False
    _LOOKED_AT.add(looked)
    return True
