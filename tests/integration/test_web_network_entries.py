"""What an analyst adds to a network: kept, graded, named, shown apart; to whom it is shown, and what it never does."""

import csv
import io
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from support.climbing import person, set_clock
from support.grouped import AS_AT, build_in, person_called, record_numbered, stand, thing_of
from support.sessions import session_of
from support.trials import export_network
from support.worried import client_of

from sightline import pipeline
from sightline.casework.audit import hash_chain
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.integrity.triggers import find_wrong_triggers
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.networks.selectors.analyst_entries import entries_about, find_entries
from sightline.casework.networks.selectors.ego_picture import PictureChoice, read_picture
from sightline.casework.networks.selectors.endpoints import find_ends, resolve_ends
from sightline.casework.networks.selectors.exports import I2_HEADINGS, NOTICE
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.services import NewEntry, add_entry, take_back
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.pictures.kind_glyphs import GLYPHS
from sightline.sharing import row_filter
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The same grey van stood outside on both nights, by the neighbour’s account."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("entries"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def analyst() -> Actor:
    return person("analyst", Role.ANALYST, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def hypothesis(about: str, **more: Any) -> NewEntry:
    parts: dict[str, Any] = {
        "kind": "hypothesis", "about_kind": "person", "about_id": about, "source_grade": "2", "information_grade": "C",
        "handling": "P", "words": WORDS,
    }  # fmt: skip
    return NewEntry(**(parts | more))


def test_it_is_shown_apart_with_name_day_and_grade(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    dean, garage = person_called(snapshot, "Dean"), thing_of(snapshot, "place", "3 Mill Yard")
    add_entry(session_of(analyst), entry=hypothesis(dean, kind="connection", to_kind="place", to_id=garage))
    for kind, node_id in (("person", dean), ("place", garage)):
        page = client_of(nurse).get(reverse("network", args=[kind, node_id])).content.decode()
        assert "Added by analysts, not from records" in page
        assert "A connection added by analyst, not from a record</strong>, 3 July 2024, 10:30am" in page
        assert "No date given." in page
        assert (
            "Graded 2 C P: source untested, information known indirectly, handling may be shared where the law allows"
            in page
        )
        assert WORDS in page
    data = client_of(nurse).get(reverse("network_picture_data", args=["person", dean])).json()
    assert [line[4] for line in data["lines"] if garage in line[:2]] == [1]
    table = client_of(nurse).get(reverse("network_picture", args=["person", dean])).content.decode()
    assert "none: added by an analyst" in table


def test_what_is_added_is_in_the_whole_picture_and_its_table(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell, beth = person_called(snapshot, "Nell"), person_called(snapshot, "Beth")
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="entity", to_kind="vehicle", label="A silver van"))
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="connection", to_kind="person", to_id=beth))
    add_entry(session_of(analyst), entry=hypothesis(nell))  # about one alone: nothing to draw
    pages = {
        who.reader.username: client_of(who).get(reverse("networks_picture"), {"show": "all"}).content.decode()
        for who in (analyst, nurse)
    }
    assert [page.count("sl-added") for page in pages.values()] == [2, 1]
    assert all("A silver van" in page and "Added by analyst, not from a record" in page for page in pages.values())
    data = client_of(nurse).get(reverse("networks_picture_data"), {"show": "all"}).json()
    assert [line[0] for line in data["lines"] if line[4]] == [nell]


def test_something_that_no_record_names(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="entity", to_kind="person", label="A man called Taz"))
    (line,) = entries_about(session_of(nurse), node_ids=[nell])
    assert [(end.kind, end.label) for end in line.ends] == [("child", "Nell Ashdown"), ("added", "A man called Taz")]
    for format in ("csv", "graphml", "i2", "anx"):
        body = export_network(
            session_of(nurse), kind="person", node_id=nell, format=format, words=WORDS_OF_FILES
        ).body.decode()
        assert "A man called Taz" in body and "added by analyst, not from a record" in body and WORDS in body


def test_each_row_for_i2_is_one_line_and_an_identity_has_one_type_and_label(
    snapshot: Snapshot, analyst: Actor, nurse: Actor
) -> None:
    """The program that reads it takes a line for an item: words of several lines would be several."""
    nell, dean = person_called(snapshot, "Nell"), person_called(snapshot, "Dean")
    words = "Seen together.\r\nBy the pier,\nand once more."
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="connection", to_kind="person", to_id=dean, words=words))
    body = export_network(
        session_of(nurse), kind="person", node_id=nell, format="i2", words=WORDS_OF_FILES
    ).body.decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    assert tuple(rows[0]) == I2_HEADINGS and len(body.splitlines()) == len(rows) + 1
    said = {(row[f"Entity {end} Identity"], row[f"Entity {end} Type"], row[f"Entity {end} Label"])
            for row in rows for end in (1, 2)}  # fmt: skip
    assert len({identity for identity, _, _ in said}) == len(said) > 2 and all(all(one) for one in said)
    assert {row["Link Type"] for row in rows} == {"Record", "Added connection"}
    (added,) = [row for row in rows if row["Link Type"] == "Added connection"]
    assert added["Description"] == f"{NOTICE} Seen together. By the pier, and once more."
    assert all(date.fromisoformat(row["Date"]) for row in rows if row is not added)


def test_in_a_chart_for_i2_a_hypothesis_about_one_is_said_of_that_one_and_letters_that_xml_refuses_go(
    snapshot: Snapshot, analyst: Actor, nurse: Actor
) -> None:
    nell = person_called(snapshot, "Nell")
    add_entry(
        session_of(analyst),
        entry=hypothesis(nell, words='Moved on <soon> to another town.\x0bBy "car", a neighbour says.'),
    )
    root = ElementTree.fromstring(
        export_network(session_of(nurse), kind="person", node_id=nell, format="anx", words=WORDS_OF_FILES).body
    )
    said = {
        one.get("EntityId"): item.get("Description") for item in root.iter("ChartItem") for one in item.iter("Entity")
    }
    assert str(said[nell]).endswith('to another town.By "car", a neighbour says.')
    assert all(one.get("End1Id") != one.get("End2Id") for one in root.iter("Link"))


def test_one_id_has_one_kind_in_a_file(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    """Somebody whom records say to be an adult is no mere person where an analyst speaks of them."""
    nell, dean = person_called(snapshot, "Nell"), person_called(snapshot, "Dean")
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="connection", to_kind="person", to_id=dean))
    body = export_network(
        session_of(nurse), kind="person", node_id=nell, format="csv", words=WORDS_OF_FILES
    ).body.decode()
    rows = list(csv.DictReader(io.StringIO(body)))
    kinds = {(row[f"{end} (ID)"], row[f"{end} (kind)"]) for row in rows for end in ("From", "To")}
    assert (dean, "Adult") in kinds and len(kinds) == len({one for one, _ in kinds})
    (added,) = [row for row in rows if row["Source"] != "record"]
    assert (added["Analyst’s words"], added["Day"], added["Record"]) == (WORDS, "", "")


def test_the_days_that_it_is_about_are_kept_and_shown(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell, garage = person_called(snapshot, "Nell"), thing_of(snapshot, "place", "3 Mill Yard")
    days = {"from_on": date(2024, 3, 30), "until_on": date(2024, 4, 2)}
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="connection", to_kind="place", to_id=garage, **days))
    page = client_of(nurse).get(reverse("network", args=["person", nell])).content.decode()
    assert "About 30 March 2024 to 2 April 2024." in page
    data = client_of(nurse).get(reverse("network_picture_data", args=["person", nell])).json()
    assert [(line[2], line[9]) for line in data["lines"] if line[4]] == [("2024-07", "30 Mar – 2 Apr 2024")]
    for wrong in ({"until_on": date(2024, 3, 1)}, {"from_on": None}, {"until_on": date(2024, 7, 4)}):
        with pytest.raises(Usage):
            add_entry(session_of(analyst), entry=hypothesis(nell, **(days | wrong)))


def test_a_car_that_is_added_is_drawn_as_a_car(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    for kind, label in (("vehicle", "A silver van, ends KDT"), ("person", "A man called Taz")):
        add_entry(session_of(analyst), entry=hypothesis(nell, kind="entity", to_kind=kind, label=label))
    data = client_of(nurse).get(reverse("network_picture_data", args=["person", nell])).json()
    drawn = {node[3]: (node[1], node[2], node[7]) for node in data["nodes"]}
    assert drawn["A silver van, ends KDT"] == ("added", "Vehicle, added by an analyst", "vehicle")
    assert drawn["A man called Taz"] == ("added", "Person, added by an analyst", "person")
    assert drawn["Nell Ashdown"][2] == "child"
    still = client_of(nurse).get(reverse("network_picture", args=["person", nell])).content.decode()
    assert re.search(re.escape(GLYPHS["vehicle"].outline) + r'"[^>]*stroke-dasharray="7 5"', still)
    assert ">A silver van, ends" in still


def test_two_worlds_are_joined_by_a_search(snapshot: Snapshot, analyst: Actor) -> None:
    """What no step leads to is found by its name, and stands in no address."""
    nell, tom = person_called(snapshot, "Nell"), person_called(snapshot, "Tom")
    garage = thing_of(snapshot, "place", "3 Mill Yard")
    address = reverse("network_add", args=["person", nell])
    client = client_of(analyst)
    assert f"place {garage}" not in client.get(address).content.decode()
    looked = client.post(address, {"look": "1", "find": "mill yard", "words": WORDS, "kind": "connection",
                                   "from_on_day": "1", "from_on_month": "3", "from_on_year": "2024"})  # fmt: skip
    page = looked.content.decode()
    assert looked.status_code == 200 and "1 found: they come first in the list." in page
    assert f"place {garage}" in page and WORDS in page and 'value="2024"' in page and "There is a problem" not in page
    assert f"person {tom}" in client.post(address, {"look": "1", "find": "Tom Dunnock"}).content.decode()
    nobody = client.post(address, {"look": "1", "find": "Zzyzx"}).content.decode()
    assert "No person or thing in the records that you may see has that name." in nobody
    whole = {"kind": "connection", "find": "mill yard", "to": f"place {garage}", "words": WORDS, "source_grade": "1",
             "information_grade": "B", "handling": "P"}  # fmt: skip
    assert client.post(address, whole).status_code == 302
    (line,) = entries_about(session_of(analyst), node_ids=[garage])
    assert {end.node_id for end in line.ends} == {nell, garage}
    entry = AuditEntry.objects.filter(action="find_network_ends").order_by("sequence")[0]
    assert "mill" not in str(entry.details) and f"thing:{hash_id(garage)}" in entry.ids


def test_who_may_not_be_seen_is_not_found(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    beth = person_called(snapshot, "Beth")
    assert [one.node_id for one in find_ends(session_of(analyst), text="Beth Cawood")] == [beth]
    assert find_ends(session_of(nurse), text="Beth Cawood") == ()
    assert find_ends(session_of(analyst), text="Be") == ()
    assert find_ends(session_of(analyst), text="%%%") == ()


def test_a_group_takes_a_hypothesis_and_it_follows_the_group(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    (line,) = list_networks(session_of(analyst), kind="group").lines
    group_id = line.node.node_id
    sequence = add_entry(session_of(analyst), entry=hypothesis(group_id, about_kind="group"))
    body = Decision.objects.get(sequence=sequence).body
    assert len(body["ends"][0]["members"]) == 7 and all(one["mention_id"] for one in body["ends"][0]["members"])
    page = client_of(analyst).get(reverse("network", args=["group", group_id])).content.decode()
    assert WORDS in page and "Added by analyst, a hypothesis" in page
    assert entries_about(session_of(nurse), node_ids=[group_id]) == ()  # to them the group is not there
    made = export_network(session_of(analyst), kind="group", node_id=group_id, format="csv", words=WORDS_OF_FILES)
    assert WORDS in made.body.decode()
    told = ("group_id", "0" * 20)
    moved = dict([*body["ends"][0].items(), told])
    with house_session().open_current() as opened:
        assert opened is not None
        one = AnalystEntry(decision=1, ends=[moved])
        sight = row_filter(reader=analyst.reader)
        (end,) = resolve_ends(opened[1], [one], sight)[1]  # another id today, the same members
        assert (end.kind, end.node_id) == ("group", group_id)
        alone = {**moved, "members": [one for one in moved["members"] if one["kind"] == "person"][:1] + [
            {"kind": "person", "mention_id": opened[1].mentions_of(
                person_ids=[person_called(snapshot, "Tom")]
            )[0]}] * 2}  # fmt: skip
        ends = resolve_ends(opened[1], [AnalystEntry(decision=1, ends=[alone])], sight)[1]
        assert {one.kind for one in ends} <= {"child", "adult"}  # no group is like it: its members stand for it
    (resting,) = find_entries(frozenset([body["ends"][0]["members"][0]["mention_id"]]))
    assert resting.key == str(sequence)
    answer = client_of(analyst).get(reverse("network_add", args=["group", group_id]))
    assert answer.status_code == 200 and NOTICE in answer.content.decode()


def test_no_path_and_no_connection_is_made_from_it(snapshot: Snapshot, analyst: Actor) -> None:
    tom, dean = person_called(snapshot, "Tom"), person_called(snapshot, "Dean")
    add_entry(session_of(analyst), entry=hypothesis(tom, kind="connection", to_kind="person", to_id=dean))
    assert read_picture(session_of(analyst), choice=PictureChoice("person", tom, path_to=dean)).path == ()


def test_a_run_makes_the_same_of_the_records_whatever_was_added(
    built: tuple[Workspace, Snapshot], snapshot: Snapshot, analyst: Actor
) -> None:
    workspace = built[0]
    before = pipeline.run(workspace=workspace, as_at=date(2024, 7, 2)).manifest()["tables"]
    add_entry(session_of(analyst), entry=hypothesis(person_called(snapshot, "Nell")))
    assert pipeline.run(workspace=workspace, as_at=AS_AT).id == snapshot.id
    after = pipeline.run(workspace=workspace, as_at=date(2024, 7, 2), go_on=False).manifest()["tables"]
    assert before == after


def test_who_may_not_see_what_it_rests_on_is_told_nothing(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell, beth = person_called(snapshot, "Nell"), person_called(snapshot, "Beth")
    add_entry(session_of(analyst), entry=hypothesis(nell, records=(record_numbered(snapshot, "O3"),)))
    add_entry(session_of(analyst), entry=hypothesis(nell, handling="C"))
    add_entry(session_of(analyst), entry=hypothesis(nell, kind="connection", to_kind="person", to_id=beth))
    assert len(entries_about(session_of(analyst), node_ids=[nell])) == 3
    assert entries_about(session_of(nurse), node_ids=[nell]) == ()
    page = client_of(nurse).get(reverse("network", args=["person", nell])).content.decode()
    assert "Added by" not in page and WORDS not in page


def test_who_is_kept_to_their_own_pupils_is_shown_none(snapshot: Snapshot, analyst: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    add_entry(session_of(analyst), entry=hypothesis(nell))
    assert entries_about(session_of(person("lead", Role.SCHOOL_LEAD, "school", "Elm School")), node_ids=[nell]) == ()


def test_only_analysts_add_and_refusals_are_audited(snapshot: Snapshot, nurse: Actor) -> None:
    with pytest.raises(Refused):
        add_entry(session_of(nurse), entry=hypothesis(person_called(snapshot, "Nell")))
    assert AuditEntry.objects.order_by("-sequence")[0].outcome == "refused: not_for_role"
    assert (
        client_of(nurse).get(reverse("network_add", args=["person", person_called(snapshot, "Nell")])).status_code
        == 403
    )
    assert not Decision.objects.filter(kind="network_entry").exists() and not AnalystEntry.objects.exists()


def test_what_the_analyst_may_not_see_cannot_be_named(snapshot: Snapshot) -> None:
    other = person("analyst_of_health", Role.ANALYST, "health")
    nell, beth = person_called(snapshot, "Nell"), person_called(snapshot, "Beth")
    for more in (
        {"records": (record_numbered(snapshot, "O3"),)},
        {"kind": "connection", "to_kind": "person", "to_id": beth},
    ):
        with pytest.raises(NotHere):
            add_entry(session_of(other), entry=hypothesis(nell, **more))


@pytest.mark.parametrize(
    "missing",
    [{"source_grade": ""}, {"information_grade": "F"}, {"handling": ""}, {"kind": "entity"}, {"kind": "connection"}],
)
def test_a_part_that_is_missing_is_asked_for(snapshot: Snapshot, analyst: Actor, missing: dict[str, str]) -> None:
    with pytest.raises(Usage):
        add_entry(session_of(analyst), entry=hypothesis(person_called(snapshot, "Nell"), **missing))
    with pytest.raises(NotAnAnswer):
        add_entry(session_of(analyst), entry=hypothesis(person_called(snapshot, "Nell"), words="ok"))


def test_it_is_taken_back_by_who_added_it_and_stays(snapshot: Snapshot, analyst: Actor, nurse: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    sequence = add_entry(session_of(analyst), entry=hypothesis(nell))
    with pytest.raises(NotHere):
        take_back(
            session_of(person("another", Role.ANALYST, "police")),
            sequence=sequence,
            why="It was another van altogether, seen elsewhere.",
        )
    assert NOTICE in client_of(analyst).get(reverse("network_take_back", args=[sequence])).content.decode()
    answer = client_of(analyst).post(
        reverse("network_take_back", args=[sequence]), {"words": "It was another van altogether, seen elsewhere."}
    )
    assert answer.status_code == 302 and answer["Location"] == reverse("network", args=["person", nell])
    page = client_of(nurse).get(reverse("network", args=["person", nell])).content.decode()
    assert "Withdrawn</strong> by analyst" in page and WORDS in page
    with pytest.raises(NotHere):
        take_back(session_of(analyst), sequence=sequence, why="It was another van altogether, seen elsewhere.")


def test_rows_are_only_added_to_and_each_has_its_decision(snapshot: Snapshot, analyst: Actor) -> None:
    sequence = add_entry(session_of(analyst), entry=hypothesis(person_called(snapshot, "Nell")))
    back = take_back(session_of(analyst), sequence=sequence, why="It was another van altogether, seen elsewhere.")
    table, before = "casework_analystentry", list(AnalystEntry.objects.values())
    replaced = f"REPLACE INTO {table} SELECT * FROM {table}" if connection.vendor == "sqlite" else f"TRUNCATE {table}"
    for sql in (f"UPDATE {table} SET word = 'entity'", f"DELETE FROM {table}", replaced):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    added, gone = AnalystEntry.objects.in_order()
    assert [added.decision, gone.decision, gone.about] == [sequence, back, added.entry_id]
    assert list(AnalystEntry.objects.values()) == before
    said = {one.sequence: one.body["text_sha256"] for one in Decision.objects.filter(sequence__in=(sequence, back))}
    assert said == {added.decision: added.text_sha, gone.decision: gone.text_sha}
    assert set(hash_chain.verify_chains().values()) == {None} and find_wrong_triggers() == ()


def test_the_same_of_the_same_second_is_added_once(
    snapshot: Snapshot, analyst: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    nell = person_called(snapshot, "Nell")
    first = add_entry(session_of(analyst), entry=hypothesis(nell))
    assert add_entry(session_of(analyst), entry=hypothesis(nell)) == first
    assert add_entry(session_of(analyst), entry=hypothesis(nell, source_grade="1")) != first
    assert AnalystEntry.objects.count() == 2 == Decision.objects.filter(kind="network_entry").count()


def test_it_rests_on_mentions_and_is_looked_at_again(snapshot: Snapshot, analyst: Actor) -> None:
    sequence = add_entry(session_of(analyst), entry=hypothesis(person_called(snapshot, "Nell")))
    (end,) = Decision.objects.get(sequence=sequence).body["ends"]
    (resting,) = find_entries(frozenset([end["mention_id"]]))
    assert resting.key == str(sequence)
    assert list(find_entries(frozenset(["0" * 20]))) == []
    take_back(session_of(analyst), sequence=sequence, why="It was another van altogether, seen elsewhere.")
    assert list(find_entries(frozenset([end["mention_id"]]))) == []


def test_the_form_keeps_what_is_whole_and_says_what_is_not(snapshot: Snapshot, analyst: Actor) -> None:
    nell, dean = person_called(snapshot, "Nell"), person_called(snapshot, "Dean")
    address = reverse("network_add", args=["person", nell])
    answer = client_of(analyst).post(address, {"kind": "connection", "words": WORDS})
    assert answer.status_code == 400
    assert {"to", "source_grade", "information_grade", "handling"} <= set(answer.context["form"].errors)
    assert "This field is required" not in answer.content.decode() and NOTICE in answer.content.decode()
    whole = {"kind": "connection", "to": f"person {dean}", "words": WORDS, "source_grade": "1", "information_grade": "B",
             "handling": "P", "records": [record_numbered(snapshot, "O1")]}  # fmt: skip
    answer = client_of(analyst).post(address, whole)
    assert (answer.status_code, answer["Location"]) == (302, reverse("network", args=["person", nell]))
    (line,) = entries_about(session_of(analyst), node_ids=[dean])
    assert line.record_ids == (record_numbered(snapshot, "O1"),)
