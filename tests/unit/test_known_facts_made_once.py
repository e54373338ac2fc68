"""What rooms share of a run is made once, and anew as soon as anything that it is made from has changed."""

from collections.abc import Callable, Iterator

import pytest
from support import grouped
from support.patterned import recognise, write_rows
from support.sql_laws import tables_read

from sightline.known_facts import Records, facts, gather, records
from sightline.store import DuckDBEngine

Made = tuple[str, frozenset[str]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    made = recognise(write_rows(grouped.ROWS, tmp_path_factory.mktemp("rows")))
    yield made
    made.close()


def steps_of(engine: DuckDBEngine, make: Callable[[], object]) -> list[Made]:
    """The tables that are made, each with those that it is made from."""
    made: list[Made] = []
    real_make = engine.make

    def noted(name: str, sql: str) -> None:
        made.append((name, frozenset(tables_read(sql))))
        real_make(name, sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "make", noted)
        make()
    return made


@pytest.mark.parametrize("changed", facts.READS)
def test_facts_are_made_again_when_what_they_are_made_from_changed(engine: DuckDBEngine, changed: str) -> None:
    gather(engine=engine)
    assert steps_of(engine, lambda: gather(engine=engine)) == []
    engine.make(changed, f"SELECT * FROM main.{changed}")
    assert [name for name, _ in steps_of(engine, lambda: gather(engine=engine))] == [*facts.MAKES]


@pytest.mark.parametrize("changed", records.READS)
def test_records_are_made_again_when_what_they_are_made_from_changed(engine: DuckDBEngine, changed: str) -> None:
    Records(engine)
    assert steps_of(engine, lambda: Records(engine)) == []
    engine.make(changed, f"SELECT * FROM {changed}")
    assert [name for name, _ in steps_of(engine, lambda: Records(engine))] == [*records.MADE_BY]


def test_all_that_they_are_made_from_is_listed(engine: DuckDBEngine) -> None:
    engine.make("mention", "SELECT * FROM main.mention")
    of_facts = steps_of(engine, lambda: gather(engine=engine))
    of_records = steps_of(engine, lambda: Records(engine))
    assert read_by(of_facts) == set(facts.READS)
    assert read_by(of_records) == set(records.READS)


def read_by(made: list[Made]) -> set[str]:
    return {name for _, names in made for name in names} - {name for name, _ in made}
