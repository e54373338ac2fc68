"""Protected addresses: they help to tell who is who as keyed hashes, and nothing ever says so."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.candidates import choose_pairs
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.link_decision import judge_pairs
from sightline.linkage.normal_forms.mentions import normalise_people
from sightline.linkage.profiles import build_profiles
from sightline.linkage.settings import read_settings
from sightline.model.nouns import HandlingMarking
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
LENA = {"surname": "Ashdown", "forename": "Lena", "birth_date": dt.date(2009, 4, 3)}
REFUGE = {"address": "Flat 2, 41 Quillfeather Lane, Tarrowby", "postcode": "ZZ7 4QF", "phone": "01632 960123"}
PROTECTED = {"markings": [HandlingMarking.PROTECTED_ADDRESS]}
SECRET_WORDS = ("quillfeather", "41", "zz7", "960123", "tarrowby")


def engine_of(rows: Iterable[Row]) -> DuckDBEngine:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    return engine


def link(rows: Iterable[Row], secret: bytes = EXAMPLE_SECRET) -> DuckDBEngine:
    engine = engine_of(rows)
    resolve(engine=engine, secret=secret)
    return engine


def links(engine: DuckDBEngine) -> list[Row]:
    return engine.query("SELECT * FROM link ORDER BY mention_id_a, mention_id_b").to_pylist()


def level_of_home(rows: Iterable[Row]) -> int:
    engine, settings = engine_of(rows), read_settings()
    normalise_people(engine=engine, settings=settings, secret=EXAMPLE_SECRET)
    build_profiles(engine=engine, settings=settings)
    choose_pairs(engine=engine, settings=settings)
    judge_pairs(engine=engine, settings=settings)
    (level,) = engine.query("SELECT home_level FROM judged").column(0).to_pylist()
    return int(level)


def test_a_protected_address_stands_in_no_table_but_the_rows_as_they_came() -> None:
    rows = [
        {"mention_id": "a", "agency": "police", **LENA, **REFUGE, **PROTECTED},
        {"mention_id": "b", "agency": "health", **LENA, **REFUGE},
    ]
    engine, settings = engine_of(rows), read_settings()
    normalise_people(engine=engine, settings=settings, secret=EXAMPLE_SECRET)
    build_profiles(engine=engine, settings=settings)
    choose_pairs(engine=engine, settings=settings)
    assert_unreadable(engine, least=5)
    linked = link(rows)
    assert linked.query("SELECT count(*) FROM compared WHERE address_words IS NOT NULL").column(0)[0].as_py() == 2
    assert_unreadable(linked, least=5)


def is_hash(value: object) -> bool:
    """A weight or a large number, which no house has; or a list of such numbers: the keys of blocks are hashes."""
    if isinstance(value, list):
        return bool(value) and all(is_hash(one) for one in value)
    return isinstance(value, float) or (isinstance(value, int) and value > 10**9)


def assert_unreadable(engine: DuckDBEngine, *, least: int) -> None:
    rows = engine.connection.sql(
        "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
    )
    names = {row[0] for row in rows.fetchall()} - {"mention"}
    assert len(names) >= least
    for name in names:
        for row in engine.query(f'SELECT * FROM "{name}"').to_pylist():
            texts = [
                str(value).lower()
                for key, value in row.items()
                if not is_hash(value) and not key.endswith(("_id", "details", "_on"))
            ]
            readable = [text for text in texts if not all(len(part) == 12 for part in text.strip("|").split("|"))]
            assert not [word for word in SECRET_WORDS for text in readable if word in text], name


def test_it_counts_as_much_as_one_that_is_not_protected_and_is_no_reason() -> None:
    a = {"mention_id": "a", "agency": "school", **LENA, **REFUGE}
    b = {"mention_id": "b", "agency": "health", **LENA, **REFUGE}
    spoken = links(link([a, b]))
    assert "home the same" in spoken[0]["reason"]
    for marked in ([a | PROTECTED, b], [a, b | PROTECTED], [a | PROTECTED, b | PROTECTED]):
        kept = links(link(marked))
        assert kept[0]["weight"] == spoken[0]["weight"]
        assert "home" not in kept[0]["reason"]
        assert "postcode" not in kept[0]["reason"]


@pytest.mark.parametrize("place", ["home", "placement"])
def test_what_one_record_protects_no_other_records_speak_of(place: str) -> None:
    """A child is placed at a protected address; another child's two records, not marked, have the same home."""
    engine = link([
        {"mention_id": "a", "agency": "school", **LENA, **REFUGE},
        {"mention_id": "b", "agency": "health", **LENA, **REFUGE, "address": "41 Quillfeather Ln, flat 2"},
        {"mention_id": "c", "agency": "childrens_services", "entity_kind": "place", "slot": place,
         "value_as_written": "Flat 2, 41 Quillfeather Lane, Tarrowby", "postcode": "ZZ7 4QF", **PROTECTED},
    ])  # fmt: skip
    (made,) = links(engine)
    assert made["weight"] > 6
    assert "home" not in made["reason"]


def test_a_whole_record_is_protected_where_one_of_its_rows_is() -> None:
    engine = link([
        {"mention_id": "a", "agency": "school", **LENA, **REFUGE},
        {"mention_id": "b", "agency": "health", "record_id": "r", **LENA, **REFUGE, "address": "41 Quillfeather Ln, flat 2"},
        {"mention_id": "c", "agency": "health", "record_id": "r", "entity_kind": "vehicle", "value_as_written": "AB12 CDE", **PROTECTED},
    ])  # fmt: skip
    (made,) = links(engine)
    assert "home" not in made["reason"]


def test_a_question_never_says_that_a_protected_address_agrees() -> None:
    twin = LENA | {"forename": "Tobias"}
    for marks in ({}, PROTECTED):
        engine = link([
            {"mention_id": "a", "agency": "school", **LENA, **REFUGE, **marks},
            {"mention_id": "b", "agency": "health", **twin, **REFUGE},
        ])  # fmt: skip
        (asked,) = engine.query("SELECT * FROM question").to_pylist()
        said = f"{asked['says']} {asked['agrees']}"
        assert asked["rule_id"] == "twin_or_sibling"
        assert ("home the same" in said) == (not marks)


def test_a_protected_address_is_never_partly_like_another() -> None:
    """Without a postcode one address may be the beginning of another; a protected one is the same whole, or another."""
    street, town = "41 Quillfeather Lane", "41 Quillfeather Lane, Tarrowby"
    short = {"mention_id": "a", "agency": "school", **LENA, "address": street}
    long = {"mention_id": "b", "agency": "health", **LENA, "address": town}
    alike, different = level_of_home([short, long]), 0
    assert alike > different
    for marked in ([short | PROTECTED, long], [short, long | PROTECTED], [short | PROTECTED, long | PROTECTED]):
        assert level_of_home(marked) == different
    assert level_of_home([short | PROTECTED, long | {"address": "41, Quillfeather Ln."}]) == alike


def test_another_workspaces_key_gives_other_hashes_and_the_same_people() -> None:
    rows = [
        {"mention_id": "a", "agency": "school", **LENA, **REFUGE, **PROTECTED},
        {"mention_id": "b", "agency": "health", **LENA, **REFUGE},
    ]
    one, again, other = link(rows), link(rows), link(rows, secret=b"another key")
    homes = "SELECT postcode, house, address_words, phone FROM compared ORDER BY mention_id"
    assert one.query(homes) == again.query(homes)
    ours, theirs = one.query(homes).to_pylist(), other.query(homes).to_pylist()
    assert all(a[name] != b[name] for a, b in zip(ours, theirs, strict=True) for name in a)
    assert links(one) == links(other)
