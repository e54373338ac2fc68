"""A pseudonymised census: names are codes, SUR0412 and FOR0413, that differ by digits alone. They name nobody."""

import datetime as dt
from random import Random
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

PUPILS = 400


def pupils(chance: Random, *, is_numbered: bool) -> list[dict[str, Any]]:
    """Pupils of one school year: many have a birth date in common, and with `is_numbered` each has a number of its own."""
    numbers = chance.sample(range(1, 10_000), PUPILS)
    return [
        {
            "mention_id": f"pupil{number}", "row_id": f"row{number}", "record_id": f"record{number}", "agency": "school",
            "organisation": chance.choice(("Elm School", "Oak School")), "forename": f"FOR{number:04}",
            "surname": f"SUR{chance.choice(numbers):04}", "local_id": f"P{number}" if is_numbered else "", "sex": chance.choice("MF"),
            "birth_date": dt.date(2009, 9, 1) + dt.timedelta(days=chance.randrange(120)),
        }
        for number in numbers
    ]  # fmt: skip


@pytest.mark.parametrize("is_numbered", [True, False])
def test_pupils_whose_names_are_codes_are_never_one_person_and_nobody_is_asked(is_numbered: bool) -> None:
    engine = DuckDBEngine()
    rows = pupils(Random(1), is_numbered=is_numbered)
    engine.write(MENTION, make_mentions(rows))
    assert resolve(engine=engine, secret=EXAMPLE_SECRET).persons == len(rows)
    ((asked,),) = engine.connection.execute("SELECT count(*) FROM question").fetchall()
    assert asked == 0
