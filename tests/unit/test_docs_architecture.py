"""The map, the two paths and the table of rooms are printed from the code, and see what they are there to show."""

import tomllib
from pathlib import Path

import pytest

from tools.data_paths import CONCERN, CSV_ROW, MOST_HOPS, Hop, places_of
from tools.import_map import Map, map_of
from tools.print_architecture import PICTURES, print_architecture, print_pictures
from tools.print_rooms import OWNERS, print_rooms

DOCS = Path(__file__).parents[2] / "docs"
STALE = "run '.venv/bin/python -m tools.print_docs' and commit what it changes"


def test_the_page_of_architecture_is_printed_from_the_import_graph() -> None:
    assert (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8") == print_architecture(), STALE


def test_the_maps_are_drawn_from_the_import_graph() -> None:
    assert {path: (DOCS / path).read_text(encoding="utf-8") for path in print_pictures()} == print_pictures(), STALE


def test_the_table_of_rooms_is_printed_from_the_code() -> None:
    assert (DOCS / "reference" / "rooms.md").read_text(encoding="utf-8") == print_rooms(), STALE


@pytest.mark.parametrize("inside, key", [("sightline", "rooms"), ("sightline.casework", "casework")])
def test_every_package_has_one_owner_and_every_owner_a_package(inside: str, key: str) -> None:
    owners = tomllib.loads(OWNERS.read_text(encoding="utf-8"))
    named = [name for names in owners[key].values() for name in names]
    assert sorted(named) == sorted(map_of(inside).imports), f"mend [{key}] in tools/owners.toml"
    assert set(owners[key]) <= set(owners["roles"])


@pytest.mark.parametrize("hop", [*CSV_ROW, *CONCERN], ids=lambda hop: f"{hop.room}:{hop.function}")
def test_each_hop_of_a_path_is_one_function_of_its_room(hop: Hop) -> None:
    found = places_of(hop.room, hop.function)
    assert len(found) == 1, f"{hop.room} has {len(found)} functions '{hop.function}': mend tools/data_paths.py"
    assert found[0][1], f"{found[0][0]}: say in a docstring what {hop.function} does; the page prints it"


def test_no_path_has_more_than_twelve_hops() -> None:
    assert max(len(CSV_ROW), len(CONCERN)) <= MOST_HOPS


def test_a_map_draws_what_imports_down_and_counts_what_runs_up() -> None:
    imports = {"top": {"middle", "low"}, "middle": {"low"}, "low": {"top"}}
    found = Map("house", {name: frozenset(names) for name, names in imports.items()}, [["top"], ["middle"], ["low"]])
    assert found.arrows() == [("middle", "low"), ("top", "middle")]
    assert found.up() == [("low", "top")]


def test_every_package_is_in_its_picture() -> None:
    for inside, (path, _) in PICTURES.items():
        drawn = (DOCS / path).read_text(encoding="utf-8")
        assert [name for name in map_of(inside).imports if f">{name}</text>" not in drawn] == []
