"""So many of one name and one birth date that comparing them all would never end: left out, and said so, never cut short."""

import datetime as dt
from typing import Any

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
MOST = read_settings().largest_block
SMITH = {"forename": "John", "surname": "Smith", "birth_date": dt.date(2010, 1, 2)}


def smiths(count: int) -> list[Row]:
    """So many records of a John Smith of one day, each of its own number at its own agency."""
    return [
        {"mention_id": f"m{place:04d}", "agency": f"agency_{place}", "local_id": f"N{place}", **SMITH}
        for place in range(count)
    ]


def link(rows: list[Row]) -> tuple[dict[str, str], LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    return dict(zip(*(c.to_pylist() for c in engine.query("SELECT mention_id, person_id FROM resolved").columns), strict=True)), report  # fmt: skip


def test_a_block_of_as_many_as_is_allowed_is_compared() -> None:
    found, report = link(smiths(MOST))
    assert report.blocks_skipped == {}
    assert report.pairs_scored == MOST * (MOST - 1) // 2
    assert len(set(found.values())) == 1


def test_a_larger_one_is_skipped_under_every_rule_and_said() -> None:
    found, report = link(smiths(MOST + 1))
    assert report.pairs_scored == 0
    assert len(set(found.values())) == MOST + 1
    assert report.blocks_skipped["birth_date_and_surname"] == 1
    assert report.blocks_skipped["names_and_birth_year"] == 1


def test_those_who_share_a_number_or_a_home_are_compared_all_the_same() -> None:
    rows = smiths(MOST + 1)
    rows[3] |= {"nhs_number": "9990000018"}
    rows[7] |= {"nhs_number": "9990000018"}
    home = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
    rows[10] |= home
    rows[11] |= home
    found, report = link(rows)
    assert report.blocks_skipped["birth_date_and_surname"] == 1
    assert found["m0003"] == found["m0007"] and found["m0010"] == found["m0011"]
    assert len(set(found.values())) == MOST - 1
