"""Linking that goes on from the day before gives the very tables and counts that linking from nothing gives."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support.link_days import LinkDays

from sightline.linkage import LinkageReport, candidates, resolve, scores
from sightline.linkage.columns import ExtraColumn
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.known_pairs.known_pairs import know_profiles
from sightline.linkage.normal_forms import mentions
from sightline.linkage.settings import read_settings
from sightline.model.schema import LINKED, MENTION
from sightline.store import DuckDBEngine
from sightline.store.earlier import TOUCHED_ROW, EarlierSnapshot
from sightline.store.snapshots import Snapshot, hash_rows

# Small, so that a few rows make a block too large and a number one of many people.
SETTINGS = replace(read_settings(), largest_block=3, many_people=3)
DAYS, ROWS = 3, 24


def put(engine: DuckDBEngine, world: LinkDays) -> None:
    engine.write(MENTION, make_mentions(world.list_mentions()))
    rows = ", ".join(f"('{row}')" for row in sorted(world.touched))
    engine.make(TOUCHED_ROW, f"SELECT * FROM (VALUES {rows}) AS each(row_id)")


def link(engine: DuckDBEngine, world: LinkDays, *, goes_on: bool) -> LinkageReport:
    tables = hash_linked(engine) if goes_on else {}
    before = EarlierSnapshot(Snapshot("", Path()), dt.date.min, frozenset(), tables, goes_on=goes_on)
    report = resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=world.judgements, model=SETTINGS, earlier=before)
    assert before.patched.items() <= hash_linked(engine).items()
    return report


def hash_linked(engine: DuckDBEngine) -> dict[str, dict[str, Any]]:
    return {table.name: hash_rows(engine, table.name) for table in LINKED}


def list_rows(engine: DuckDBEngine) -> dict[str, list[Any]]:
    return {table.name: engine.query(f"SELECT * FROM {table.name} ORDER BY ALL").to_pylist() for table in LINKED}


@pytest.fixture(autouse=True)
def few_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few enough that in a block by number it counts who stands beside whom."""
    monkeypatch.setattr(candidates, "NEIGHBOURS", 2)


@contextmanager
def counted(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Which reader read, once for each name or home that was read."""
    read: list[str] = []

    def count(name: str, reader: Callable[..., Any]) -> Callable[..., Any]:
        def counting(**given: Any) -> Any:
            read.append(name)
            return reader(**given)

        return counting

    with patch.context() as here:
        for name in ("read_names", "read_address"):
            here.setattr(mentions, name, count(name, getattr(mentions, name)))
        yield read


@contextmanager
def compared(patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many candidate pairs were compared."""
    pairs: list[int] = []

    def counting(**given: Any) -> Any:
        pairs.append(given["pairs"].num_rows)
        return predict(**given)

    predict = scores.predict
    with patch.context() as here:
        here.setattr(scores, "predict", counting)
        yield pairs


@pytest.mark.parametrize("seed", [4, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 17))])
def test_day_by_day_as_from_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    world, today = LinkDays(seed, rows=ROWS), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    for _ in range(DAYS):
        world.pass_one()
        from_nothing = DuckDBEngine()
        put(from_nothing, world)
        put(today, world)
        with counted(monkeypatch) as every, compared(monkeypatch) as all_pairs:
            whole = link(from_nothing, world, goes_on=False)
        with counted(monkeypatch) as new, compared(monkeypatch) as new_pairs:
            assert link(today, world, goes_on=True) == whole
        assert list_rows(today) == list_rows(from_nothing)
        assert len(new) < len(every) / 2
        assert new_pairs[0] < all_pairs[0]
        from_nothing.close()
    today.close()


def test_a_day_without_new_rows_compares_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    world, engine = LinkDays(4, rows=ROWS), DuckDBEngine()
    put(engine, world)
    first = link(engine, world, goes_on=False)
    before = hash_linked(engine)
    world.touched = {"no such row"}
    put(engine, world)
    with compared(monkeypatch) as pairs:
        assert link(engine, world, goes_on=True) == first
    assert hash_linked(engine) == before
    assert first.pairs_scored > 0 and pairs[0] == 0


def test_a_block_that_was_too_large_is_compared_once_a_row_goes() -> None:
    world, today, from_nothing = LinkDays(4, rows=0), DuckDBEngine(), DuckDBEngine()
    child = {"entity_kind": "person", "surname": "Wren", "birth_date": dt.date(2009, 4, 3)}
    rows = [
        child | {"row_id": name, "record_id": name, "mention_id": name, "agency": name, "forename": name}
        for name in ("health", "school", "police", "housing")
    ]
    reports = []
    for day in (rows, rows[:-1]):
        world.list_mentions = partial(iter, day)  # type: ignore[method-assign]
        world.touched = {"housing"}
        put(today, world)
        reports.append(link(today, world, goes_on=day is not rows))
    put(from_nothing, world)
    assert reports[1] == link(from_nothing, world, goes_on=False)
    assert list_rows(today) == list_rows(from_nothing)
    assert reports[0].blocks_skipped and not reports[1].blocks_skipped and reports[1].pairs_scored > 0


def test_with_columns_of_a_workspaces_own_every_pair_is_compared() -> None:
    own = replace(SETTINGS, columns=(ExtraColumn("employer", "words", "employer", ("Employer",)),))
    before = EarlierSnapshot(Snapshot("", Path()), dt.date.min, frozenset(), {}, goes_on=True)
    assert not know_profiles(engine=DuckDBEngine(), settings=own, earlier=before)


def test_linking_that_was_killed_and_begins_again_ends_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    world, today, from_nothing = LinkDays(7, rows=ROWS), DuckDBEngine(), DuckDBEngine()
    put(today, world)
    link(today, world, goes_on=False)
    world.pass_one()
    for engine in (today, from_nothing):
        put(engine, world)

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_module("sightline.linkage.resolve"), "find_bridges", die)
        with pytest.raises(KeyboardInterrupt):
            link(today, world, goes_on=True)
    # What was begun stands in the file; a run that begins again does not go on from it.
    assert link(today, world, goes_on=False) == link(from_nothing, world, goes_on=False)
    assert list_rows(today) == list_rows(from_nothing)
