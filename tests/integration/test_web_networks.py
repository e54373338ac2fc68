"""Networks on pages, in pictures and files: for two readers, one of whom sees no restricted record of police."""

import csv
import hashlib
import html
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import build_in, person_called, record_numbered, stand, thing_of
from support.picture_laws import check_picture
from support.sessions import session_of
from support.trials import everybody_is_invented, export_network
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.networks.selectors.ego_picture import PictureChoice, read_picture
from sightline.casework.networks.selectors.entity_page import read_group, read_network
from sightline.casework.networks.selectors.exports import FORMATS, NOTICE
from sightline.casework.networks.selectors.lists import KINDS, list_networks
from sightline.casework.networks.selectors.maps import list_places_by_month
from sightline.casework.networks.selectors.whole_picture import read_whole_picture, read_whole_table
from sightline.casework.patterns.selectors import count_also_found, list_recognised
from sightline.casework.rules.selectors.pattern_page import read_rule_page
from sightline.casework.rules.services.withdrawal import restore_rule, withdraw_rule
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.nouns import Role
from sightline.model.visibility import RowFilter
from sightline.store import Workspace
from sightline.store.serve.networks import NetworksReader
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The partnership executive decided on 3 July: groups are to be measured on our own data first."
HIDDEN = ("Beth", "Cawood", "BETH", "CAWOOD")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("networks"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def read(actor: Actor, address: str, **more: str) -> str:
    answer = client_of(actor).get(address, more)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def group_of(actor: Actor) -> str:
    (line,) = list_networks(session_of(actor), kind="group").lines
    return line.node.node_id


def test_a_group_is_listed_and_read_by_who_sees_all_of_it(snapshot: Snapshot, officer: Actor) -> None:
    (line,) = list_networks(session_of(officer), kind="group").lines
    assert (line.children, line.adults, line.agencies) == (3, 2, ("police",))
    assert line.waits_since is not None
    shown = read_group(session_of(officer), group_id=line.node.node_id)
    assert [one.node.label for one in shown.of("child")] == ["Nell Ashdown", "Ivy Birchall", "Beth Cawood"]
    assert {len(one.smallest) for one in shown.members} <= {1, 2, 3}
    assert (shown.first_on, shown.last_on) == (date(2024, 2, 1), date(2024, 4, 14))
    assert shown.growth[-1].members == (len(shown.members), 7)
    page = read(officer, reverse("network", args=["group", line.node.node_id]))
    assert NOTICE in page and "Open a meeting" not in page
    count = len({one.record.record_id for one in shown.evidence})
    assert f"Controllers of the records behind this: Police ({count} records)." in page
    assert "Each member is linked to others by a person, place, phone or car." in page
    assert "To answer, hold a meeting, or police and children’s services must each give a reason." in page


def test_the_first_day_of_a_group_is_never_without_the_question_asked_the_other_way(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    """There is one group in all. Of other people there is none, and who may not see it counts none."""
    shown = read_group(session_of(officer), group_id=group_of(officer))
    assert shown.others == 0
    page = read(officer, reverse("network", args=["group", shown.node.node_id]))
    assert (
        "For comparison: by" in page and "also showed 0 groups of others. What happened later is not counted." in page
    )
    growth = read(officer, reverse("group_growth", args=[shown.node.node_id]))
    assert "the same pattern had been found no other time in records you can see" in growth
    asked: dict[str, Any] = {"pattern_id": GROUP_RULE, "until": shown.first_true_on, "person_ids": ()}
    assert count_also_found(session_of(officer), **asked) == 1, "of nobody's own people it is another"
    before = shown.first_true_on - timedelta(days=1)
    assert count_also_found(session_of(officer), **{**asked, "until": before}) == 0
    assert count_also_found(session_of(nurse), **asked) == 0


def test_a_line_of_a_group_names_some_of_its_members_so_that_two_can_be_told_apart(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    says = "Members include Dean Marlow, Paul Norcott and Nell Ashdown."
    assert says in html.unescape(read(officer, reverse("networks_list", args=["group"])))
    assert says in html.unescape(read(person("analyst", Role.ANALYST, "police"), "/"))
    assert "Members include" not in read(nurse, reverse("networks_list", args=["group"]))
    (line,) = list_networks(session_of(officer), kind="group").lines
    assert [(one.kind, one.label) for one in line.members[:2]] == [("adult", "Dean Marlow"), ("adult", "Paul Norcott")]
    audited = str(AuditEntry.objects.filter(action="list_networks").latest("sequence").ids)
    assert all(hash_id(one.node_id) in audited for one in line.members), "whose names were read"


def test_its_growth_is_drawn_by_the_days_on_which_records_were_known(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    group_id = group_of(officer)
    page = client_of(officer).get(reverse("group_growth", args=[group_id]))
    picture = page.context["picture"]
    check_picture(picture)
    last = picture.table.rows[-1]
    assert [cell.text for cell in last[2:4]] == ["3", "3: Police"], "police alone know all three children"
    names = " ".join(row[1].text for row in picture.table.rows)
    assert all(name in names for name in ("Nell Ashdown (child)", "Ivy Birchall (child)", "Beth Cawood (child)"))
    for name in ("group_growth", "group_growth_file"):
        assert client_of(nurse).get(reverse(name, args=[group_id])).status_code == 404
        assert client_of(officer).get(reverse(name, args=[group_id])).status_code == 200


def test_two_who_may_be_one_child_are_a_range_on_list_home_heading_growth_and_chart(
    snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    nell, ivy = sorted(person_called(snapshot, name) for name in ("Nell", "Ivy"))
    group_id, plain = group_of(officer), html.unescape(read(officer, reverse("networks")))
    assert "3 children and 2 adults" in plain and "2 or 3 children" not in plain

    def asked(_store: SnapshotReader, *, person_ids: Sequence[str], sight: RowFilter) -> set[tuple[str, str]]:
        return {(nell, ivy)} if {nell, ivy} <= set(person_ids) and sight else set()

    monkeypatch.setattr(SnapshotReader, "asked_pairs", asked)
    analyst = person("analyst", Role.ANALYST, "police")
    addresses = [reverse("networks"), reverse("network", args=["group", group_id])]
    addresses += [reverse("group_growth", args=[group_id]), reverse("network_picture", args=["group", group_id])]
    for actor, address in [*((officer, one) for one in addresses), (analyst, "/")]:
        page = html.unescape(read(actor, address))
        assert "2 or 3 children" in page, address
        assert "3 children" not in page.replace("2 or 3 children", ""), address
    page = html.unescape(read(officer, reverse("networks_list", args=["adult"])))
    assert "2 or 3 children" in page and "Dean Marlow" in page
    picture = client_of(officer).get(reverse("group_growth", args=[group_id])).context["picture"]
    check_picture(picture)
    assert [cell.text for cell in picture.table.rows[-1][2:4]] == ["2 or 3", "2 or 3: Police"]
    assert "These possible matches have no answer yet" in read(officer, reverse("network", args=["group", group_id]))


def test_every_membership_stands_on_records_that_name_the_member(snapshot: Snapshot, officer: Actor) -> None:
    shown = read_group(session_of(officer), group_id=group_of(officer))
    on_record = {one.record.record_id: {node.node_id for node in one.nodes} for one in shown.evidence}
    for member in shown.members:
        assert member.smallest, member
        assert any(member.node.node_id in on_record[one.record_id] for one in member.smallest)


def test_without_the_restricted_records_there_is_no_group(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    group_id = group_of(officer)
    assert list_networks(session_of(nurse), kind="group").total == 0
    for address in ("network", "network_picture", "network_picture_data"):
        assert client_of(nurse).get(reverse(address, args=["group", group_id])).status_code == 404
    for format in ("csv", "graphml", "i2", "anx"):
        assert client_of(nurse).post(reverse("network_export", args=["group", group_id, format])).status_code == 404
    page = read(nurse, reverse("network", args=["person", person_called(snapshot, "Nell")]))
    assert "In a group" not in page
    assert group_id not in page


def test_an_analysts_first_page_has_who_is_missing_then_groups_and_adults_of_what_they_may_see(
    snapshot: Snapshot,
) -> None:
    police, health = (person(f"analyst_{agency}", Role.ANALYST, agency) for agency in ("police", "health"))
    page = read(police, "/")
    places = [page.index(f'id="{part}"') for part in ("missing", "waiting", "groups", "adults", "unowned", "first")]
    assert places == sorted(places)
    listed = list_networks(session_of(police), kind="adult").lines
    assert listed and all(reverse("network", args=["person", one.node.node_id]) in page for one in listed[:3])
    group_id = group_of(police)
    assert reverse("network", args=["group", group_id]) in page and group_id not in read(health, "/")


def test_two_readers_count_and_date_each_by_their_own_records(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    flat = thing_of(snapshot, "place", "7 Quay Lane")
    lines = {
        actor.reader.username: next(
            line for line in list_networks(session_of(actor), kind="place").lines if line.node.node_id == flat
        )
        for actor in (officer, nurse)
    }
    assert (lines["officer"].children, lines["nurse"].children) == (3, 2)
    assert (lines["officer"].records, lines["nurse"].records) == (4, 3)
    car = thing_of(snapshot, "vehicle", "UA15 KDT")
    pages = {
        who.reader.username: read_network(session_of(who), kind="vehicle", node_id=car) for who in (officer, nurse)
    }
    assert [one.node.label for one in pages["officer"].adults] == ["Dean Marlow", "Paul Norcott"]
    assert [one.node.label for one in pages["nurse"].adults] == ["Dean Marlow"]
    assert pages["officer"].children[-1].last_on == date(2024, 4, 1)
    assert pages["nurse"].children[-1].last_on == date(2024, 3, 1)
    listed = list_places_by_month(session_of(nurse), since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert flat not in {one.node.node_id for one in listed}, "a house is in no table of a map"


def addresses(snapshot: Snapshot) -> list[str]:
    """Every page and picture of networks that the nurse may open."""
    nodes = [("person", person_called(snapshot, name)) for name in ("Nell", "Ivy", "Dean", "Paul")]
    nodes += [("place", thing_of(snapshot, "place", "7 Quay Lane")), ("vehicle", thing_of(snapshot, "vehicle", "UA15"))]
    found = [reverse("networks"), reverse("networks_months") + "?until=2024-06", reverse("networks_picture_data"),
             reverse("networks_picture")]  # fmt: skip
    found += [reverse("networks_list", args=[kind]) for kind in KINDS]
    for name in ("network", "network_picture", "network_picture_data"):
        found += [reverse(name, args=node) for node in nodes]
    return found


def test_nothing_tells_of_whom_one_may_not_see(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    hidden = {
        *HIDDEN,
        person_called(snapshot, "Beth"),
        record_numbered(snapshot, "O3"),
        record_numbered(snapshot, "O6"),
    }
    told = "".join(read(officer, address) for address in addresses(snapshot))
    assert all(word in told for word in hidden - {"BETH", "CAWOOD"})  # else what follows could not fail
    for address in addresses(snapshot):
        page = read(nurse, address)
        assert [word for word in hidden if word in page] == [], address
    for kind, node_id in (
        ("person", person_called(snapshot, "Dean")),
        ("vehicle", thing_of(snapshot, "vehicle", "UA15")),
    ):
        for format in ("csv", "graphml", "i2", "anx"):
            body = export_network(
                session_of(nurse), kind=kind, node_id=node_id, format=format, words=WORDS_OF_FILES
            ).body.decode()
            assert [word for word in hidden if word in body] == []


def test_a_person_whom_no_visible_record_connects_has_a_page_that_says_so(snapshot: Snapshot, nurse: Actor) -> None:
    assert client_of(nurse).get(reverse("network", args=["person", person_called(snapshot, "Beth")])).status_code == 404
    page = read(nurse, reverse("network", args=["person", person_called(snapshot, "Tom")]))
    assert "3 Mill Yard" in page


def test_children_found_only_with_children_are_possibly_exploited_together(snapshot: Snapshot, nurse: Actor) -> None:
    garage = thing_of(snapshot, "place", "3 Mill Yard")
    page = read(nurse, reverse("network", args=["place", garage]))
    assert "No adult is named here." in page and "does not make any of them a person of concern" in page
    shown = read_network(session_of(nurse), kind="place", node_id=garage)
    assert [one.label for one in shown.together] == ["Tom Dunnock", "Una Elmore"]
    (line,) = [one for one in list_networks(session_of(nurse), kind="place").lines if one.node.node_id == garage]
    assert (line.no_adult, line.together) == (True, 2)
    assert "2 of them are possibly exploited together" in read(nurse, reverse("networks_list", args=["place"]))
    assert "exploited together" not in read(
        nurse, reverse("network", args=["place", thing_of(snapshot, "place", "7 Quay Lane")])
    )


def test_somebody_unidentified_is_no_adult_and_no_child(snapshot: Snapshot, nurse: Actor) -> None:
    row = thing_of(snapshot, "place", "9 Salt Row")
    shown = read_network(session_of(nurse), kind="place", node_id=row)
    assert [(one.standing, one.text) for one in shown.beside] == [("unidentified", "“unknown male”")]
    assert (len(shown.children), shown.adults, shown.no_adult) == (2, (), False)
    (line,) = [one for one in list_networks(session_of(nurse), kind="place").lines if one.node.node_id == row]
    assert (line.adults, line.unknown, line.no_adult) == (0, 1, False)
    page = read(nurse, reverse("network", args=["place", row]))
    assert "“unknown male”:" in page and ">Not identified</h3>" in page and "exploited together" not in page


def test_a_place_that_many_use_ties_nobody_and_is_still_shown(snapshot: Snapshot, nurse: Actor) -> None:
    (line,) = [
        one for one in list_networks(session_of(nurse), kind="place").lines if one.node.label.startswith("Gull Hotel")
    ]
    assert (line.children, line.adults, line.records) == (3, None, 3)
    assert line.waits_since == date(2024, 5, 12) and line.last_on == date(2024, 5, 12)
    page = read(nurse, reverse("network", args=["place", line.node.node_id]))
    assert "Many people use this place" in page and "Tom Dunnock" in page and "Una Elmore" in page
    assert "exploited together" not in page
    assert line.node.node_id not in {node.node_id for node in read_whole_picture(session_of(nurse)).nodes}


def test_a_list_begins_with_what_nobody_has_answered(snapshot: Snapshot, officer: Actor) -> None:
    before = list_networks(session_of(officer), kind="adult").lines
    (dean,) = [line for line in before if line.node.label == "Dean Marlow"]
    assert dean.waits_since is not None and before[0] == dean
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    shown = read_network(session_of(worker), kind="person", node_id=dean.node.node_id)
    (answered,) = [line for line in shown.done.recognised if line.must]
    act = {"form": "act", "what": "Ask the owner of each record", "who": "A. Ferris", "by_when": "2024-07-05"}
    answer_pattern(session_of(worker), instance_key=answered.instance_key, form=act)
    (theirs,) = [
        one for one in list_networks(session_of(worker), kind="adult").lines if one.node.label == "Dean Marlow"
    ]
    assert theirs.waits_since is None
    (after,) = [
        one for one in list_networks(session_of(officer), kind="adult").lines if one.node.label == "Dean Marlow"
    ]
    assert after.waiting == dean.waiting - 1  # what rests on restricted records waits, and is theirs alone to see


def test_a_path_goes_through_what_one_may_see(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    ivy, paul = person_called(snapshot, "Ivy"), person_called(snapshot, "Paul")
    for actor in (officer, nurse):
        picture = read_picture(session_of(actor), choice=PictureChoice("person", ivy, path_to=paul))
        ends = [(one.label, other.label) for one, other, _ in picture.path]
        assert ends[0][0] == "Ivy Birchall" and ends[-1][1] == "Paul Norcott"
        assert all(one == other for (_, one), (other, _) in pairwise(ends))
        assert "Beth Cawood" not in {label for pair in ends for label in pair}
    beth = person_called(snapshot, "Beth")
    assert read_picture(session_of(nurse), choice=PictureChoice("person", ivy, path_to=beth)).path == ()
    page = read(nurse, reverse("network_picture", args=["person", ivy]), path=paul)
    assert "This is one of the shortest paths" in page


def test_a_picture_of_some_months_leaves_the_others_out(snapshot: Snapshot, officer: Actor) -> None:
    dean = person_called(snapshot, "Dean")
    address = reverse("network_picture_data", args=["person", dean])
    whole = client_of(officer).get(address).json()
    early = client_of(officer).get(address, {"until": "2024-02"}).json()
    assert {line[2] for line in early["lines"]} == {"2024-02"}
    assert len(early["lines"]) < len(whole["lines"])
    assert "Ivy Birchall" not in {node[3] for node in early["nodes"]}


def test_a_node_is_expanded_and_what_has_no_room_is_counted(
    snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tom, garage = person_called(snapshot, "Tom"), thing_of(snapshot, "place", "3 Mill Yard")
    one_hop = read_picture(session_of(officer), choice=PictureChoice("person", tom, hops=1)).graph
    assert {node.label.partition(",")[0] for node in one_hop.nodes} == {"Tom Dunnock", "3 Mill Yard", "9 Salt Row"}
    more = read_picture(session_of(officer), choice=PictureChoice("person", tom, hops=1, also=(garage,))).graph
    assert "Una Elmore" in {node.label for node in more.nodes}
    far = person_called(snapshot, "Nell")  # who is not drawn cannot be expanded
    assert read_picture(session_of(officer), choice=PictureChoice("person", tom, hops=1, also=(far,))).graph == one_hop
    monkeypatch.setattr("sightline.casework.networks.selectors.ego_picture.MOST_DRAWN", 3)
    few = read_picture(session_of(officer), choice=PictureChoice("person", person_called(snapshot, "Dean"))).graph
    assert len(few.nodes) == 3 and few.left_out > 0
    page = read(officer, reverse("network_picture", args=["person", person_called(snapshot, "Dean")]))
    assert "The chart has no room for" in page


def test_the_whole_picture_is_of_what_stands_with_two_or_more(snapshot: Snapshot, officer: Actor) -> None:
    whole = read_whole_picture(session_of(officer))
    assert {"Dean Marlow", "Beth Cawood", "Tom Dunnock"} <= {node.label for node in whole.nodes}
    few = read_whole_picture(session_of(officer), most=4)
    assert len(few.nodes) <= 4 and few.left_out == len(whole.links) - len(few.links)


def test_the_table_of_the_whole_picture_says_all_of_it(
    snapshot: Snapshot, officer: Actor, nurse: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every pair that is drawn, once, with its days, records and agencies; in parts, each of which names its ends."""
    whole = read_whole_picture(session_of(officer))
    drawn = {frozenset((link.person_id, link.entity_id)): link for link in whole.links}
    monkeypatch.setattr("sightline.casework.networks.selectors.whole_picture.PAGE", 4)
    parts = [
        read_whole_table(session_of(officer), page=number + 1)
        for number in range(read_whole_table(session_of(officer)).pages)
    ]
    lines = [line for part in parts for line in part.lines]
    assert len(parts) > 2 and len(lines) == len(drawn) == parts[0].total
    assert {frozenset((one.one.node_id, one.other.node_id)) for one in lines} == drawn.keys()
    for line in lines:
        link = drawn[frozenset((line.one.node_id, line.other.node_id))]
        assert (line.first_on, line.last_on) == (link.first_on, link.last_on)
        assert line.records >= 1 and line.agencies == ("police",)
    page = read(officer, reverse("networks_picture"), page="2", show="all")
    assert 'aria-current="page">Everything in one chart<' in page and 'aria-current="page">What is new' not in page
    assert "PO Police, CS Children’s services" in page, "the key says what the letters are"
    for line in parts[1].lines:
        for end in (line.one, line.other):
            kind = "person" if end.kind in ("child", "adult") else end.kind
            assert f'href="{reverse("network", args=[kind, end.node_id])}"' in page
    assert "Newer part" in page and "Older part" in page
    few = read_whole_picture(session_of(officer), most=4)
    assert few.left_out > 0  # what has no room in the picture has its line all the same
    hidden = person_called(snapshot, "Beth")
    ends = {end.node_id for number in range(9) for line in read_whole_table(session_of(nurse), page=number).lines
            for end in (line.one, line.other)}  # fmt: skip
    assert hidden not in ends and ends


@pytest.mark.parametrize("show", ["", "?show=all"])
def test_the_two_whole_charts_are_exported_with_the_readers_own_rights_and_audited(
    snapshot: Snapshot, officer: Actor, nurse: Actor, show: str
) -> None:
    """What a nurse may not see is in none of her files, and nobody whom only such records name."""
    everybody_is_invented()
    held: dict[str, dict[str, str]] = {"officer": {}, "nurse": {}}
    for name, actor in (("officer", officer), ("nurse", nurse)):
        page = client_of(actor).get(reverse("networks_picture") + show).content.decode()
        for format in FORMATS:
            url = reverse("networks_export", args=[format]) + show
            assert f'action="{url}"' in page
            answer = client_of(actor).post(url)
            assert answer.status_code == 200 and answer["Content-Type"] == FORMATS[format]
            held[name][format] = answer.content.decode()
            entry = AuditEntry.objects.filter(action="export_network_picture").order_by("-sequence")[0]
            assert entry.details["format"] == format and entry.details["which"] == ("all" if show else "new")
            assert entry.details["sha256"] == hashlib.sha256(answer.content).hexdigest()
            assert str(NOTICE) in html.unescape(held[name][format])
    rows = {name: list(csv.DictReader(io.StringIO(files["csv"]))) for name, files in held.items()}
    seen = {name: {row["Record"] for row in lines} for name, lines in rows.items()}
    hidden = seen["officer"] - seen["nurse"]
    assert seen["nurse"] and seen["nurse"] <= seen["officer"] and bool(hidden) == bool(show)
    assert not [one for one in hidden for body in held["nurse"].values() if one in body]
    assert all(one in held["officer"][format] for one in hidden for format in FORMATS)
    drawn = client_of(nurse).get(reverse("networks_picture_data") + show).json()
    ends = {row[end] for row in rows["nurse"] for end in ("From (ID)", "To (ID)")}
    assert ends <= {node[0] for node in drawn["nodes"]}


def test_exports_say_what_they_are_and_are_audited(snapshot: Snapshot, officer: Actor) -> None:
    group_id = group_of(officer)
    address = reverse("network_export", args=["group", group_id, "csv"])
    assert client_of(officer).post(address).status_code == 400, "it says what it is for"
    label, _, table = client_of(officer).post(address, {"purpose": "practice"}).content.decode().partition("\n")
    assert label.startswith("# Exported by officer on ") and "for: audit of practice" in label
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["Note"] for row in rows} == {NOTICE}
    assert {row["Source"] for row in rows} == {"record"}
    assert record_numbered(snapshot, "O3") in {row["Record"] for row in rows}
    entry = AuditEntry.objects.filter(action="export_network").order_by("-sequence")[0]
    assert entry.details["rows"] == len(rows) and f"person:{hash_id(person_called(snapshot, 'Beth'))}" in entry.ids
    graph = ElementTree.fromstring(
        export_network(session_of(officer), kind="group", node_id=group_id, format="graphml", words=WORDS_OF_FILES).body
    )
    names = {"g": "http://graphml.graphdrawing.org/xmlns"}
    said = [data.text for data in graph.findall(".//g:data[@key='notice']", names)]
    assert said == [NOTICE]
    nodes = {node.get("id") for node in graph.findall(".//g:node", names)}
    for edge in graph.findall(".//g:edge", names):
        assert {edge.get("source"), edge.get("target")} <= nodes
    links = list(csv.DictReader(io.StringIO(export_network(session_of(officer), kind="group", node_id=group_id,
                                                           format="i2", words=WORDS_OF_FILES).body.decode())))  # fmt: skip
    assert len(links) == len(rows) and {row["Entity 1 Type"] for row in links} <= {"Child", "Adult"}
    labels = {row["Link Label"] for row in links}
    assert labels and labels <= {row["Connection"] for row in rows}, "the label says how, as the chart does"


def test_a_chart_for_i2_has_every_item_and_link_and_nothing_hidden(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    """Each link joins two items that are there, is dashed where it is not sure, and has no arrow."""
    dean = person_called(snapshot, "Dean")

    def chart(actor: Actor) -> ElementTree.Element:
        made = export_network(session_of(actor), kind="person", node_id=dean, format="anx", words=WORDS_OF_FILES)
        assert made.name == f"network-{dean}.anx"
        return ElementTree.fromstring(made.body)

    rows = list(csv.DictReader(io.StringIO(export_network(session_of(officer), kind="person", node_id=dean,
                                                           format="csv", words=WORDS_OF_FILES).body.decode())))  # fmt: skip
    root = chart(officer)
    order = ["StrengthCollection", "EntityTypeCollection", "LinkTypeCollection", "Summary", "ChartItemCollection"]
    assert root.tag == "Chart" and [one.tag for one in root] == order
    items = {one.get("EntityId"): one.get("Identity") for one in root.iter("Entity")}
    assert set(items) == {row[end] for row in rows for end in ("From (ID)", "To (ID)")} and dean in items
    links = [(one.get("End1Id"), one.get("End2Id"), item.get("SourceReference"))
             for item in root.iter("ChartItem") for one in item.iter("Link")]  # fmt: skip
    assert sorted(links) == sorted((row["From (ID)"], row["To (ID)"], row["Record"]) for row in rows)
    types = {one.get("Name") for one in root.iter("EntityType")} | {one.get("Name") for one in root.iter("LinkType")}
    assert {one.get("Type") for tag in ("IconStyle", "LinkStyle") for one in root.iter(tag)} == types
    strengths = {one.get("Name"): one.get("DotStyle") for one in root.iter("Strength")}
    assert len(set(strengths.values())) == len(strengths) == 3
    assert all(one.get("Strength") in strengths and not one.get("ArrowStyle") for one in root.iter("LinkStyle"))
    assert all(NOTICE in (one.get("Description") or "") for one in root.iter("ChartItem"))
    labels = {one.get("Label") for one in root.iter("ChartItem")}
    seen = {one.get("Label") for one in chart(nurse).iter("ChartItem")}
    assert "Beth Cawood" in labels and "Beth Cawood" not in seen and "Dean" in " ".join(map(str, seen))


def test_a_file_that_is_cut_says_so(snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.casework.networks.selectors.exports.MOST_EXPORTED", 3)
    dean = person_called(snapshot, "Dean")
    for format in ("csv", "graphml", "i2", "anx"):
        body = export_network(
            session_of(officer), kind="person", node_id=dean, format=format, words=WORDS_OF_FILES
        ).body.decode()
        assert NOTICE in body and "This is not all: at least 4 more people and things" in body
    assert AuditEntry.objects.filter(action="export_network").order_by("-sequence")[0].details["left_out"] == 4


def test_what_is_not_a_kind_is_not_there(snapshot: Snapshot, officer: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    for address in (
        reverse("network", args=["place", nell]),
        reverse("network", args=["nothing", nell]),
        reverse("networks_list", args=["nothing"]),
        reverse("network_picture", args=["nothing", nell]),
    ):
        assert client_of(officer).get(address).status_code == 404
    with pytest.raises(NotHere):
        read_network(session_of(officer), kind="group", node_id=nell)


def test_a_school_lead_opens_whom_the_school_names_and_has_no_list_of_others(snapshot: Snapshot) -> None:
    lead = person("lead", Role.SCHOOL_LEAD, "school", "Elm School")
    assert all(list_networks(session_of(lead), kind=kind).total == 0 for kind in KINDS)
    assert read_whole_picture(session_of(lead)).nodes == ()
    assert client_of(lead).get(reverse("network", args=["person", person_called(snapshot, "Nell")])).status_code == 404
    assert "Connections</a>" not in read(lead, reverse("home"))


def test_who_sees_counts_only_sees_no_network(snapshot: Snapshot) -> None:
    member = person("member", Role.ELECTED_MEMBER, "")
    for address in addresses(snapshot):
        assert client_of(member).get(address).status_code == 403


def test_the_pages_speak_of_no_score_and_no_leader(snapshot: Snapshot, officer: Actor) -> None:
    for address in addresses(snapshot):
        if not address.endswith("data/"):
            words = re.sub(r"<[^>]*>", " ", read(officer, address)).lower()
            assert not re.search(r"\b(score|ranking|leader|central|gang|risk)\b", words), address


def test_what_is_recognised_is_called_as_visible_records_call_it(snapshot: Snapshot, nurse: Actor) -> None:
    car = thing_of(snapshot, "vehicle", "UA15 KDT")
    shown = read_network(session_of(nurse), kind="vehicle", node_id=car)
    (line,) = [one for one in shown.done.recognised if one.pattern_id == "shared_vehicle"]
    assert (line.what, line.node_kind, line.node_id) == ("UA15 KDT", "vehicle", car)
    page = read(nurse, reverse("recognised", args=[line.instance_key]))
    assert reverse("network", args=["vehicle", car]) in page


def test_the_connections_of_a_child_name_the_patterns_that_her_other_pages_name(
    snapshot: Snapshot, officer: Actor
) -> None:
    nell = person_called(snapshot, "Nell")
    theirs = {one.instance_key for one in list_recognised(session_of(officer), person_id=nell)}
    shown = read_network(session_of(officer), kind="person", node_id=nell)
    assert theirs and {one.instance_key for one in shown.done.recognised} == theirs
    page = read(officer, reverse("network", args=["person", nell]))
    assert "No patterns found" not in page and "more recognised" not in page
    audited = str(AuditEntry.objects.filter(action="read_network").latest("sequence").ids)
    assert all(hash_id(one.person_id) in audited for line in shown.done.recognised for one in line.people)


def test_a_pattern_writes_a_name_as_every_other_page_does(
    snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    nell, said = person_called(snapshot, "Nell"), NetworksReader.names

    def in_capitals(self: NetworksReader, **asked: Any) -> dict[str, str]:
        return {one: f"{name.split()[0]} {name.split()[-1].upper()}" for one, name in said(self, **asked).items()}

    monkeypatch.setattr(NetworksReader, "names", in_capitals)
    lines = list_recognised(session_of(officer), person_id=nell)
    named = {one.name for line in lines for one in line.people if one.person_id}
    assert "Dean Marlow" in named and not any("MARLOW" in one for one in named)


def test_a_group_is_reached_from_what_is_recognised(snapshot: Snapshot, officer: Actor) -> None:
    group_id = group_of(officer)
    shown = read_group(session_of(officer), group_id=group_id)
    (line,) = [one for one in shown.done.recognised if one.pattern_id == "group_around_children"]
    page = read(officer, reverse("recognised", args=[line.instance_key]))
    assert reverse("network", args=["group", group_id]) in page


def test_while_its_rule_is_withdrawn_there_is_no_group_and_what_connects_people_stays(
    snapshot: Snapshot, officer: Actor
) -> None:
    analyst = person("analyst", Role.ANALYST, "police")
    group_id, nell = group_of(officer), person_called(snapshot, "Nell")
    (key,) = [one.instance_key for one in read_group(session_of(officer), group_id=group_id).done.recognised]
    around = read_network(session_of(officer), kind="person", node_id=nell)
    assert around.groups and "In a group" in read(officer, reverse("network", args=["person", nell]))
    export_network(session_of(officer), kind="group", node_id=group_id, format="csv", words=WORDS_OF_FILES)
    withdraw_rule(session_of(person("executive", Role.PARTNERSHIP_EXECUTIVE, "")), rule_id=GROUP_RULE, why=WHY)
    for address in ("network", "network_picture", "network_picture_data"):
        assert client_of(officer).get(reverse(address, args=["group", group_id])).status_code == 404
    for format in ("csv", "graphml", "i2", "anx"):
        assert client_of(officer).post(reverse("network_export", args=["group", group_id, format])).status_code == 404
    for address in (*addresses(snapshot), reverse("home"), reverse("work"), reverse("person", args=[nell])):
        page = read(officer, address)
        assert group_id not in page and key not in page and "In a group" not in page, address
    after = read_network(session_of(officer), kind="person", node_id=nell)
    assert (after.adults, after.things, after.evidence) == (around.adults, around.things, around.evidence)
    listed = read(analyst, reverse("networks"))
    assert "executive" in listed and WHY in listed and "There are none" not in listed
    theirs = read(person("worker", Role.PRACTITIONER, "police"), reverse("networks"))
    assert "withdrew the rule" in theirs and WHY not in theirs
    assert "is withdrawn" not in read(analyst, reverse("networks_list", args=["adult"]))
    (shown,) = read_rule_page(session_of(house_actor()), rule_id=GROUP_RULE).shown_to
    assert shown.username == "officer" and shown.times >= 5  # list, group, person and its page, file
    restore_rule(session_of(house_actor()), rule_id=GROUP_RULE, why="It was measured on our own data in July.")
    assert group_of(officer) == group_id
    assert read_network(session_of(officer), kind="person", node_id=nell) == around
    assert "is withdrawn" not in read(analyst, reverse("networks"))
