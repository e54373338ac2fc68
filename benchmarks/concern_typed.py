"""A concern on one page, filled in by a script at a person's speed.

`python benchmarks/concern_typed.py ADDRESS NAME PASSWORD`: ADDRESS is where `sightline serve` answers, NAME an account
that may enter concerns. It types forty words a minute, reads headings, questions and choices at 250, and takes a
second and a half to go to each box. It prints how long it took from opening the form until the receipt: the aim is
under three minutes. A browser test does the same without waiting, and adds the seconds up.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
A_LETTER = 60 / (40 * 5)  # seconds; a word is five letters and a blank
A_WORD_READ = 60 / 250
TO_A_BOX = 1.5
READ = "main :is(h1, legend, label, summary, button)"
GO_ON = "main form button[type=submit]:not(.govuk-button--secondary) >> nth=0"
SEEN = (
    "Mia came to registration late and very tired. She had a new phone and would not say who gave it to her. "
    "A silver car waited outside the gate at the end of school, and the driver called her over by name."
)
WORDS = "He gets me anything I want, but I have to answer when he rings."


@dataclass(slots=True)
class Writer:
    """Somebody who writes a concern: each thing they do takes them so many seconds, given to `wait`."""

    page: Page
    wait: Callable[[float], None]
    screens: list[str] = field(default_factory=list)

    def write(self, *, name: str, seen: str = SEEN, words: str = WORDS) -> None:
        """From the first page, which is open, to the receipt. Asked which child it is, say none of those listed."""
        self._read()
        self._press("main button[type=submit] >> nth=0")
        for box, text in (("#id_name", name), ("#id_seen_heard", seen), ("#id_childs_words", words)):
            self.wait(TO_A_BOX + len(text) * A_LETTER)
            self.page.locator(box).press_sequentially(text, timeout=0)
        for box in ("input[name=day] >> nth=0", "#id_suspicion", "input[name=referral][value=Y]"):
            self._choose(box)
        while "/enter/" in self.page.url:
            if self.page.url.endswith("/choose/"):
                self._choose("input[name=about] >> nth=-1")
            self._press(GO_ON)

    def _choose(self, box: str) -> None:
        self.wait(TO_A_BOX)
        self.page.check(box)

    def _press(self, button: str) -> None:
        """Press the page's button, and read what comes."""
        self.wait(TO_A_BOX)
        with self.page.expect_navigation():
            self.page.locator(button).click()
        self._read()

    def _read(self) -> None:
        """As long as headings, questions and choices take to read; hints and what is folded are not."""
        shown = self.page.locator(READ).filter(visible=True).all_inner_texts()
        self.wait(len(" ".join(shown).split()) * A_WORD_READ)
        self.screens.append(self.page.inner_text("h1"))


def main(address: str, name: str, password: str) -> None:
    """Sign in, fill in the form, send it, and print what it took."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844}).new_page()
        page.goto(f"{address}/accounts/login/")
        page.fill("#id_login", name)
        page.fill("#id_password", password)
        page.press("#id_password", "Enter")
        page.wait_for_load_state()
        page.goto(f"{address}/concerns/enter/")
        began = time.monotonic()
        writer = Writer(page, time.sleep)
        writer.write(name="Mia Fernsby")
        words = len(SEEN.split()) + len(WORDS.split())
        print(f"{writer.screens}: {time.monotonic() - began:.0f} seconds, {words} words typed")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
