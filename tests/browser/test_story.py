"""One concern, all the way up, in a browser: docs/explanation/story.md, with its pictures where SIGHTLINE_SCREENSHOTS=1 asks for them.

A youth worker enters a concern on a phone; three days of silence; the director is dealing with it; the chair sees it; a
meeting answers it; the youth worker is told back. The server goes by a clock that this test sets, and ticks by itself.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from support import axe, browsing, small_partnership, warm
from support.browsing import DESKTOP, PHONE, follow, sign_in
from support.patience import PATIENCE, PATIENCE_MS, wait_until
from support.small_partnership import CHILD, PASSWORD, ROOT

from sightline.casework.core.moments import read_kept
from sightline.model.when import utc_text

pytestmark = pytest.mark.skipif(not browsing.CHROMIUM.exists(), reason=browsing.MISSING)
FOLDER = ROOT / "docs" / "screenshots"
SEEN = (
    "Same grey car as the last two Fridays. Three of them got in, the youngest last, looking at the floor. The driver "
    "paid for food for all of them. I think somebody runs this and I cannot prove it."
)
WORDS = "He says I owe him now."
WHY = "A youth worker has written down what looks like adults acting together, and nobody has answered."
DECIDED = "A joint enquiry begins today. Her worker sees her alone before anybody else does."
DO = "Find out who keeps the grey car and where it has been stopped"
PLAN = "One worker for her. School, police and the club tell that worker of anything on the same day."
TOLD = (
    "Police and we met on Thursday, and she has been seen by somebody she trusts. There is a plan now, and the club is in "
    "it. You were right to write it down."
)
# How far down the page five actions of a list reach.
FIVE_END = """() => {
    const list = document.querySelector('main .sl-people'), heights = [...list.children].map(one => one.offsetHeight);
    return list.getBoundingClientRect().top + 5 * Math.max(...heights);
}"""
ENTERED = "2026-11-11T16:40:00Z"  # a Wednesday


def somebody(
    username: str, role: str, agency: str, post: str, ladder: str = "", stage: str = "", place: str = "holder"
) -> dict[str, str]:
    return {"username": username, "role": role, "agency": agency, "post": post, "password": PASSWORD, "ladder": ladder,
            "stage": stage, "seat": place}  # fmt: skip


CS, LADDER = "childrens_services", "partnership"
PEOPLE = [
    somebody("sam.okafor", "practitioner", "youth_service", "Youth worker"),
    somebody("kit.mercer", "practitioner", CS, "Duty social worker", CS, "practitioner"),
    somebody("nora.quayle", "manager", CS, "Team manager", CS, "team_manager"),
    somebody("bo.tamsin", "senior_officer", CS, "Head of service", CS, "head_of_service"),
    somebody("ruth.ellery", "senior_officer", CS, "Director of children’s services", CS, "chief_officer"),
    somebody("council", "partnership_executive", CS, "Chief executive of the council", LADDER, "lead_safeguarding_partners",
             "council_chief_executive"),
    somebody("june.achebe", "reviewer", "partnership", "Partnership chair", LADDER, "chair_and_scrutineer", "chair"),
    somebody("priya.nair", "practitioner", "police", "Officer in the case", "police", "practitioner"),
]  # fmt: skip


@dataclass
class Place:
    """The served workspace, its clock, and a browser."""

    workspace: Path
    clock: Path
    address: str
    browser: Browser

    def it_is(self, moment: str, until: Callable[[], bool] = lambda: True) -> None:
        """From now on it is that moment; goes on once what should have come about did."""
        self.clock.write_text(moment, encoding="ascii")
        wait_until(until, what=moment)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(
            f"file:{self.workspace}/casework.sqlite3?mode=ro", uri=True, timeout=PATIENCE
        ) as connection:
            return list(connection.execute(sql))

    def stages(self) -> list[str]:
        """The stages to which the unanswered suspicion has come."""
        rows = self.ask(
            "SELECT casework_step.stage FROM casework_step JOIN casework_item ON casework_item.id = casework_step.item_id "
            "WHERE rule_id = 'suspicion_answered' AND agency = 'childrens_services' ORDER BY number"
        )
        return [stage for (stage,) in rows]

    @contextmanager
    def signed_in(self, name: str, viewport: dict[str, int] = DESKTOP) -> Iterator[Page]:
        context = self.browser.new_context(locale="en-GB", viewport=viewport, bypass_csp=True)  # type: ignore[arg-type]
        try:
            page = context.new_page()
            sign_in(page, self.address, "", name=name)
            yield page
        finally:
            context.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("story")
    workspace = small_partnership.build_workspace(folder, roles=())
    small_partnership.sightline(
        "-w", workspace, "front-door", "--name", "Marshbridge front door", "--phone", "01632 960 123"
    )  # fmt: skip
    clock = folder / "clock"
    clock.write_text(ENTERED, encoding="ascii")
    port = browsing.free_port()
    script = ROOT / "tests" / "support" / "serve_at.py"
    command = [str(script), str(workspace), str(clock), str(port), json.dumps(PEOPLE)]
    server = warm.Process(command, env=small_partnership.elsewhere_removed())
    with browsing.serving_by(server, port) as address, browsing.open_browser() as browser:
        yield Place(workspace, clock, address, browser)


def take(page: Page, name: str, *, whole: bool = True) -> None:
    """A picture for the docs, where they are asked for; and axe finds nothing, whether or not."""
    axe.assert_content(page, name)
    if os.environ.get("SIGHTLINE_SCREENSHOTS") == "1":
        page.screenshot(path=str(FOLDER / f"story-{name}.png"), full_page=whole)


def press(page: Page, words: str) -> None:
    follow(page, page.locator("main").get_by_role("button", name=words, exact=True))


def fill_day(page: Page, name: str, day: str) -> None:
    for part, value in enumerate(reversed(day.split("-"))):
        page.fill(f"#id_{name}_{part}", value)


def enter_on_a_phone(page: Page, address: str) -> None:
    """Page by page, as at a bus stop."""
    page.goto(f"{address}/concerns/enter/")
    press(page, "One question at a time")
    page.fill("#id_name", CHILD)
    press(page, "Save and continue")
    page.check("input[name=about] >> nth=0")
    press(page, "Save and continue")
    page.fill("#id_seen_heard", SEEN)
    page.fill("#id_childs_words", WORDS)
    page.fill("#id_where", "Bus station, by the taxi rank")
    page.check("input[name=day] >> nth=0")
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=PATIENCE_MS)
    take(page, "1-writing-phone")
    press(page, "Save and continue")
    page.check("#id_suspicion")
    press(page, "Save and continue")
    page.fill("#id_safe_contact", "At the club, Thursdays after five")
    page.fill("#id_avoid", "Do not ring her mobile; he reads it")
    press(page, "Save and continue")
    page.check("input[name=referral][value=N]")
    press(page, "Save and continue")
    press(page, "Send the concern")
    expect(page.locator("h1")).to_have_text("Concern sent")


def open_the_item(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    with_me = page.locator("section[aria-labelledby=waiting]")
    follow(page, with_me.get_by_role("link", name="answer the suspicion of exploitation").first)
    expect(page.locator("h1")).to_contain_text("Answer the suspicion of exploitation")


def hold_the_meeting(page: Page) -> str:
    """The director answers by a meeting; the agencies come; what they decide is written down."""
    follow(page, "text=Answer by opening a meeting")
    page.locator("main").get_by_label("Strategy discussion").check()
    fill_day(page, "on", "2026-11-23")
    page.fill("#id_at", "14:00")
    page.fill("#id_why", WHY)
    follow(page, page.locator("main form button[type=submit]"))
    meeting = page.url
    for username in ("kit.mercer", "priya.nair", "sam.okafor"):
        write(page, meeting, "ask", username=username)
    return meeting


def write(page: Page, meeting: str, what: str, *, by_when: str = "", **boxes: str) -> None:
    page.goto(f"{meeting}add/{what}/")
    for name, value in boxes.items():
        page.fill(f"#id_{name}", value)
    if by_when:
        fill_day(page, "by_when", by_when)
    follow(page, page.locator("main form button[type=submit]"))
    expect(page.locator(".sl-messages")).to_be_visible()


def minute(page: Page, meeting: str) -> None:
    write(page, meeting, "decision", words=DECIDED)
    write(page, meeting, "action", words=DO, username="priya.nair", by_when="2026-11-27")
    write(page, meeting, "plan", words=PLAN, username="kit.mercer", by_when="2026-12-17")
    page.goto(f"{meeting}add/attendance/")
    for box in page.locator("main input[value=came]").all():
        box.check()
    follow(page, page.locator("main form button[type=submit]"))
    page.goto(f"{meeting}add/held/")
    fill_day(page, "on", "2026-11-23")
    page.fill("#id_at", "14:00")
    follow(page, page.locator("main form button[type=submit]"))
    expect(page.locator(".sl-messages")).to_be_visible()


def test_one_concern_all_the_way_up(place: Place) -> None:
    with place.signed_in("sam.okafor", PHONE) as page:
        enter_on_a_phone(page, place.address)
        receipt = page.url
        take(page, "2-receipt-phone")

    for moment, stage in (("2026-11-11T16:40:30Z", "practitioner"), ("2026-11-13T00:00:30Z", "team_manager"),
                          ("2026-11-14T00:00:30Z", "head_of_service"), ("2026-11-17T00:00:30Z", "chief_officer")):  # fmt: skip
        place.it_is(moment, lambda stage=stage: place.stages()[-1:] == [stage])  # type: ignore[misc]

    place.it_is("2026-11-17T09:05:00Z")
    with place.signed_in("ruth.ellery") as page:
        take(page, "3-director-desktop", whole=False)
        open_the_item(page, place.address)
        press(page, "I am dealing with this")
        expect(page.locator("main")).to_contain_text("Ruth Ellery is dealing with this")
        take(page, "4-item-desktop")
        follow(page, "text=Reassign it")  # she looks at the form, and the form wants its parts; and goes back
        press(page, "Reassign it")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        axe.assert_content(page, "take it off this line")

    for moment, stage in (
        ("2026-11-19T00:00:30Z", "lead_safeguarding_partners"), ("2026-11-21T00:00:30Z", "chair_and_scrutineer")
    ):  # fmt: skip
        place.it_is(moment, lambda stage=stage: place.stages()[-1:] == [stage])  # type: ignore[misc]

    place.it_is("2026-11-23T09:10:00Z")
    with place.signed_in("june.achebe") as page:
        take(page, "5-chair-desktop", whole=False)
        open_the_item(page, place.address)
        expect(page.locator("#steps ~ .sl-steps tbody tr")).to_have_count(6)

    place.it_is("2026-11-23T10:00:00Z")
    with place.signed_in("ruth.ellery") as page:
        page.goto(f"{place.address}/work/?list=reached")
        assert page.evaluate(FIVE_END) <= 900, "five actions do not fit on the first screen"
        follow(page, page.locator("main").get_by_role("link", name="answer the suspicion of exploitation").first)
        meeting = hold_the_meeting(page)
        place.it_is("2026-11-23T15:30:00Z")
        minute(page, meeting)
        page.goto(meeting)
        take(page, "6-meeting-desktop")
        page.goto(f"{place.address}/work/?list=reached")
        expect(page.locator("main")).not_to_contain_text("answer the suspicion of exploitation")

    place.it_is("2026-11-24T10:15:00Z")
    with place.signed_in("kit.mercer") as page:
        page.goto(f"{place.address}/told-back/")
        page.goto(receipt)
        follow(page, "text=Tell the author what happened")
        page.locator("main").get_by_label("In writing, here").check()
        page.fill("#id_words", TOLD)
        press(page, "Tell the author")

    place.it_is("2026-11-24T10:40:00Z")
    with place.signed_in("sam.okafor", PHONE) as page:
        page.goto(receipt)
        expect(page.locator("main")).to_contain_text("You were right to write it down.")
        page.evaluate("document.getElementById('told-back').scrollIntoView()")
        take(page, "7-told-back-phone", whole=False)
    assert place.ask("SELECT rule_id FROM casework_item WHERE closed_at IS NULL AND rule_id <> 'meeting_action'") == []


def test_answers_as_a_whole_on_a_phone_and_a_desktop(place: Place) -> None:
    """After the story: the director's answer by a meeting stands in the month's sample."""
    for viewport in (PHONE, DESKTOP):
        with place.signed_in("june.achebe", viewport) as page:
            page.goto(f"{place.address}/work/")
            follow(page, page.locator("main").get_by_role("link", name="Answers as a whole"))
            expect(page.locator("#sample")).to_have_text("A sample of November 2026")
            expect(page.locator("main")).to_contain_text("Hold a meeting of the agencies")
            axe.assert_content(page, "answers as a whole")


def test_each_stage_was_told_at_its_true_moment(place: Place) -> None:
    rows = place.ask(
        "SELECT casework_step.stage, due_at, told FROM casework_step JOIN casework_item ON casework_item.id = casework_step.item_id "
        "WHERE rule_id = 'suspicion_answered' AND agency = 'childrens_services' ORDER BY number"
    )
    assert [(stage, utc_text(read_kept(at))) for stage, at, _ in rows] == [
        ("practitioner", ENTERED), ("team_manager", "2026-11-12T23:59:59Z"), ("head_of_service", "2026-11-13T23:59:59Z"),
        ("chief_officer", "2026-11-16T23:59:59Z"), ("lead_safeguarding_partners", "2026-11-18T23:59:59Z"),
        ("chair_and_scrutineer", "2026-11-20T23:59:59Z"),
    ]  # fmt: skip
    assert all(json.loads(told) for _, _, told in rows)
