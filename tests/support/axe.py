"""What axe says about a page: put into each document once, and asked for no more than what is wrong."""

import os
import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
    pixels = page.evaluate(WIDER)
    return [*said, f"{pixels} pixels too wide"] if pixels > 0 else said


def assert_content(page: Page, where: str) -> None:
    """Axe finds nothing wrong with the page, and nobody need move it sideways."""
    said = complaints(page)
    assert not said, f"{where}: {said}"


def _asks_contrast(page: Page) -> bool:
    """Whether this look is the first on a phone at the address, whatever number or id stands in it."""
    size = page.viewport_size
    if EVERYWHERE or size is None:
        return True
    looked = re.sub(r"\b[0-9a-z]{20}\b|\d+", "", urlsplit(page.url).path), page.title().startswith("Error")
    if size["width"] > NARROW or looked in _LOOKED_AT:
        return False
    _LOOKED_AT.add(looked)
    return True
