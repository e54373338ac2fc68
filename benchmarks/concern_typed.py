"""A concern on one page, filled in by a script at a person's speed.

`python benchmarks/concern_typed.py ADDRESS NAME PASSWORD`: ADDRESS is where `sightline serve` answers, NAME an account
that may enter concerns. It types forty words a minute, reads headings, questions and choices at 250, and takes a
second and a half to go to each box. It prints how long it took from opening the form until the receipt: the aim is
under three minutes.
"""

import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
A_LETTER = 60_000 / (40 * 5)  # milliseconds; a word is five letters and a blank
A_WORD_READ = 60 / 250
TO_A_BOX = 1.5
READ = "main :is(h1, legend, label, summary, button)"
SEEN = (
    "Mia came to registration late and very tired. She had a new phone and would not say who gave it to her. "
    "A silver car waited outside the gate at the end of school, and the driver called her over by name."
)
WORDS = "He gets me anything I want, but I have to answer when he rings."


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
        page.click("main button[type=submit] >> nth=0")
        page.wait_for_url("**/enter/one_page/")
        read(page)
        type_into(page, "#id_name", "Mia Fernsby")
        type_into(page, "#id_seen_heard", SEEN)
        type_into(page, "#id_childs_words", WORDS)
        choose(page, "input[name=day] >> nth=0")
        choose(page, "#id_suspicion")
        choose(page, "input[name=referral][value=Y]")
        while "/enter/" in page.url:
            send(page)
        words = len(SEEN.split()) + len(WORDS.split())
        print(f"{page.inner_text('h1')}: {time.monotonic() - began:.0f} seconds, {words} words typed")
        browser.close()


def read(page: Page) -> None:
    """As long as headings, questions and choices of the open page take to read; hints and what is folded are not."""
    shown = page.locator(READ).filter(visible=True).all_inner_texts()
    time.sleep(len(" ".join(shown).split()) * A_WORD_READ)


def type_into(page: Page, box: str, words: str) -> None:
    """Go to a box, and type."""
    time.sleep(TO_A_BOX)
    page.locator(box).press_sequentially(words, delay=A_LETTER, timeout=0)


def choose(page: Page, box: str) -> None:
    """Go to a choice, and make it."""
    time.sleep(TO_A_BOX)
    page.check(box)


def send(page: Page) -> None:
    """Press the page's button, and read what comes. Asked which child it is, say none of those listed."""
    if page.url.endswith("/choose/"):
        choose(page, "input[name=about] >> nth=-1")
    time.sleep(TO_A_BOX)
    before = page.url
    page.click("main form button[type=submit]:not(.govuk-button--secondary) >> nth=0")
    page.wait_for_url(lambda url: url != before)
    read(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
