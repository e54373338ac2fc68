"""The demo, whole and in its own size: three weeks of an invented partnership, told through the services people use."""

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.small_partnership import run_python, sightline

from sightline.cli.demo.words import FOUND
from sightline.invented.area import TAKEAWAYS
from sightline.invented.population.fair_names import FairNames
from sightline.invented.population.names import load_names
from sightline.model.sealed_words import key_id_of

WHOLE = ("demo", "--seed", "1", "--no-serve", "--dir")
HOME, OTHER_PLACE = "H", "L"  # how the truth's ids of places begin


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's workspace, and what the command said."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, sightline(*WHOLE, folder)


@pytest.fixture(scope="module")
def demo(told: tuple[Path, str]) -> Path:
    return told[0]


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
    ((concern,),) = ask(demo, "SELECT concern_id FROM casework_referrerfeedback")
    told = f"(SELECT record_id FROM casework_concern WHERE concern_id = '{concern}')"
    waiting = f"SELECT rule_id FROM casework_item WHERE closed_at IS NULL AND source = 'clock' AND record_id IN {told}"
    assert ask(demo, waiting) == []


def test_a_meeting_was_held_and_closed_what_it_answers_and_one_is_to_come(demo: Path) -> None:
    held = ask(demo, "SELECT count(DISTINCT meeting_id) FROM casework_meetingentry WHERE kind = 'held'")
    assert (held, ask(demo, "SELECT count(*) FROM casework_meeting")) == ([(1,)], [(2,)])
    told = ask(demo, "SELECT state FROM casework_item WHERE rule_id = 'account_followed_up'")
    assert set(told) == {("closed",)}


def test_somebody_and_a_place_are_of_concern_by_a_named_decision_and_what_nobody_owns_went_up(demo: Path) -> None:
    files = ask(
        demo, "SELECT kind, status, opened_by, unowned_from_at IS NOT NULL FROM casework_subjectfile ORDER BY kind"
    )
    assert files == [("person", "of_concern", "analyst", 0), ("place", "of_concern", "analyst", 1)]
    kinds = [kind for (kind,) in ask(demo, "SELECT kind FROM casework_subjectfileentry ORDER BY id")]
    assert kinds[:4] == ["status", "owner", "next_step", "assessment"]
    assert kinds.count("considered") == 2 and kinds.count("used") == 1
    assert ask(demo, "SELECT count(*) FROM casework_item WHERE rule_id = 'unowned' AND closed_at IS NULL") == [(1,)]


def test_the_same_words_were_given_three_times(demo: Path) -> None:
    again = "SELECT count(*) AS times FROM casework_itemevent WHERE plain_sha <> '' GROUP BY plain_sha"
    assert max(times for (times,) in ask(demo, again)) == 3


def test_all_is_in_order_and_each_step_is_told_to_somebody(demo: Path) -> None:
    """The audit's chain is whole though the clock was set, every act is dated before it was told, no post is empty."""
    said = sightline("-w", demo, "doctor")
    assert "Audit and decisions are unchanged since they were" in " ".join(said.split())
    assert all(json.loads(told) for (told,) in ask(demo, "SELECT told FROM casework_step"))
    moments = [at for (at,) in ask(demo, "SELECT at FROM casework_auditentry ORDER BY sequence")]
    assert moments == sorted(moments)


def test_the_same_day_again_gives_new_passwords_tells_nothing_twice_and_can_start_need_to_know(demo: Path) -> None:
    before = ask(demo, "SELECT count(*) FROM casework_concern")
    first = sightline(*WHOLE, demo, "--need-to-know")
    assert "Sign in as" in first and "Combining the agencies" not in first
    assert ask(demo, "SELECT count(*) FROM casework_concern") == before
    name = re.search(r"find and open (.+?):", " ".join(first.replace("│", " ").split()))
    assert name
    opened = open_children(demo, name[1])
    assert opened["analyst"] == opened["reviewer"] == opened["information_governance"] == "every child"
    assert int(opened["practitioner"]) > 5 and int(opened["manager"]) > 5
    assert opened["grace.obi"] != "every child"
    assert opened["look first"] == "seen by the practitioner"


OPENED = """
import json, sys
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.core.actor import actor_for_username
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
found = {}
for name in ("practitioner", "manager", "analyst", "reviewer", "information_governance", "grace.obi"):
    reader = actor_for_username(name).reader
    found[name] = str(len(reader.given)) if reader.needs_reason else "every child"
practitioner = ReaderSession(actor_for_username("practitioner"))
people = find_people(practitioner, terms=SearchTerms(name=sys.argv[2])).people
found["look first"] = "seen by the practitioner" if people else "hidden"
print(json.dumps(found))
"""


def open_children(demo: Path, look_first: str) -> dict[str, str]:
    """How many mentions of children some accounts have a reason for, or that they open every child."""
    said = run_python("-c", OPENED, demo, look_first)
    return json.loads(said.splitlines()[-1])  # type: ignore[no-any-return]


def find(demo: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the tables that are served."""
    served = max((demo / "snapshots").glob("*/analysis.duckdb"), key=lambda path: path.stat().st_mtime)
    with closing(duckdb.connect(str(served), read_only=True)) as connection:
        return connection.execute(sql).fetchall()


def truth(demo: Path, name: str) -> list[dict[str, str]]:
    with (demo / "files" / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def true_ids(demo: Path, mentions: Iterable[str]) -> set[str]:
    """Who or what mentions of the three years truly are; what came lately has no truth."""
    rows = {(row["source_file"], row["source_row"], row["slot"]): row["true_id"] for row in truth(demo, "rows")}
    wanted = ", ".join(f"'{one}'" for one in mentions)
    found = find(demo, f"SELECT source_file, source_row, slot FROM mention WHERE mention_id IN ({wanted})")
    places = ((file, str(row), slot) for file, row, slot in found)
    return {rows[place] for place in places if place in rows}


def test_the_place_of_concern_is_nobodys_home(demo: Path) -> None:
    ((mentions,),) = ask(demo, "SELECT mention_ids FROM casework_subjectfile WHERE kind = 'place'")
    assert {one[0] for one in true_ids(demo, json.loads(mentions))} == {OTHER_PLACE}


def test_no_shop_is_shown_as_one_where_children_are_exploited_together(demo: Path) -> None:
    """What the analyst's list of places says, line by line; the look-alike places are none of them either."""
    lines = shown_lists(demo)["place"]
    shops = [line for line in lines if line["label"].split(",")[0] in (*TAKEAWAYS, "Brightsave Superstore")]
    assert len(shops) > 1
    assert {line["label"]: line["together"] for line in shops if line["together"]} == {}
    ground = [line["together"] for line in lines if "Recreation Ground" in line["label"]]
    assert set(ground) <= {0}


def test_no_smaller_community_is_shown_beyond_its_share_among_adults_around_children(demo: Path) -> None:
    names, shares = load_names(), FairNames(load_names()).shares
    adults = [line["label"] for line in shown_lists(demo)["adult"]]
    lists = Counter(one for label in adults for one in names.lists if names.is_of_alone(one, label))
    assert adults
    # Who of them is shown changes with the day. Names of most people may then be more than most; no other list may be.
    smaller = {one: share for one, share in shares.items() if share < 0.5}
    assert len(smaller) == len(shares) - 1
    assert {one: lists[one] for one, share in smaller.items() if lists[one] > ceil(share * len(adults))} == {}


def shown_lists(demo: Path) -> dict[str, list[dict[str, Any]]]:
    """The lists of places and adults as the analyst sees them, by a process of its own."""
    return json.loads(run_python("-c", SHOWN, demo).splitlines()[-1])  # type: ignore[no-any-return]


def test_some_rows_were_not_imported_and_say_why(demo: Path) -> None:
    reasons = find(demo, "SELECT code, reason, what_to_do FROM reject")
    assert {"unreadable_date", "no_key", "too_many_cells"} <= {code for code, _, _ in reasons}
    assert all(reason and what_to_do for _, reason, what_to_do in reasons)


def test_a_name_in_notes_is_confirmed_and_rightly_so(demo: Path) -> None:
    """The alias is that of the adult whom the truth gives it to."""
    named = find(demo, """
        SELECT DISTINCT lower(naming.text), named.entity_id FROM named JOIN naming USING (naming_id)
        WHERE named.entity_kind = 'person'""")  # fmt: skip
    assert named
    aliases = {row["true_id"]: json.loads(row["other_names"]) for row in truth(demo, "persons")}
    for text, person in named:
        mentions = find(demo, f"SELECT mention_id FROM resolved WHERE person_id = '{person}'")
        people = true_ids(demo, (one for (one,) in mentions))
        assert any(text in (alias.lower() for alias in aliases[one]) for one in people)


def test_two_children_are_missing_together_and_it_is_the_pair_that_was_planted(demo: Path) -> None:
    pairs = find(demo, "SELECT DISTINCT person_id, other_person_id FROM together")
    planted = [
        set(json.loads(row["true_ids"])) for row in truth(demo, "patterns") if row["pattern_id"] == "missing_together"
    ]
    found = []
    for pair in pairs:
        wanted = ", ".join(f"'{one}'" for one in pair)
        mentions = find(demo, f"SELECT mention_id FROM resolved WHERE person_id IN ({wanted})")
        found.append(true_ids(demo, (one for (one,) in mentions)))
    assert found and all(any(one <= people for one in planted) for people in found)


def test_a_rule_is_withdrawn_by_somebody_who_said_why(demo: Path) -> None:
    ((by, why, body),) = ask(demo, "SELECT by, why, body FROM casework_decision WHERE kind = 'rule_withdrawn'")
    assert by == "partnership_executive" and key_id_of(why)
    assert json.loads(body)["instances"] > 0


def test_children_are_counted_with_a_range_and_a_trend(demo: Path) -> None:
    """The page "How many" has its number, how it grew month by month, and a range for those on no list."""
    ((body,),) = ask(demo, "SELECT body FROM casework_decision WHERE kind = 'children_counted'")
    made = json.loads(body)
    growth = [month["harmed"] + month["at_risk"] for month in made["count"]["growth"]]
    assert len(growth) > 18 and growth == sorted(growth) and len(set(growth)) > 8
    known = made["count"]["harmed"] + made["count"]["at_risk"]
    assert known == growth[-1]
    assert known <= made["estimate"]["range"]["lower"] < made["estimate"]["range"]["upper"]


def test_somebody_is_missing_now_since_last_evening(demo: Path) -> None:
    today = max(
        date.fromisoformat(day) for (day,) in ask(demo, "SELECT substr(max(at), 1, 10) FROM casework_auditentry")
    )
    missing = find(demo, """
        SELECT CAST(missing.occurred_from AS DATE) FROM fact AS missing
        WHERE missing.row_id IN (SELECT row_id FROM mention WHERE layout = 'police_missing')
        AND missing.name = 'missing' AND NOT EXISTS (
            SELECT 1 FROM fact AS found WHERE found.row_id = missing.row_id AND found.name = 'found')""")  # fmt: skip
    assert {day for (day,) in missing} == {today - timedelta(days=1)}


def test_a_concern_has_a_document_that_its_author_added(demo: Path) -> None:
    (row,) = ask(demo, "SELECT owner, owner_id FROM casework_attachment")
    ((entered,),) = ask(demo, "SELECT COUNT(*) FROM casework_concern WHERE concern_id = " + repr(row[1]))
    assert row[0] == "concern" and entered == 1


def test_what_it_found_is_said_in_words_and_not_by_the_names_of_tables(told: tuple[Path, str]) -> None:
    said = " ".join(told[1].split())
    tables = {name for (name,) in find(told[0], "SELECT table_name FROM information_schema.tables")}
    assert set(FOUND) <= tables
    assert all(" ".join(words.split()[:3]) in said for words in FOUND.values())
    assert [table for table in tables if "_" in table and table in said] == []
    assert "Whoever" not in said


def test_each_role_has_an_account_the_operator_too(told: tuple[Path, str]) -> None:
    accounts = dict(ask(told[0], "SELECT username, role FROM casework_account"))
    assert accounts["systems_manager"] == "operator" and "systems_manager" in told[1]
    assert len(set(accounts.values())) == 10


SHOWN = """
import json, sys
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.core.actor import actor_for_username
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.selectors.lists import list_networks
analyst = ReaderSession(actor_for_username("analyst"))
print(json.dumps({
    kind: [{"label": line.node.label, "together": line.together} for line in list_networks(analyst, kind=kind).lines]
    for kind in ("place", "adult")
}))
"""
