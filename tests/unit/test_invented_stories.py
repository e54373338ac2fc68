"""What is planted: groups, look-alikes, patterns with their days, missed responses; and that names hang on nothing."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from sightline.invented import Invented, invent
from sightline.invented.agencies.police import WrittenEpisode
from sightline.invented.planted.groups import PlantedTie
from sightline.invented.planted.known_patterns import first_escalating_missing, first_repeat_missing, first_shared

Rows = list[dict[str, str]]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return invent(children=1200, seed=23, out=tmp_path_factory.mktemp("stories"))


@pytest.fixture(scope="module")
def truth(made: Invented) -> dict[str, Rows]:
    return {path.stem: read_csv(path) for path in (made.out / "truth").glob("*.csv")}


def episode(left: str, *, hours: int = 6, known_on: str = "") -> WrittenEpisode:
    start = datetime.fromisoformat(left)
    end = start + timedelta(hours=hours)
    return WrittenEpisode("MP", start, end, date.fromisoformat(known_on) if known_on else end.date(), 1)


def test_three_episodes_within_ninety_days_are_known_with_the_last_to_be_known() -> None:
    three = [
        episode("2024-01-01T20:00"),
        episode("2024-02-10T20:00", known_on="2024-05-01"),
        episode("2024-03-31T10:00"),
    ]
    assert first_repeat_missing(three) == date(2024, 5, 1)
    assert first_repeat_missing([*three[:2], episode("2024-04-01T10:00")]) is None
    assert first_repeat_missing([*three, episode("2024-03-01T10:00")]) == date(2024, 3, 31)


def test_two_long_episodes_within_sixty_days() -> None:
    first = episode("2024-01-01T20:00", hours=13)
    assert first_escalating_missing([first, episode("2024-03-01T20:00", hours=12)]) == date(2024, 3, 2)
    assert first_escalating_missing([first, episode("2024-03-01T20:00", hours=11)]) is None
    assert first_escalating_missing([first, episode("2024-03-02T20:00", hours=20)]) is None


def test_a_thing_is_shared_from_the_day_on_which_both_records_are_known() -> None:
    one = PlantedTie(("T1",), ("V1",), date(2024, 1, 1), date(2024, 1, 3), True)
    other = PlantedTie(("T2",), ("V1", "T9"), date(2024, 2, 1), date(2024, 3, 9), False)
    assert first_shared([one, other], one="T1", other="T2", thing="V1") == date(2024, 3, 9)
    assert first_shared([one, other], one="T1", other="T2", thing="T9") is None
    low = PlantedTie(("T1",), ("V1",), date(2024, 1, 1), date(2024, 1, 3), False)
    assert first_shared([low, other], one="T1", other="T2", thing="V1") is None
    late = PlantedTie(("T2",), ("V1",), date(2025, 1, 1), date(2025, 1, 1), True)
    assert first_shared([one, late], one="T1", other="T2", thing="V1") is None
    assert first_shared([one, late], one="T2", other="T1", thing="V1") is None


def read_date(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007


def test_repeat_missing_is_what_the_file_says(made: Invented, truth: dict[str, Rows]) -> None:
    """Worked out again from the file as it lies there, for every child, by another way."""
    who = {
        row["source_row"]: row["true_id"]
        for row in truth["rows"]
        if row["source_file"] == "police_missing.csv" and row["slot"] == "subject"
    }
    facts = defaultdict(list)
    for number, row in enumerate(read_csv(made.out / "police_missing.csv"), start=1):
        start = read_date(row["Missing From Date"])
        facts[who[str(number)]].append((start, max(start, read_date(row["Entered On"]))))
    found = {}
    for true_id, known in facts.items():
        for day in sorted(known_on for _, known_on in known):
            starts = sorted(start for start, known_on in known if known_on <= day)
            if any((starts[place + 2] - starts[place]).days <= 90 for place in range(len(starts) - 2)):
                found[true_id] = day.isoformat()
                break
    told = {
        json.loads(row["true_ids"])[0]: row["first_true_on"]
        for row in truth["patterns"]
        if row["pattern_id"] == "repeat_missing"
    }
    assert told
    assert told == found


def test_a_group_is_of_children_of_different_households_in_one_time(made: Invented, truth: dict[str, Rows]) -> None:
    people = {row["true_id"]: row for row in truth["persons"]}
    groups = defaultdict(lambda: defaultdict(list))
    for row in truth["groups"]:
        groups[row["group_id"]][row["part"]].append(row["true_id"])
        assert row["from_on"] < row["to_on"]
    assert len(groups) >= 0.9 * made.children / 100
    for parts in groups.values():
        homes = [people[child]["household_id"] for child in parts["child"]]
        assert len(set(homes)) == len(homes)
        assert 3 <= len(homes) <= 7
        assert 2 <= len(parts["adult"]) <= 4
        assert parts["vehicle"] and parts["phone"] and parts["place"]


def test_no_agency_alone_holds_the_story(made: Invented, truth: dict[str, Rows]) -> None:
    """Each group's children are written of by at least four layouts' files besides the register."""
    group_of = {row["true_id"]: row["group_id"] for row in truth["groups"] if row["part"] == "child"}
    files = defaultdict(set)
    for row in truth["rows"]:
        if row["true_id"] in group_of and row["slot"] in ("subject", "nominal"):
            files[group_of[row["true_id"]]].add(row["source_file"])
    for named in files.values():
        assert len(named - {"school_attendance.csv", "childrens_services_family.csv"}) >= 4


def test_the_child_to_look_at_first_is_held_by_four_agencies_over_eleven_months(made: Invented) -> None:
    assert made.look_first.agencies >= 4
    assert made.look_first.months == 11
    assert made.look_first.name not in repr(made)
    concerns = {row["School"] for row in read_csv(made.out / "school_concerns.csv")}
    assert made.look_first.school in concerns


def test_look_alikes_are_innocent(truth: dict[str, Rows]) -> None:
    kinds = Counter(row["decoy_kind"] for row in truth["decoys"])
    assert set(kinds) == {"twins", "cousins_of_one_name", "coach", "big_shop", "school_run", "sealed_identity"}
    people = {row["true_id"]: row for row in truth["persons"]}
    grouped = {row["true_id"] for row in truth["groups"] if row["part"] == "adult"}
    for row in truth["decoys"]:
        ids = json.loads(row["true_ids"])
        assert not grouped & set(ids)
        one, other = people[ids[0]], people[ids[1]]
        if row["decoy_kind"] == "twins":
            assert one["birth_date"] == other["birth_date"] and one["forename"] != other["forename"]
        if row["decoy_kind"] == "cousins_of_one_name":
            assert one["name"] == other["name"] and one["birth_date"] != other["birth_date"]
            assert one["household_id"] != other["household_id"]


def test_a_missed_worry_was_not_answered(made: Invented, truth: dict[str, Rows]) -> None:
    """Within ten working days (sixteen days are more) no event of the child's file could answer it."""
    rows = read_csv(made.out / "childrens_services_events.csv")
    who = {
        row["source_row"]: row["true_id"]
        for row in truth["rows"]
        if row["source_file"] == "childrens_services_events.csv" and row["slot"] == "subject"
    }
    events = defaultdict(list)
    for number, row in enumerate(rows, start=1):
        events[who[str(number)]].append(row)
    worries = [row for row in truth["missed"] if row["missed_kind"] == "worry_unanswered"]
    assert worries
    for missed in worries:
        written = rows[int(missed["source_row"]) - 1]
        assert written["Event Type"] == "CONTACT" and written["Source"] in ("Mother", "Father")
        start = date.fromisoformat(missed["happened_on"])
        near = [row for row in events[missed["true_id"]] if 0 <= (read_date(row["Event Date"]) - start).days <= 16]
        assert {row["Outcome"] for row in near} <= {"NFA", ""}
        assert not {row["Event Type"] for row in near} & {
            "VISIT",
            "ASSESSMENT START",
            "STRATEGY DISCUSSION",
            "S47 START",
        }


def test_an_interview_not_offered_is_nowhere(made: Invented, truth: dict[str, Rows]) -> None:
    episodes = read_csv(made.out / "police_missing.csv")
    held = {row["Misper Ref"] for row in read_csv(made.out / "return_interviews.csv")}
    missed = [row for row in truth["missed"] if row["missed_kind"] == "interview_not_offered"]
    assert missed
    assert not held & {episodes[int(row["source_row"]) - 1]["Misper Ref"] for row in missed}


def chi_squared(table: dict[str, Counter[str]]) -> tuple[float, int]:
    """The statistic of independence and its degrees of freedom."""
    columns = sum(table.values(), Counter())
    total = columns.total()
    statistic = sum(
        (row[name] - row.total() * count / total) ** 2 / (row.total() * count / total)
        for row in table.values()
        for name, count in columns.items()
    )
    return statistic, (len(table) - 1) * (len(columns) - 1)


def test_names_hang_on_nothing(tmp_path: Path) -> None:
    """Lists of names against what people are in the stories: no further from chance than chance goes (z below 4)."""
    lists: dict[str, Counter[str]] = defaultdict(Counter)
    made = invent(children=6000, seed=99, out=tmp_path)
    children = {row["true_id"] for row in read_csv(made.out / "truth" / "groups.csv") if row["part"] == "child"}
    seen: set[str] = set()
    for row in read_csv(made.out / "truth" / "persons.csv"):
        part = "child of a group" if row["true_id"] in children else row["part"]
        if part in ("adult of a group", "child of a group", "licence holder", "other adult", "parent"):
            name_list = "british_isles" if row["name_list"] == "british_isles" else "another"
            if (row["household_id"], part) not in seen:
                lists[part][name_list] += 1
                seen.add((row["household_id"], part))
    assert all(counts.total() > 100 for counts in lists.values())
    statistic, freedom = chi_squared(lists)
    assert (statistic - freedom) / (2 * freedom) ** 0.5 < 4


def test_ethnicity_is_recorded_and_hangs_on_nothing(made: Invented, truth: dict[str, Rows]) -> None:
    who = {
        row["source_row"]: row["true_id"]
        for row in truth["rows"]
        if row["source_file"] == "childrens_services_events.csv" and row["slot"] == "subject"
    }
    lists = {row["true_id"]: row["name_list"] for row in truth["persons"]}
    codes: dict[str, str] = {}
    for number, row in enumerate(read_csv(made.out / "childrens_services_events.csv"), start=1):
        codes[who[str(number)]] = row["Ethnicity"]
    assert {"REFU", "NOBT", ""} <= set(codes.values())
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for true_id, code in codes.items():
        table["british_isles" if lists[true_id] == "british_isles" else "another"][code] += 1
    statistic, freedom = chi_squared(table)
    assert (statistic - freedom) / (2 * freedom) ** 0.5 < 4


def test_pairs_of_a_group_share_what_the_truth_says(truth: dict[str, Rows]) -> None:
    group_of = {row["true_id"]: row["group_id"] for row in truth["groups"]}
    shared = [row for row in truth["patterns"] if row["pattern_id"].startswith("shared_")]
    assert {row["pattern_id"] for row in shared} == {"shared_adult", "shared_vehicle", "shared_phone"}
    for row in shared:
        one, other = json.loads(row["true_ids"])
        assert one < other
        assert group_of[one] == group_of[other] == group_of[row["thing_id"]]
    pairs = {tuple(json.loads(row["true_ids"])) for row in shared}
    assert len(pairs) > len(list(combinations(range(3), 2)))


def test_a_block_too_small_for_a_group_has_none_but_the_first_childs(tmp_path: Path) -> None:
    made = invent(children=104, seed=7, out=tmp_path)
    groups = {row["group_id"] for row in read_csv(tmp_path / "truth" / "groups.csv")}
    assert groups == {"G00000"}
    assert made.look_first.true_id in {row["true_id"] for row in read_csv(tmp_path / "truth" / "groups.csv")}
