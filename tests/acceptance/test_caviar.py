"""A real network that was watched for two years, phase by phase: whoever is published as its figures has the most lines.

Caviar: 110 people heard on police telephone lines in eleven phases (Morselli, Inside Criminal Networks, 2009). People
are numbers there; here each has an invented name. A pair that was heard is an intelligence log that names both.
The published figures are N1, N3 and N12. That somebody has many lines makes nobody anything: in another study those of
the highest rank were not those with the most lines, so no page may say more of them than how many there are.
"""

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import reverse
from support.climbing import person, set_clock
from support.grouped import build_group, log, serve_group
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.session import house_session
from sightline.casework.networks.pages.networks import Graph
from sightline.casework.networks.selectors.entity_page import read_network
from sightline.casework.networks.selectors.graph import ConnectionFilter, gather_rows, make_graph
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.casework.subject_files.suppression import set_aside
from sightline.model.nouns import Role
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
PHASES = range(1, 12)
PUBLISHED = {"1", "3", "12"}
BEGAN = date(2022, 1, 3)
PHASE = timedelta(days=66)  # two years in eleven parts
UK = "%d/%m/%Y"
NEVER_SAID = (
    r"\b(leader\w*|boss\w*|ringleader\w*|mastermind\w*|central\w*|kingpin\w*|most connected|key (player|figure)s?)\b"
)
FIRST = ("Bram", "Cole", "Dell", "Finn", "Gale", "Hart", "Joss", "Kipp", "Lorn", "Merl", "Nash")
LAST = ("Ashby", "Birtle", "Corrin", "Dunmow", "Elston", "Farrow", "Gadsby", "Hockley", "Ilford", "Jarrold", "Kilby")


class Built(NamedTuple):
    workspace: Workspace
    snapshot: Snapshot
    everybody: list[str]


def named(place: int) -> tuple[str, str, str]:
    """An invented surname, forename and birth date: no two have the same surname or birth date."""
    surname = f"{LAST[place % 11]}-{FIRST[place // 11]}"
    return surname, FIRST[(place * 3 + place // 11) % 11], (date(1960, 1, 5) + timedelta(days=97 * place)).strftime(UK)


def first_day(phase: int) -> date:
    return BEGAN + PHASE * (phase - 1)


def read_pairs(folder: Path, phase: int) -> set[frozenset[str]]:
    (path,) = folder.glob(f"caviar__*_CAVIAR{phase}_edges.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {frozenset((row["source"], row["target"])) for row in csv.DictReader(stream)}


def who_is_who(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Each published number with its invented person."""
    numbers = {number for phase in PHASES for pair in read_pairs(folder, phase) for number in pair}
    return {number: named(place) for place, number in enumerate(sorted(numbers))}


def rows_of(folder: Path) -> list[dict[str, str]]:
    """A log for each pair of each phase, a row for each of the two."""
    people, rows = who_is_who(folder), []
    for phase in PHASES:
        day = (first_day(phase) + timedelta(days=7)).strftime(UK)
        for place, pair in enumerate(sorted(sorted(pair) for pair in read_pairs(folder, phase))):
            for number in pair:
                rows.append(log(f"C{phase}-{place}", day, people[number], ("1", "A"), **{"Nominal Ref": f"N{number}"}))
    return rows


@pytest.fixture(scope="module")
def caviar(shared_data: Path) -> Path:
    folder = shared_data / "networks" / "caviar"
    if not folder.is_dir():
        pytest.skip("../shared/data/networks/caviar is not here")
    return folder


@pytest.fixture(scope="module")
def built(caviar: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    workspace = Workspace(tmp_path_factory.mktemp("caviar") / "workspace")
    workspace.create()
    made = build_group(workspace, tmp_path_factory.mktemp("rows"), rows=rows_of(caviar))
    engine = DuckDBEngine(made.analysis, read_only=True)
    try:
        everybody = engine.query("SELECT DISTINCT person_id FROM connection ORDER BY person_id").column(0).to_pylist()
    finally:
        engine.close()
    return Built(workspace, made, everybody)


@pytest.fixture
def analyst(built: Built, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Actor:
    settings.SIGHTLINE_WORKSPACE = built.workspace.root
    serve_group(built.snapshot)
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return person("analyst", Role.ANALYST, "police")


@pytest.fixture
def number_of(caviar: Path) -> dict[str, str]:
    """The published number of each invented name."""
    return {f"{forename} {surname}": number for number, (surname, forename, _) in who_is_who(caviar).items()}


def draw(built: Built, actor: Actor, phase: int) -> Graph:
    """Everybody in one phase, gathered as the pictures gather what lies between two days."""
    span = ConnectionFilter(first_day(phase).isoformat(), (first_day(phase + 1) - timedelta(days=1)).isoformat())
    sight = row_filter(reader=actor.reader)
    with house_session().open_current() as opened:
        assert opened is not None
        rows, left_out = gather_rows(opened[1], built.everybody, sight, hops=1, most=len(built.everybody), span=span)
        assert left_out == 0
        return make_graph(opened[1], rows, sight, left_out=0, aside=set_aside(session_of(actor), store=opened[1]))


def lines_of(graph: Graph, number_of: dict[str, str]) -> dict[str, set[str]]:
    """To whom each has a line, all by their published numbers."""
    numbers = {node.node_id: number_of[node.label] for node in graph.nodes}
    lines: dict[str, set[str]] = defaultdict(set)
    for link in graph.links:
        one, other = numbers[link.person_id], numbers[link.entity_id]
        lines[one].add(other)
        lines[other].add(one)
    return lines


def with_most(lines: dict[str, set[str]], how_many: int) -> set[str]:
    """Those with the most lines; it must be plain who they are."""
    ordered = sorted(lines, key=lambda one: len(lines[one]), reverse=True)
    assert len(lines[ordered[how_many - 1]]) > len(lines[ordered[how_many]])
    return set(ordered[:how_many])


def test_each_phase_shows_the_pairs_that_were_heard_in_it(
    built: Built, analyst: Actor, caviar: Path, number_of: dict[str, str]
) -> None:
    for phase in PHASES:
        lines = lines_of(draw(built, analyst, phase), number_of)
        assert {frozenset((one, other)) for one, some in lines.items() for other in some} == read_pairs(caviar, phase)


def test_the_twelfth_comes_among_those_with_the_most_lines_at_the_fifth_phase(
    built: Built, analyst: Actor, number_of: dict[str, str]
) -> None:
    by_phase = {phase: lines_of(draw(built, analyst, phase), number_of) for phase in PHASES}
    assert [len(by_phase[phase].get("12", ())) for phase in (1, 2, 3, 4, 5, 6)] == [0, 1, 2, 1, 8, 10]
    assert with_most(by_phase[4], 1) == {"1"} and with_most(by_phase[5], 2) == {"1", "12"}
    assert with_most(by_phase[6], 3) == PUBLISHED == with_most(by_phase[8], 3)
    assert with_most(by_phase[9], 1) == {"3"} and with_most(by_phase[11], 1) == {"12"}


def test_over_all_phases_the_published_figures_have_the_most_lines(analyst: Actor, number_of: dict[str, str]) -> None:
    whole = read_whole_picture(session_of(analyst))
    lines = lines_of(whole, number_of)
    assert with_most(lines, 3) == PUBLISHED
    for node in whole.nodes:
        number = number_of[node.label]
        if number in PUBLISHED | {"87"}:
            page = read_network(session_of(analyst), kind="person", node_id=node.node_id)
            assert {number_of[one.node.label] for one in page.adults} == lines[number]


def test_nobody_is_said_to_be_anything_by_their_lines(analyst: Actor, number_of: dict[str, str]) -> None:
    client = client_of(analyst)
    (first,) = [one for one in read_whole_picture(session_of(analyst)).nodes if number_of[one.label] == "1"]
    addresses = [
        reverse("network", args=["person", first.node_id]),
        reverse("network_picture", args=["person", first.node_id]),
    ]
    for address in (*addresses, reverse("networks")):
        page = client.get(address)
        assert page.status_code == 200
        assert not re.findall(NEVER_SAID, page.content.decode(), re.IGNORECASE)


def test_adults_without_a_child_are_no_group_and_on_no_list(analyst: Actor) -> None:
    assert list_networks(session_of(analyst), kind="adult").total == 0
    assert list_networks(session_of(analyst), kind="group").total == 0
