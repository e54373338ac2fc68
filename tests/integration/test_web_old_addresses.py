"""Every address of the first release leads somewhere still, by itself or from where it was to where it is."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

OLD = Path(__file__).parents[1] / "data" / "addresses_of_70ae463.txt"
IDS = {"opaque": "a" * 20, "int": "7", "slug": "a-word", "str": "a-word"}


def addresses() -> list[str]:
    patterns = OLD.read_text(encoding="utf-8").split()
    return [re.sub(r"<(\w+):\w+>", lambda found: IDS[found[1]], pattern) for pattern in patterns]


def leads_somewhere(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_every_old_address_is_there_or_is_sent_on() -> None:
    gone = [address for address in addresses() if not leads_somewhere(address)]
    assert len(addresses()) > 100 and len(gone) > 1
    for address in gone:
        answer = Client().get(address)
        assert answer.status_code == 301 and leads_somewhere(answer["Location"]), address


@pytest.mark.django_db
def test_the_rest_of_an_address_goes_with_it_and_a_form_is_not_sent_on() -> None:
    kept = f"/concerned/{'b' * 20}/add/fact/?page=2&words=%0d%0a"
    answer = Client().head(kept)
    assert (answer.status_code, answer["Location"]) == (301, kept.replace("concerned", "people-and-places-of-concern"))
    assert "no-store" in answer["Cache-Control"]
    assert Client().post(kept).status_code == 404
    assert Client().get("/concerned").status_code == 404
