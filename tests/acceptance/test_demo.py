"""The demo, whole: three weeks of an invented partnership, told through the services that people use."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from support.small_partnership import sightline


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    sightline("demo", "--children", "100", "--seed", "1", "--no-serve", "--dir", folder)
    return folder


def ask(demo: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(demo / "casework.sqlite3") as connection:
        return list(connection.execute(sql))


def test_an_unanswered_suspicion_is_before_the_chair_and_a_disagreement_before_the_director(demo: Path) -> None:
    stages = {
        (rule_id, stage, state)
        for rule_id, stage, state in ask(
            demo, "SELECT rule_id, stage, state FROM casework_item WHERE closed_at IS NULL"
        )
    }
    assert ("suspicion_answered", "chair_and_scrutineer", "acknowledged") in stages
    assert ("disagreement", "chief_officer", "waiting") in stages


def test_clocks_of_the_agencies_newest_files_climb_too(demo: Path) -> None:
    from_files = ask(demo, "SELECT DISTINCT rule_id FROM casework_item WHERE stage = 'practitioner'")
    assert {"referral_decision", "return_interview"} & {rule_id for (rule_id,) in from_files}


def test_somebody_was_told_back_and_what_waited_for_it_is_closed(demo: Path) -> None:
    ((concern,),) = ask(demo, "SELECT concern_id FROM casework_concerntoldback")
    told = f"(SELECT record_id FROM casework_concern WHERE concern_id = '{concern}')"
    assert ask(demo, f"SELECT count(*) FROM casework_item WHERE closed_at IS NULL AND record_id IN {told}") == [(0,)]


def test_a_meeting_was_held_and_closed_what_it_answers_and_one_is_to_come(demo: Path) -> None:
    held = ask(demo, "SELECT count(DISTINCT meeting_id) FROM casework_meetingentry WHERE step = 'held'")
    assert (held, ask(demo, "SELECT count(*) FROM casework_meeting")) == ([(1,)], [(2,)])
    told = ask(demo, "SELECT state FROM casework_item WHERE rule_id = 'account_followed_up'")
    assert set(told) == {("closed",)}


def test_somebody_and_a_place_are_of_concern_by_a_named_decision_and_what_nobody_owns_went_up(demo: Path) -> None:
    files = ask(
        demo, "SELECT kind, status, opened_by, unowned_from_at IS NOT NULL FROM casework_concerned ORDER BY kind"
    )
    assert files == [("person", "of_concern", "analyst", 0), ("place", "of_concern", "analyst", 1)]
    steps = [step for (step,) in ask(demo, "SELECT step FROM casework_concernedentry ORDER BY id")]
    assert steps[:4] == ["status", "owner", "next_step", "assessment"]
    assert steps.count("considered") == 2 and steps.count("used") == 1
    assert ask(demo, "SELECT count(*) FROM casework_item WHERE rule_id = 'unowned' AND closed_at IS NULL") == [(1,)]


def test_the_same_words_were_given_three_times(demo: Path) -> None:
    again = "SELECT count(*) AS times FROM casework_itemevent WHERE plain_sha <> '' GROUP BY plain_sha"
    assert max(times for (times,) in ask(demo, again)) == 3


def test_all_is_in_order_and_each_step_is_told_to_somebody(demo: Path) -> None:
    """The audit's chain is whole though the clock was set, every act is dated before it was told, no post is empty."""
    said = sightline("-w", demo, "doctor")
    assert "Audit and decisions are as they were" in " ".join(said.split())
    assert all(json.loads(told) for (told,) in ask(demo, "SELECT told FROM casework_step"))
    moments = [at for (at,) in ask(demo, "SELECT at FROM casework_auditentry ORDER BY sequence")]
    assert moments == sorted(moments)


def test_with_few_children_it_is_a_demo_without_a_story(tmp_path: Path) -> None:
    said = sightline("demo", "--children", "4", "--seed", "1", "--no-serve", "--dir", tmp_path / "small")
    assert "Found" in said and "Sign in as" in said
    assert ask(tmp_path / "small", "SELECT count(*) FROM casework_concern") == [(0,)]


def test_the_same_day_again_gives_new_passwords_and_tells_nothing_twice(demo: Path) -> None:
    before = ask(demo, "SELECT count(*) FROM casework_concern")
    first = sightline("demo", "--children", "100", "--seed", "1", "--no-serve", "--dir", demo)
    assert "Sign in as" in first and "Putting the agencies" not in first
    assert ask(demo, "SELECT count(*) FROM casework_concern") == before
