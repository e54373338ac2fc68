"""The pictures of a learning review in a browser: axe is content, and the slider moves the day by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support import browsing, small_partnership
from support.browsing import DESKTOP, sign_in
from support.small_partnership import run_python, username

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
BEGIN = """
import sys
from datetime import date
from pathlib import Path
sys.path[:0] = ["tests", "."]
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from support.sessions import session_of
from support.books import chronology_book
from support.worried import actor
from support import agreed
agreed.write_agreements(Path(sys.argv[1]), more=("review_chronology",))
from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.models import Account
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.terms import add_to_terms, open_review
session = session_of(actor_for_account(Account.objects.get(username=sys.argv[2])))
why = "The safeguarding partners decided this in writing."
agencies = ("childrens_services", "health", "housing", "police", "school", "youth_service")
review_id = open_review(session, review=NewReview("Review one", why, date(2020, 1, 1), date(2026, 12, 31), agencies))
with session.need_current() as (_, store):
    ids = store._texts("SELECT person_id FROM entry GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 2")
for person_id in ids:
    add_to_terms(session, review_id=review_id, act=ReviewAct(ReviewEntryKind.CHILD, person_id=person_id))
add_to_terms(session, review_id=review_id, act=ReviewAct(ReviewEntryKind.AUTHOR, username=sys.argv[3]))
for agency, day, said in (("police", "22/05/2024", "Bruise seen"), ("school", "23/05/2024", "Teacher rang police")):
    file = ChronologyFile(agency + ".xlsx", chronology_book((day, said + ", OC24/00012")))
    sender = actor("ig_" + agency, "information_governance", agency)
    import_chronology(session_of(sender), review_id=review_id, new=NewImport(agency, "A", file))
print(review_id)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pictures of a review of the two children with the most entries."""
    workspace = small_partnership.build_workspace(
        tmp_path_factory.mktemp("reviews"), roles=("information_governance", "reviewer")
    )
    said = run_python("-c", BEGIN, workspace, username("information_governance"), username("reviewer"))
    with browsing.serving(workspace) as served:
        yield f"{served} /learning-reviews/{said.split()[-1]}/pictures/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.open_browser() as opened:
        yield opened


def test_axe_is_content_with_the_pictures_of_a_review_and_the_slider_goes_by_keyboard(
    browser: Browser, address: str
) -> None:
    served, path = address.split(" ")
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, served, "reviewer")
        page.goto(served + path)
        expect(page.locator(".sl-drawn svg").first).to_be_visible()
        browsing.assert_sound(page, "pictures of a review")
        heading, slider = page.locator("#known h2").first, page.locator("#at")
        before = heading.inner_text()
        slider.focus()
        page.keyboard.press("Home")
        expect(heading).not_to_have_text(before)
        first = page.locator("#at-said").inner_text()
        expect(heading).to_have_text(f"As known on {first}")
        assert page.evaluate("document.activeElement.id") == "at"
        assert page.locator("#on").input_value() == page.locator("#on").get_attribute("min")


def test_without_scripts_the_slider_and_the_box_are_one_form(browser: Browser, address: str) -> None:
    served, path = address.split(" ")
    with browser.new_context(locale="en-GB", viewport=DESKTOP, java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, served, "reviewer")
        page.goto(served + path)
        page.fill("#on", page.locator("#on").get_attribute("min") or "")
        browsing.follow(page, "main form button[type=submit]")
        assert page.locator("#at").input_value() == "0"
        page.locator("#at").focus()
        page.keyboard.press("ArrowRight")
        browsing.follow(page, "main form button[type=submit]")
        assert page.locator("#at").input_value() == "1"


def test_tellings_of_one_event_are_side_by_side_and_confirmed_by_keyboard(browser: Browser, address: str) -> None:
    served, path = address.split(" ")
    with browser.new_context(locale="en-GB", viewport=DESKTOP) as context:
        page = context.new_page()
        sign_in(page, served, "reviewer")
        page.goto(served + path.replace("/pictures/", "/same-events/"))
        expect(page.get_by_role("columnheader")).to_have_count(2)
        browsing.assert_sound(page, "tellings side by side")
        browsing.follow(page, page.get_by_role("link", name="Say whether this is one event"))
        browsing.assert_sound(page, "whether tellings are one event")
        page.get_by_label("Yes, one event").focus()
        page.keyboard.press("Space")
        page.get_by_label("Why?").fill("Both give one number and tell of one bruise.")
        browsing.follow(page, "main form button[type=submit]")
        expect(page.get_by_role("heading", name="Confirmed as one event (1)")).to_be_visible()
        page.goto(served + path.replace("/pictures/", "/chronology/"))
        browsing.assert_sound(page, "chronology of a review")
        browsing.follow(page, page.get_by_role("link", name="0 remarks").first)
        browsing.assert_sound(page, "one event of a review")
