"""What is hostile is sent to every parameter and every box of every address: no page fails, and none is left out.

Names are learnt from the pages (`support.fuzzing`); a seed makes every run the same, and is said where one fails.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import fuzz_ground as ground
from support import small_partnership as small
from support import worried
from support.fuzzing import Attack, Fuzz, Target, every_pattern
from support.grouped import build_in, stand
from support.tied import build_tied

from sightline.model import bounds
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("SIGHTLINE_FUZZ_SEED", "12"))
AT_RANDOM, SOAKED, SAID_EACH = 20, 100_000, 1_000
# Of these nothing stands on the small partnership: no note names anybody twice, no second run changed anybody, nobody
# was sent a link, asked for an account, recovered one or was given sight, no group is found, nothing is worth checking,
# the figures answer at a port of their own, no file assigns anybody, nobody looked at their own details,
# no agency is asked for its account, and no event is told twice.
NOT_HERE = {
    "account_link", "account_recovery", "account_request", "subject_file_open_recognised", "end_protected", "end_sight",
    "look_again_one", "mfa_edit_webauthn", "mfa_remove_webauthn", "openid_connect_callback", "openid_connect_login",
    "metrics", "answer_listed_sentence", "noted", "disclosure", "roll_close", "pattern_review", "group_growth", "group_growth_file",
    "agency_account", "review_same_event", "assignment_end", "case_name_end", "own_look", "onward_request", "onward_answer", "onward_ask",
}  # fmt: skip
# Whatever hostile stands there, the page is not found: it names no person of the review.
NOT_FOUND = {("review_known", "GET", "person"), ("review_earliest", "GET", "child")}
FEWEST_ADDRESSES, FEWEST_BOXES = 105, 250


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("fuzz"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


@pytest.fixture(autouse=True)
def nobody_is_signed_out_while_it_lasts(settings: Any) -> None:
    """A long run lasts longer than a session: without this most of it would meet the sign-in page."""
    settings.SESSION_COOKIE_AGE = 7 * 24 * 60 * 60


def fuzz_small(held: Workspace, monkeypatch: pytest.MonkeyPatch, *, every_role: bool = False) -> Fuzz:
    who = ground.play_small(held, monkeypatch)
    fuzz = Fuzz(ground.clients(who))
    fuzz.discover(ground.starts_small(held, who), every_role=every_role)
    return fuzz


def attack(fuzz: Fuzz, attacks: Iterable[Attack], *, say: bool = False) -> None:
    """Send them; stop where some failed, and say which with the seed."""
    for each in attacks:
        fuzz.send(each, follow=True)
        if say and fuzz.sent % SAID_EACH == 0:
            sys.stderr.write(f"\n{fuzz.sent:,} sent, {len(fuzz.covered):,} boxes, statuses {dict(fuzz.statuses)}")
        if len(fuzz.failures) > 20:
            break
    assert fuzz.turned_away < 20 + fuzz.sent / 100, f"{fuzz.turned_away:,} of {fuzz.sent:,} met the sign-in page"
    assert not fuzz.failures, f"seed {SEED}, after {fuzz.sent:,}:\n" + "\n\n".join(fuzz.failures)


def assert_all_covered(fuzz: Fuzz) -> None:
    """Every address was opened by somebody, and each name that it reads was sent something hostile."""
    names = {(one.pattern, method, name) for one in fuzz.targets for method in one.names for name in one.names[method]}
    assert {each for each in names if each[0] in fuzz.opened and each[:2] in fuzz.answered} - fuzz.covered <= NOT_FOUND
    assert len(fuzz.opened) >= FEWEST_ADDRESSES and len(fuzz.covered) >= FEWEST_BOXES, (
        f"{len(fuzz.opened)} addresses, {len(fuzz.covered)} boxes"
    )


def test_nothing_hostile_fails_in_any_box_of_any_address(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzz = fuzz_small(held, monkeypatch)
    chance = Random(SEED)
    attack(fuzz, fuzz.all_boxes(chance))
    attack(fuzz, fuzz.at_random(chance, AT_RANDOM))
    attack(fuzz, fuzz.all_boxes(chance))  # what was learnt meanwhile
    attack(fuzz, fuzz.each_box(chance))
    unopened = {str(pattern.name) for pattern in every_pattern()} - fuzz.opened - NOT_HERE
    assert unopened == set(), "give each an id that is there in support.fuzz_ground.starts_small"
    assert_all_covered(fuzz)


def test_a_page_that_fails_is_found(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the tests here could not fail: a number without bounds is put back, and a parameter that no page shows."""
    monkeypatch.setattr(bounds, "read_whole", lambda text, **_: int(text))
    fuzz = Fuzz(ground.clients({"manager": worried.actor("mia", "manager", "childrens_services")}))
    target = Target("manager", "/same-person/", "same_person")
    fuzz.targets.append(target)
    fuzz.opened.add(target.pattern)
    fuzz.send(Attack(target, "GET", [("after", "1")]))
    assert "after" in target.names["GET"] and not fuzz.failures
    for each in fuzz.each_box(Random(SEED), times=10):
        fuzz.send(each)
    assert any("OverflowError" in said or "ValueError" in said for said in fuzz.failures)


@pytest.mark.soak
def test_a_hundred_thousand_hostile_requests_find_no_page_that_fails(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fuzz = fuzz_small(held, monkeypatch, every_role=True)
    chance = Random(SEED)
    attack(fuzz, fuzz.each_box(chance, times=5), say=True)
    attack(fuzz, fuzz.at_random(chance, int(os.environ.get("SIGHTLINE_FUZZ", SOAKED)) - fuzz.sent), say=True)
    for _ in range(10):
        fuzz.share_names()  # what was learnt meanwhile, by whomever
        attack(fuzz, fuzz.each_box(chance))
    assert_all_covered(fuzz)


@pytest.mark.soak
def test_ten_thousand_hostile_requests_to_what_notes_tie(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = stand(build_in(tmp_path, build_tied), settings, monkeypatch)
    fuzz = Fuzz(ground.clients(ground.play_tied(snapshot)))
    fuzz.discover(ground.starts_tied(snapshot), every_role=True)
    attack(fuzz, fuzz.at_random(Random(SEED), SOAKED // 10), say=True)
    assert {"noted", "recognised", "answer_recognised", "network_picture"} <= fuzz.opened
