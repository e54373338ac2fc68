"""docs/tour.md leads to pages that are there, by accounts that the demo makes."""

import re
from pathlib import Path

from django.urls import resolve

from sightline.cli.demo.people import WORKS_FOR, username_of

TOUR = (Path(__file__).parents[2] / "docs" / "tour.md").read_text(encoding="utf-8")


def test_every_address_of_the_tour_is_a_page() -> None:
    addresses = re.findall(r"`(/[\w/-]*/)`", TOUR)
    assert len(addresses) >= 7
    for address in addresses:
        assert resolve(address)


def test_everybody_of_the_tour_has_an_account_in_the_demo() -> None:
    named = re.findall(r"\*\*([a-z_]+)\*\*", TOUR)
    assert len(set(named)) >= 5
    assert set(named) <= {username_of(role) for role in WORKS_FOR}


def test_the_tour_is_five_minutes_to_read_and_walk() -> None:
    """At 120 words a minute, with looking."""
    assert len(re.findall(r"^## \d\. ", TOUR, re.MULTILINE)) == 6
    assert len(TOUR.split()) < 600
