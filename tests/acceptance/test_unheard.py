"""What was written down must be heard: an invented story in five rhythms of delivery, played with nobody answering.

One rhythm is played in `make test` and all five in `make soak`, because each takes a minute or more.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support import warm
from support.agreed import agree
from support.fellbridge import CHILDREN, story
from support.rhythms import RHYTHMS, Place, deliver, delivered_on
from support.small_partnership import elsewhere_removed, sheet

from sightline import ingest, pipeline
from sightline.model.when import moment
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch

# In one piece the last item opens on 1 September; all that wait have come to the chair eighteen working days later.
ENDS_ON, UNTIL = date(2025, 8, 29), date(2025, 9, 26)
SUSPICION = {"suspicion_answered", "suspicion_unanswered"}
ACCOUNT = {"account_followed_up", "account_no_action", "account_without_outcome"}
BOTH = ("police", "childrens_services")
IN_MAKE_TEST = "one piece"
OF_THE_RHYTHM = {"late_extract", "late_delivery"}
rhythms = pytest.mark.parametrize(
    "rhythm", [pytest.param(one, marks=[] if one == IN_MAKE_TEST else [pytest.mark.soak]) for one in RHYTHMS]
)


@dataclass(frozen=True)
class Played:
    """A rehearsal: how it ended, its lines, its summary, and where the rows of the story stand."""

    code: int
    said: str
    lines: list[dict[str, Any]]
    summary: dict[str, Any]
    places: dict[str, Place]
    left_behind: list[str]

    def about(self, *names: str, rules: set[str], ladder: str = "") -> list[dict[str, Any]]:
        """The steps by one of these rules that are based on each of the named rows."""
        wanted = {self.places[name] for name in names}
        return [
            line
            for line in self.lines
            if line["rule_id"] in rules
            and (not ladder or line["ladder"] == ladder)
            and wanted <= {(record["source_file"], record["source_row"]) for record in line["records"]}
        ]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Play the story in a rhythm by the command line, once."""

    @cache
    def played(rhythm: str) -> Played:
        folder = tmp_path_factory.mktemp("rehearsal")
        files, steps, temporary = folder / "files", folder / "steps.jsonl", folder / "temporary"
        places = deliver(files, rows=story(), rhythm=rhythm, ends_on=ENDS_ON)
        agree(files)
        temporary.mkdir()
        if rhythm == IN_MAKE_TEST:
            spoil(files)
        environment = elsewhere_removed() | {
            "TMPDIR": str(temporary),
            "SIGHTLINE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/no",
        }
        words = ["-m", "sightline", "rehearse", str(files), "--until", UNTIL.isoformat(), "--out", str(steps)]
        done = warm.run(words, env=environment)
        assert steps.is_file(), done.stdout + done.stderr
        lines = [json.loads(line) for line in steps.read_text(encoding="utf-8").splitlines()]
        summary = json.loads((folder / "steps.summary.json").read_text(encoding="utf-8"))
        return Played(done.returncode, done.stdout, lines, summary, places, [each.name for each in temporary.iterdir()])

    return played


def spoil(files: Path) -> None:
    """One row that cannot be read, and a delivery after the last day."""
    for day in (ENDS_ON, UNTIL + timedelta(days=1)):
        folder = files / day.isoformat()
        folder.mkdir(exist_ok=True)
        sheet(
            folder / "housing_complaints.csv", [{"Complaint No": "FH1", "Received Date": "not a day", "Text": "Noise."}]
        )


def arrival(recorded_on: date, rhythm: str) -> str:
    return moment(delivered_on(recorded_on, rhythm=rhythm, ends_on=ENDS_ON), time(7))


def after(at: str, **more: int) -> str:
    return (datetime.fromisoformat(at) + timedelta(**more)).strftime("%Y-%m-%dT%H:%M:%SZ")


def working_days_after(at: str, number: int) -> str:
    """The first tick after the end of the n-th working day after a moment."""
    day = read_calendar().add_working_days(datetime.fromisoformat(at).date(), number)
    return moment(day + timedelta(days=1), time(0, 15))


WRITTEN = {"constable": date(2025, 4, 8), "youth worker": date(2025, 5, 7)}


@rhythms
@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("ladder", BOTH)
def test_a_suspicion_is_with_police_and_childrens_services_within_the_hour(
    play: Any, rhythm: str, name: str, ladder: str
) -> None:
    arrived = arrival(WRITTEN[name], rhythm)
    told = play(rhythm).about(name, rules=SUSPICION, ladder=ladder)
    assert any(line["stage"] == "practitioner" and arrived <= line["at"] <= after(arrived, hours=1) for line in told)


@rhythms
@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("ladder", BOTH)
def test_unanswered_it_is_with_the_chief_officer_in_three_working_days_and_the_chair_in_seven(
    play: Any, rhythm: str, name: str, ladder: str
) -> None:
    arrived = arrival(WRITTEN[name], rhythm)
    told = play(rhythm).about(name, rules=SUSPICION, ladder=ladder)
    reached = {line["stage"]: line["at"] for line in told}
    assert reached["chief_officer"] <= working_days_after(arrived, 3)
    assert reached["chair_and_scrutineer"] <= working_days_after(arrived, 7)


@rhythms
def test_a_childs_account_is_told_when_it_arrives(play: Any, rhythm: str) -> None:
    arrived = arrival(date(2025, 4, 8), rhythm)
    told = play(rhythm).about("account", rules=ACCOUNT)
    assert told and min(line["at"] for line in told) <= working_days_after(arrived, 1)


@rhythms
@pytest.mark.parametrize(
    ("rule", "rows", "known_on"),
    [
        ("shared_adult", ("FO25-101 Gareth", "FO25-118 Gareth"), date(2025, 4, 14)),
        ("repeat_missing", ("FM25-011", "FM25-026", "FM25-034"), date(2025, 5, 18)),
        ("place_of_repeated_concern", ("FM25-011", "FM25-019", "FM25-037"), date(2025, 5, 25)),
    ],
)
def test_adult_house_and_episodes_are_told_with_the_delivery_that_makes_them_known(
    play: Any, rhythm: str, rule: str, rows: tuple[str, ...], known_on: date
) -> None:
    told = play(rhythm).about(*rows, rules={rule})
    assert told and min(line["at"] for line in told) <= after(arrival(known_on, rhythm), hours=24)


@rhythms
def test_the_group_is_told_before_the_last_months(play: Any, rhythm: str) -> None:
    """By the record that makes it a group: those that come to it later change nothing of what is told."""
    told = play(rhythm).about("FM25-037", "FO25-101 Gareth", "FO25-118 Gareth", rules={"group_around_children"})
    first = {ladder: min(line["at"] for line in told if line["ladder"] == ladder) for ladder in BOTH}
    arrived = arrival(date(2025, 5, 25), rhythm)
    assert all(at <= after(arrived, hours=1) for at in first.values())
    reached = {line["stage"]: line["at"] for line in told}
    assert reached["chief_officer"] <= working_days_after(arrived, 3)
    assert reached["chair_and_scrutineer"] <= working_days_after(arrived, 7)


@pytest.mark.soak
def test_every_rhythm_ends_with_the_same_unanswered_items_with_the_same_posts(play: Any) -> None:
    """But for late extracts and deliveries, which are about the rhythm itself."""
    ends = {rhythm: unanswered(play(rhythm)) for rhythm in RHYTHMS}
    assert all(end == ends["daily"] for end in ends.values()) and ends["daily"]


def unanswered(played: Played) -> set[tuple[str, ...]]:
    """The furthest stage of each item, by rule and by the rows of the story that it is based on."""
    names = {place: name for name, place in played.places.items()}
    furthest = {line["item_id"]: line for line in played.lines if line["rule_id"] not in OF_THE_RHYTHM}
    return {
        (line["rule_id"], line["ladder"], line["stage"],
         *sorted(names.get((row["source_file"], row["source_row"]), "") for row in line["records"]))
        for line in furthest.values()
    }  # fmt: skip


def test_a_rehearsal_says_what_it_did_and_leaves_nothing_behind(play: Any) -> None:
    played = play(IN_MAKE_TEST)
    assert played.code == 3 and played.left_behind == []
    after_the_last = (UNTIL + timedelta(days=1)).isoformat()
    assert played.summary["left_out"] == [after_the_last] and after_the_last in played.said
    ((file, row),) = {(one["source_file"], one["source_row"]) for one in played.summary["rejected"]}
    assert (file, row) == ("2025-08-29/housing_complaints.csv", 1) and file in played.said.replace("\n", "")
    assert played.summary["steps"] == len(played.lines) > 0
    assert {rule["rule_id"] for rule in played.summary["rules"]} == {line["rule_id"] for line in played.lines}


def test_each_line_says_who_was_told_of_what_and_names_nobody(play: Any) -> None:
    played = play(IN_MAKE_TEST)
    fields = [
        "at",
        "answer_was_due",
        "deadline",
        "arrived_late",
        "rule_id",
        "stage",
        "ladder",
        "post",
        "agency",
        "urgency",
        "item_id",
        "about",
        "records",
    ]
    assert all(
        list(line) == fields and line["post"] and set(line["about"]) == {"label", "person_id"} for line in played.lines
    )
    moments = [line["at"] for line in played.lines]
    assert moments == sorted(moments) and all(
        line["answer_was_due"] <= line["at"] and line["at"][-1] == "Z" for line in played.lines
    )
    text = json.dumps(played.lines)
    assert (
        not [child.surname for child in CHILDREN if child.surname.lower() in text.lower()]
        and "pollitt" not in text.lower()
    )


DAY_ONE, LAST_DAY = date(2025, 3, 24), date(2025, 9, 1)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[date, DuckDBEngine]]:
    """What is found on the day on which the man is first on two records, and at the end; delivered weekly."""
    folder = tmp_path_factory.mktemp("weekly")
    deliver(folder / "files", rows=story(), rhythm="weekly", ends_on=ENDS_ON)
    workspace = Workspace(folder / "workspace")
    workspace.create()
    engines = {}
    for day in sorted((folder / "files").iterdir()):
        batch, received_at = open_batch(workspace), f"{day.name}T07:00:00Z"
        for path in sorted(day.iterdir()):
            ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=received_at)
        close_batch(workspace, batch, now=received_at)
        if day.name == DAY_ONE.isoformat():
            engines[DAY_ONE] = DuckDBEngine(pipeline.run(workspace=workspace, as_at=DAY_ONE).analysis, read_only=True)
    engines[LAST_DAY] = DuckDBEngine(pipeline.run(workspace=workspace, as_at=LAST_DAY).analysis, read_only=True)
    yield engines
    for engine in engines.values():
        engine.close()


NAMED = "SELECT mention_id, person_id FROM mention JOIN resolved USING (mention_id) WHERE entity_kind = 'person' AND lower(surname) = ?"


def test_the_man_is_one_person_or_asked_about_on_day_one(found: dict[date, DuckDBEngine]) -> None:
    rows = found[DAY_ONE].query(NAMED, ["pollitt"]).to_pylist()
    people = {row["person_id"] for row in rows}
    asked = found[DAY_ONE].query("SELECT mention_id_a, mention_id_b FROM question").to_pylist()
    mentions = {row["mention_id"]: row["person_id"] for row in rows}
    pairs = {frozenset((mentions.get(one["mention_id_a"]), mentions.get(one["mention_id_b"]))) for one in asked}
    assert len(rows) == 2 and (len(people) == 1 or frozenset(people) in pairs)


@pytest.mark.parametrize(
    ("pattern", "known_on"),
    [
        ("shared_vehicle", date(2025, 4, 14)),
        ("shared_adult", date(2025, 4, 14)),
        ("shared_place", date(2025, 4, 5)),
    ],
)  # fmt: skip
def test_car_adult_and_house_are_shared_by_the_day_the_records_allow(
    found: dict[date, DuckDBEngine], pattern: str, known_on: date
) -> None:
    mara, isla, _ = (person_of(found[LAST_DAY], child.surname) for child in CHILDREN)
    rows = found[LAST_DAY].query(
        "SELECT min(first_true_on) AS first FROM pattern WHERE pattern_id = ? AND view_no = 0 AND person_id IN (?, ?) "
        "AND other_person_id IN (?, ?)", [pattern, mara, isla, mara, isla]).to_pylist()  # fmt: skip
    assert rows[0]["first"] == known_on


def test_no_child_is_made_a_suspect(found: dict[date, DuckDBEngine]) -> None:
    children = {person_of(found[LAST_DAY], child.surname) for child in CHILDREN}
    engine = found[LAST_DAY]
    for table in ("pattern", "connection"):
        adults = engine.query(f"SELECT DISTINCT entity_id FROM {table} WHERE entity_kind = 'adult'").to_pylist()
        assert adults and not children & {row["entity_id"] for row in adults}, table
    as_adult = engine.query("SELECT DISTINCT person_id FROM connection WHERE NOT is_child").to_pylist()
    assert not children & {row["person_id"] for row in as_adult}
    members = engine.query("SELECT DISTINCT member_id, member_kind FROM group_member").to_pylist()
    assert {row["member_kind"] for row in members if row["member_id"] in children} == {"child"}


def person_of(engine: DuckDBEngine, surname: str) -> str:
    """The person whom a child's surname names; all its namings are of one."""
    people = {row["person_id"] for row in engine.query(NAMED, [surname.lower()]).to_pylist()}
    assert len(people) == 1
    return people.pop()
