"""What speaks against two records being of one person: each is asked or kept from being asked, and none is joined.

One line for each word of "Negative evidence". All else agrees, as far as it can.
"""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
BORN = dt.date(2009, 4, 3)
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
NAMES = {"surname": "Ashdown", "forename": "Lena"}
LENA = {"agency": "police", **NAMES, "birth_date": BORN, "sex": "F", **HOME}
JOINED, NEVER_ASKED = "joined", "never asked"

NEGATIVE = [
    # Two different valid identifiers.
    ("two NHS numbers", LENA | {"nhs_number": "9990000018"}, LENA | {"nhs_number": "9990000026"}, NEVER_ASKED),
    ("one number, two people", LENA | {"nhs_number": "9990000018"},
     LENA | {"nhs_number": "9990000018", "forename": "Tobias", "birth_date": dt.date(1979, 11, 21)}, "contradicted_number"),
    # Impossible ages.
    ("a mother of the same name, seen before the child's birth", LENA | {"birth_date": dt.date(2011, 4, 3)},
     LENA | {"birth_date": dt.date(2001, 4, 3), "occurred_on": dt.date(2008, 5, 1)}, "before_birth"),
    ("a child of one birth date, seen before it by a slip of the pen", LENA, LENA | {"occurred_on": dt.date(2001, 5, 1)}, JOINED),
    # Sex with different forenames.
    ("another sex and another form of the forename", LENA | {"forename": "Alexandra"},
     LENA | {"forename": "Alex", "sex": "M", "birth_date": BORN}, "sex_and_forename"),
    ("another sex, the same forename", LENA, LENA | {"sex": "M"}, JOINED),
    # Twins and siblings.
    ("twins", LENA, LENA | {"forename": "Tobias", "sex": "M"}, "twin_or_sibling"),
    ("twins a letter apart", LENA | {"forename": "Aisha"}, LENA | {"forename": "Alisha"}, "twin_or_sibling"),
    *((f"twins {one} and {other}", LENA | {"forename": one}, LENA | {"forename": other}, "twin_or_sibling")
      for one, other in (("Rohan", "Ronan"), ("Farhan", "Farhana"), ("Karina", "Karima"), ("Hayden", "Jayden"))),
    ("a letter apart, and one in no list", LENA | {"forename": "Rohan"}, LENA | {"forename": "Rohxn"}, JOINED),
    ("a letter apart, and both in no list", LENA | {"forename": "Dovrin"}, LENA | {"forename": "Dovrim"}, "near_forename"),
    ("twins whose clerk writes the surname first", LENA | {"surname": "", "forename": "", "name_as_written": "Ashdown Lena"},
     LENA | {"surname": "", "forename": "", "name_as_written": "Ashdown Rosa"}, "surname_first"),
    ("siblings a figure of the birth date apart, with one telephone", LENA | {"phone": "07700 900123"},
     LENA | {"forename": "Tobias", "birth_date": dt.date(2009, 4, 8), "phone": "07700 900123", "sex": "F"}, "another_forename"),
    # Relatives of the same name.
    ("father and son of one name", LENA | {"forename": "Omar", "sex": "M"},
     LENA | {"forename": "Omar", "sex": "M", "birth_date": dt.date(1979, 11, 21)}, "birth_date_far"),
    ("mother and daughter of one name and birthday", LENA, LENA | {"birth_date": dt.date(1979, 4, 3)}, "birth_date_far"),
    ("a year typed ten years out", LENA, LENA | {"birth_date": dt.date(1999, 4, 3)}, JOINED),
    # Missing forename or birth date.
    ("no forename", LENA, LENA | {"forename": ""}, "no_forename"),
    ("no birth date", LENA, LENA | {"birth_date": None}, "no_birth_date"),
    ("no birth date and two sexes", LENA | {"sex": "F"}, LENA | {"birth_date": None, "sex": "M"}, "no_birth_date"),
    # The same birth date and address with another forename.
    ("another forename at one home", LENA, LENA | {"forename": "Omar"}, "twin_or_sibling"),
    ("another forename and another surname at one home", LENA, LENA | {"forename": "Omar", "surname": "Calder", "sex": "M"},
     "twin_or_sibling"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "outcome"), [pytest.param(*row[1:], id=row[0]) for row in NEGATIVE])
def test_negative_evidence(a: Row, b: Row, outcome: str) -> None:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions([a | {"mention_id": "a"}, b | {"mention_id": "b", "agency": "health"}]))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    assert report.persons == (1 if outcome == JOINED else 2)
    asked = [row["rule_id"] for row in engine.query("SELECT rule_id FROM question").to_pylist()]
    assert asked == ([] if outcome in (JOINED, NEVER_ASKED) else [outcome])


def test_the_pairs_would_be_joined_without_what_speaks_against_them() -> None:
    """So that each of them is held apart by that, and not by too little evidence."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions([LENA | {"mention_id": "a"}, LENA | {"mention_id": "b", "agency": "health"}]))
    assert resolve(engine=engine, secret=EXAMPLE_SECRET).persons == 1
