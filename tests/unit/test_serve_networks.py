"""Connections and groups as one reader sees them, over a `serve.sqlite` that is filled by hand."""

import csv
import sqlite3
from collections.abc import Iterator

import pytest

from sightline.casework.networks.selectors.exports import NetworkExport, write_graphml, write_i2, write_links
from sightline.casework.networks.selectors.graph import make_links
from sightline.casework.people.pages.nodes import Node
from sightline.model.nouns import Role
from sightline.model.serve_tables.catalogue import declared
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store.layout.networks import FILLS
from sightline.store.serve.networks import NetworksReader
from sightline.store.serve.rows import create_tables
from sightline.web.networks.presenters import WORDS_OF_FILES

POLICE = ("police", "police", "police_occurrences")
NURSE = row_filter(reader=Reader("nurse", Role.PRACTITIONER, "health"))
OFFICER = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))


class Filled:
    """A database, and what is put into it."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(create_tables(*declared(FILLS)))
        self.connection.execute(
            "CREATE TABLE said (person_id, agency, organisation, layout, restricted, sealed, what, value, records)"
        )
        self.reader = NetworksReader(self.connection)
        self._number = 0

    def connect(
        self,
        person: str,
        entity: str,
        day: str,
        *,
        restricted: int = 0,
        low: int = 0,
        unsure: int = 0,
        child: int = 1,
        kind: str = "place",
        agency: str = "police",
    ) -> None:
        self._number += 1
        row = (
            f"c{self._number}",
            person,
            child,
            kind,
            entity,
            day,
            day,
            low,
            unsure,
            "",
            f"r{self._number}",
            agency,
            *POLICE[1:],
            restricted,
            0,
        )
        self.connection.execute(f"INSERT INTO around VALUES ({', '.join('?' * len(row))})", row)

    def copied(self, copy: int, of: int) -> None:
        self.connection.execute("INSERT INTO around_copy VALUES (?, ?)", (f"c{copy}", f"c{of}"))

    def group(self, group_id: str, children: str, records: dict[str, int], **more: object) -> None:
        view_no, seen_from, not_from = more.get("drawn", (0, "|all|open:practitioner|open:school_lead|", ""))
        row = (group_id, view_no, seen_from, not_from, "2024-01-01", "2024-02-01", "2024-02-01", "{}",
               "structured", 0, 0, more.get("widens", ""), "v1")  # fmt: skip
        self.connection.execute(f"INSERT INTO network_group VALUES ({', '.join('?' * len(row))})", row)
        for record, restricted in records.items():
            self.connection.execute(
                "INSERT INTO network_group_basis VALUES (?, ?, ?, 0, ?, ?, ?, ?, 0)",
                (group_id, view_no, record, *POLICE, restricted),
            )
        for child in children.split():
            self.connection.execute(
                "INSERT INTO network_group_member VALUES (?, ?, 'child', ?, '2024-01-01', '2024-02-01', 'structured')",
                (group_id, view_no, child),
            )

    def groups(self, sight: RowFilter) -> list[str]:
        return [row["group_id"] for row in self.reader.groups(sight=sight)]


@pytest.fixture
def filled() -> Iterator[Filled]:
    made = Filled()
    yield made
    made.connection.close()


def test_a_pair_that_only_low_grades_put_together_is_none_for_who_sees_no_other(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-01", low=1)
    filled.connect("nell", "flat", "2024-02-01", restricted=1)
    filled.connect("ivy", "flat", "2024-01-01")
    both = [row["person_id"] for row in filled.reader.around(ids=["flat"], sight=OFFICER)]
    assert both == ["nell", "ivy", "nell"]
    assert [row["person_id"] for row in filled.reader.around(ids=["flat"], sight=NURSE)] == ["ivy"]
    (line,) = filled.reader.around_children(kind="place", sight=OFFICER)
    assert (line["children"], line["records"], line["last_on"]) == (2, 3, "2024-02-01")
    assert filled.reader.around_children(kind="place", sight=NURSE) == []


def test_counts_and_months_are_of_visible_records(filled: Filled) -> None:
    for who in ("nell", "ivy"):
        filled.connect(who, "flat", "2024-01-15")
        filled.connect(who, "flat", "2024-03-15", restricted=1)
    filled.connect("dean", "flat", "2024-01-15", child=0)
    (line,) = filled.reader.around_children(kind="place", sight=NURSE)
    assert (line["children"], line["adults"], line["records"], line["last_on"]) == (2, 1, 3, "2024-01-15")
    months = filled.reader.places_by_month(sight=NURSE, since="2024-01-01", until="2024-12-31")
    assert [(row["month"], row["children"]) for row in months] == [("2024-01", 2)]
    pairs, total = filled.reader.shared(sight=OFFICER, most=2)
    assert (len(pairs), total) == (2, 3)


def test_pairs_of_some_months_and_agencies_are_said_by_their_records_alone(filled: Filled) -> None:
    """Whom a thing stands with, and since when a pair is known, is said of all that the reader sees."""
    filled.connect("nell", "flat", "2024-01-15")
    filled.connect("nell", "flat", "2024-03-15", agency="health")
    filled.connect("nell", "flat", "2024-03-20", agency="health", restricted=1)
    filled.connect("ivy", "flat", "2024-02-15")
    filled.connect("ivy", "flat", "2024-03-16", low=1)
    filled.copied(2, of=1)

    def told(sight: RowFilter = OFFICER, **chosen: object) -> dict[str, tuple[str, str, str, int, str]]:
        rows, total = filled.reader.shared(sight=sight, most=9, **chosen)  # type: ignore[arg-type]
        assert total == len(rows)
        return {
            row["person_id"]: (row["first_on"], row["last_on"], row["known_on"], row["records"], row["agencies"])
            for row in rows
        }

    march = ("2024-03-15", "2024-03-15", "2024-01-15", 1, "health")
    assert told()["nell"][3:] == (1, "police"), "what is passed on counts once"
    assert told(since="2024-03-01") == {"nell": march}, "in March Ivy has a low record alone"
    assert told(agencies={"health"}) == {"nell": march}
    assert told(until="2024-02-20", agencies={"police"}).keys() == {"nell", "ivy"}
    assert told(agencies={"school"}) == told(since="2024-04-01") == {}
    around = filled.reader.around(ids=["flat"], sight=OFFICER, agencies={"health"})
    assert [(row["occurred_on"], row["is_copy"]) for row in around] == [("2024-03-15", 0)]


def test_in_days_whose_records_are_all_low_there_is_no_connection(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-15")
    filled.connect("nell", "flat", "2024-03-15", low=1)
    filled.connect("ivy", "flat", "2024-03-16")

    def told(**days: str) -> list[tuple[str, str]]:
        rows = filled.reader.around(ids=["flat"], sight=NURSE, **days)
        return [(row["person_id"], row["occurred_on"]) for row in rows]

    assert told() == [("nell", "2024-01-15"), ("nell", "2024-03-15"), ("ivy", "2024-03-16")]
    assert told(since="2024-02-01") == [("ivy", "2024-03-16")]
    assert told(until="2024-02-01") == [("nell", "2024-01-15")]
    months = filled.reader.places_by_month(sight=NURSE, since="2024-01-01", until="2024-12-31")
    assert [(row["month"], row["children"]) for row in months] == [("2024-01", 1), ("2024-03", 1)]
    (place,) = filled.reader.places_between(sight=NURSE, since="2024-03-01", until="2024-03-31")
    assert (place["children"], place["records"]) == (1, 1)


def test_a_pair_is_tied_from_its_first_record_that_is_not_low(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-15", low=1)
    filled.connect("nell", "flat", "2024-03-15")
    filled.connect("ivy", "flat", "2024-03-16")
    rows, _ = filled.reader.shared(sight=NURSE, most=9)
    assert {row["person_id"]: (row["first_on"], row["tied_on"]) for row in rows} == {
        "nell": ("2024-01-15", "2024-03-15"), "ivy": ("2024-03-16", "2024-03-16"),
    }  # fmt: skip
    links = {one.person_id: one for one in make_links(filled.reader.around(ids=["flat"], sight=NURSE))}
    assert links["nell"].tied_on.isoformat() == "2024-03-15"


def test_a_pair_is_unsure_where_every_record_that_ties_it_is(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-15", unsure=1)
    filled.connect("nell", "flat", "2024-02-15", low=1)
    filled.connect("ivy", "flat", "2024-01-16", unsure=1)
    filled.connect("ivy", "flat", "2024-02-16")
    links = {one.person_id: one.unsure for one in make_links(filled.reader.around(ids=["flat"], sight=NURSE))}
    rows, _ = filled.reader.shared(sight=NURSE, most=9)
    assert links == {row["person_id"]: bool(row["unsure"]) for row in rows} == {"nell": True, "ivy": False}


def test_files_say_how_sure_it_is_who_the_two_are(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-15", unsure=1)
    filled.connect("ivy", "flat", "2024-01-16")
    rows = filled.reader.around(ids=["flat"], sight=NURSE)
    nodes = {one: Node("child", one, one) for one in ("nell", "ivy", "flat")}
    told = NetworkExport(rows, nodes, (), WORDS_OF_FILES)
    lines = list(csv.DictReader(write_links(told).decode().splitlines()))
    assert [(line["From (ID)"], line["How sure"]) for line in lines] == [
        ("nell", "Based on similar details only: check that it is the right person"),
        ("ivy", "Identity confirmed: same number, a matching rule, or a colleague’s answer"),
    ]  # fmt: skip
    first, second = csv.DictReader(write_i2(told).decode().splitlines())
    assert "only on similar details" in first["Description"] and "similar" not in second["Description"]
    assert write_graphml(told).count(b"Based on similar details only") == 1


def test_what_is_passed_on_counts_once_among_what_one_sees(filled: Filled) -> None:
    filled.connect("nell", "flat", "2024-01-15", restricted=1)
    filled.connect("nell", "flat", "2024-01-17")
    filled.connect("nell", "flat", "2024-02-02")
    filled.connect("ivy", "flat", "2024-01-16")
    filled.copied(2, of=1)
    filled.copied(3, of=2)
    counted = {}
    for name, sight in (("all", OFFICER), ("open", NURSE)):
        (line,) = filled.reader.around_children(kind="place", sight=sight)
        rows, _ = filled.reader.shared(sight=sight, most=9)
        links = {one.person_id: one for one in make_links(filled.reader.around(ids=["flat"], sight=sight))}
        (between,) = filled.reader.places_between(sight=sight, since="2024-01-01", until="2024-12-31")
        months = filled.reader.places_by_month(sight=sight, since="2024-01-01", until="2024-12-31")
        pair = next(row["records"] for row in rows if row["person_id"] == "nell")
        assert line["records"] == between["records"] and pair == len(links["nell"].record_ids)
        counted[name] = (line["records"], links["nell"].record_ids, [row["records"] for row in months])
    # For who does not see the first, the second is the first; and in a month of its own each counts.
    assert counted == {"all": (2, ("r1",), [2, 1]), "open": (2, ("r2",), [2, 1])}


def test_a_group_is_whole_or_not_at_all(filled: Filled) -> None:
    filled.group("all", "nell ivy beth", {"r1": 0, "r2": 1})
    assert filled.groups(OFFICER) == ["all"]
    assert filled.groups(NURSE) == []


def test_what_holds_among_open_records_stands_in_the_place_of_what_one_may_not_see(filled: Filled) -> None:
    filled.group("all", "nell ivy beth", {"r1": 0, "r2": 1}, drawn=(0, "|all|own:practitioner:police|", ""))
    filled.group("open", "nell ivy", {"r1": 0}, drawn=(1, "|open:practitioner|", "|own:practitioner:police|"))
    assert filled.groups(OFFICER) == ["all"]
    assert filled.groups(NURSE) == ["open"]


def test_of_a_group_that_confirmed_notes_widen_the_wider_is_known(filled: Filled) -> None:
    filled.group("narrow", "nell ivy", {"r1": 0})
    filled.group("wide", "nell ivy beth", {"r1": 0, "r2": 1}, widens="narrow")
    told = {row["group_id"]: row["widened_by"] for row in filled.reader.groups(sight=OFFICER)}
    assert told == {"narrow": "wide", "wide": ""}
    assert {row["group_id"]: row["widened_by"] for row in filled.reader.groups(sight=NURSE)} == {"narrow": ""}


def test_who_is_kept_to_their_own_pupils_sees_none_of_others(filled: Filled) -> None:
    lead = row_filter(reader=Reader("lead", Role.SCHOOL_LEAD, "school", "Elm School"))
    filled.connect("nell", "flat", "2024-01-15")
    filled.connect("ivy", "flat", "2024-01-16")
    filled.connect("nell", "dean", "2024-01-17", kind="adult")
    filled.connection.execute("INSERT INTO said VALUES ('nell', 'school', 'Elm School', '', 0, 0, 'in records', '', 1)")
    assert [row["person_id"] for row in filled.reader.around(ids=["flat", "dean"], sight=lead)] == ["nell"]
    assert filled.reader.around_children(kind="place", sight=lead) == []
    filled.group("all", "nell ivy", {"r1": 0})
    assert filled.groups(lead) == []
